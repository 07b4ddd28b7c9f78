"""Invented partners: their facts, and the exports that they would deliver, each in its own dialect."""
