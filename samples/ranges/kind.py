"""One category of the shop and its products as rows; not their wording."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shape:
    """A shape of a category, with what a shopper sees of it.

    `adjective` may be empty; `feature` completes "with ..."; the `_zh` ones are Chinese.
    """

    adjective: str
    noun: str
    noun_zh: str
    feature: str
    feature_zh: str


@dataclass(frozen=True)
class Row:
    """One product: a variant's key, colour names, pattern and material."""

    variant: str
    colour: str
    accent: str
    pattern: str
    material: str


@dataclass(frozen=True)
class Kind:
    """A category: its variants, its uses (English and Chinese pairs), its products.

    `rows` holds one product a line: `variant; colour/accent; pattern; material`, where the
    accent (white), the pattern (plain) and the material may be left out. `asks` are ways of
    wanting it without naming it; `also` and `also_zh` are other names for it. Where
    `coloured` is false a title does not name the colour (nobody says white milk).
    """

    category: str
    department: str
    price: tuple[float, float]
    variants: dict[str, Shape]
    uses: tuple[tuple[str, str], ...]
    also: tuple[str, ...]
    also_zh: tuple[str, ...]
    asks: tuple[str, ...]
    rows: str
    coloured: bool = True
    plural: bool = False
    products: tuple[Row, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = []
        for line in self.rows.strip().splitlines():
            cells = [cell.strip() for cell in line.split(";")]
            variant, colours = cells[0], cells[1].split("/")
            found.append(
                Row(
                    variant,
                    colours[0],
                    colours[1] if len(colours) > 1 else "white",
                    (cells[2] if len(cells) > 2 else "") or "plain",
                    cells[3] if len(cells) > 3 else "",
                )
            )
        object.__setattr__(self, "products", tuple(found))

    @property
    def slug(self) -> str:
        """The start of its product ids."""
        return self.category.replace(" ", "-")
