"""Which language is spoken, among those a model knows; not what is said in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from speech.errors import RecognizerError


def known_languages(model: Any) -> tuple[str, ...]:
    """ISO codes of the languages that a checkpoint has tokens for; else English alone."""
    from whisper.tokenizer import LANGUAGES

    return tuple(LANGUAGES)[: model.num_languages] if model.is_multilingual else ("en",)


def language_code(wanted: str, known: Sequence[str], model_name: str) -> str:
    """A code ("en"), a name ("English") or a tag ("zh-CN") as a code. Raises RecognizerError."""
    from whisper.tokenizer import TO_LANGUAGE_CODE

    name = wanted.strip().lower()
    code = TO_LANGUAGE_CODE.get(name, name.replace("_", "-").partition("-")[0])
    if code not in known:
        shown = ", ".join(known[:12]) + (" and others" if len(known) > 12 else "")
        raise RecognizerError(
            f"Speech model {model_name} does not know the language {wanted!r}; it knows {shown}."
        )
    return code


@torch.no_grad()
def detect_language(model: Any, tokenizer: Any, features: Tensor, known: Sequence[str]) -> str:
    """The likeliest of the known languages. features: (1, n_positions, n_state), any context."""
    if len(known) == 1:
        return known[0]
    start = torch.tensor([[tokenizer.sot]], device=features.device)
    logits = model.decoder(start, features)[0, 0]
    tokens = [tokenizer.to_language_token(code) for code in known]
    return known[int(logits[tokens].argmax())]
