"""Chocolate, ice cream, cake; what is spread or brewed is in `jars`."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.shapes import box, oval


def chocolate(ink: Ink) -> None:
    """A bar half out of its wrapper, or a heart-shaped box of pralines."""
    variant = ink.look.variant
    brown = {"dark": "#3b2116", "milk": "#7a4a2c", "white": "#f3e4bd", "box": "#5a3320"}[variant]
    if variant == "box":
        heart = (
            "M100 180C30 136 14 96 22 64C32 34 78 30 100 62C122 30 168 34 178 64C186 96 170 136 "
            "100 180Z"
        )
        ink.drop(heart, 3, 7)
        ink.part(heart, None, "flat", width=2)
        inner = (
            "M100 164C46 130 32 98 38 72C46 52 80 48 100 82C120 48 154 52 162 72C168 98 154 130 "
            "100 164Z"
        )
        ink.part(inner, "#f3dcc0", "flat")
        spots = ((62, 78), (138, 78), (70, 106), (100, 104), (130, 106), (86, 132), (114, 132))
        for i, (x, y) in enumerate(spots):
            ink.part(oval(x, y, 13, 12), ("#3b2116", "#7a4a2c", "#f3e4bd")[i % 3], "ball")
            ink.line(
                f"M{x - 7} {y - 3}C{x - 2} {y - 8} {x + 2} {y + 4} {x + 7} {y - 2}",
                ("#a8713f", "#f3e4bd", "#7a4a2c")[i % 3],
                2,
            )
        return
    ink.put('<g transform="rotate(-14 100 100)">')
    ink.drop(box(52, 14, 96, 172, 4), 4, 6)
    ink.part(box(56, 14, 88, 100, 3), brown, "flat")
    for row in range(3):
        for column in range(3):
            ink.part(
                box(60 + column * 27.5, 18 + row * 28, 25, 25, 3),
                lighter(brown, 0.08),
                "flat",
                darker(brown, 0.35),
            )
    ink.part(
        "M52 96L64 102L76 94L88 103L100 95L112 103L124 94L136 102L148 96V112H52Z",
        "#d5d9de",
        "metal",
    )
    ink.part("M50 104H150V186H50Z", None, "flat")
    ink.part(
        box(60, 126, 80, 34, 3), ink.accent if ink.look.accent != "white" else "#f8efdc", "flat"
    )
    ink.letters(
        {"dark": "DARK", "milk": "MILK", "white": "WHITE"}[variant],
        100,
        143,
        15 if variant != "white" else 13,
        ink.deep(0.2),
        3,
    )
    ink.put("</g>")


def ice_cream(ink: Ink) -> None:
    """A cone, a lolly on a stick, a tub with scoops."""
    variant = ink.look.variant
    if variant == "lolly":
        ink.part(box(90, 140, 20, 54, 8), "#e3bf86", "across")
        d = "M56 150V64C56 4 144 4 144 64V150C144 156 140 158 136 158H64C60 158 56 156 56 150Z"
        ink.drop(d)
        ink.part(d, None, "across")
        ink.path(
            "M56 70V64C56 4 144 4 144 64V70C130 82 120 66 108 78C98 88 84 68 74 78C66 84 60 "
            "78 56 70Z",
            ink.accent,
        )
        ink.line("M82 92V140M118 92V140", "#000", 5, 0.14)
        ink.shine("M66 56C68 34 80 26 92 24C80 34 74 46 74 62Z", 0.4)
        return
    if variant == "cone":
        ink.part("M56 96H144L100 196Z", "#dca65a", "across")
        ink.line(
            "".join(
                f"M{60 + i * 14} 98L{86 + i * 9} 166M{140 - i * 14} 98L{114 - i * 9} 166"
                for i in range(4)
            ),
            "#a8702e",
            1.8,
        )
        if ink.look.accent != "white":
            ink.part(oval(100, 44, 34, 32), ink.accent, "ball")
        ink.part(
            "M54 88C50 50 76 40 100 40C124 40 150 50 146 88C150 104 136 108 128 100C120 110 "
            "108 110 100 101C92 110 80 110 72 "
            "100C64 108 50 104 54 88Z"
            if ink.look.accent == "white"
            else "M54 92C50 66 76 58 100 58C124 58 150 66 146 92C150 106 136 110 128 102C120 112 "
            "108 112 100 103C92 112 80 112 72 "
            "102C64 110 50 106 54 92Z",
            None,
            "ball",
        )
        ink.part(oval(100, 32 if ink.look.accent == "white" else 12, 9), "#cf2431", "ball")
        return
    ink.shadow(100, 182, 56, 7)
    for x, y, colour in ((74, 78, ink.base), (126, 78, ink.accent), (100, 60, ink.soft(0.3))):
        ink.part(oval(x, y, 32, 30), colour, "ball", darker(colour, 0.35))
    ink.part("M44 92H156L144 174C120 184 80 184 56 174Z", "#fbfbf8", "across", "#8a8f96")
    ink.path("M47 112C80 124 120 124 153 112L149 140C120 150 80 150 51 140Z", ink.base)
    ink.part("M38 84H162V98C130 106 70 106 38 98Z", "#fff", "down", "#8a8f96")


def cake(ink: Ink) -> None:
    """A whole cake with candles, a slice, a cupcake, a doughnut."""
    variant = ink.look.variant
    ink.shadow(100, 176, 80, 8)
    icing, sponge = ink.base, "#e5bd7a" if ink.look.accent != "brown" else "#6b4028"
    sprinkles = ("#e23f3a", "#f3b92e", "#3fa556", "#3b7fd6", "#ffffff")
    if variant == "doughnut":
        ink.part(oval(100, 104, 78, 70), "#d69b50", "ball")
        ink.part(
            "M100 30C146 30 180 64 178 104C176 118 166 112 158 124C150 140 138 132 126 148"
            "C114 160 100 150 86 158C70 162 64 "
            "144 50 140C36 136 40 120 26 116C16 64 54 30 100 30Z",
            icing,
            "ball",
        )
        ink.part(oval(100, 98, 24, 20), darker("#d69b50", 0.3), "")
        ink.path(oval(100, 102, 19, 15), "#e9ebed")
        for _ in range(36):
            x, y = ink.rng.uniform(40, 160), ink.rng.uniform(44, 132)
            if (x - 100) ** 2 + (y - 98) ** 2 > 900:
                dx, dy = ink.rng.uniform(-5, 5), ink.rng.uniform(-5, 5)
                ink.line(f"M{x:.0f} {y:.0f}l{dx:.0f} {dy:.0f}", ink.rng.choice(sprinkles), 3)
    elif variant == "cupcake":
        ink.part("M52 112H148L134 178H66Z", ink.accent, "across")
        ink.line(
            "".join(f"M{58 + i * 14} 114L{70 + i * 10} 176" for i in range(7)),
            darker(ink.accent, 0.35),
            2,
        )
        for y, w in ((104, 58), (82, 46), (62, 32), (46, 17)):
            ink.part(oval(100, y, w, 17), icing, "ball")
        ink.part(oval(100, 30, 10), "#cf2431", "ball")
    elif variant == "slice":
        ink.part("M14 84L150 46L188 84Z", icing, "flat")
        ink.part("M14 84H188V168H14Z", sponge, "flat")
        for y in (84, 122):
            ink.part(f"M14 {y}H188V{y + 11}C150 {y + 18} 60 {y + 8} 14 {y + 12}Z", icing, "")
        ink.part(oval(130, 54, 14, 15), "#cf2431", "ball")
        ink.part("M122 42C128 34 136 36 140 40L130 46Z", "#3f8f3f", "")
    else:
        for x in (64, 88, 112, 136):
            ink.part(box(x - 3, 44, 7, 36, 1), ink.rng.choice(sprinkles[:4]), "across")
            ink.path(
                f"M{x} 26C{x + 6} 34 {x + 5} 42 {x} 43C{x - 5} 42 {x - 6} 34 {x} 26Z",
                "#ffb52e",
                "#e8801c",
                0.8,
            )
        ink.part("M28 88V152C28 176 172 176 172 152V88Z", sponge, "across")
        ink.part(
            "M28 124C60 140 140 140 172 124V136C140 152 60 152 28 136Z",
            lighter(icing, 0.2),
            "across",
        )
        ink.part(oval(100, 86, 72, 18), icing, "flat")
        ink.part(
            "M28 86C40 110 160 110 172 86L172 104C166 118 158 104 150 112C142 126 132 108 "
            "122 114C112 128 100 110 90 116C80 "
            "126 70 108 58 112C48 122 36 116 28 102Z",
            icing,
            "across",
        )


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "chocolate": chocolate,
    "ice cream": ice_cream,
    "cake": cake,
}
