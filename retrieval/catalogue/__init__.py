"""The store: products, their attributes and their vectors in one SQLite file."""
