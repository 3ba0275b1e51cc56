"""Attestry: an evidence ledger for people who monitor sanctions and arms transfers."""

__version__ = "0.1.0"
