"""Milk, juice, bread, cheese, eggs, cereal; not fruit, not sweets."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.shapes import box, oval, round_about, smooth


def _carton(ink: Ink, colour: str) -> None:
    ink.shadow(104, 186, 56, 7)
    ink.part("M58 66L100 66V186L58 180Z", colour, "flat", darker(colour, 0.35))
    ink.part("M100 66L146 60V176L100 186Z", darker(colour, 0.12), "flat", darker(colour, 0.35))
    ink.part("M58 66L78 30H122L100 66Z", lighter(colour, 0.2), "flat", darker(colour, 0.35))
    ink.part("M100 66L122 30L146 60Z", darker(colour, 0.25), "flat", darker(colour, 0.35))
    ink.part("M78 16H122V32H78Z", lighter(colour, 0.1), "down", darker(colour, 0.35))


def milk(ink: Ink) -> None:
    """A gabled carton, a glass bottle, a jug-handled plastic bottle."""
    variant = ink.look.variant
    if variant in ("whole", "oat", "chocolate"):
        _carton(ink, "#f4f6f8" if variant != "chocolate" else "#8a5836")
        ink.path("M58 120C72 110 86 130 100 120V186L58 180Z", ink.base)
        ink.path("M100 120C116 108 130 124 146 112V176L100 186Z", ink.deep(0.15))
        ink.letters(
            {"whole": "MILK", "oat": "OAT", "chocolate": "COCOA"}[variant],
            79,
            98,
            13 if variant != "chocolate" else 9,
            ink.base if variant != "chocolate" else "#fff",
            2.2,
        )
        if variant == "oat":
            for y in (136, 148, 160):
                for x in (72, 84):
                    ink.part(oval(x, y, 4, 7), "#e9c77a", "flat")
        else:
            ink.part(
                "M70 160C64 150 74 140 80 148C88 140 96 152 90 162C84 170 76 170 70 160Z",
                "#fdfdfb",
                "",
            )
            ink.dot(79, 156, 3, "#2b2b2b")
        return
    ink.shadow(100, 186, 50, 7)
    if variant == "bottle":
        ink.part(
            "M84 40H116V62C116 74 132 82 132 104V172C132 182 124 186 100 186C76 186 68 182 "
            "68 172V104C68 82 84 74 84 "
            "62Z",
            "#fcfbf6",
            "gloss",
            "#9fb0b8",
        )
        ink.part(box(80, 22, 40, 22, 5), ink.base, "gloss")
        ink.letters("MILK", 100, 132, 16, ink.base, 3)
    else:
        ink.line("M128 66C158 66 158 120 136 124", "#b9c6cd", 13)
        ink.line("M128 66C158 66 158 120 136 124", "#f4f6f8", 10)
        ink.part(
            "M78 40H112V56C132 64 140 80 140 100V174C140 182 134 186 126 186H70C62 186 56 "
            "182 56 174V92C56 74 78 66 "
            "78 56Z",
            "#f7f8f9",
            "across",
            "#9fb0b8",
        )
        ink.part(box(76, 24, 40, 20, 4), ink.base, "across")
        ink.part(box(62, 112, 72, 44, 4), ink.base, "flat")
        ink.letters("MILK", 98, 134, 16, "#fff", 3)


def _fruit_dot(ink: Ink, x: float, y: float, r: float, colour: str) -> None:
    ink.part(oval(x, y, r), colour, "ball")
    ink.part(
        f"M{x} {y - r}C{x + 4} {y - r - 10} {x + 14} {y - r - 10} {x + 18} {y - r - 4}"
        f"C{x + 12} {y - r + 2} "
        f"{x + 6} {y - r + 2} {x} {y - r}Z",
        "#3f8f3f",
        "",
    )


def juice(ink: Ink) -> None:
    """A carton with the fruit on it, a bottle, or a glass with a straw."""
    variant = ink.look.variant
    if variant == "carton":
        _carton(ink, ink.soft(0.15))
        ink.letters("JUICE", 79, 88, 10, "#fff", 2)
        _fruit_dot(ink, 79, 138, 17, ink.base)
        ink.path("M100 150C116 140 130 152 146 142V176L100 186Z", ink.deep(0.25))
        ink.part(oval(120, 112, 8), "#f4f4f2", "ball")
    elif variant == "bottle":
        ink.shadow(100, 186, 46, 7)
        ink.path(
            "M86 42H114V62C114 74 130 84 130 104V174C130 182 124 186 100 186C76 186 70 182 "
            "70 174V104C70 84 86 74 86 "
            "62Z",
            ink.base,
            ink.edge,
            2,
        )
        ink.part(
            "M86 42H114V62C114 74 130 84 130 104V174C130 182 124 186 100 186C76 186 70 182 "
            "70 174V104C70 84 86 74 86 "
            "62Z",
            "none",
            "gloss",
            "",
        )
        ink.part(box(83, 24, 34, 20, 4), "#f4f4f2", "across")
        ink.part(box(70, 106, 60, 56, 2), "#fdfbf3", "across")
        ink.letters("JUICE", 100, 119, 10, ink.base, 2.2)
        _fruit_dot(ink, 97, 144, 13, ink.base)
    else:
        ink.shadow(100, 178, 50, 7)
        ink.line("M112 150L134 14", "#e23f3a", 7)
        ink.line("M112 150L134 14", "#fff", 7, dash="5 9")
        ink.path("M62 72L70 172C82 178 118 178 130 172L138 72Z", ink.base, opacity=0.95)
        ink.path(
            "M58 48L70 174C82 181 118 181 130 174L142 48Z", "#eaf5f8", "#7c939c", 2.2, opacity=0.4
        )
        ink.path(oval(100, 72, 38, 7), ink.soft(0.35))
        ink.part(oval(62, 48, 24), ink.soft(0.2), "flat")
        ink.path(oval(62, 48, 18), "none", "#fff6e0", 3)
        ink.shine("M68 60L78 164H84L76 60Z", 0.5)


def bread(ink: Ink) -> None:
    """A sandwich loaf, a baguette, a round loaf, croissants, a bagel."""
    variant = ink.look.variant
    ink.shadow(100, 164, 80, 9)
    if ink.look.colour == "brown":
        ink.recolour("#b5763a" if variant != "round" else "#8f5a2e")
    if variant == "bagel":
        ink.recolour("#c58a45")
    crust, crumb = ink.base, "#f3dfb4"
    if variant == "loaf":
        ink.part(
            "M54 90C40 78 46 52 74 52H158C186 52 190 80 178 92V158H66Z", lighter(crust, 0.1), "down"
        )
        ink.part(
            "M28 92C14 78 22 52 52 52C82 52 90 78 78 92V150C78 156 74 160 68 160H38C32 160 "
            "28 156 28 150Z",
            crust,
            "flat",
        )
        ink.path(
            "M35 92C24 80 30 59 53 59C76 59 82 80 71 92V148C71 151 69 153 66 153H40C37 153 "
            "35 151 35 148Z",
            crumb,
        )
        for i in range(12):
            ink.dot(44 + i * 7 % 22, 80 + i * 6, 1.5, "#dcc088")
        for x in (104, 130, 156):
            ink.line(f"M{x} 53C{x + 8} 70 {x + 6} 110 {x + 6} 158", darker(crust, 0.25), 1.8, 0.7)
    elif variant == "baguette":
        ink.put('<g transform="rotate(-32 100 100)">')
        for dy in (-20, 16):
            d = (
                f"M-8 {100 + dy}C-4 {82 + dy} 30 {78 + dy} 100 {78 + dy}C170 {78 + dy} "
                f"204 {82 + dy} 208 {100 + dy}C204 {118 + dy} 170 {122 + dy} 100 {122 + dy}"
                f"C30 {122 + dy} -4 {118 + dy} -8 {100 + dy}Z"
            )
            ink.drop(d, 2, 6)
            ink.part(d, crust, "down", darker(crust, 0.4))
            for x in (20, 56, 92, 128, 164):
                ink.path(
                    f"M{x} {110 + dy}"
                    f"C{x + 4} {98 + dy} {x + 14} {90 + dy} {x + 26} {88 + dy}"
                    f"C{x + 24} {98 + dy} {x + 14} "
                    f"{108 + dy} {x} {110 + dy}Z",
                    crumb,
                    darker(crust, 0.2),
                    1,
                )
        ink.put("</g>")
    elif variant == "round":
        ink.part(
            "M18 132C18 84 56 56 100 56C144 56 182 84 182 132C182 152 160 160 100 160C40 "
            "160 18 152 18 132Z",
            crust,
            "ball",
        )
        for d in ("M60 84C80 100 120 100 140 84", "M42 112C74 132 126 132 158 112"):
            ink.line(d, darker(crust, 0.3), 9)
            ink.line(d, crumb, 6)
        for _ in range(30):
            ink.dot(ink.rng.uniform(40, 160), ink.rng.uniform(74, 140), 1.4, "#fbf3df")
    elif variant == "croissant":
        ink.part(
            "M14 136C20 92 58 60 100 60C142 60 180 92 186 136C180 150 164 150 156 138C146 "
            "118 124 108 100 108C76 108 54 "
            "118 44 138C36 150 20 150 14 136Z",
            crust,
            "down",
        )
        for d in (
            "M42 96C54 104 58 114 56 124",
            "M66 74C78 86 82 98 80 111",
            "M100 60C106 76 106 94 102 108",
            "M134 74C126 86 122 98 122 111",
            "M158 96C148 104 144 114 146 124",
        ):
            ink.line(d, darker(crust, 0.4), 3)
            ink.line(d.replace("M", "M", 1), lighter(crust, 0.4), 1.2, 0.8)
    else:
        ink.part(oval(100, 108, 76, 52), crust, "ball")
        ink.part(oval(100, 100, 26, 14), darker(crust, 0.55), "")
        ink.path(oval(100, 103, 21, 10), "#cfd3d6")
        for _ in range(34):
            sx, sy = ink.rng.uniform(36, 164), ink.rng.uniform(66, 124)
            if abs(sx - 100) > 32 or abs(sy - 100) > 18:
                ink.path(oval(sx, sy, 2.600, 1.600), "#fbf0d0", "#b98d4a", 0.5)


def cheese(ink: Ink) -> None:
    """A holey wedge, a round soft cheese with a slice out, a waxed ball, a block."""
    variant = ink.look.variant
    ink.shadow(100, 164, 82, 9)
    if variant == "wedge":
        ink.part("M14 118L138 58L188 96L188 108L14 128Z", ink.soft(0.25), "flat", ink.edge)
        ink.part("M14 120L188 100V160H14Z", None, "flat")
        for x, y, r in (
            (44, 140, 10),
            (86, 132, 8),
            (118, 148, 7),
            (150, 128, 13),
            (70, 154, 5),
            (172, 150, 6),
        ):
            ink.part(oval(x, y, r, r * 0.9), ink.deep(0.22), "flat", ink.deep(0.35))
        for x, y in ((110, 86), (146, 90)):
            ink.path(oval(x, y, 10, 4), ink.deep(0.15))
    elif variant == "round":
        ink.part("M20 104V136C20 172 180 172 180 136V104Z", "#f6f1e3", "across", "#b3a98c")
        ink.part(oval(100, 104, 80, 34), "#fbf8ee", "flat", "#b3a98c")
        ink.part("M100 104L152 78C170 84 180 94 180 104L180 108Z", "#8f8974", "", "#b3a98c")
        ink.part("M100 104L180 108V138C178 142 176 146 170 150L100 130Z", ink.base, "flat")
        ink.part("M100 104L152 78V100L100 130Z", ink.soft(0.3), "flat")
    elif variant == "ball":
        ink.part(oval(92, 108, 68, 58), ink.base, "ball")
        ink.part("M92 108L150 66C166 86 170 122 156 142Z", "#f6dc7c", "flat", "#c29a35")
        ink.shine("M46 84C54 66 70 58 86 58C70 68 60 80 54 98Z", 0.5)
    else:
        ink.part("M20 92L60 64H184L150 92Z", ink.soft(0.3), "flat", ink.edge)
        ink.part("M150 92L184 64V124L150 158Z", ink.deep(0.15), "flat")
        ink.part("M20 92H150V158H20Z", None, "flat")
        for x in (34, 48):
            ink.line(f"M{x} 92V158", ink.deep(0.25), 2)
        ink.part("M10 96L22 92V158L10 162Z", ink.soft(0.1), "flat", ink.edge)


def eggs(ink: Ink) -> None:
    """A carton of six, a tray of ten, or three eggs in a nest of straw."""
    variant = ink.look.variant
    ink.shadow(100, 166, 84, 9)
    if ink.look.colour == "brown":
        ink.recolour("#d09a6b")

    def egg(x: float, y: float, size: float) -> None:
        wide, top, low = 21 * size, y - 24 * size, y + 30 * size
        ink.part(
            f"M{x} {top}C{x + 15 * size} {top} {x + wide} {y - 2 * size} {x + wide} "
            f"{y + 6 * size}C{x + wide} {low} {x - wide} {low} {x - wide} {y + 6 * size}"
            f"C{x - wide} {y - 2 * size} {x - 15 * size} {top} {x} {top}Z",
            ink.base,
            "ball",
        )

    if variant == "nest":
        for x, y in ((70, 92), (130, 92), (100, 102)):
            egg(x, y, 1.4)
        ink.part(
            "M18 110C40 124 160 124 182 110C180 150 150 166 100 166C50 166 20 150 18 110Z",
            "#c99f5c",
            "across",
            material="straw",
        )
        for _ in range(34):
            sx, sy = ink.rng.uniform(26, 174), ink.rng.uniform(114, 156)
            dx, dy = ink.rng.uniform(-22, 22), ink.rng.uniform(-9, 9)
            ink.line(f"M{sx:.0f} {sy:.0f}l{dx:.0f} {dy:.0f}", "#8f6b32", 1.6)
        return
    cup = "#9aa3a0" if variant == "six" else "#b99a72"
    count = 3 if variant == "six" else 5
    width = 168 / count
    ink.part("M18 52H182L188 92H12Z", lighter(cup, 0.15), "flat")
    for row, y in enumerate((92, 118)):
        for i in range(count):
            egg(16 + width * (i + 0.5), y, (1.14 if count == 3 else 0.82) * (0.92 + row * 0.1))
        if row == 0:
            ink.part(box(14, 102, 172, 12, 4), darker(cup, 0.15), "down")
    ink.part(
        "M10 128"
        + "".join(
            f"C{10 + (i + 0.25) * 180 / count:.0f} 142 {10 + (i + 0.75) * 180 / count:.0f} 142 "
            f"{10 + (i + 1) * 180 / count:.0f} 128"
            for i in range(count)
        )
        + "L180 168H20Z",
        cup,
        "down",
    )


def cereal(ink: Ink) -> None:
    """A box with a bowl of rings, flakes or chocolate balls on it."""
    variant = ink.look.variant
    ink.shadow(104, 188, 60, 7)
    ink.part("M142 18L160 26V182L142 188Z", ink.deep(0.35), "flat")
    ink.part("M40 18H142V188H40Z", None, "flat")
    ink.path("M40 18H142V26H40Z", ink.deep(0.2))
    ink.part(box(50, 36, 82, 26, 6), "#fffdf6", "flat")
    ink.letters(
        {"rings": "HOOPS", "flakes": "FLAKES", "balls": "CHOCO", "muesli": "MUESLI"}[variant],
        91,
        49,
        12 if variant in ("rings", "balls") else 10.5,
        ink.base,
        2.6,
    )
    ink.part(
        "M54 118H128C128 150 114 166 91 166C68 166 54 150 54 118Z", "#fbfbfd", "across", "#8a8f96"
    )
    ink.part(oval(91, 118, 37, 11), "#fff", "", "#8a8f96")
    for x, y in [*round_about(91, 115, 22, 9, ink.rng.uniform(0, 30)), *round_about(91, 114, 9, 4)]:
        y = 116 + (y - 116) * 0.42 - ink.rng.uniform(0, 5)
        if variant == "rings":
            ring = ink.rng.choice(("#e8493a", "#f2b233", "#57b25a", "#8b55bf"))
            ink.path(oval(x, y, 6, 5), "none", darker(ring, 0.3), 4.4)
            ink.path(oval(x, y, 6, 5), "none", ring, 3)
        elif variant == "flakes":
            ink.part(
                smooth([(x - 8, y), (x - 2, y - 5), (x + 8, y - 2), (x + 4, y + 4)]),
                "#e2a33c",
                "flat",
            )
        elif variant == "balls":
            ink.part(oval(x, y, 6.500), "#6a3d22", "ball")
        else:
            ink.part(oval(x, y, 6, 4), ink.rng.choice(("#d9b678", "#7d4a28", "#b3323c")), "flat")
    ink.path("M40 172H142V188H40Z", ink.accent if ink.look.accent != "white" else ink.deep(0.3))


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "milk": milk,
    "juice": juice,
    "bread": bread,
    "cheese": cheese,
    "eggs": eggs,
    "cereal": cereal,
}
