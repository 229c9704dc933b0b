"""Adversarial fine-tuning of a whole open_clip encoder; not heads on a frozen one, nor the attacks
that a finished encoder is judged by.

`train_robust` (loop), `export_robust` (export) and `measure_robustness` (measure) follow each
other; docs/models/pocket-robust.md says what it did for pocket.
"""
