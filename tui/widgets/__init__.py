"""One widget a file, with its own keys, messages and CSS."""
