"""Processes that train together agree on every step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.training.launched import company
from retrieval.training.processes import Place, Together, met


def descend(place: Place, folder: Path) -> None:
    """One step on a line whose slope differs from process to process."""
    import torch

    torch.manual_seed(place.number)
    line = torch.nn.Linear(2, 1, bias=False)
    place.share_weights(line)
    start = line.weight.detach().clone()
    line(torch.tensor([[1.0, 2.0 * place.number]])).sum().backward()
    place.average_gradients(line)
    assert line.weight.grad is not None
    stops = place.any_wants(place.number == 1)
    torch.save((start, line.weight.grad, stops), folder / f"{place.number}.pt")


def test_processes_start_alike_and_share_their_gradients_and_their_wish_to_stop(
    tmp_path: Path,
) -> None:
    import torch

    with Together(2, descend, (tmp_path,)) as place:
        descend(place, tmp_path)
    first, second = (torch.load(tmp_path / f"{number}.pt") for number in (0, 1))
    assert torch.equal(first[0], second[0])
    assert first[1].tolist() == second[1].tolist() == [[1.0, 1.0]]
    assert first[2] and second[2]


def test_a_single_process_is_left_alone() -> None:
    with Together(1, descend, ()) as place:
        assert place == Place(0, 1)
        assert place.any_wants(True)
        assert not place.any_wants(False)


@given(st.integers(0, 400), st.integers(1, 9))
def test_every_row_is_in_the_share_of_one_process_and_shares_are_even(
    n: int, n_processes: int
) -> None:
    shares = [Place(number, n_processes).share_of(n) for number in range(n_processes)]
    assert [row for share in shares for row in range(n)[share]] == list(range(n))
    sizes = [len(range(n)[share]) for share in shares]
    assert max(sizes) - min(sizes) <= 1


def test_without_torchrun_a_process_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RANK", raising=False)
    with company() as place:
        assert place == Place(0, 1)
    assert met() is None
