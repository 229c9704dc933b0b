"""The `vitrine` command: from words on a command line to an answer on a terminal."""
