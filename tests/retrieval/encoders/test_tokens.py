"""Token ids without torch are the ids of the library's own tokenizer."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.encoders.clip_vocabulary import clip_tokenizer_json
from retrieval.encoders.tokens import PROBE_TEXTS, Tokens, TokenSpec, clean


@lru_cache
def clip_pair(cleaning: str = "lower") -> tuple[Tokens, object]:
    from open_clip.tokenizer import SimpleTokenizer

    theirs = SimpleTokenizer(clean=cleaning)
    spec = TokenSpec(77, 0, cleaning)  # type: ignore[arg-type]
    return Tokens(clip_tokenizer_json(theirs), spec), theirs


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        # what Unicode has not assigned may count as a letter in one library only
        alphabet=st.characters(codec="utf-8", exclude_categories=("Cn", "Co", "Cs"))
        | st.sampled_from(list("abc'sdREll 12&;<>_-红é")),
        max_size=120,
    )
)
def test_clips_vocabulary_gives_the_same_ids_for_any_text(text: str) -> None:
    ours, theirs = clip_pair()
    np.testing.assert_array_equal(ours([text]), theirs([text]).numpy())  # type: ignore[operator]


def test_clips_vocabulary_agrees_under_every_cleaning() -> None:
    for cleaning in ("lower", "whitespace", "canonicalize"):
        ours, theirs = clip_pair(cleaning)
        np.testing.assert_array_equal(
            ours(list(PROBE_TEXTS)),
            theirs(list(PROBE_TEXTS)).numpy(),  # type: ignore[operator]
        )


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_cleaning_is_open_clips_cleaning(text: str) -> None:
    from open_clip.tokenizer import get_clean_fn

    for cleaning in ("lower", "whitespace", "canonicalize"):
        assert clean(text, cleaning) == get_clean_fn(cleaning)(text)  # type: ignore[arg-type]


def test_padding_goes_to_either_side_or_only_to_the_longest() -> None:
    from tests.checkpoints import _byte_level_bpe

    text = _byte_level_bpe().to_str()
    right = Tokens(text, TokenSpec(12, 0))(["red", "long red dress"])
    left = Tokens(text, TokenSpec(12, 0, pad_left=True))(["red", "long red dress"])
    short = Tokens(text, TokenSpec(12, 0, pad_to_length=False))(["red", "long red dress"])
    assert right.shape == left.shape == (2, 12)
    assert right[0, -1] == 0
    assert left[0, 0] == 0
    assert short.shape[1] < 12
    np.testing.assert_array_equal(right[1, : short.shape[1]], short[1])
