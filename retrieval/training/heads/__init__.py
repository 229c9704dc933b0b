"""Training of heads over a frozen encoder's vectors; never imported to answer a query.

`embed_sources` (embedded), `train_heads` (loop), `measure_heads` (measure) follow each other.
"""
