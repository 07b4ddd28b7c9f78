"""How fast and how large: measured side by side in one run, never part of the tests, because machines differ."""
