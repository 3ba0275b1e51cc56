"""Claims that stand to findings."""
