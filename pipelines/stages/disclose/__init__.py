"""Exact measurements → what each audience may see, and a proof of what can and cannot be computed back."""
