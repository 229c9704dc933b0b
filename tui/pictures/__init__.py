"""Products' pictures in a terminal: which protocol, drawn on a thread, kept; no widgets."""
