"""The error of whoever starts a training run with data or settings that cannot work."""

from __future__ import annotations

from speech.errors import SpeechError


class TrainingError(SpeechError):
    """The caller's folder, settings or data do not fit the run; the message says what to change."""

    exit_code = 2
