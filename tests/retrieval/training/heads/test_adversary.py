"""Heads trained against attacks: what the adversary makes, what it teaches, exact resumption."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from retrieval import load_encoder
from retrieval.encoders.encoder import Encoder
from retrieval.errors import InputError
from retrieval.heads.heads import Heads
from retrieval.training.config import TrainingConfig
from retrieval.training.heads.adversary import Adversary
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.loop import HeadsProgress, train_heads
from retrieval.training.heads.misheard import Mishearing, sound_of
from retrieval.training.heads.recipe import AttackRecipe, HeadsRecipe, recipe_from
from retrieval.training.held_out_pairs import Shop
from retrieval.training.sources import read_sources
from tests.retrieval.training.conftest import TinySamples
from tests.retrieval.training.heads.conftest import TINY_EMBEDDING, TINY_HEADS
from tests.retrieval.training.heads.test_training import same, trained

ATTACK = AttackRecipe(
    share=0.5,
    epsilon=8 / 255,
    refresh_every_steps=5,
    kept_refreshes=2,
    n_attacked=6,
    n_stickers=1,
    n_corrupted=1,
    n_misspelt=4,
    n_misheard=1,
    look_pictures=1,
    look_steps=1,
)
ATTACKED = dataclasses.replace(TINY_HEADS, attack=ATTACK)


@pytest.fixture(scope="module")
def torch_pocket() -> Encoder:
    return load_encoder("pocket", device="cpu", backend="torch")


@pytest.fixture(scope="module")
def adversary(torch_pocket: Encoder, tiny_data: Path, embedded: EmbeddedData) -> Adversary:
    return made(torch_pocket, tiny_data, embedded, ATTACK)


def made(encoder: Encoder, data: Path, embedded: EmbeddedData, attack: AttackRecipe) -> Adversary:
    config = TrainingConfig(held_out_share=0.34, stored_px=40, sample_views=2)
    sources = read_sources(config, data, TinySamples(), None)
    return Adversary(encoder, sources, embedded, TINY_EMBEDDING, attack)


def test_what_the_adversary_makes_is_worse_for_the_heads_it_knows(
    adversary: Adversary, embedded: EmbeddedData
) -> None:
    heads = trained(dataclasses.replace(TINY_HEADS, learning_rate=3e-3, n_steps=100), embedded, ())
    worse = adversary.worsened(heads.heads, seed=1, step=0)
    assert worse.pictures.shape == (8, embedded.n_dims)
    assert worse.texts.shape == (5, embedded.n_dims)

    def nearness(pictures: np.ndarray) -> np.ndarray:
        """How much nearer a picture is to its subject's first text than to the nearest other's."""
        texts = [
            np.flatnonzero(embedded.text_subject == s)[0] for s in range(len(embedded.subjects))
        ]
        mapped = (
            heads.heads.map("image", pictures) @ heads.heads.map("text", embedded.texts[texts]).T
        )
        subjects = embedded.picture_subject[worse.picture_rows]
        own = mapped[np.arange(len(subjects)), subjects].copy()
        mapped[np.arange(len(subjects)), subjects] = -1
        return own - mapped.max(1)

    clean = nearness(embedded.pictures[worse.picture_rows])
    moved = nearness(worse.pictures)
    assert (moved[:6] < clean[:6]).mean() > 0.8
    again = adversary.worsened(heads.heads, seed=1, step=0)
    np.testing.assert_array_equal(worse.pictures, again.pictures)
    np.testing.assert_array_equal(worse.text_rows, again.text_rows)
    other = adversary.worsened(heads.heads, seed=1, step=5)
    assert not np.array_equal(worse.pictures, other.pictures)


def attacked_loss(heads: Heads, adversary: Adversary, embedded: EmbeddedData) -> float:
    """Mean loss of groceries, freshly attacked through these heads, against their three texts."""
    worse = adversary.worsened(heads, seed=99, step=0)
    shop = [i for i, subject in enumerate(embedded.subjects) if subject.source == "grocery"]
    texts = [int(np.flatnonzero(embedded.text_subject == subject)[0]) for subject in shop]
    subjects = embedded.picture_subject[worse.picture_rows]
    mine = np.isin(subjects, shop)
    assert mine.sum() > 3
    logits = heads.map("image", worse.pictures[mine]) @ heads.map("text", embedded.texts[texts]).T
    right = torch.tensor([shop.index(subject) for subject in subjects[mine]])
    return float(torch.nn.functional.cross_entropy(20 * torch.from_numpy(logits), right))


def test_training_against_attacks_lowers_the_attacked_loss(
    torch_pocket: Encoder, tiny_data: Path, embedded: EmbeddedData
) -> None:
    attack = dataclasses.replace(
        ATTACK, epsilon=4 / 255, refresh_every_steps=25, n_attacked=16, kept_refreshes=8
    )
    attack = dataclasses.replace(attack, n_stickers=0, n_corrupted=0, n_misheard=0)
    adversary = made(torch_pocket, tiny_data, embedded, attack)
    wide = {"hidden_widths": [64]}
    values = {"learning_rate": 3e-3, "n_steps": 100, "shape": {"text": wide, "image": wide}}
    clean = recipe_from(values, TINY_HEADS)
    against = dataclasses.replace(clean, attack=attack)
    plain = train_heads(clean, embedded, ()).heads
    hardened = train_heads(against, embedded, (), adversary=adversary).heads
    before = attacked_loss(plain, adversary, embedded)
    assert attacked_loss(hardened, adversary, embedded) < 0.8 * before


def test_a_stopped_run_against_attacks_ends_bit_for_bit_like_one_that_was_not(
    adversary: Adversary,
    embedded: EmbeddedData,
    shops: tuple[Shop, ...],
    tmp_path: Path,
) -> None:
    asked: Iterator[int] = iter(range(1000))
    whole = train_heads(ATTACKED, embedded, shops, adversary=adversary)
    part = train_heads(
        ATTACKED,
        embedded,
        shops,
        run_folder=tmp_path,
        adversary=adversary,
        should_stop=lambda: next(asked) >= 7,
    )
    assert part.steps_done == 7
    heard: list[HeadsProgress] = []
    rest = train_heads(
        ATTACKED, embedded, shops, run_folder=tmp_path, adversary=adversary, progress=heard.append
    )
    assert rest.is_finished
    assert same(rest.heads, whole.heads)
    assert rest.attacked == whole.attacked
    assert set(heard[-1].attacked) == {"grocery", "clothing"}
    told = rest.heads.about["validation_attacked_recall@1"]
    assert told == {"plain": rest.plain_attacked, "heads": rest.attacked}


def test_two_processes_share_what_one_adversary_makes(
    adversary: Adversary, embedded: EmbeddedData, shops: tuple[Shop, ...]
) -> None:
    recipe = dataclasses.replace(ATTACKED, n_processes=2)
    together = train_heads(recipe, embedded, shops, adversary=adversary)
    assert together.is_finished
    alone = train_heads(ATTACKED, embedded, shops, adversary=adversary)
    assert not same(together.heads, alone.heads)


def test_without_a_share_nothing_is_attacked(
    adversary: Adversary, embedded: EmbeddedData, shops: tuple[Shop, ...]
) -> None:
    off = dataclasses.replace(TINY_HEADS, attack=dataclasses.replace(ATTACK, share=0.0))
    with_one = train_heads(off, embedded, shops, adversary=adversary)
    assert same(with_one.heads, trained(TINY_HEADS, embedded, shops).heads)
    assert not with_one.attacked


def test_an_attack_without_an_adversary_is_refused(
    embedded: EmbeddedData, shops: tuple[Shop, ...]
) -> None:
    with pytest.raises(InputError, match="torch towers"):
        train_heads(ATTACKED, embedded, shops)


@pytest.mark.parametrize(
    "attack", [{"share": 2}, {"epsilon": 4}, {"steps": 0}, {"radius": 1}, {"epsilon": 0.0}]
)
def test_an_attack_that_is_not_understood_is_refused(attack: dict[str, object]) -> None:
    with pytest.raises(InputError):
        recipe_from({"attack": attack})


def test_a_recipe_with_an_attack_can_be_read_back() -> None:
    import json

    assert recipe_from(json.loads(ATTACKED.as_json())) == ATTACKED
    assert isinstance(recipe_from({"attack": {"share": 0.5}}), HeadsRecipe)


def test_a_misheard_text_has_another_word_that_sounds_alike() -> None:
    hearing = Mishearing(["a red bed", "the blue pad", "a right mug", "long dress"])
    assert sound_of("right") == sound_of("red")
    assert hearing.alike("bed") == ["pad"]
    heard = {hearing.misheard("a red bed", random.Random(seed)) for seed in range(20)}
    assert "a red pad" in heard
    assert all(text != "a red bed" for text in heard)
    assert hearing.misheard("红色长裙", random.Random(0)) == "红色长裙"
