"""The terminal app; its own issue builds it. Nothing is here yet but its place in the house."""
