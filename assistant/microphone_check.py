"""A few seconds of a microphone's level, and what they say about it; not for hearing words."""

from __future__ import annotations

from collections.abc import Callable

CHECK_S = 4.0
PIECE_S = 0.1
QUIET_DBFS = -50.0  # nobody spoke, or the microphone hears next to nothing
CLIPPING_DBFS = -3.0


def check_microphone(
    name: str | None, level: Callable[[float], None], should_stop: Callable[[], bool]
) -> str:
    """Hear CHECK_S of sound, telling its level in dBFS ten times a second; how loud it was.

    name: as `vitrine devices` lists it, None for the system's own. Raises DeviceError, one
    sentence, for why there is no sound.
    """
    import numpy as np

    from speech.audio.waveform import SAMPLE_RATE_HZ
    from speech.microphone.microphone import Microphone
    from speech.speaking.energy import SILENCE_DBFS, level_dbfs

    loudest_dbfs = SILENCE_DBFS
    notices: tuple[str, ...] = ()
    piece = np.zeros(0, np.float32)
    with Microphone(name) as microphone:
        shown = microphone.device.name if microphone.device else "The microphone"
        n_left = round(CHECK_S * SAMPLE_RATE_HZ)
        while n_left > 0 and not should_stop():
            heard = microphone.read(PIECE_S)
            n_left -= len(heard)
            piece = np.concatenate((piece, heard))
            if len(piece) >= PIECE_S * SAMPLE_RATE_HZ:
                loudest_dbfs = max(loudest_dbfs, level_dbfs(piece))
                level(level_dbfs(piece))
                piece = piece[:0]
        notices = microphone.take_notices()
    return " ".join((_said(shown, loudest_dbfs), *notices))


def _said(name: str, loudest_dbfs: float) -> str:
    if loudest_dbfs < QUIET_DBFS:
        return (
            f"{name} heard next to nothing (at most {loudest_dbfs:.0f} dB): speak while it is "
            "tested, unmute it, or choose another one."
        )
    if loudest_dbfs > CLIPPING_DBFS:
        return f"{name} is too loud ({loudest_dbfs:.0f} dB): turn its gain down."
    return f"{name} hears you: {loudest_dbfs:.0f} dB at the loudest."
