"""Frying pan, pot, kettle, toaster, cutting board, apron; not tableware."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker
from samples.drawing.shapes import box, oval

STEEL = "#c5cad1"


def frying_pan(ink: Ink) -> None:
    """A pan from above: round, square grill or wok; its handle points to lower right."""
    variant = ink.look.variant
    ink.put('<g transform="rotate(-40 100 100) translate(-6 0)">')
    handle = "M136 92L196 94C202 96 202 104 196 106L136 108Z"
    ink.drop(handle, -2, 8)
    ink.part(handle, "#8a5a33" if ink.look.accent == "brown" else "#2d2e32", "down")
    ink.dot(190, 100, 2.6, "#e8e8e8")
    outer = box(12, 36, 128, 128, 20) if variant == "grill" else oval(76, 100, 68)
    inner = box(21, 45, 110, 110, 14) if variant == "grill" else oval(76, 100, 58)
    ink.drop(outer, -3, 8)
    ink.part(outer, None, "flat", width=2)
    ink.part(inner, "#37393e" if ink.look.colour != "black" else "#3d3f45", "flat", "#1c1d20")
    if variant == "grill":
        for y in range(56, 152, 12):
            ink.line(f"M30 {y}H122", "#17181b", 4)
            ink.line(f"M30 {y - 2.5}H122", "#6a6d74", 1.4)
    elif variant == "wok":
        ink.path(oval(76, 100, 30), "#2b2d31", "#55585f", 1.4)
        ink.path(oval(76, 100, 46), "none", "#55585f", 1.4)
        ink.part("M2 88C-8 92 -8 108 2 112L12 110V90Z", None, "flat")
    else:
        ink.shine("M34 74C46 56 66 48 84 50C64 56 50 66 42 84Z", 0.22)
        if ink.rng.random() < 0.35:
            ink.part(
                "M50 96C48 78 70 70 86 78C104 76 110 98 100 110C96 126 72 126 62 118C50 118 "
                "48 106 50 "
                "96Z",
                "#fdfbf3",
                "flat",
            )
            ink.part(oval(78, 99, 13), "#f4b52c", "ball")
    ink.put("</g>")


def pot(ink: Ink) -> None:
    """A casserole, a tall stockpot, a saucepan with one long handle."""
    variant = ink.look.variant
    top, bottom, left, right = {
        "casserole": (92, 154, 34, 166),
        "stockpot": (62, 162, 44, 156),
        "saucepan": (88, 152, 22, 122),
    }[variant]
    middle, rx = (left + right) / 2, (right - left) / 2
    ink.shadow(middle, bottom + 4, rx * 1.1, 9)
    if variant == "saucepan":
        d = (
            f"M{right - 2} {top + 12}L194 {top + 2}C200 {top + 4} 200 {top + 14} 194 {top + 14}"
            f"L{right - 2} {top + 26}Z"
        )
        ink.part(d, "#2e2f33", "down")
    else:
        for x in (left - 3, right + 3):
            side = -1 if x < 100 else 1
            ink.line(f"M{x} {top + 16}h{side * 14}v14h{-side * 14}", darker(ink.base, 0.5), 9)
            ink.line(f"M{x} {top + 16}h{side * 14}v14h{-side * 14}", ink.deep(0.15), 6)
    ink.part(
        f"M{left} {top}V{bottom - 12}"
        f"C{left} {bottom + 6} {right} {bottom + 6} {right} {bottom - 12}"
        f"V{top}Z",
        shade="metal" if ink.look.material in ("stainless steel", "copper") else "gloss",
    )
    ink.part(
        f"M{left - 4} {top}C{left + 6} {top - 30} {right - 6} {top - 30} {right + 4} {top}"
        f"C{right - 20} {top + 9} {left + 20} {top + 9} {left - 4} {top}Z",
        ink.base,
        "down",
    )
    ink.line(
        f"M{left - 4} {top}C{left + 20} {top + 9} {right - 20} {top + 9} {right + 4} {top}",
        ink.soft(0.4),
        2.4,
    )
    knob = "#d8b45a" if ink.look.material == "cast iron" else "#2e2f33"
    ink.part(box(middle - 9, top - 36, 18, 10, 5), knob, "gloss")
    ink.part(box(middle - 4, top - 27, 8, 7, 1), knob, "across")


def kettle(ink: Ink) -> None:
    """A whistling stove kettle, an electric jug kettle or a gooseneck kettle."""
    variant = ink.look.variant
    ink.shadow(100, 170, 68, 9)
    dark = "#2b2d31"
    if variant == "electric":
        ink.line("M134 44C184 40 186 140 140 142", dark, 15)
        ink.line("M134 44C184 40 186 140 140 142", "#55585f", 3)
        ink.part("M60 42L38 52C40 60 50 70 58 76Z")
        ink.part("M60 42H138C142 90 146 130 148 156H52C52 130 56 90 60 42Z")
        ink.part("M60 42C70 26 128 26 138 42Z", dark, "down")
        ink.part(box(48, 154, 104, 16, 5), dark, "down")
        ink.part(box(74, 84, 10, 50, 5), "#bfe3f2", "across")
    elif variant == "gooseneck":
        ink.line("M56 146C20 140 46 92 20 66L12 62", ink.edge, 10)
        ink.line("M56 146C20 140 46 92 20 66L12 62", ink.base, 7)
        ink.line("M136 84C176 72 186 90 176 140", dark, 9)
        ink.part("M66 82H136C146 112 152 140 152 166H50C50 140 56 112 66 82Z")
        ink.part("M68 82C76 66 126 66 134 82Z", ink.base, "down")
        ink.part(oval(101, 62, 8), dark, "ball")
    else:
        ink.line("M58 86C58 10 142 10 142 86", dark, 11)
        ink.line("M64 60C72 28 128 28 136 60", "#6b4a2c", 8)
        ink.part("M52 118C36 108 34 90 16 80L28 68C48 80 48 92 66 98Z")
        ink.part(
            "M38 150C38 100 64 82 100 82C136 82 162 100 162 150C162 164 154 168 140 168H60"
            "C46 168 38 "
            "164 38 150Z"
        )
        ink.part("M72 86C78 74 122 74 128 86C116 92 84 92 72 86Z", ink.base, "down")
        ink.part(oval(100, 71, 8, 7), dark, "ball")


def toaster(ink: Ink) -> None:
    """A two-slice toaster, retro round or boxy, bread peeping out."""
    variant = ink.look.variant
    ink.shadow(100, 164, 84, 9)
    for x in (58, 104):
        ink.part(
            f"M{x} 92V58C{x - 8} 46 {x + 2} 38 {x + 19} 38C{x + 36} 38 {x + 46} 46 {x + 38} 58V92Z",
            "#d9a55e",
            "flat",
            "#8a5a24",
        )
        ink.path(
            f"M{x + 5} 92V58C{x} 50 {x + 8} 45 {x + 19} 45C{x + 30} 45 {x + 38} 50 {x + 33} 58V92Z",
            "#eec98c",
        )
    if variant == "retro":
        body = "M24 156V110C24 84 44 74 70 74H130C156 74 176 84 176 110V156Z"
    else:
        body = box(24, 76, 152, 82, 10)
    ink.part(body)
    ink.path(box(46, 79, 108, 8, 3), "#232427")
    ink.part(box(20, 152, 160, 11, 4), "#2c2d31" if variant != "retro" else STEEL, "down")
    ink.line("M176 100V138", "#232427", 4)
    ink.part(box(170, 104, 18, 10, 4), "#2c2d31", "gloss")
    ink.part(oval(148, 136, 9), STEEL, "ball")
    ink.line("M148 136L153 130", "#333", 2)


def cutting_board(ink: Ink) -> None:
    """A wooden board: paddle, plain rectangle or round."""
    variant = ink.look.variant
    ink.put('<g transform="rotate(-12 100 100)">')
    if variant == "paddle":
        d = (
            "M56 60C56 50 62 46 72 46H88C92 40 92 24 92 16C92 8 108 8 108 16C108 24 108 40 112 "
            "46H128C138 "
            "46 144 50 144 60V172C144 182 138 186 128 186H72C62 186 56 182 56 172Z"
        )
        hole = (100, 22)
    elif variant == "round":
        d, hole = oval(100, 102, 78), (100, 38)
    else:
        d, hole = box(34, 44, 132, 112, 12), (154, 100)
    ink.drop(d, 4, 6)
    ink.part(d, None, "flat", width=1.8)
    ink.dot(hole[0], hole[1], 5, "#f2efe9", ink.edge)
    if variant == "rectangular":
        ink.path(box(44, 54, 94, 92, 8), "none", ink.deep(0.25), 2.4)
        for x in (34, 158):
            ink.path(f"M{x} 58V142H{x + 8}V58Z", ink.deep(0.3), opacity=0.5)
    if ink.rng.random() < 0.4:
        for x in (82, 96, 110):
            ink.part(oval(x, 112, 13), "#d8402f", "flat", "#8f1f17")
            ink.path(oval(x, 112, 9), "#ee7a61")
    ink.put("</g>")


def apron(ink: Ink) -> None:
    """A bib apron or a waist apron, with pocket and ties."""
    variant = ink.look.variant
    strap = ink.deep(0.25) if ink.look.pattern == "plain" else ink.accent
    if variant == "bib":
        ink.line("M78 46C70 8 130 8 122 46", strap, 5)
        ink.line("M50 98C34 104 24 120 14 122M150 98C166 104 176 120 186 122", strap, 5)
        d = (
            "M76 42H124C126 64 134 84 152 92C156 124 154 156 150 182C120 188 80 188 50 182C46 "
            "156 44 124 48 92C66 84 74 64 76 42Z"
        )
        pocket = box(68, 116, 64, 40, 6)
    else:
        ink.line("M44 62C28 66 18 80 8 76M156 62C172 66 182 80 192 76", strap, 6)
        d = "M44 56H156C164 90 166 126 164 158C130 168 70 168 36 158C34 126 36 90 44 56Z"
        pocket = box(64, 88, 72, 44, 6)
    ink.drop(d)
    ink.part(d)
    ink.part(pocket, strap if ink.look.pattern == "plain" else ink.accent, "flat", ink.edge)
    if variant == "waist":
        ink.part("M42 52H158L160 66H40Z", strap, "across")
    ink.line("M70 60C68 100 66 140 66 178M132 60C134 100 136 140 136 178", "#000", 2.4, 0.1)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "frying pan": frying_pan,
    "pot": pot,
    "kettle": kettle,
    "toaster": toaster,
    "cutting board": cutting_board,
    "apron": apron,
}
