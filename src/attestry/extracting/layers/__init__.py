"""The layers of rules below the tree: numerals, amounts, dates, names, things."""
