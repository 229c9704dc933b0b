"""The `vitrine` command: words on a command line to calls of the assistant, answers to a terminal."""
