"""Another assistant over the same store with one thing changed; the present one answers on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.hearing import SpeechRecognizer
    from retrieval.catalogue.progress import Progress

Tell = Callable[[str, int, int | None], None]


def with_encoder(
    now: Assistant, name: str, tell: Tell, should_stop: Callable[[], bool]
) -> Assistant | None:
    """The store embedded again with another encoder, and searched with it.

    Until all is embedded the store stays with its encoder; None when stopped before, and the same
    call goes on from there. Raises ModelError, InputError and StoreError, one sentence each.
    """
    from retrieval.catalogue.embed import switch_model
    from retrieval.catalogue.store import Store
    from retrieval.encoders.load import load_encoder

    def progress(step: Progress) -> None:
        tell("Embedding the products again", step.done, step.total)

    settings, _ = load_settings()
    encoder = load_encoder(name, device=settings.chosen_device, progress=tell)
    with Store.open(now.store.path) as store:
        report = switch_model(store, encoder, progress=progress, should_stop=should_stop)
    if not report.complete:
        return None
    return Assistant.open(
        now.store.path,
        encoder=encoder,
        recognizer=_loaded_recognizer(now),
        speech_model=now.hearing.model,
        progress=tell,
    )


def with_speech_model(now: Assistant, name: str, tell: Tell) -> Assistant:
    """Searches as before and hears with another model, which is loaded now.

    Raises RecognizerError, one sentence, when it cannot be had.
    """
    opened = Assistant.open(now.store.path, encoder=now.encoder, speech_model=name, progress=tell)
    try:
        _ = opened.hearing.recognizer
    except BaseException:
        opened.close()
        raise
    return opened


def with_device(now: Assistant, device: str, tell: Tell) -> Assistant:
    """The same models on another device. Raises InputError when it is not on this machine."""
    return Assistant.open(
        now.store.path, device=device, speech_model=now.hearing.model, progress=tell
    )


def _loaded_recognizer(now: Assistant) -> SpeechRecognizer | None:
    return now.hearing.recognizer if now.hearing.is_open else None
