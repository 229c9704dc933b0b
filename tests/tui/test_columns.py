"""What stands under one another: a product's facts, models and what is known of them."""

from __future__ import annotations

import pytest

from assistant.choices import Choice
from retrieval.catalogue.product import Product
from retrieval.search.result import Hit, Why
from tui.choice_rows import choice_row
from tui.language import use_language
from tui.widgets.details import described


def test_facts_of_a_product_stand_in_a_column_whatever_they_are_called() -> None:
    product = Product(
        "mug-1", "A mug", brand="Acme", attributes={"a name far too long for it": "x", "颜色": "红"}
    )
    lines = described(Hit(product, 1.0, 0.5, Why())).plain.splitlines()
    assert "id                mug-1" in lines
    assert "brand             Acme" in lines
    assert "a name far too…   x" in lines
    assert "颜色              红" in lines


@pytest.mark.parametrize(
    ("language", "says", "names"),
    [("en", "A mug.", "in Chinese"), ("zh", "一个杯子。", "描述")],
)
def test_a_description_is_told_in_the_interfaces_language(
    language: str, says: str, names: str
) -> None:
    facts = {"description_zh": "一个杯子。", "heel_height": "3 cm"}
    product = Product("mug-1", "A mug", description="A mug.", attributes=facts)
    use_language(language)
    try:
        text = described(Hit(product, 1.0, 0.5, Why())).plain
    finally:
        use_language("en")
    assert text.split("\n\n")[1].strip() == says
    assert any(line.startswith(f"{names} ") for line in text.splitlines())
    assert "heel height" in text
    assert "_" not in text


def test_what_is_known_of_models_stands_beside_their_names_in_a_column() -> None:
    choices = [Choice("pocket", True, "small; 15 MB"), Choice("ViT-B", False, "large; 1,500 MB")]
    assert [choice_row(choice, "pocket").plain for choice in choices] == ["● pocket", "  ViT-B"]
    rows = [choice_row(choice, "pocket", 8).plain for choice in choices]
    assert rows == ["● pocket    small; 15 MB", "  ViT-B     large; 1,500 MB"]
