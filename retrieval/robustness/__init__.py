"""Robustness: adversaries against an encoder and honest figures of them; not for training one."""
