from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from retrieval.robustness.rank_losses import (
    cross_entropy,
    dlr,
    margin,
    rank_of_best,
    targeted_dlr,
)

ROWS = torch.arange(1)


@st.composite
def rankings(draw: st.DrawFn) -> tuple[torch.Tensor, torch.Tensor]:
    """One query's logits, all different, and which products are relevant: some, not all."""
    n = draw(st.integers(3, 9))
    logits = draw(st.lists(st.integers(-500, 500), min_size=n, max_size=n, unique=True))
    relevant = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    relevant[0], relevant[1] = True, False
    return torch.tensor([logits], dtype=torch.float64) / 50, torch.tensor([relevant])


@given(rankings())
def test_the_rank_is_the_place_in_the_sorted_list(drawn: tuple[torch.Tensor, torch.Tensor]) -> None:
    logits, relevant = drawn
    order = np.argsort(-logits[0].numpy())
    place = 1 + min(i for i, column in enumerate(order) if relevant[0, column])
    assert int(rank_of_best(logits, relevant)) == place


@given(rankings(), st.integers(1, 5))
def test_a_query_is_lost_at_k_just_when_its_margin_is_gone(
    drawn: tuple[torch.Tensor, torch.Tensor], k: int
) -> None:
    logits, relevant = drawn
    k = min(k, int((~relevant).sum()))
    assert bool(margin(logits, relevant, k) <= 0) == bool(rank_of_best(logits, relevant) > k)
    assert bool(dlr(k)(logits, relevant, ROWS) >= 0) == bool(rank_of_best(logits, relevant) > k)


def test_an_encoder_that_maps_all_to_one_vector_finds_nothing() -> None:
    logits, relevant = torch.zeros(2, 10), torch.eye(10, dtype=torch.bool)[:2]
    assert rank_of_best(logits, relevant).tolist() == [10, 10]
    assert rank_of_best(logits * float("nan"), relevant).tolist() == [10, 10]


@given(rankings(), st.floats(0.01, 1000))
def test_no_temperature_changes_the_logits_ratio(
    drawn: tuple[torch.Tensor, torch.Tensor], scale: float
) -> None:
    logits, relevant = drawn
    target = torch.tensor([1])
    for loss in (dlr(1), dlr(2), targeted_dlr(target)):
        plain, scaled = loss(logits, relevant, ROWS), loss(logits * scale, relevant, ROWS)
        assert torch.allclose(plain, scaled, rtol=1e-4)


def test_with_one_relevant_product_the_losses_are_the_classifiers() -> None:
    logits = torch.tensor([[2.0, 5.0, 1.0, -3.0, 0.5]])
    relevant = torch.tensor([[True, False, False, False, False]])
    assert torch.allclose(
        cross_entropy(logits, relevant, ROWS), F.cross_entropy(logits, torch.tensor([0]))
    )
    # -(z_y - max of the others) / (z_1 - z_3), and with the mean of z_3 and z_4 when targeted
    assert torch.allclose(dlr(1)(logits, relevant, ROWS), torch.tensor([3 / 4]))
    wanted = targeted_dlr(torch.tensor([2]))(logits, relevant, ROWS)
    assert torch.allclose(wanted, torch.tensor([-1 / (5 - 0.75)]))
