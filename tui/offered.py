"""What the models screen offers, gathered in one go on a thread; not drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.language import worded

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.choices import Choice
    from assistant.settings import Settings

DEFAULT_MICROPHONE = "default"


@dataclass(frozen=True)
class Offered:
    """The choices by the name of their list, and the one in use in each.

    no_microphone: why there is none to choose, in one sentence. n_products: of the store.
    """

    choices: dict[str, tuple[Choice, ...]]
    in_use: dict[str, str]
    no_microphone: str
    n_products: int
    store: Path


def gathered(now: Assistant) -> Offered:
    """Everything that can be chosen beside `now`. Reads settings, caches and the sound system."""
    from assistant.adding import info_of
    from assistant.choices import devices, encoders, speech_models
    from assistant.settings import load_settings

    settings, _ = load_settings()
    found, why = _microphones()
    return Offered(
        {
            "encoders": tuple(encoders()),
            "speech": tuple(speech_models()),
            "devices": tuple(devices()),
            "microphones": found,
        },
        _in_use(now, settings),
        why,
        info_of(now.store.path).n_products,
        now.store.path,
    )


def _in_use(now: Assistant, settings: Settings) -> dict[str, str]:
    return {
        "encoders": now.encoder.name,
        "speech": now.hearing.model,
        "devices": settings.device,
        "microphones": settings.microphone,
    }


def _microphones() -> tuple[tuple[Choice, ...], str]:
    """Those there are, the system's choice first, and else why there are none."""
    from assistant.choices import Choice, microphones
    from assistant.errors import SpeechError

    try:
        found = microphones()
    except SpeechError as error:
        return (), str(error)
    return (Choice(DEFAULT_MICROPHONE, True, worded("the system's own choice")), *found), ""
