"""A file of keys is read line by line: what is wrong is told with what to do, the rest applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.actions import ACTIONS
from tui.key_names import key_named, told_key
from tui.language import use_language
from tui.own_keys import own_keys, read_own_keys

WRONG = [
    ('tlak = "f10"', "there is no action tlak. Did you mean talk?"),
    ('zzzzzz = "f10"', "there is no action zzzzzz. The actions are show_help_panel, talk,"),
    ('talk = "f99"', "“f99” is no key; choose another such as f10"),
    ('talk = ""', "“” is no key"),
    ("talk = 3", 'a line is an action and its key, as in talk = "f10"; correct it.'),
    ("talk = f10", "a line is an action and its key"),
    ("[talk]", "a line is an action and its key"),
    ('talk = "t"', "t could not be typed into the prompt any more"),
    ('talk = "space"', "Space could not be typed"),
    ('talk = "backspace"', "Backspace is needed to write in the prompt"),
    ('talk = "ctrl+i"', "Tab is needed to write in the prompt"),
    ('talk = "ctrl+q"', "Ctrl+Q always leaves Vitrine"),
    ('talk = "escape"', "Escape leaves every window"),
    ('similar = "j"', "j moves among the products"),
    ('similar = "7"', "7 moves among the products"),
    ('talk = "f4"', "F4 is the key of undo already, so talk keeps F2; give one of them"),
    ('refine = "ctrl+y"', "refine has its key in keys.toml, line 1 already; remove one."),
    ('talk = "f10"', "F10 is the key of refine already, so talk keeps F2"),
]
GUIDE = Path(__file__).parents[2] / "docs" / "app.md"


def test_a_key_is_known_as_it_is_written_in_the_guide_or_in_the_footer() -> None:
    written = ("F10", "Ctrl+Page Down", "esc", "alt+X", "control+shift+t", "/", "plus", "shift+z")
    assert [key_named(one) for one in written] == [
        *("f10", "ctrl+pagedown", "escape", "alt+x", "ctrl+shift+t", "slash", "plus", "Z"),
    ]
    for nonsense in ("", "f0", "f99", "cat", "hold+x", "ctrl+", "xx", "\x1b", "shift+1"):
        assert key_named(nonsense) is None
    assert told_key("ctrl+slash") == "Ctrl+/"


def test_actions_take_other_keys_and_may_swap_theirs() -> None:
    own = own_keys(
        '# mine\n\ntalk = "f10"  # near the mouse\nsimilar = "c"\ncopy_id = "s"\n'
        'notes = "ctrl+y, f11"\nnext_customer = "ctrl+pageup"\nprior_customer = "ctrl+pagedown"\n'
    )
    assert not own.problems
    assert own.keymap == {
        "talk": "f10",
        "similar": "c",
        "copy_id": "s",
        "notes": "ctrl+y,f11",
        "next_customer": "ctrl+pageup",
        "prior_customer": "ctrl+pagedown",
    }


def test_every_action_may_be_given_the_key_it_has() -> None:
    written = "\n".join(f'{action.name} = "{action.key}"' for action in ACTIONS)
    assert not own_keys(written).problems


@pytest.mark.parametrize(("wrong", "told"), WRONG)
def test_a_wrong_line_is_told_and_the_others_apply(wrong: str, told: str) -> None:
    own = own_keys(f'refine = "f10"\n{wrong}\nnotes = "ctrl+y"')
    (problem,) = own.problems
    assert problem.startswith("keys.toml, line 2: ")
    assert told in problem
    assert own.keymap == {"refine": "f10", "notes": "ctrl+y"}


@pytest.mark.parametrize("wrong", [wrong for wrong, _ in WRONG])
def test_a_wrong_line_is_told_in_chinese(wrong: str) -> None:
    use_language("zh")
    try:
        (problem,) = own_keys(f'refine = "f10"\n{wrong}').problems
    finally:
        use_language("en")
    where, _, why = problem.partition("：")
    assert where == "keys.toml 第 2 行"
    assert why.endswith(("。", "？"))
    english = {"is", "are", "key", "no", "already", "keeps", "choose", "line", "could", "always"}
    assert not english & set(why.split())


def test_an_action_that_keeps_its_key_does_not_lose_it_to_another() -> None:
    own = own_keys('talk = "f4"\nundo = "nonsense"')
    assert own.keymap == {}
    assert [problem.split(":")[0] for problem in own.problems] == [
        "keys.toml, line 2",
        "keys.toml, line 1",
    ]


def test_ctrl_q_quits_beside_any_other_key() -> None:
    assert own_keys('quit = "f10"').keymap == {"quit": "ctrl+q,f10"}
    own = own_keys('talk = "ctrl+q"\nnotes = "ctrl+q"\nsimilar = "ctrl+q"\nquit = "f10"')
    assert own.keymap == {"quit": "ctrl+q,f10"}
    assert len(own.problems) == 3


def test_no_file_is_fine_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    assert read_own_keys(path) == own_keys("")
    path.write_bytes('talk = "f10"\r\nrefine = "\xff"'.encode("latin-1"))
    assert read_own_keys(path).keymap == {"talk": "f10"}
    path.write_text('\ufefftalk = "f10"', encoding="utf-8")
    assert read_own_keys(path).keymap == {"talk": "f10"}
    path.unlink()
    path.mkdir()
    (problem,) = read_own_keys(path).problems
    assert problem == f"{path} is no file, so all keys are the usual ones."


def test_the_guide_names_every_action() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [action.name for action in ACTIONS if f"`{action.name}`" not in guide] == []
