"""Heads that several shops train together through Flower, each keeping its data to itself.

Flower (`flwr`, Apache 2.0) carries the messages and does the averaging, the masking and the noise;
here is what a shop does between two messages. Nothing that answers a query imports this.
"""
