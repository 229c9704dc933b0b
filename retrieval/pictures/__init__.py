"""Pictures: bytes or files of any kind to safe RGB pixels."""
