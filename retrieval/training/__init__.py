"""Training: data to the weights this project ships; never imported to answer a query.

`train_encoder` (loop), `export_encoder` (export), `finish_encoder` (finish) and `measure_encoder`
(measure) follow each other.
"""
