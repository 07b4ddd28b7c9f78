"""Files as partners make them, damaged in many ways at once, and what may become of them: nothing that was not touched."""
