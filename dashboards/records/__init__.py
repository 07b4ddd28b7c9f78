"""What one row looks like of what the pages read; None is a null. Only shapes: no reading, no words."""
