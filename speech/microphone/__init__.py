"""Sound from a microphone through PortAudio; knows nothing of speech or words."""
