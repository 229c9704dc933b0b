"""The errors retrieval raises, told apart by who must act; not for telling them to a person."""

from __future__ import annotations


class RetrievalError(Exception):
    """Something retrieval could not do; its message is one sentence fit for a person."""

    exit_code = 1


class InputError(RetrievalError):
    """The caller gave something unusable: a file, a filter, an id, a weight."""

    exit_code = 2


class StoreError(RetrievalError):
    """The store is missing, locked, full, newer than the program, or made by another model."""

    exit_code = 2


class ModelError(RetrievalError):
    """A model is unknown, cannot be fetched, or its files cannot be read."""

    exit_code = 2


class InternalError(RetrievalError):
    """A promise between our own parts was broken: a defect of ours."""

    exit_code = 1
