"""Trust: which products and queries look made to mislead the ranking, and what is believed then."""
