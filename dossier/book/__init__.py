"""Blocks and words that chapters put into pages."""
