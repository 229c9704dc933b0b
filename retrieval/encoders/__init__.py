"""Encoders: pictures and texts to unit vectors; not training or indexing them."""
