"""Whether a text heard is a decoder that got stuck; not how such texts are kept out."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.bench.listeners import Said
from tests.bench.spoken_clips import SpokenClip

N_TEXT_CTX = 448  # of every official model


def is_stuck(said: Said, clip: SpokenClip) -> bool:
    """Cut at its most tokens, or repeating itself where the clip's own text does not."""
    return said.is_cut or (
        repeats(said.text, clip.duration_s) and not repeats(clip.text, clip.duration_s)
    )


def repeats(text: str, duration_s: float) -> bool:
    """The recogniser's own test for a loop, on a text alone."""
    import torch

    from speech.recognizer.guards import GuardSettings, is_loop
    from speech.recognizer.scoring import Hypothesis
    from speech.recognizer.short_audio import token_cap

    tokens = tuple(_tokenizer().encode(" " + text, disallowed_special=())) if text else ()
    hypothesis = Hypothesis(
        tokens=tokens,
        text=text,
        log_probabilities=(0.0,) * (len(tokens) + 1),
        is_cut=len(tokens) >= token_cap(duration_s, N_TEXT_CTX),
        no_speech=0.0,
        attention=torch.zeros(0, len(tokens) + 1, 0),
    )
    return is_loop(hypothesis, GuardSettings())


@cache
def _tokenizer() -> Any:
    from whisper.tokenizer import get_tokenizer

    return get_tokenizer(True, language="en", task="transcribe")
