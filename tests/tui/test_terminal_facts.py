"""What a terminal says of itself is understood, and never typed into the prompt."""

from __future__ import annotations

import time

import pytest

from tui.terminal_facts import Answers, TerminalFacts, TerminalTold, can_be_asked

KITTY = "\x1bP>|kitty(0.35.2)\x1b\\\x1b[6;18;9t\x1b[?62;c"
FOOT = "\x1bP>|foot(1.16.2)\x1b\\\x1b[6;20;10t\x1b[?62;4;22c"


def told(answers: Answers, text: str) -> tuple[str, list[TerminalFacts]]:
    rest, messages = answers.feed(text)
    return rest, [message.facts for message in messages if isinstance(message, TerminalTold)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (KITTY, TerminalFacts("kitty(0.35.2)", False, (9, 18))),
        (FOOT, TerminalFacts("foot(1.16.2)", True, (10, 20))),
        ("\x1b[?1;2c", TerminalFacts()),
        ("\x1b[?4;6c", TerminalFacts()),  # a VT132, not sixel
        ("\x1b[6;0;0t\x1b[?62;4c", TerminalFacts("", True, None)),
    ],
)
def test_answers_are_understood_wherever_they_are_cut(said: str, expected: TerminalFacts) -> None:
    assert told(Answers(), f"a{said}b") == ("ab", [expected])
    for at in range(len(said)):
        if said[:at].endswith("\x1b"):
            continue  # a lone Escape is a key, which must not wait
        answers = Answers()
        first, second = told(answers, "a" + said[:at]), told(answers, said[at:] + "b")
        assert first[0] + second[0] == "ab"
        assert [*first[1], *second[1]] == [expected]


def test_a_late_answer_and_other_letters_are_told_and_the_same_again_is_not() -> None:
    answers = Answers()
    assert told(answers, KITTY)[1]
    assert told(answers, KITTY) == ("", [])
    assert told(answers, "\x1b[6;36;18t") == ("", [TerminalFacts("kitty(0.35.2)", False, (18, 36))])


@pytest.mark.parametrize("keys", ["\x1b", "\x1b[A", "\x1bOP", "\x1b[<0;3;3M", "\x1b[?2026;2$y"])
def test_keys_are_left_alone(keys: str) -> None:
    assert told(Answers(), keys) == (keys, [])


def test_what_only_begins_like_an_answer_is_given_back() -> None:
    answers = Answers()
    assert told(answers, "x\x1b[?62") == ("x", [])
    assert answers.tick() == ""
    time.sleep(0.25)
    assert answers.tick() == "\x1b[?62"
    assert told(answers, "y") == ("y", [])


def test_terminals_that_show_questions_as_text_are_not_asked() -> None:
    assert can_be_asked({"TERM": "xterm-256color"})
    assert not can_be_asked({"TERM": "linux"})
    assert not can_be_asked({})
    assert not can_be_asked({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"})
