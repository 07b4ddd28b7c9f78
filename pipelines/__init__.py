"""How rows move: from a file in the inbox to a published figure."""
