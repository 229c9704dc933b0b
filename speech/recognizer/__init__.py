"""Whisper models from a waveform to a checked transcript; knows nothing of files or microphones."""
