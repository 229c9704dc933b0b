"""Vector indexes: nearest vectors to a query; a cache of the catalogue."""
