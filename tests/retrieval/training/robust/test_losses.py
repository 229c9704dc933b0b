"""The anchor is 0 at home and 4 at the other end; classes are told by their texts."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from retrieval.training.robust.losses import anchor_loss, class_loss


def test_the_anchor_costs_nothing_at_home_and_most_at_the_opposite_end() -> None:
    vectors = F.normalize(torch.randn(5, 7, generator=torch.Generator().manual_seed(0)), dim=-1)
    assert anchor_loss(vectors, vectors).tolist() == [0.0] * 5
    assert anchor_loss(vectors, -vectors).tolist() == pytest.approx([4.0] * 5)
    # A cosine of 0.5 is a squared distance of 1.
    turned = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.5, 0.75**0.5]])
    assert float(anchor_loss(*turned)) == pytest.approx(1.0)


def test_a_picture_near_its_class_text_costs_less_the_sharper_the_scale() -> None:
    classes, pictures = torch.eye(3), torch.eye(3)[[0, 2]]
    right, wrong = torch.tensor([0, 2]), torch.tensor([1, 1])
    mild, sharp = (float(class_loss(pictures, classes, right, s).mean()) for s in (2.0, 20.0))
    assert sharp < mild < float(class_loss(pictures, classes, wrong, 2.0).mean())
    assert mild == pytest.approx(float(torch.log(1 + 2 * torch.exp(torch.tensor(-2.0)))), rel=1e-5)
