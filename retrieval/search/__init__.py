"""Search: a request to ranked, explained, calibrated hits."""
