"""Sound to text; the voice issue builds it. Nothing is here yet but its place in the house."""
