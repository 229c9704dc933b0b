"""Tabs open, close and go round; what was kept joins what was begun since."""

from __future__ import annotations

from dataclasses import replace

from tui.customers import Customer, Desk
from tui.wish import Conversation, Wish

RED = Conversation().asked(Wish().with_part("text", "red", "red"), "red")


def test_tabs_open_with_new_names_and_go_round() -> None:
    desk = Desk().opened().opened()
    assert [one.name for one in desk.customers] == ["Customer 1", "Customer 2", "Customer 3"]
    assert desk.at == 2
    assert desk.shown(desk.at + 1).at == 0
    assert desk.shown(-1).at == 2
    assert desk.shown(1).closed().opened().current.name == "Customer 4"


def test_closing_shows_a_neighbour_and_the_last_one_leaves_an_empty_tab() -> None:
    desk = Desk().opened().opened()
    assert desk.closed().current.name == "Customer 2"
    assert desk.shown(0).closed().current.name == "Customer 2"
    alone = Desk().changed(Customer("Anna", RED)).closed()
    assert alone == Desk()


def test_a_state_has_a_mark_and_a_word() -> None:
    customer = Customer("Anna")
    assert customer.state == ("○", "new")
    assert replace(customer, draft="mug").state == ("✎", "draft")
    asked = replace(customer, conversation=RED)
    assert asked.state == ("…", "asking")
    assert replace(asked, n_found=40).state == ("●", "40 found")
    assert replace(asked, n_found=0).state == ("∅", "nothing found")


def test_what_was_kept_comes_back_and_what_was_begun_since_stays() -> None:
    earlier = Desk((Customer("Anna", RED), Customer("Bo", notes="tall")), 1)
    assert Desk().joined(earlier) == earlier
    begun = Desk((Customer("Customer 1", draft="mu"),))
    joined = begun.joined(earlier)
    assert [one.name for one in joined.customers] == ["Anna", "Bo", "Customer 1"]
    assert joined.current.draft == "mu"
    assert begun.joined(Desk()) == begun
