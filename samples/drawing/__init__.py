"""Drawings of products as SVG text; not the words of the catalogue (see `samples.wording`)."""
