"""Findings to pages."""
