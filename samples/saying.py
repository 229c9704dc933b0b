"""Sentences that shoppers say to the sample shop, and which products each means; no sound."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples.asking import accepted
from samples.ranges import KINDS
from samples.render import products


@dataclass(frozen=True)
class Wish:
    """A sentence and what a fitting product has; what is left out may be anything.

    under: the price is below it. above: at least it. refused: a colour it has not.
    """

    text: str
    category: str
    colour: str = ""
    pattern: str = ""
    material: str = ""
    brand: str = ""
    variants: tuple[str, ...] = ()
    under: str = ""
    above: str = ""
    refused: str = ""
    language: str = "en"

    @property
    def expected_ids(self) -> tuple[str, ...]:
        """Every product that a fair judge accepts."""
        kind = next(kind for kind in KINDS if kind.category == self.category)
        fitting = accepted(
            kind, self.variants, self.colour, self.pattern, self.material, self.brand
        )
        refused = accepted(kind, colour=self.refused) if self.refused else ()
        prices = {product.id: product.price for product in products()}
        return tuple(
            identity
            for identity in fitting
            if identity not in refused
            and (not self.under or prices[identity] < Decimal(self.under))
            and (not self.above or prices[identity] >= Decimal(self.above))
        )


WISHES = (
    Wish("a long red dress", "dress", "red", variants=("long",)),
    Wish("I'm looking for a blue striped mug", "mug", "blue", "striped"),
    Wish("a dress under forty dollars", "dress", under="40"),
    Wish("yellow umbrella please", "umbrella", "yellow"),
    Wish("show me a brown leather sofa", "sofa", "brown", material="leather"),
    Wish("a mug but not red", "mug", refused="red"),
    Wish("red suitcase", "suitcase", "red"),
    Wish("a teddy bear under twenty dollars", "teddy bear", under="20"),
    Wish("um, a green wool coat", "coat", "green", material="wool"),
    Wish("a purple hoodie", "hoodie", "purple"),
    Wish("a silver kettle under fifty dollars", "kettle", "silver", under="50"),
    Wish("black headphones from Voltiny", "headphones", "black", brand="Voltiny"),
    Wish("I need a pink backpack", "backpack", "pink"),
    Wish("a grey checked coat", "coat", "grey", "checked"),
    Wish("do you have a red alarm clock", "clock", "red", variants=("alarm",)),
    Wish("a white rocking chair", "chair", "white", variants=("rocking",)),
    Wish("could you show me a green lamp", "lamp", "green"),
    Wish("gold sunglasses", "sunglasses", "gold"),
    Wish("a yellow polka dot dress", "dress", "yellow", "polka dot"),
    Wish("a lamp between twenty and thirty dollars", "lamp", above="20", under="30.01"),
    Wish("an orange frying pan", "frying pan", "orange"),
    Wish("a striped scarf", "scarf", pattern="striped"),
    Wish("a blue zigzag rug", "rug", "blue", "zigzag"),
    Wish("uh, a tote bag, less than fifteen dollars", "tote bag", under="15"),
    Wish("a black rubber watch", "watch", "black", material="rubber"),
    Wish("a blue silk scarf", "scarf", "blue", material="silk"),
    Wish("sneakers under forty bucks", "sneakers", under="40"),
    Wish("a purple suitcase from Quillmere", "suitcase", "purple", brand="Quillmere"),
)
WISHES_ZH = (
    Wish("红色长裙", "dress", "red", variants=("long",), language="zh"),
    Wish("我想买黄色雨伞", "umbrella", "yellow", language="zh"),
    Wish("有没有蓝色条纹马克杯", "mug", "blue", "striped", language="zh"),
    Wish("紫色行李箱", "suitcase", "purple", language="zh"),
    Wish("绿色台灯", "lamp", "green", language="zh", variants=("table", "desk")),
    Wish("四十块以下的运动鞋", "sneakers", under="40", language="zh"),
)
