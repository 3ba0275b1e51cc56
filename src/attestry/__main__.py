"""`python -m attestry` and the command `attestry`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from attestry.cli import run
    run()


if __name__ == "__main__":
    main()
