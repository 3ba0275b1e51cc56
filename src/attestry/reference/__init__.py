"""What is known beforehand, read strictly from packs."""
