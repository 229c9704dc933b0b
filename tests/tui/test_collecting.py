"""Long searches for garbage happen once, garbage still goes, and afterwards all is as before."""

from __future__ import annotations

import gc
import time
import weakref

from tui.collecting import short_collections


class Node:
    """Something that may refer to itself."""

    def __init__(self) -> None:
        self.other: object = self


def collecting_s() -> float:
    began_s = time.thread_time()
    gc.collect()
    return time.thread_time() - began_s


def many() -> list[list[int]]:
    """So many that a search of them is long; none is made meanwhile."""
    gc.disable()
    try:
        return [[number] for number in range(1_000_000)]
    finally:
        gc.enable()


def test_what_came_to_stay_is_searched_once() -> None:
    with short_collections():
        staying = many()
        first_s = collecting_s()
        assert collecting_s() < first_s / 5
    assert len(staying) == 1_000_000
    assert gc.get_freeze_count() == 0


def test_what_was_there_before_is_not_searched() -> None:
    staying = many()
    first_s = collecting_s()
    with short_collections():
        assert collecting_s() < first_s / 5
    assert len(staying) == 1_000_000


def test_what_nothing_can_reach_still_goes() -> None:
    with short_collections():
        lost = weakref.ref(Node())
        gc.collect()
        assert lost() is None


def test_what_an_app_of_itself_let_go_after_a_search_still_goes() -> None:
    with short_collections():
        own = [Node() for _ in range(45_000)]
        for node in own:
            node.other = [node] * 60  # to search them takes long, though they are few
        lost = weakref.ref(own[0])
        gc.collect()
        own.clear()
        gc.collect()
        assert lost() is None


def test_afterwards_collections_are_left_alone() -> None:
    before = list(gc.callbacks)
    with short_collections():
        assert gc.callbacks != before
    assert gc.callbacks == before
