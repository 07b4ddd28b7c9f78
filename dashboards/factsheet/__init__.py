"""A publication and a place → two pages on paper: the same figures, words and colours as the pages on screen."""
