"""Misspelt texts are one edit away, and the chosen ones are worse than those by chance."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval.training.robust.text_attack import attack_texts
from retrieval.training.robust.text_edits import edit_once
from retrieval.training.robust.towers import Towers

TITLES = ["long red dress", "ceramic coffee mug", "running shoes", "红色长裙", "wool scarf"]


@given(st.text(max_size=40), st.integers(0, 10_000), st.sampled_from([0.0, 0.5, 1.0]))
@settings(max_examples=300, deadline=None)
def test_an_edit_changes_a_text_by_one_step_at_most(text: str, seed: int, share: float) -> None:
    assert OSA.distance(text, edit_once(text, random.Random(seed), share)) <= 1


def test_nearly_every_edit_changes_something_and_all_kinds_happen() -> None:
    rng = random.Random(0)
    edited = [edit_once("striped shirt", rng) for _ in range(500)]
    assert sum(text != "striped shirt" for text in edited) > 450
    lengths = {len(text) for text in edited}
    assert lengths == {12, 13, 14}
    assert any(
        sorted(text) == sorted("striped shirt") and text != "striped shirt" for text in edited
    )


def test_look_alikes_are_other_letters_that_look_the_same_in_an_edit() -> None:
    edited = edit_once("soap", random.Random(1), homoglyph_share=1.0)
    assert edited != "soap" and not edited.isascii()


def test_chinese_characters_are_not_replaced_by_slips_of_latin_keys() -> None:
    rng = random.Random(2)
    assert {edit_once("红色长裙", rng) for _ in range(50)} == {"红色长裙"}
    mixed = {edit_once("Quillmere 红色长裙", rng, homoglyph_share=0.2) for _ in range(200)}
    assert len(mixed) > 50 and all(set("红色长裙") <= set(text) for text in mixed)


def test_the_worst_of_some_edits_moves_pocket_further_than_one_by_chance(
    pocket_towers: Towers,
) -> None:
    anchors = pocket_towers.encode_texts(TITLES)

    def nearness(n_candidates: int) -> float:
        total = 0.0
        for seed in range(4):
            edited = attack_texts(
                pocket_towers.encode_texts,
                TITLES,
                anchors,
                [1] * len(TITLES),
                n_candidates,
                0.1,
                random.Random(seed),
            )
            total += float((pocket_towers.encode_texts(edited) * anchors).sum(-1).mean())
        return total / 4

    assert nearness(8) < nearness(1) - 0.1


def test_each_text_is_edited_as_often_as_asked(pocket_towers: Towers) -> None:
    anchors = pocket_towers.encode_texts(TITLES)
    edited = attack_texts(
        pocket_towers.encode_texts, TITLES, anchors, [0, 1, 2, 1, 0], 3, 0.0, random.Random(5)
    )
    distances = [OSA.distance(a, b) for a, b in zip(TITLES, edited, strict=True)]
    assert distances[0] == distances[4] == 0
    assert max(distances[1], distances[3]) <= 1 and distances[2] <= 2
