"""Files in a partner's dialect → text cells with coordinates."""
