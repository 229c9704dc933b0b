"""What a term of the shop is worth beyond what the model expects of it anyway; no searching.

A decoder has a language model in it, which takes a brand that it never met for next to impossible
and one it was trained on for likely. What it expects without any sound is taken off and the shop's
own expectation put in its place, as in internal language model estimation (Meng et al. 2021): a
rare brand gains all that its list allows, a word that the model knows well gains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import torch

from speech.recognizer.scoring import score

Tokens = tuple[int, ...]
Terms = Sequence[tuple[Tokens, float]]  # and the most that they may be worth

_known: WeakKeyDictionary[Any, dict[Tokens, float]] = WeakKeyDictionary()  # of each model's terms


def shop_worths(
    model: Any, tokenizer: Any, terms_of: Sequence[Terms], n_terms: int
) -> list[tuple[int, float]]:
    """For each text the number of its terms and what they are worth together, nats.

    terms_of: the terms of each text. n_terms: in the whole list, each as likely as the others.
    """
    expected = _known.setdefault(model, {})
    fresh = sorted({one for terms in terms_of for one, _ in terms if one not in expected})
    expected.update(zip(fresh, _expected(model, tokenizer, fresh), strict=True))
    shop = -math.log(max(1, n_terms))
    return [
        (len(terms), sum(min(most, max(0.0, shop - expected[tokens])) for tokens, most in terms))
        for terms in terms_of
    ]


def _expected(model: Any, tokenizer: Any, terms: Sequence[Tokens]) -> list[float]:
    """The log-probability that the decoder gives to each term when it hears nothing at all."""
    if not terms:
        return []
    weight = model.encoder.conv1.weight
    nothing = torch.zeros(1, 1, model.dims.n_audio_state, dtype=weight.dtype, device=weight.device)
    found = score(model, tokenizer, nothing, terms, max_tokens=model.dims.n_text_ctx)
    return [math.fsum(one.log_probabilities[:-1]) for one in found]
