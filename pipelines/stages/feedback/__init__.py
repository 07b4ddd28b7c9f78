"""Findings → what a supplier gets back: its own file with comments, or a list; repair actions; a receipt to read."""
