"""Heads: two small networks over a frozen encoder, and the encoder that wears them; no training."""
