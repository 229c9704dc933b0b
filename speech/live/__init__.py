"""From a running source of sound to words while they are spoken; knows nothing of products."""
