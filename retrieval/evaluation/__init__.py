"""Evaluation: labelled queries to figures."""
