"""When somebody speaks, to the sample; knows nothing of microphones or of what is said."""
