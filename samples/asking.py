"""Labelled test queries made from the attributes of products; not their titles or texts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from samples.drawing.palette import FAMILIES
from samples.product import SampleProduct
from samples.ranges import KINDS
from samples.ranges.kind import Kind
from samples.render import kinds_of_products, products
from samples.unanswerable import FAR, GIBBERISH, NEAR
from samples.wording import COLOURS_ZH, PATTERNS_ZH, named

COLUMNS = ("query", "language", "kind", "expected_ids", "split")
# A shopper who says the key accepts each of the values.
MATERIAL_FAMILIES: dict[str, tuple[str, ...]] = {
    "ceramic": ("ceramic", "porcelain"),
    "wood": ("wood", "oak", "walnut", "bamboo"),
    "wool": ("wool", "knit", "tweed", "flannel"),
    "leather": ("leather", "patent leather"),
    "metal": ("metal", "steel", "stainless steel", "aluminium", "brass", "copper"),
    "silk": ("silk", "satin"),
    "steel": ("steel", "stainless steel"),
}
_NEIGHBOURS = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "p",
    "t": "y",
    "r": "t",
    "n": "m",
    "s": "d",
    "l": "k",
}


@dataclass(frozen=True)
class SampleQuery:
    """One line of `queries.csv`: every id in `expected_ids` is a right answer."""

    query: str
    language: str
    kind: str
    expected_ids: tuple[str, ...]
    split: str

    def row(self) -> list[str]:
        """The cells, in the order of `COLUMNS`."""
        return [self.query, self.language, self.kind, ";".join(self.expected_ids), self.split]


def _unique(names: Callable[[Kind], Iterable[str]]) -> set[str]:
    """The names that only one category of the shop answers to."""
    counts = Counter(name for kind in KINDS for name in set(names(kind)))
    return {name for name, count in counts.items() if count == 1}


def _last_words(kind: Kind) -> set[str]:
    names = [shape.noun for shape in kind.variants.values()]
    return {name.split()[-1] for name in (*names, *kind.also, kind.category)}


_CLEAR_WORDS = _unique(_last_words)
_CLEAR_ZH = _unique(
    lambda kind: {*kind.also_zh, *(shape.noun_zh for shape in kind.variants.values())}
)


def accepted(
    kind: Kind,
    variants: Iterable[str] = (),
    colour: str = "",
    pattern: str = "",
    material: str = "",
    brand: str = "",
) -> tuple[str, ...]:
    """The ids in a category that fit what was said; what was left unsaid may be anything."""
    wanted = set(variants)
    colours = FAMILIES.get(colour, (colour,))
    materials = MATERIAL_FAMILIES.get(material, (material,))

    def fits(product: SampleProduct) -> bool:
        shades = {product.colour} | ({product.accent} if product.pattern != "plain" else set())
        return (
            kinds_of_products()[product.id] is kind
            and (not wanted or product.variant in wanted)
            and (not colour or bool(shades & set(colours)))
            and (not pattern or product.pattern == pattern)
            and (not material or product.material in materials)
            and (not brand or product.brand == brand)
        )

    return tuple(product.id for product in products() if fits(product))


def _name(kind: Kind, product: SampleProduct, rng: random.Random) -> tuple[str, str, list[str]]:
    """(adjective, noun, variants meant): a synonym, a bare noun or a full name."""
    shape = kind.variants[product.variant]
    choice = rng.random()
    others = [word for word in kind.also if word.split()[-1] in _CLEAR_WORDS]
    if others and choice < 0.35:
        return "", rng.choice(others), []
    if shape.noun.split()[-1] in _CLEAR_WORDS and (choice < 0.6 or not shape.adjective):
        return "", shape.noun, [k for k, v in kind.variants.items() if v.noun == shape.noun]
    return (
        shape.adjective,
        shape.noun,
        [
            k
            for k, v in kind.variants.items()
            if (v.adjective, v.noun) == (shape.adjective, shape.noun)
        ],
    )


def _said_colour(product: SampleProduct, kind: Kind) -> str:
    packed = kind.department == "groceries" and product.material
    vague = product.colour == "white" and product.pattern != "plain"
    return "" if packed or vague or not kind.coloured else product.colour


def _title(product: SampleProduct, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    kind = kinds_of_products()[product.id]
    shape = kind.variants[product.variant]
    pattern = "" if product.pattern == "plain" else product.pattern
    colour, brand = _said_colour(product, kind), product.brand if rng.random() < 0.5 else ""
    material = product.material if kind.department != "groceries" and rng.random() < 0.6 else ""
    full = named(shape)
    words = [colour, pattern, f"{material} {full}" if material else full]
    text = rng.choice(
        [
            f"{full} {colour} {pattern} {material} {brand}",
            f"{brand} {' '.join(words)}".lower(),
            f"{' '.join(words)} {f'from {brand}' if brand else ''}",
            f"{pattern} {full} {f'made of {material}' if material else ''} {colour} {brand}",
        ]
    )
    same = [k for k, v in kind.variants.items() if named(v) == full]
    return " ".join(text.split()), accepted(kind, same, colour, pattern, material, brand)


def _attribute(product: SampleProduct, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    kind = kinds_of_products()[product.id]
    adjective, noun, variants = _name(kind, product, rng)
    pattern = "" if product.pattern == "plain" else product.pattern
    colour = _said_colour(product, kind)
    material = ""
    if kind.department != "groceries" and rng.random() < (0.35 if colour or pattern else 1):
        material = product.material if product.material not in noun else ""
    body = " ".join(word for word in (colour, pattern, material, adjective, noun) if word)
    late = " ".join(word for word in (pattern, adjective, noun) if word)
    choices = [body, body, f"{'an' if body[0] in 'aeiou' else 'a'} {body}", f"i want {body}"]
    if colour and not material:
        choices.append(f"{late} in {colour}")
    if material and colour:
        choices.append(f"{colour} {late} made of {material}")
    text = rng.choice(choices)
    if noun.endswith("s") and not noun.endswith(("ss", "us")):
        text = text.removeprefix("a ").removeprefix("an ")
    return text, accepted(kind, variants, colour, pattern, material)


def _described(kind: Kind, round_: int, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    ask = kind.asks[round_ % len(kind.asks)]
    if round_ < len(kind.asks) or not kind.coloured or kind.department == "groceries":
        return ask, accepted(kind)
    product = rng.choice([p for p in products() if kinds_of_products()[p.id] is kind])
    colour = product.colour if product.pattern == "plain" else ""
    return (f"{ask}, ideally {colour}" if colour else ask), accepted(kind, colour=colour)


def _chinese(product: SampleProduct, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    kind = kinds_of_products()[product.id]
    shape = kind.variants[product.variant]
    general = [word for word in kind.also_zh if word in _CLEAR_ZH]
    if general and rng.random() < 0.4:
        noun, variants = rng.choice(general), list[str]()
    else:
        noun = shape.noun_zh
        variants = [k for k, v in kind.variants.items() if v.noun_zh == noun]
    colour = _said_colour(product, kind)
    said = COLOURS_ZH[colour] if colour else ""
    pattern = product.pattern if PATTERNS_ZH[product.pattern] not in noun else ""
    pattern = "" if pattern == "plain" else pattern
    print_ = PATTERNS_ZH[pattern] if pattern else ""
    thing = f"{said}{print_}{noun}"
    text = rng.choice(
        [thing, f"{said}的{print_}{noun}" if said else thing, f"我想买{thing}", f"有没有{thing}"]
    )
    return text, accepted(kind, variants, colour, pattern)


def misspelt(text: str, rng: random.Random) -> str:
    """The text with one or two slips of the finger in its longer words."""
    words = text.split()
    longer = [i for i, word in enumerate(words) if len(word) >= 5]
    for i in rng.sample(longer, min(len(longer), rng.choice((1, 1, 2)))):
        word, at = words[i], rng.randrange(1, len(words[i]) - 1)
        kind = rng.randrange(4)
        if kind == 0 and word[at] != word[at + 1]:
            words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        elif kind == 1:
            words[i] = word[:at] + word[at + 1 :]
        elif kind == 2:
            words[i] = word[:at] + word[at] + word[at:]
        else:
            words[i] = word[:at] + _NEIGHBOURS.get(word[at], "e") + word[at + 1 :]
    return " ".join(words)


def queries() -> list[SampleQuery]:
    """Every test query, always the same; each kind is split evenly in validation and test."""
    rng = random.Random(20240229)
    found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    titles = {product.title.lower() for product in products()}

    def add(text: str, language: str, kind: str, ids: tuple[str, ...]) -> None:
        if ids and len(ids) <= 14 and text not in found and text.lower() not in titles:
            found[text] = (language, kind, ids)

    add("红色长裙", "zh", "chinese", accepted(KINDS[0], ("long",), "red"))
    order = [p for p in products() if p.id != "dress-001"]
    rng.shuffle(order)
    makers: tuple[tuple[str, str, Callable[..., tuple[str, tuple[str, ...]]], int], ...] = (
        ("title", "en", _title, 100),
        ("attribute", "en", _attribute, 160),
        ("chinese", "zh", _chinese, 110),
        ("typo", "en", _attribute, 70),
    )
    at = 0
    for kind, language, make, count in makers:
        for product in (order + order)[at : at + count]:
            text, ids = make(product, rng)
            add(misspelt(text, rng) if kind == "typo" else text, language, kind, ids)
        at = (at + count) % len(order)
    for round_ in (0, 1):
        for shop_kind in KINDS[:: 1 if round_ == 0 else 2]:
            text, ids = _described(shop_kind, round_, rng)
            add(text, "en", "description", ids)
    done = [SampleQuery(text, *rest, "") for text, rest in found.items()]
    for text in (*NEAR, *FAR, *GIBBERISH):
        language = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in text) else "en"
        done.append(SampleQuery(text, language, "unanswerable", (), ""))
    turn: Counter[str] = Counter()
    halves = []
    for query in done:
        turn[query.kind] += 1
        split = "validation" if turn[query.kind] % 2 else "test"
        halves.append(replace(query, split=split))
    return halves
