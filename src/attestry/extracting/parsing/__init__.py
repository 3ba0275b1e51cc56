"""Sentences, tokens, tags and dependency trees."""
