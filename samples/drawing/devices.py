"""Headphones, phone, camera, speaker, watch; not computers or televisions."""

from __future__ import annotations

import math
from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.screens import draw_screen
from samples.drawing.shapes import box, flip, oval, round_about

DARK = "#232529"


def headphones(ink: Ink) -> None:
    """Over-ear headphones, earbuds in their case, wired earphones, a gaming headset."""
    variant = ink.look.variant
    if variant == "earbuds":
        ink.shadow(100, 172, 60, 8)
        ink.part(
            "M40 116C40 96 160 96 160 116C160 128 150 130 100 130C50 130 40 128 40 116Z",
            ink.deep(0.15),
            "down",
        )
        for x, turn in ((70, -10), (130, 10)):
            ink.put(f'<g transform="rotate({turn} {x} 70)">')
            ink.part(box(x - 7, 64, 14, 52, 7))
            ink.part(oval(x, 56, 20, 22), None, "ball")
            ink.part(oval(x + (8 if x < 100 else -8), 54, 9, 11), DARK, "ball")
            ink.put("</g>")
        ink.part(
            "M34 118C60 128 140 128 166 118V146C166 166 150 174 100 174C50 174 34 166 34 146Z",
            None,
            "gloss",
        )
        ink.dot(100, 150, 3, "#6fdc6a")
        return
    if variant == "wired":
        ink.line(
            "M60 60C60 120 96 110 100 140C104 110 140 120 140 60M100 140C100 170 60 160 40 176",
            ink.edge,
            5,
        )
        ink.line(
            "M60 60C60 120 96 110 100 140C104 110 140 120 140 60M100 140C100 170 60 160 40 176",
            ink.base,
            3.4,
        )
        for x, side in ((60, -1), (140, 1)):
            ink.part(box(x - 6, 44, 12, 34, 6))
            ink.part(oval(x + side * 5, 40, 17, 18), None, "ball")
            ink.part(oval(x - side * 9, 38, 8, 12), DARK, "ball")
        ink.part(box(95, 130, 10, 20, 4), None, "across")
        ink.line("M40 176L26 182", "#cfa43c", 5)
        return
    ink.shadow(100, 176, 74, 8)
    ink.line("M36 112C26 8 174 8 164 112", ink.edge, 16)
    ink.line("M36 112C26 8 174 8 164 112", ink.base, 13)
    ink.line("M54 60C70 26 130 26 146 60", ink.soft(0.45), 3)
    pad = ink.accent if ink.look.accent != "white" else DARK
    for d, p in (
        (
            "M18 112C18 92 32 88 44 92V164C32 168 18 164 18 144Z",
            "M44 92C62 86 66 100 66 128C66 156 62 170 44 164Z",
        ),
    ):
        for cup, soft in ((d, p), (flip(d), flip(p))):
            ink.part(soft, pad, "down")
            ink.part(cup)
    if variant == "gaming":
        ink.line("M30 158C34 184 60 186 84 182", DARK, 4.4)
        ink.part(box(80, 175, 22, 13, 6), DARK, "gloss")
        for x in (29, 171):
            ink.line(f"M{x} 110V146", lighter(pad, 0.2), 4)


def phone(ink: Ink) -> None:
    """A smartphone from the front or back, a foldable, a phone with buttons."""
    variant = ink.look.variant
    if variant == "button":
        ink.drop(box(66, 20, 68, 160, 16))
        ink.part(box(66, 20, 68, 160, 16), shade="across")
        draw_screen(ink, box(75, 38, 50, 48, 3), 75, 38, 125, 86)
        ink.line("M92 29H108", DARK, 3)
        for row in range(4):
            for column in range(3):
                ink.part(box(75 + column * 17.5, 106 + row * 17, 15, 12, 5), "#f4f4f2", "flat")
        ink.part(box(90, 92, 20, 10, 5), "#d6d9dd", "flat")
        return
    if variant == "foldable":
        ink.drop(box(30, 26, 140, 148, 12))
        ink.part(box(30, 26, 140, 148, 12), shade="flat")
        draw_screen(ink, box(35, 31, 130, 138, 8), 35, 31, 165, 169)
        ink.path("M97 27H103V173H97Z", "#000", opacity=0.18)
        ink.line("M100 27V173", "#000", 1.2, 0.4)
        return
    ink.put('<g transform="rotate(6 120 100)">')
    ink.drop(box(92, 14, 84, 168, 14))
    ink.part(box(92, 14, 84, 168, 14), "#17181b", "flat")
    draw_screen(ink, box(97, 19, 74, 158, 10), 97, 19, 171, 177)
    ink.dot(134, 27, 3.2, "#111")
    for i in range(8):
        x, y = 104 + (i % 4) * 16, 130 + (i // 4) * 20
        ink.path(
            box(x, y, 12, 12, 3),
            (
                "#f3644a",
                "#49b1f0",
                "#f5cf45",
                "#57c275",
                "#b67de0",
                "#ffffff",
                "#f08fb0",
                "#3c4a5e",
            )[i],
        )
    ink.put('</g><g transform="rotate(-6 70 110)">')
    ink.drop(box(26, 24, 84, 164, 14))
    ink.part(box(26, 24, 84, 164, 14), shade="gloss" if ink.look.material == "glass" else "across")
    lenses = ((44, 46), (44, 68)) if variant == "dual" else ((44, 44), (66, 44), (55, 64))
    ink.part(box(32, 32, 24 if variant == "dual" else 46, 48, 9), ink.deep(0.2), "flat")
    for x, y in lenses:
        ink.part(oval(x, y, 9), "#17181b", "ball", "#7d828a")
        ink.dot(x, y, 3.6, "#3c5a8a")
    ink.put("</g>")


def camera(ink: Ink) -> None:
    """A reflex camera, a retro compact, an instant camera, an action camera."""
    variant = ink.look.variant
    ink.shadow(100, 164, 80, 9)
    if variant == "instant":
        ink.part(box(66, 118, 68, 56, 2), "#fbfbf8", "flat")
        ink.path(box(72, 124, 56, 40, 1), "#6ab0e0")
        ink.part(
            "M32 58C32 44 40 40 52 40H148C160 40 168 44 168 58L174 132C174 142 168 146 160 "
            "146H40C32 146 "
            "26 142 26 132Z",
            shade="across",
        )
        for i, colour in enumerate(("#e8493a", "#f2b233", "#57b25a", "#3f86d8")):
            ink.path(f"M{93 + i * 4} 41h4v105h-4Z", colour)
        ink.part(box(124, 50, 30, 18, 3), "#e8eef2", "flat")
        radius, cy = 32, 96
        ink.dot(52, 62, 8, "#d8402f", "#7c1a12")
    elif variant == "action":
        ink.part(box(44, 50, 112, 106, 16), shade="across")
        ink.part(box(52, 58, 44, 34, 5), "#14161a", "flat")
        draw_screen(ink, box(56, 62, 36, 26, 2), 56, 62, 92, 88)
        ink.part(box(112, 40, 30, 12, 4), "#d8402f", "down")
        ink.part(oval(122, 104, 27), "#17181b", "ball", "#55585f")
        ink.part(oval(122, 104, 15), "#2c4a7d", "ball")
        ink.line("M58 118H84M58 128H84M58 138H84", ink.soft(0.35), 3)
        return
    else:
        top = 60 if variant == "reflex" else 66
        if variant == "reflex":
            ink.part("M70 62L80 36H120L130 62Z", shade="down")
            ink.part(box(142, 46, 24, 16, 5), ink.deep(0.2), "down")
        else:
            ink.part(box(40, 54, 24, 14, 3), "#d4d8dd", "down")
            ink.part(box(136, 50, 26, 18, 3), "#d4d8dd", "down")
            ink.part(box(88, 50, 24, 18, 3), "#22252a", "flat")
        ink.part(box(20, top, 160, 98, 12), shade="across")
        if variant == "retro":
            ink.part("M20 78C20 70 24 66 32 66H168C176 66 180 70 180 78V86H20Z", "#d4d8dd", "down")
            ink.part(
                "M20 142H180V152C180 160 176 164 168 164H32C24 164 20 160 20 152Z",
                "#d4d8dd",
                "down",
            )
        else:
            ink.part(
                "M20 72C20 64 26 60 32 60H52V158H32C24 158 20 154 20 146Z",
                ink.deep(0.3),
                "flat",
                material="suede",
            )
        radius, cy = 42, 112
    ink.part(oval(100, cy, radius + 4), "#3b3e44", "flat", "#15161a")
    ink.part(oval(100, cy, radius * 0.86), "#17181b", "ball", "#6d7178")
    ink.part(oval(100, cy, radius * 0.58), "#263f78", "ball", "#0c0d10")
    ink.part(oval(100, cy, radius * 0.3), "#0d1220", "")
    ink.shine(oval(100 - radius * 0.3, cy - radius * 0.32, radius * 0.16), 0.8)


def speaker(ink: Ink) -> None:
    """A tower, a portable cylinder, a boombox or a smart ball speaker."""
    variant = ink.look.variant
    ink.shadow(100, 180 if variant != "boombox" else 160, 62, 8)

    def cone(x: float, y: float, radius: float) -> None:
        ink.part(oval(x, y, radius), "#2a2c31", "flat", "#101114")
        ink.part(oval(x, y, radius * 0.8), "#3d4046", "ball")
        ink.part(oval(x, y, radius * 0.34), "#17181b", "ball")

    if variant == "tower":
        ink.part(box(58, 14, 84, 166, 6))
        cone(100, 46, 20)
        cone(100, 92, 26)
        cone(100, 146, 28)
    elif variant == "portable":
        ink.part("M62 40V160C62 180 138 180 138 160V40Z")
        ink.part(oval(100, 40, 38, 13), ink.deep(0.35), "flat")
        for y in range(58, 168, 9):
            for x in range(70, 134, 9):
                ink.dot(x + (y // 9 % 2) * 4, y + 3, 1.4, "#000")
        ink.line("M84 40H116M100 34V46", "#fff", 2, 0.8)
        ink.line("M138 70C158 74 158 110 138 112", ink.accent, 6)
    elif variant == "boombox":
        ink.line("M40 60C40 26 160 26 160 60", "#9aa0a8", 8)
        ink.part(box(12, 56, 176, 100, 10))
        cone(50, 110, 32)
        cone(150, 110, 32)
        ink.part(box(84, 92, 32, 44, 3), "#dfe3e7", "flat")
        for x in (93, 107):
            ink.dot(x, 112, 5, "#333")
        ink.part(box(24, 63, 152, 12, 3), "#1c1d21", "flat")
        for x in range(90, 116, 7):
            ink.path(box(x, 80, 5, 6, 1), "#e8493a")
    else:
        ink.part(oval(100, 112, 66, 64), None, "ball")
        for i, r in enumerate((20, 32, 44, 55)):
            for hole_x, hole_y in round_about(100, 118, r, 10 + i * 7):
                ink.dot(hole_x, hole_y, 1.5, ink.deep(0.6))
        ink.part(oval(100, 60, 32, 9), DARK, "flat")
        ink.path(oval(100, 60, 28, 7), "none", "#4ec3f2", 3)


def watch(ink: Ink) -> None:
    """A leather-strap watch, a steel one, a smartwatch, a diver's watch."""
    variant = ink.look.variant
    strap = ink.base
    metal = "#d4b25a" if ink.look.accent == "gold" else "#c9ced5"
    for d in ("M76 60L80 4H120L124 60Z", "M76 140L80 196H120L124 140Z"):
        ink.drop(d)
        ink.part(d)
    if variant == "steel":
        ink.line(
            "".join(f"M80 {y}H120" for y in (12, 24, 36, 48, 152, 164, 176, 188)),
            darker(strap, 0.45),
            1.6,
        )
        ink.line("M92 4V58M108 4V58M92 142V196M108 142V196", darker(strap, 0.45), 1.2)
    elif variant == "classic":
        ink.seam("M84 8L81 56M116 8L119 56M81 144L84 192M119 144L116 192", ink.soft(0.5))
    else:
        for y in (158, 170, 182):
            ink.path(oval(100, y, 4, 2.4), "#111")
    if variant == "smart":
        ink.part(box(56, 52, 88, 96, 24), "#2b2d31", "across")
        draw_screen(ink, box(63, 59, 74, 82, 18), 63, 59, 137, 141)
        for radius, colour in ((26, "#ff4d5e"), (19, "#a5f04a"), (12, "#3fd0ff")):
            ink.path(oval(100, 100, radius), "none", colour, 5)
        ink.part(box(143, 86, 7, 22, 3), "#55585f", "across")
        return
    ink.part(box(146, 93, 9, 14, 3), metal, "across")
    ink.part(oval(100, 100, 48), metal, "flat", darker(metal, 0.5))
    dial = "#fbfaf5" if variant == "classic" else "#1c2f5c" if variant == "diver" else "#23262b"
    if variant == "diver":
        ink.part(oval(100, 100, 45), DARK if ink.look.colour != "black" else "#b3322c", "flat")
        for mark_x, mark_y in round_about(100, 100, 41, 12):
            ink.dot(mark_x, mark_y, 1.8, "#fff")
    ink.path(oval(100, 100, 37 if variant == "diver" else 41), dial, "#555")
    mark = "#222" if variant == "classic" else "#f5f5f0"
    for i in range(12):
        a = math.radians(30 * i)
        ink.line(
            f"M{100 + 33 * math.cos(a):.1f} {100 + 33 * math.sin(a):.1f}"
            f"L{100 + 28 * math.cos(a):.1f} "
            f"{100 + 28 * math.sin(a):.1f}",
            mark,
            2.4,
        )
    turn = ink.rng.uniform(0, 6.28)
    ink.line(f"M100 100L{100 + 17 * math.cos(turn):.1f} {100 + 17 * math.sin(turn):.1f}", mark, 3.4)
    ink.line(
        f"M100 100L{100 + 27 * math.cos(turn * 3):.1f} {100 + 27 * math.sin(turn * 3):.1f}",
        mark,
        2.4,
    )
    ink.dot(100, 100, 2.6, "#c33")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "headphones": headphones,
    "phone": phone,
    "camera": camera,
    "speaker": speaker,
    "watch": watch,
}
