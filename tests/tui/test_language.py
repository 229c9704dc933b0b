"""Every sentence of the interface has its Chinese, with the same values in it."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets._footer import FooterKey

import tui
from assistant import Assistant
from tests.tui.driving import run, said, tabs, text_of, until
from tui.actions import ACTIONS
from tui.app import VitrineApp
from tui.language import language_of, use_language, worded, wording
from tui.widgets.prompt import Prompt

MODULES = sorted(Path(tui.__file__).parent.rglob("*.py"))
CHINESE = wording("zh")


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def values_in(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def constants_of(tree: ast.Module) -> dict[str, str]:
    """The module's sentences that have a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def sentences_of(module: Path) -> set[str]:
    """What a module gives to `worded`, directly, by a name, or one of two."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = constants_of(tree)
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "worded":
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found.add(part.value)
                elif isinstance(part, ast.Name) and part.id in named:
                    found.add(named[part.id])
    return found


def keys_of(module: Path) -> set[str]:
    """What a module's keys are said to do."""
    calls = (
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding"
    )
    return {
        call.args[2].value
        for call in calls
        if len(call.args) > 2
        and isinstance(call.args[2], ast.Constant)
        and isinstance(call.args[2].value, str)
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_sentence_lacks_its_chinese(module: Path) -> None:
    assert not (sentences_of(module) | keys_of(module)) - set(CHINESE)


def test_every_action_has_its_chinese() -> None:
    assert not {word for one in ACTIONS for word in (one.label, one.says)} - set(CHINESE)


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_a_translation_holds_the_same_values(english: str) -> None:
    assert values_in(CHINESE[english]) == values_in(english)


def test_the_language_is_the_settings_or_the_locales() -> None:
    assert language_of("auto", {"LANG": "zh_CN.UTF-8"}) == "zh"
    assert language_of("auto", {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}) == "en"
    assert language_of("auto", {"LANG": "fr_FR"}) == "en"
    assert language_of("auto", {}) == "en"
    assert language_of("zh", {"LANG": "en_GB"}) == "zh"


def test_the_app_speaks_chinese_from_its_first_line_to_its_keys(sample_store: Path) -> None:
    use_language("zh")

    async def scenario() -> None:
        app = VitrineApp(lambda progress, **_: Assistant.open(sample_store))
        async with app.run_test(size=(120, 36)) as pilot:
            assert app.query_one(Prompt).placeholder.startswith("想找什么")
            await until(lambda: "692 件商品" in text_of(app, "#heading"))
            await pilot.press(*"umbrella", "enter")
            await until(lambda: said(pilot).startswith("umbrella：692 件中的 40 件"))
            await until(
                lambda: {"说话", "退出"} <= {str(key.description) for key in app.query(FooterKey)}
            )
            assert "匹配" in str(app.query_one("#details-text").render())
            told = [active.binding.tooltip for active in app.screen.active_bindings.values()]
            assert "显示当前可用的按键。" in told  # as the help shows it
            await pilot.press("down")
            await until(lambda: "相似" in [str(key.description) for key in app.query(FooterKey)])
            await pilot.press("ctrl+t")
            await until(lambda: "新" in tabs(pilot)[1] and "顾客 2" in tabs(pilot)[1])
            await pilot.press("f8")
            await until(lambda: app.screen.query_one("#catalogue").border_title == "商品目录")
            footer_keys = app.screen.query
            await until(lambda: "返回" in [str(key.description) for key in footer_keys(FooterKey)])

    run(scenario())


def test_what_has_no_wording_stays_english() -> None:
    use_language("zh")
    assert worded("Quit") == "退出"
    assert worded("never written down") == "never written down"
    assert worded("{n} found", n=3) == "找到 3 件"
    use_language("en")
    assert worded("{n} found", n=3) == "3 found"
