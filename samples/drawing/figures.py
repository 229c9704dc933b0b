"""Rubber duck, toy robot, doll, toy dinosaur; other toys are in `playthings`."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker
from samples.drawing.shapes import box, flip, oval


def rubber_duck(ink: Ink) -> None:
    """A bath duck: plain, with sunglasses, or as a captain."""
    variant = ink.look.variant
    ink.shadow(100, 172, 74, 8)
    ink.part(
        "M16 98C22 112 40 118 58 116C80 112 96 108 112 112C140 112 170 116 170 134C168 160 "
        "140 172 "
        "102 172C50 172 14 144 16 98Z",
        None,
        "down",
    )
    ink.part("M52 128C66 116 94 118 106 130C100 148 66 152 52 128Z", ink.deep(0.08), "flat")
    ink.part(oval(128, 76, 42, 40), None, "ball")
    ink.part("M160 74C176 66 192 74 194 82C188 92 172 94 160 90Z", "#ee7a1f", "down")
    ink.line("M162 82C174 84 184 84 192 81", "#a84e0c", 1.6)
    if variant == "cool":
        ink.part("M112 58H140L144 76C134 82 120 82 114 74Z", "#1b1c20", "flat")
        ink.part("M150 58H168L168 72C162 78 152 76 150 70Z", "#1b1c20", "flat")
        ink.line("M112 60L92 66M140 60H150", "#1b1c20", 3.4)
        ink.shine("M118 62H128L124 72H118Z", 0.4)
    else:
        ink.dot(142, 66, 6, "#fff", "#222")
        ink.dot(144, 66, 3.6, "#111")
    if variant == "captain":
        ink.part("M92 44C96 22 160 18 166 38L162 50C140 42 116 44 96 54Z", "#fbfbf8", "down")
        ink.part("M94 46C116 36 142 34 165 42L164 52C142 44 116 46 97 56Z", "#1e2c56", "flat")
        ink.dot(132, 34, 5, "#d8b45a", "#7a5d1a")


def robot(ink: Ink) -> None:
    """A boxy tin robot, a round-headed one, or one on tracks."""
    variant = ink.look.variant
    ink.shadow(100, 186, 58, 7)
    grey = "#c2c7ce"
    ink.line("M100 30V12", grey, 4)
    ink.dot(100, 10, 6, ink.accent if ink.look.accent != "white" else "#e23f3a", "#333")
    for x, side in ((50, -1), (150, 1)):
        ink.line(f"M{x} 96L{x + side * 20} 116L{x + side * 16} 140", darker(grey, 0.4), 11)
        ink.line(f"M{x} 96L{x + side * 20} 116L{x + side * 16} 140", grey, 8)
        ink.line(
            f"M{x + side * 16 - 8} 154C{x + side * 16 - 12} 142 {x + side * 16 + 12} 142 "
            f"{x + side * 16 + 8} 154",
            darker(grey, 0.3),
            6,
        )
    if variant == "tracks":
        ink.part(box(40, 156, 120, 28, 14), "#2b2d31", "flat")
        for x in (58, 86, 114, 142):
            ink.part(oval(x, 170, 9), grey, "ball")
    else:
        for x in (74, 114):
            ink.part(box(x, 148, 14, 26, 2), grey, "across")
            ink.part(box(x - 6, 172, 26, 13, 4), ink.deep(0.3), "down")
    ink.part(box(54, 86, 92, 68, 8))
    ink.part(box(66, 98, 44, 30, 3), "#20232a", "flat")
    ink.line("M70 116L78 108L86 120L94 104L104 114", "#5fe08a", 2.4)
    for i, colour in enumerate(("#e23f3a", "#f3b92e", "#3fa556")):
        ink.part(oval(126, 102 + i * 12, 4.600), colour, "ball")
    ink.line("M66 138H134M66 145H134", ink.deep(0.4), 2)
    if variant == "round":
        ink.part("M58 82C58 16 142 16 142 82Z")
    else:
        ink.part(box(62, 30, 76, 52, 8))
        for x in (56, 136):
            ink.part(box(x, 48, 8, 18, 2), grey, "across")
    for x in (82, 118):
        ink.part(oval(x, 54, 10), "#fdf6c8", "ball")
        ink.dot(x, 54, 4.4, "#1b1c20")
    ink.part(box(80, 68, 40, 9, 2), "#20232a", "")
    ink.line("M88 68V77M96 68V77M104 68V77M112 68V77", grey, 1.6)


def doll(ink: Ink) -> None:
    """A rag doll with plaits, a princess, or a knitted sailor."""
    variant = ink.look.variant
    skin, hair = "#f3cfae", {"rag": "#b5532a", "princess": "#f0cf6a", "sailor": "#4a2f1f"}[variant]
    ink.shadow(100, 190, 46, 6)
    if variant == "princess":
        ink.part("M66 50C50 90 52 116 64 128H136C148 116 150 90 134 50Z", hair, "across")
    for x in (84, 116):
        ink.line(f"M{x} 150V182", darker(skin, 0.3), 12)
        ink.line(f"M{x} 150V182", skin if variant != "rag" else "#f4f0e8", 9)
        ink.part(oval(x + (-3 if x < 100 else 3), 185, 11, 6), ink.deep(0.45), "ball")
    for d in ("M78 96L48 124", "M122 96L152 124"):
        ink.line(d, darker(skin, 0.3), 12)
        ink.line(d, skin, 9)
    if variant == "sailor":
        ink.part("M76 88H124L128 136H72Z")
        ink.part("M72 134H128L126 160H104L100 146L96 160H74Z", "#1e2c56", "across")
        ink.part("M76 88L100 114L124 88L132 92L128 104L100 122L72 104L68 92Z", "#f7f6f2", "flat")
    else:
        ink.part("M80 88H120L146 158C120 168 80 168 54 158Z")
        ink.part(
            "M84 110H116L118 118H82Z",
            ink.accent if ink.look.accent != "white" else ink.deep(0.3),
            "flat",
        )
    for d in ("M80 88C66 90 62 104 68 112L86 106Z",):
        for sleeve in (d, flip(d)):
            ink.part(sleeve, ink.base, "flat")
    ink.part(oval(100, 56, 34, 34), skin, "ball")
    ink.part(
        "M66 58C62 22 84 14 100 14C116 14 138 22 134 58C128 44 118 36 100 36C82 36 72 44 66 58Z",
        hair,
        "down",
    )
    if variant == "rag":
        for d in ("M66 50C50 60 48 84 54 98", "M134 50C150 60 152 84 146 98"):
            ink.line(d, darker(hair), 13)
            ink.line(d, hair, 10)
            ink.line(d, darker(hair), 1.4, dash="4 4")
        for x in (54, 146):
            ink.part(oval(x, 98, 7), ink.base, "ball")
    elif variant == "princess":
        ink.part("M76 24L72 2L86 14L100 -4L114 14L128 2L124 24Z", "#e2b73e", "down")
    else:
        ink.part("M66 36C70 8 130 8 134 36C120 30 80 30 66 36Z", "#f7f6f2", "down")
        ink.line("M67 36C80 30 120 30 133 36", "#1e2c56", 4)
    for x in (88, 112):
        ink.dot(x, 58, 4, "#23201e")
        ink.path(oval(x + (-7 if x < 100 else 7), 68, 5, 3.4), "#ee9a94", opacity=0.8)
    ink.line("M92 72C97 77 103 77 108 72", "#b8433f", 2.2)


def dinosaur(ink: Ink) -> None:
    """A long-necked dinosaur or an upright one with teeth; both with spots or spines."""
    variant = ink.look.variant
    ink.shadow(100, 172, 80, 8)
    belly = ink.soft(0.45)
    if variant == "long-necked":
        for x in (74, 128):
            ink.part(box(x, 120, 22, 52, 9), ink.deep(0.15), "across")
        ink.part(
            "M8 150C30 144 40 120 62 104C84 88 110 90 122 96C138 92 138 60 140 44C142 22 "
            "182 20 186 42C188 56 "
            "170 60 162 58C164 90 164 124 148 138C126 150 90 152 66 142C44 150 24 158 8 150Z"
        )
        for x in (60, 112):
            ink.part(box(x, 126, 24, 48, 10), ink.base, "across", ink.edge)
        ink.path("M70 140C96 148 126 144 146 132C130 140 96 140 70 140Z", belly)
        ink.dot(168, 38, 4, "#fff", "#222")
        ink.dot(169, 38, 2, "#111")
        for x, y in ((82, 108), (100, 104), (118, 112), (96, 120)):
            ink.dot(x, y, 5, ink.accent if ink.look.accent != "white" else ink.deep(0.25))
        return
    spots = ((78, 62), (68, 84), (58, 106), (44, 126), (28, 140))
    spine = "".join(f"M{x} {y}l-10 -10l14 -4Z" for x, y in spots)
    ink.part(spine, ink.accent if ink.look.accent != "white" else ink.deep(0.3), "flat")
    ink.part(
        "M8 160C36 158 52 128 66 96C70 60 76 26 116 24C150 22 176 34 178 50C178 62 160 66 "
        "132 66C128 84 140 "
        "104 138 128C136 150 126 160 110 162C80 164 40 172 8 160Z"
    )
    ink.path("M118 84C128 104 130 130 118 152C104 154 98 120 118 84Z", belly, opacity=0.85)
    ink.part(
        "M132 66L138 74L144 65L150 73L156 63L162 70L168 60L176 54C170 64 150 68 132 66Z",
        "#fdfdf8",
        "",
    )
    for d in ("M124 92C140 92 148 98 146 106C140 108 132 104 124 104Z",):
        ink.part(d, ink.base, "flat", ink.edge)
    for x in (80, 112):
        ink.part(
            f"M{x - 12} 138H{x + 12}L{x + 14} 164H{x + 22}V174H{x - 14}Z",
            ink.base,
            "across",
            ink.edge,
        )
    ink.dot(126, 42, 5.4, "#fff", "#222")
    ink.dot(128, 42, 2.8, "#111")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "rubber duck": rubber_duck,
    "toy robot": robot,
    "doll": doll,
    "toy dinosaur": dinosaur,
}
