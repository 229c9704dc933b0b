"""Sound files and arrays to one mono waveform; knows nothing of words or microphones."""
