"""Training of the tagger and the parser from Universal Dependencies treebanks: `python -m attestry.training`."""
