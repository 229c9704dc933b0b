"""The pen that every drawing uses: paints, shading, outlines; not any particular product."""

from __future__ import annotations

import random
from dataclasses import dataclass

from samples.drawing.palette import PALETTE, brightness, darker, lighter, mix
from samples.drawing.patterns import pattern_tile, surface_tile
from samples.drawing.shapes import number, oval

SHINY = {
    "leather",
    "patent leather",
    "silk",
    "satin",
    "ceramic",
    "porcelain",
    "plastic",
    "glass",
    "rubber",
    "enamel",
    "lacquer",
    "polycarbonate",
    "velvet",
    "stainless steel",
    "aluminium",
    "cast iron",
    "copper",
    "brass",
    "steel",
    "metal",
}
METAL = {"stainless steel", "aluminium", "copper", "brass", "steel", "metal"}

# Stops are (offset, colour, opacity); the second line of a direction says x1, y1, x2, y2.
_SHADES: dict[str, tuple[str, tuple[tuple[float, str, float], ...]]] = {
    "across": (
        'x1="0" y1="0" x2="1" y2="0.15"',
        (
            (0, "#000", 0.26),
            (0.22, "#000", 0.02),
            (0.4, "#fff", 0.2),
            (0.62, "#000", 0.0),
            (1, "#000", 0.32),
        ),
    ),
    "down": (
        'x1="0.3" y1="0" x2="0.5" y2="1"',
        ((0, "#fff", 0.26), (0.45, "#fff", 0.0), (0.55, "#000", 0.0), (1, "#000", 0.3)),
    ),
    "gloss": (
        'x1="0" y1="0" x2="1" y2="0.1"',
        (
            (0, "#000", 0.3),
            (0.14, "#fff", 0.05),
            (0.24, "#fff", 0.55),
            (0.33, "#fff", 0.08),
            (0.6, "#000", 0.05),
            (1, "#000", 0.4),
        ),
    ),
    "metal": (
        'x1="0" y1="0" x2="1" y2="0.08"',
        (
            (0, "#000", 0.4),
            (0.12, "#fff", 0.45),
            (0.24, "#fff", 0.85),
            (0.36, "#000", 0.02),
            (0.55, "#000", 0.28),
            (0.74, "#fff", 0.4),
            (1, "#000", 0.45),
        ),
    ),
    "flat": ('x1="0" y1="0" x2="1" y2="1"', ((0, "#fff", 0.16), (1, "#000", 0.16))),
}
_BALL = (
    '<radialGradient id="ball" cx=".36" cy=".3" r=".78"><stop offset="0" stop-color="#fff"'
    ' stop-opacity=".62"/><stop offset=".3" stop-color="#fff" stop-opacity=".12"/>'
    '<stop offset=".6" stop-color="#000" stop-opacity=".04"/><stop offset="1" stop-color="#000"'
    ' stop-opacity=".44"/></radialGradient>'
)
_SHADOW = (
    '<radialGradient id="shadow"><stop offset="0" stop-color="#000" stop-opacity=".5"/>'
    '<stop offset=".55" stop-color="#000" stop-opacity=".22"/><stop offset="1"'
    ' stop-color="#000" stop-opacity="0"/></radialGradient>'
)
_GLYPHS = {
    "A": "0,6 2,0 4,6|1,4 3,4",
    "B": "0,6 0,0 3,0 4,1.5 3,3 0,3|3,3 4,4.5 3,6 0,6",
    "C": "4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5",
    "D": "0,0 0,6 2.5,6 4,4 4,2 2.5,0 0,0",
    "E": "4,0 0,0 0,6 4,6|0,3 3,3",
    "F": "4,0 0,0 0,6|0,3 3,3",
    "G": "4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5 4,3 2.4,3",
    "H": "0,0 0,6|4,0 4,6|0,3 4,3",
    "I": "2,0 2,6",
    "J": "4,0 4,5 3,6 1,6 0,5",
    "K": "0,0 0,6|4,0 0,3.2 4,6",
    "L": "0,0 0,6 4,6",
    "M": "0,6 0,0 2,3.4 4,0 4,6",
    "N": "0,6 0,0 4,6 4,0",
    "O": "1,0 3,0 4,1 4,5 3,6 1,6 0,5 0,1 1,0",
    "P": "0,6 0,0 3,0 4,1 4,2.4 3,3.4 0,3.4",
    "Q": "1,0 3,0 4,1 4,5 3,6 1,6 0,5 0,1 1,0|2.6,4.4 4,6.4",
    "R": "0,6 0,0 3,0 4,1 4,2.4 3,3.2 0,3.2|2,3.2 4,6",
    "S": "4,1 3,0 1,0 0,1 0,2 1,3 3,3 4,4 4,5 3,6 1,6 0,5",
    "T": "0,0 4,0|2,0 2,6",
    "U": "0,0 0,5 1,6 3,6 4,5 4,0",
    "V": "0,0 2,6 4,0",
    "W": "0,0 1,6 2,2.4 3,6 4,0",
    "X": "0,0 4,6|4,0 0,6",
    "Y": "0,0 2,3 4,0|2,3 2,6",
    "Z": "0,0 4,0 0,6 4,6",
    "1": "1,1 2,0 2,6",
    "2": "0,1 1,0 3,0 4,1 4,2 0,6 4,6",
    "7": "0,0 4,0 1.4,6",
}


@dataclass(frozen=True)
class Look:
    """What a drawing shows: colour names of `palette.PALETTE`, pattern, material, variant."""

    colour: str
    accent: str
    pattern: str
    material: str
    variant: str


class Ink:
    """Collects SVG elements on a 200 x 200 canvas for one product.

    `base` and `accent` are the `#rrggbb` of the look; `cloth` paints with its pattern.
    `rng` moves small details so that two views of a product are not the same drawing.
    """

    def __init__(self, look: Look, rng: random.Random) -> None:
        self.look = look
        self.rng = rng
        tint = rng.uniform(-0.07, 0.07)
        self.base = self._tinted(PALETTE[look.colour], tint)
        self.accent = self._tinted(PALETTE[look.accent], tint)
        self.body: list[str] = []
        self._defs: dict[str, str] = {"ball": _BALL, "shadow": _SHADOW}
        self.shiny = look.material in SHINY
        self.recolour(self.base)

    def recolour(self, base: str) -> None:
        """Take another `#rrggbb` as the product's colour, where nature has its own green."""
        self.base = base
        self.cloth = self.paint()
        self.edge = darker(base, 0.42) if brightness(base) > 0.2 else lighter(base, 0.16)

    @staticmethod
    def _tinted(colour: str, tint: float) -> str:
        return darker(colour, -tint) if tint < 0 else lighter(colour, tint)

    def paint(self, turn: float = 0, scale: float = 1) -> str:
        """The product's pattern as a paint; `turn` degrees, `scale` of the tile."""
        if self.look.pattern == "plain":
            return self.base
        name = f"p{turn:g}s{scale:g}".replace(".", "_").replace("-", "m")
        if name not in self._defs:
            self._defs[name] = pattern_tile(
                name, self.look.pattern, self.base, self.accent, turn, scale
            )
        return f"url(#{name})"

    def surface(self, material: str | None = None, base: str | None = None) -> str:
        """The translucent paint of a material, or an empty string where it is smooth."""
        material = self.look.material if material is None else material
        base = base or self.base
        name = "m" + material.replace(" ", "") + base[1:]
        if name not in self._defs:
            tile = surface_tile(name, material, base)
            if not tile:
                return ""
            self._defs[name] = tile
        return f"url(#{name})"

    def shade(self, kind: str) -> str:
        """A see-through gradient: across, down, gloss, metal, flat or ball."""
        if kind not in self._defs:
            direction, stops = _SHADES[kind]
            text = "".join(
                f'<stop offset="{o}" stop-color="{c}" stop-opacity="{a}"/>' for o, c, a in stops
            )
            self._defs[kind] = f'<linearGradient id="{kind}" {direction}>{text}</linearGradient>'
        return f"url(#{kind})"

    def jitter(self, value: float, amount: float) -> float:
        """`value` moved at random by at most `amount`."""
        return value + self.rng.uniform(-amount, amount)

    def put(self, element: str) -> None:
        """Add raw SVG."""
        self.body.append(element)

    def path(
        self,
        d: str,
        fill: str = "none",
        stroke: str = "",
        width: float = 1.4,
        opacity: float = 1,
        dash: str = "",
    ) -> None:
        """A plain path, no shading."""
        text = f'<path d="{d}" fill="{fill}"'
        if stroke:
            text += (
                f' stroke="{stroke}" stroke-width="{width:g}" stroke-linecap="round"'
                ' stroke-linejoin="round"'
            )
        if dash:
            text += f' stroke-dasharray="{dash}"'
        if opacity != 1:
            # Not `opacity`: that would make the renderer draw a layer of its own.
            text += f' fill-opacity="{opacity:g}" stroke-opacity="{opacity:g}"'
        self.body.append(text + "/>")

    def part(
        self,
        d: str,
        fill: str | None = None,
        shade: str = "across",
        edge: str | None = None,
        material: str | None = None,
        width: float = 1.3,
    ) -> None:
        """A solid part: paint, material, shading and outline.

        Without `fill` it wears the product's pattern and material; with one it is smooth
        unless `material` is named. `edge` "" leaves the outline out.
        """
        own = fill is None
        paint = self.cloth if fill is None else fill
        self.body.append(f'<path d="{d}" fill="{paint}"/>')
        if own or material:
            base = fill if fill and fill.startswith("#") else self.base
            surface = self.surface(material, base)
            if surface:
                self.body.append(f'<path d="{d}" fill="{surface}"/>')
        if shade:
            if shade == "across" and own and self.look.material in METAL:
                shade = "metal"
            elif shade == "across" and own and self.shiny:
                shade = "gloss"
            self.body.append(f'<path d="{d}" fill="{self.shade(shade)}"/>')
        if edge is None:
            edge = self.edge if own or not paint.startswith("#") else darker(paint, 0.42)
        if edge:
            self.path(d, "none", edge, width)

    def line(
        self,
        d: str,
        colour: str | None = None,
        width: float = 1.4,
        opacity: float = 1,
        dash: str = "",
    ) -> None:
        """A stroke along a path."""
        self.path(d, "none", colour or self.edge, width, opacity, dash)

    def seam(self, d: str, colour: str | None = None) -> None:
        """A line of stitches."""
        self.line(d, colour or self.edge, 1.1, 0.85, "3 2.2")

    def dot(self, x: float, y: float, radius: float, fill: str, edge: str = "") -> None:
        """A small disc."""
        self.path(oval(x, y, radius), fill, edge, 0.9)

    def shine(self, d: str, opacity: float = 0.4) -> None:
        """A white highlight."""
        self.path(d, "#fff", opacity=opacity)

    def shadow(self, cx: float, cy: float, rx: float, ry: float = 9) -> None:
        """A soft shadow on the ground."""
        self.body.append(
            f'<ellipse cx="{number(cx)}" cy="{number(cy)}" rx="{number(rx)}" ry="{number(ry)}"'
            ' fill="url(#shadow)"/>'
        )

    def drop(self, d: str, x: float = 2.5, y: float = 4) -> None:
        """The shadow that a flat-laid silhouette throws beside itself."""
        self.body.append(f'<path d="{d}" fill-opacity=".17" transform="translate({x:g} {y:g})"/>')

    def clip(self, d: str) -> str:
        """An `attribute="value"` that keeps a `<g>` inside the path."""
        name = f"c{len(self._defs)}"
        self._defs[name] = f'<clipPath id="{name}"><path d="{d}"/></clipPath>'
        return f'clip-path="url(#{name})"'

    def letters(
        self,
        text: str,
        cx: float,
        cy: float,
        height: float,
        colour: str,
        width: float | None = None,
    ) -> None:
        """Capital letters centred on a point, drawn with a pen so that no font is needed."""
        unit = height / 6
        step = 5.6 * unit
        left = cx - (len(text) * step - 1.6 * unit) / 2
        parts = []
        for i, letter in enumerate(text):
            for stroke in _GLYPHS.get(letter, "").split("|"):
                if stroke:
                    points = [tuple(map(float, pair.split(","))) for pair in stroke.split()]
                    parts.append(
                        "M"
                        + "L".join(
                            f"{number(left + i * step + x * unit)} "
                            f"{number(cy - height / 2 + y * unit)}"
                            for x, y in points
                        )
                    )
        self.line("".join(parts), colour, width or unit * 1.15)

    def soft(self, share: float) -> str:
        """The product's colour moved towards white by `share`."""
        return mix(self.base, "#ffffff", share)

    def deep(self, share: float) -> str:
        """The product's colour moved towards black by `share`."""
        return darker(self.base, share)

    def defs(self) -> str:
        """The gradients, tiles and clips that the body refers to."""
        return "".join(self._defs.values())
