"""Trains pocket Whisper from scratch on sound synthesised here; recognition never imports it."""
