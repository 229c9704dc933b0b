"""Renderings of the sample products as pictures with subjects; not for drawing them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from retrieval.catalogue.product import Product
from retrieval.training.kind_facts import kind_facts
from retrieval.training.pictures import Pictures
from retrieval.training.subjects import Caption, Subject, Words
from retrieval.training.wording import kinds as k
from retrieval.training.wording.colours import COLOUR_WORDS, neighbours
from retrieval.training.wording.more_kinds import MORE_KIND_WORDS, SAME_KIND
from retrieval.training.wording.purposes import PURPOSES, purpose_phrases


class SampleProducts(Protocol):
    """What `samples.render` offers: products, and pictures of any view of them."""

    def products(self) -> list[Any]: ...

    def render(self, product: Any, view: int, size_px: int = 256) -> Any: ...


def _words(table: dict[str, Words], name: str) -> Words:
    return table.get(name, ((name,), ()))


def sample_as_product(sample: Any) -> Product:
    """A sample product as the catalogue would hold it."""
    names = ("title_zh", "description_zh", "department", "colour", "pattern", "material")
    return Product(
        id=sample.id,
        title=sample.title,
        description=sample.description,
        category=sample.category,
        brand=sample.brand,
        attributes={name: str(getattr(sample, name)) for name in names if getattr(sample, name)},
    )


def _thing(title: str, title_zh: str, sample: Any) -> Words:
    """What is left of a title when colour, pattern and material are taken out: "wrap dress"."""
    looks = {*sample.colour.split(), *sample.accent.split(), *sample.material.split(), "and", "in"}
    for word in _words(k.PATTERN_WORDS, sample.pattern)[0]:
        looks |= {*word.split(), word.replace(" ", "-"), f"{word}-print"}
    words = [word.strip(",") for word in title.split()]
    kept = " ".join(word for word in words if word not in looks)
    for chinese in (
        COLOUR_WORDS.get(sample.colour, ((), ("",)))[1][0],
        k.MATERIALS_ZH.get(sample.material, ""),
        k.PATTERN_WORDS.get(sample.pattern, ((), ("",)))[1][0],
    ):
        title_zh = title_zh.replace(chinese, "") if chinese else title_zh
    return (kept,) if kept else (), (title_zh,) if len(title_zh) > 1 else ()


def _sample_subject(sample: Any, number: int, kind_number: int) -> Subject:
    category, item = sample.category, f"item:sample/{sample.id}"
    kind = SAME_KIND.get(category.lower(), category.lower())
    held, may_be = kind_facts(kind)
    material = sample.material
    slots: dict[str, Words] = {
        "kind": _words({**k.KIND_WORDS, **MORE_KIND_WORDS}, kind),
        "department": _words(k.DEPARTMENT_WORDS, sample.department),
        "colour": _words(COLOUR_WORDS, sample.colour),
        "brand": ((sample.brand,), ()),
        "name": (
            (sample.title.replace(sample.brand, "").replace(" by ", " ").strip(" ,").lower(),),
            (sample.title_zh,),
        ),
    }
    bare = slots["name"][0][0]
    slot_facts = {
        "kind": f"kind:{kind}",
        "department": f"department:{sample.department}",
        "colour": f"colour:{sample.colour}",
        "brand": f"brand:{sample.brand}",
        "name": f"phrase:{bare}",
    }
    if sample.pattern:
        slots["pattern"] = _words(k.PATTERN_WORDS, sample.pattern)
        slot_facts["pattern"] = f"pattern:{sample.pattern}"
    if material:
        zh = k.MATERIALS_ZH.get(material)
        slots["material"] = ((material,), (zh,) if zh else ())
        slot_facts["material"] = f"material:{material}"
    if kind in PURPOSES:
        slots["purpose"], slot_facts["purpose"] = purpose_phrases(kind), f"kind:{kind}"
    thing = _thing(bare, sample.title_zh, sample)
    if sample.variant and thing[0]:
        slots["thing"], slot_facts["thing"] = thing, f"variant:{kind}/{sample.variant}"
    facts = held | set(slot_facts.values()) | {f"phrase:{sample.title_zh}", item}
    open_facts = may_be | {f"colour:{near}" for near in neighbours(sample.colour)}
    open_facts.add(f"colour:{sample.accent}")
    if sample.department == "groceries":
        open_facts |= {"department:fruit", "department:vegetables", "department:packages"}
    if sample.department in ("apparel", "accessories", "shoes"):
        open_facts |= {"department:apparel", "department:accessories"}
    product = sample_as_product(sample)
    own, called = frozenset({item}), frozenset({f"phrase:{sample.title.lower()}"})
    facts |= called
    fixed = (
        Caption(sample.title, called),
        Caption(sample.title, called),
        Caption(sample.title_zh, frozenset({f"phrase:{sample.title_zh}"})),
        Caption(bare, frozenset({f"phrase:{bare}"})),
        Caption(sample.description, own),
        Caption(sample.description_zh, own),
    )
    labels = (("sample", number), ("sample_kind", kind_number))
    return Subject(
        f"sample/{sample.id}",
        "sample",
        frozenset(facts),
        frozenset(open_facts - facts),
        labels,
        slots,
        slot_facts,
        fixed,
        (Caption(product.text(), own), Caption(sample.title, called)),
    )


def _drawn_from(sample: Any) -> list[tuple[str, str]]:
    """What a rendering depends on: not the words, the price or the stock."""
    names = ("id", "category", "colour", "accent", "pattern", "material", "variant")
    return [(name, str(getattr(sample, name, ""))) for name in names]


def read_samples(
    samples: SampleProducts,
    views: Iterable[int],
    side_px: int,
    *,
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Pictures:
    """Renderings of every sample product from the given views, drawn once when `cache` is given."""
    products, views = samples.products(), list(views)
    categories = sorted({product.category for product in products})
    subjects = tuple(
        _sample_subject(product, i, categories.index(product.category))
        for i, product in enumerate(products)
    )
    drawn = []
    for i, product in enumerate(products):
        stem = zlib.crc32(repr((_drawn_from(product), views, side_px)).encode())
        file = None if cache is None else cache / f"{product.id}-{stem:08x}.npy"
        if file is not None and file.is_file():
            drawn.append(np.load(file))
        else:
            pictures = [np.asarray(samples.render(product, view, side_px)) for view in views]
            drawn.append(np.stack(pictures).astype(np.uint8))
            if file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                np.save(file, drawn[-1])
        if progress is not None:
            progress(i + 1, len(products))
    n = len(products) * len(views)
    return Pictures(
        "sample",
        np.concatenate(drawn),
        np.repeat(np.arange(len(products)), len(views)),
        np.tile(np.array([view == 1 for view in views]), len(products)),
        np.zeros(n, bool),
        subjects,
    )
