"""Encoders: pictures and texts to unit vectors, through open_clip, transformers or a compiled twin."""
