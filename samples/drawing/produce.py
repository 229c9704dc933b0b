"""Fruit and vegetables: apple, banana, orange, grapes, strawberries, tomatoes, carrots, pepper."""

from __future__ import annotations

import math
from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.shapes import oval, round_about, smooth

LEAF = "#3f8f3f"


def _ripe(ink: Ink) -> None:
    if ink.look.colour == "green":
        ink.recolour("#8fc33c")


def _leaf(ink: Ink, x: float, y: float, turn: float, size: float = 1) -> None:
    ink.put(f'<g transform="translate({x} {y}) rotate({turn}) scale({size})">')
    ink.part("M0 0C6 -16 24 -20 36 -12C28 2 12 6 0 0Z", LEAF, "flat")
    ink.line("M2 -1C12 -6 22 -10 32 -11", lighter(LEAF, 0.4), 1.2)
    ink.put("</g>")


def _apple(ink: Ink, cx: float, cy: float, size: float) -> None:
    ink.put(f'<g transform="translate({cx} {cy}) scale({size})">')
    ink.part(
        "M0 -34C14 -48 52 -46 56 -6C58 30 36 60 16 58C6 56 -6 56 -16 58C-36 60 -58 30 -56 -6"
        "C-52 -46 -14 "
        "-48 0 -34Z",
        None,
        "ball",
    )
    if ink.look.accent != "white":
        ink.path("M-46 -22C-36 0 -38 28 -30 46C-52 30 -60 0 -46 -22Z", ink.accent, opacity=0.5)
    for i in range(14):
        a = i * 2.4
        ink.dot(
            34 * math.cos(a) * (0.4 + i % 3 * 0.25), 8 + 34 * math.sin(a) * 0.8, 1, ink.soft(0.5)
        )
    ink.path("M-14 -36C-6 -28 6 -28 14 -36C6 -32 -6 -32 -14 -36Z", ink.deep(0.5))
    ink.line("M0 -32C0 -46 4 -54 10 -60", "#5b3b22", 5)
    ink.put("</g>")
    _leaf(ink, cx + 4 * size, cy - 44 * size, -4, size)


def apple(ink: Ink) -> None:
    """One apple, three apples, or one cut open."""
    _ripe(ink)
    variant = ink.look.variant
    ink.shadow(100, 170, 66, 9)
    if variant == "three":
        _apple(ink, 100, 72, 0.76)
        _apple(ink, 58, 128, 0.76)
        _apple(ink, 142, 128, 0.76)
    elif variant == "cut":
        _apple(ink, 76, 104, 1.0)
        ink.put('<g transform="translate(136 124) scale(.82)">')
        ink.part(
            "M0 -34C14 -48 52 -46 56 -6C58 30 36 60 16 58C6 56 -6 56 -16 58C-36 60 -58 30 "
            "-56 -6C-52 -46 "
            "-14 -48 0 -34Z",
            "#fbf3d4",
            "flat",
            ink.base,
            width=6,
        )
        ink.path(oval(0, 8, 16, 24), "none", "#d9c88f", 2)
        for x in (-5, 5):
            ink.part(oval(x, 8, 3.6, 8), "#5b3a1e", "")
        ink.put("</g>")
    else:
        _apple(ink, 100, 108, 1.2)


def banana(ink: Ink) -> None:
    """One banana, a bunch, or one half peeled."""
    _ripe(ink)
    variant = ink.look.variant
    one = (
        "M26 54C34 52 40 56 42 62C52 116 104 146 168 132L176 138C172 150 164 158 150 162C84 176 "
        "26 130 26 54Z"
    )
    ink.shadow(104, 172, 76, 8)
    turns = {"bunch": (-24, -10, 4), "single": (0,), "peeled": (-60,)}[variant]
    for i, turn in enumerate(turns):
        ink.put(
            f'<g transform="rotate({turn} 34 50)">'
            if variant != "peeled"
            else '<g transform="rotate(-60 100 110)">'
        )
        if variant == "peeled":
            ink.part(
                "M30 60C60 120 110 138 160 134L164 150C110 168 44 140 30 60Z", "#fbf2cf", "across"
            )
        d = (
            one
            if variant != "peeled"
            else (
                "M96 128C126 140 150 138 168 132L176 138C172 150 164 158 150 162C124 168 96 162 76 "
                "148Z"
            )
        )
        ink.part(d, None, "flat")
        if variant != "peeled":
            ink.line("M32 60C44 122 100 152 166 138", ink.deep(0.18), 2)
            ink.line("M38 60C50 112 100 140 160 133", ink.soft(0.45), 3)
        else:
            ink.part("M96 128C90 104 84 96 66 84C66 106 72 128 86 144Z", None, "flat")
            ink.part("M84 150C64 160 56 172 54 190C76 184 92 172 104 156Z", None, "flat")
        ink.part("M166 131L178 134C182 138 180 142 174 142L168 138Z", "#5b4420", "")
        if i == len(turns) - 1 and variant != "peeled":
            ink.part("M24 56L22 34H36L42 60C36 54 30 54 24 56Z", "#8a7a2a", "across")
        ink.put("</g>")


def orange(ink: Ink) -> None:
    """A whole fruit with a cut half: orange, lemon, lime or grapefruit."""
    _ripe(ink)
    variant = ink.look.variant
    ink.shadow(104, 166, 76, 9)
    flesh = {"orange": "#f9a63a", "lemon": "#f8e27a", "lime": "#c4de6a", "grapefruit": "#ee7a72"}[
        variant
    ]
    if variant in ("lemon", "lime"):
        ink.part(
            "M18 100C20 92 28 94 32 88C46 54 100 54 116 88C120 94 128 92 130 100C128 108 "
            "120 106 116 112C100 "
            "148 46 148 32 112C28 106 20 108 18 100Z",
            None,
            "ball",
        )
    else:
        ink.part(oval(78, 98, 58), None, "ball")
        ink.dot(88, 46, 4, "#5b7a2a", "#33471a")
    for i in range(26):
        a = i * 2.399
        r = 9 * math.sqrt(i)
        ink.dot(76 + r * math.cos(a), 98 + r * math.sin(a) * 0.8, 0.9, ink.deep(0.25))
    _leaf(ink, 88, 44, -10)
    ink.part(oval(136, 122, 46), None, "flat")
    ink.path(oval(136, 122, 41), "#fff6e0")
    for i in range(9):
        ink.put(f'<g transform="rotate({i * 40 + 8} 136 122)">')
        ink.path(
            "M136 118C128 106 126 94 128 86C133 84 139 84 144 86C146 94 144 106 136 118Z",
            flesh,
            darker(flesh, 0.15),
            0.8,
        )
        ink.put("</g>")


def grapes(ink: Ink) -> None:
    """A hanging bunch of grapes."""
    _ripe(ink)
    ink.shadow(100, 184, 46, 7)
    ink.line("M100 40C98 26 104 18 112 12", "#6b5a2a", 6)
    spots = []
    for row, count in enumerate((5, 6, 5, 4, 3, 2, 1)):
        for i in range(count):
            spots.append(
                (
                    100 + (i - (count - 1) / 2) * 23 + ink.rng.uniform(-3, 3),
                    56 + row * 20 + ink.rng.uniform(-2, 2),
                )
            )
    for x, y in spots:
        ink.part(
            oval(
                x,
                y,
                14.5 if ink.look.variant == "round" else 12,
                14.5 if ink.look.variant == "round" else 16.5,
            ),
            None,
            "ball",
            width=1,
        )
    _leaf(ink, 98, 40, 172, 1.5)
    _leaf(ink, 104, 38, -14, 1.3)


def strawberries(ink: Ink) -> None:
    """A few loose strawberries, or a punnet of them."""
    ink.shadow(100, 172, 76, 9)

    def berry(x: float, y: float, size: float, turn: float) -> None:
        ink.put(f'<g transform="translate({x} {y}) rotate({turn}) scale({size})">')
        ink.part(
            "M0 44C-18 34 -40 4 -32 -18C-26 -30 -8 -28 0 -24C8 -28 26 -30 32 -18C40 4 18 34 0 44Z",
            None,
            "ball",
        )
        for row, xs in enumerate(((-22, -8, 8, 22), (-16, 0, 16), (-10, 6), (-2,))):
            for sx in xs:
                ink.path(oval(sx, -10 + row * 13, 1.7, 2.5), "#f9dc74", ink.deep(0.3), 0.6)
        for angle in (-150, -120, -90, -60, -30):
            px, py = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            ink.part(f"M-5 -22L{px * 26:.1f} {-24 + py * 14:.1f}L5 -22Z", LEAF, "")
        ink.line("M0 -24V-36", LEAF, 3.4)
        ink.put("</g>")

    if ink.look.variant == "punnet":
        for i in range(9):
            berry(
                52 + (i % 5) * 24 + (i // 5) * 12, 96 - (i // 5) * 24, 0.7, ink.rng.uniform(-40, 40)
            )
        ink.part("M22 102H178L164 170H36Z", "#3f8fb5", "down")
        for x in range(40, 170, 20):
            ink.line(f"M{x} 108L{x + (100 - x) * 0.08:.0f} 164", "#2b6d8c", 2.4)
        ink.part("M18 96H182V108H18Z", "#4fa3c9", "down")
    else:
        berry(100, 66, 1.05, ink.rng.uniform(-12, 12))
        berry(58, 122, 1.05, -24 + ink.rng.uniform(-8, 8))
        berry(142, 122, 1.05, 22 + ink.rng.uniform(-8, 8))


def tomatoes(ink: Ink) -> None:
    """Vine tomatoes, cherry tomatoes, or a single beefsteak."""
    variant = ink.look.variant
    spots = {
        "vine": ((60, 74, 32), (134, 70, 32), (50, 132, 32), (146, 130, 32), (98, 118, 34)),
        "cherry": tuple(
            (34 + i % 5 * 33 + (i // 5 % 2) * 10, 148 - i // 5 * 32, 17.0) for i in range(13)
        ),
        "beefsteak": ((100, 108, 66),),
    }[variant]
    ink.shadow(100, 172, 80, 9)
    if variant == "vine":
        ink.line(
            "M98 20C94 60 100 90 98 116M97 60L62 62M98 66L132 58M98 100L54 120M98 104L142 118",
            "#4f8a34",
            5,
        )
    for x, y, r in spots:
        if variant == "beefsteak":
            rim = [(r + (3 if i % 4 < 2 else -1), i * math.tau / 24) for i in range(24)]
            ink.part(
                smooth(
                    [
                        (x + reach * math.cos(turn), y + reach * 0.8 * math.sin(turn))
                        for reach, turn in rim
                    ]
                ),
                None,
                "ball",
            )
            ink.line("M92 62C66 80 60 120 74 150M108 62C134 80 140 120 126 150", ink.deep(0.25))
        else:
            ink.part(oval(x, y, r, r * 0.95), None, "ball")
        for px, py in round_about(x, y - r * 0.72, r * 0.42, 5, ink.rng.uniform(0, 70)):
            ink.line(f"M{x:.1f} {y - r * 0.72:.1f}L{px:.1f} {py:.1f}", "#3f7f2f", max(2.4, r * 0.1))


def carrots(ink: Ink) -> None:
    """A bunch of carrots with their greens, or washed ones without."""
    for turn in (-18, 14, -3):
        ink.put(f'<g transform="rotate({turn + ink.rng.uniform(-3, 3):.1f} 100 60)">')
        if ink.look.variant == "bunch":
            for lean in (-26, -13, 0, 13, 26):
                ink.line(
                    f"M100 66C{100 + lean * 0.4:.0f} 40 {100 + lean:.0f} 26 {100 + lean:.0f} 4",
                    "#3f8f3f",
                    4,
                )
                for y in (12, 22, 32):
                    ink.line(f"M{100 + lean * (1 - y / 80):.0f} {y}l-8 -5m8 5l8 -5", "#5aa84c", 3)
        d = (
            "M84 70C84 58 116 58 116 70C118 104 108 150 101 192C98 194 98 194 97 192C90 150 82 "
            "104 84 70Z"
        )
        ink.drop(d)
        ink.part(d, None, "across")
        ink.line("M86 84H98M104 98H114M88 116H98M102 132H110M93 148H100", ink.deep(0.25), 1.8)
        ink.put("</g>")


def pepper(ink: Ink) -> None:
    """A sweet bell pepper or a long chilli."""
    if ink.look.variant == "chilli":
        d = (
            "M52 52C70 44 84 52 90 66C100 110 126 146 170 158C120 170 66 140 52 92C48 76 46 60 "
            "52 52Z"
        )
        ink.drop(d)
        ink.part(d, None, "gloss")
        ink.part("M44 60C50 44 76 42 88 58C78 56 72 62 66 58C60 64 52 58 44 60Z", LEAF, "flat")
        ink.line("M64 48C60 34 62 26 70 18", "#4f8a34", 7)
        return
    ink.shadow(100, 176, 58, 8)
    ink.part(
        "M100 62C116 44 152 46 158 78C164 112 150 160 132 172C122 178 112 176 104 170C98 "
        "176 86 178 74 172C50 "
        "160 36 112 42 78C48 46 84 44 100 62Z",
        None,
        "ball",
    )
    ink.line("M82 58C66 90 70 140 84 172M118 58C134 90 130 140 112 172", ink.deep(0.3), 2.6)
    ink.shine("M54 76C58 64 68 60 74 64C64 76 60 98 60 116C54 104 52 88 54 76Z", 0.5)
    ink.part("M80 62C86 50 114 50 120 62C112 70 108 64 100 68C92 64 88 70 80 62Z", LEAF, "flat")
    ink.line("M100 56C100 42 106 34 114 30", "#4f8a34", 9)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "apples": apple,
    "bananas": banana,
    "citrus fruit": orange,
    "grapes": grapes,
    "strawberries": strawberries,
    "tomatoes": tomatoes,
    "carrots": carrots,
    "pepper": pepper,
}
