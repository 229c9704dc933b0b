"""The errors a conversation raises, and all those that a person is told; not the telling."""

from __future__ import annotations

from retrieval.errors import InputError, RetrievalError
from speech.errors import SpeechError


class VitrineError(Exception):
    """Something the assistant could not do; its message is one sentence fit for a person."""

    exit_code = 1


class SettingsError(VitrineError):
    """A setting is unknown, or its value cannot be read."""

    exit_code = 2


class QueryError(VitrineError):
    """A query asks for nothing, or for something that cannot be."""

    exit_code = 2


# What the command line and the app tell in one sentence; anything else is a defect of ours.
TOLD_ERRORS = (VitrineError, RetrievalError, SpeechError)

__all__ = [
    "TOLD_ERRORS",
    "InputError",
    "QueryError",
    "RetrievalError",
    "SettingsError",
    "SpeechError",
    "VitrineError",
]
