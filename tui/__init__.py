"""The terminal app, a thin face on the assistant: it asks and shows, and finds nothing itself."""
