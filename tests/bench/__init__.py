"""Benchmarks: each writes JSON, with a peer or a limit measured in the same run.

python -m tests.bench.NAME --out NAME.json
"""
