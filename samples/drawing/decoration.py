"""Clock, vase, candle, houseplant, mirror; not furniture."""

from __future__ import annotations

import math
from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import brightness, darker, lighter
from samples.drawing.shapes import box, mirror, oval, round_about


def _face(ink: Ink, cx: float, cy: float, radius: float, dial: str) -> None:
    mark = "#24262b" if brightness(dial) > 0.5 else "#f2f2f2"
    ink.part(oval(cx, cy, radius), dial, "flat", mark)
    for i, (x, y) in enumerate(round_about(cx, cy, radius * 0.86, 12)):
        inner = radius * (0.7 if i % 3 == 0 else 0.77)
        angle = math.radians(30 * i)
        ink.line(
            f"M{x:.1f} {y:.1f}L{cx + inner * math.cos(angle):.1f} "
            f"{cy + inner * math.sin(angle):.1f}",
            mark,
            radius * (0.07 if i % 3 == 0 else 0.04),
        )
    hour, minute = ink.rng.uniform(0, 360), ink.rng.uniform(0, 360)
    for degrees, length, width in ((hour, 0.5, 0.09), (minute, 0.74, 0.06)):
        a = math.radians(degrees)
        ink.line(
            f"M{cx} {cy}L{cx + radius * length * math.cos(a):.1f} "
            f"{cy + radius * length * math.sin(a):.1f}",
            mark,
            radius * width,
        )
    ink.dot(cx, cy, radius * 0.07, "#c33")


def clock(ink: Ink) -> None:
    """A round wall clock, an alarm clock with bells, a cuckoo clock, a mantel clock."""
    variant = ink.look.variant
    dial = ink.accent if ink.look.accent != "white" else "#fbfaf4"
    if variant == "wall":
        ink.drop(oval(100, 100, 80), 3, 7)
        ink.part(oval(100, 100, 80))
        _face(ink, 100, 100, 67, dial)
    elif variant == "alarm":
        ink.shadow(100, 178, 56, 8)
        ink.line("M62 158L48 178M138 158L152 178", ink.deep(0.3), 8)
        ink.line("M78 26C84 12 116 12 122 26", ink.deep(0.3), 5)
        for x, turn in ((62, -32), (138, 32)):
            ink.put(f'<g transform="rotate({turn} {x} 44)">')
            ink.part(f"M{x - 25} 52C{x - 25} 20 {x + 25} 20 {x + 25} 52Z", "#d8b45a", "gloss")
            ink.put("</g>")
        ink.line("M100 30V44", "#777", 4)
        ink.part(oval(100, 108, 64))
        _face(ink, 100, 108, 52, dial)
    elif variant == "cuckoo":
        ink.line("M84 150V178M116 150V188", "#8d7440", 2)
        for x, y in ((84, 178), (116, 186)):
            ink.part(oval(x, y, 6, 10), "#6a4a2c", "across")
        ink.part("M54 80H146V152H54Z")
        ink.part("M100 10L168 74L156 88L100 36L44 88L32 74Z", ink.deep(0.35), "flat")
        ink.part("M100 40L138 78H62Z")
        ink.part(box(88, 50, 24, 24, 3), "#2b1a10", "")
        ink.part(oval(100, 64, 8, 7), "#e8b52f", "ball")
        ink.part("M107 62L116 65L107 68Z", "#e2701e", "")
        _face(ink, 100, 116, 30, dial)
    else:
        ink.shadow(100, 170, 70, 8)
        ink.part("M36 160C40 90 60 44 100 44C140 44 160 90 164 160Z")
        ink.part(box(26, 156, 148, 14, 3), ink.deep(0.2), "down")
        _face(ink, 100, 104, 42, dial)


def _bloom(ink: Ink, x: float, y: float, colour: str, size: float = 11) -> None:
    for px, py in round_about(x, y, size * 0.75, 6, ink.rng.uniform(0, 60)):
        ink.path(oval(px, py, size * 0.6), colour, darker(colour, 0.25), 0.7)
    ink.dot(x, y, size * 0.5, "#f5d04a", "#b98a12")


def vase(ink: Ink) -> None:
    """A round-bellied, slim bottle, cylinder or amphora vase, empty or with flowers."""
    variant = ink.look.variant
    top = {"round": 84, "bottle": 60, "cylinder": 78, "amphora": 58}[variant]
    ink.shadow(100, 184, 48, 7)
    if ink.rng.random() < 0.55:
        colour = ink.rng.choice(("#e0557a", "#f0c02c", "#f4f1ea", "#d8402f", "#8a63c9"))
        spots = ((100, 22), (74, 36), (126, 34)) if variant != "bottle" else ((100, 18), (116, 34))
        for x, y in spots:
            ink.line(f"M100 {top + 6}C100 {top - 14} {x} {y + 30} {x} {y}", "#4b8a3c", 2.8)
        for x, y in spots:
            _bloom(ink, x, y, colour)
    half = {
        "round": "M100 84L116 84C116 98 148 106 148 140C148 170 128 184 118 184L100 185",
        "bottle": "M100 60L110 60C110 96 112 108 126 124C136 140 134 176 126 184L100 185",
        "cylinder": "M100 78L134 78C136 110 136 150 132 184L100 186",
        "amphora": "M100 58L122 56C116 70 118 78 130 88C150 108 142 150 116 176L120 184L100 185",
    }[variant]
    if variant == "amphora":
        for d in ("M118 66C146 62 150 88 138 102", "M82 66C54 62 50 88 62 102"):
            ink.line(d, ink.edge, 8)
            ink.line(d, ink.base, 5)
    glass = ink.look.material == "glass"
    if glass:
        ink.path(mirror(half), ink.base, ink.edge, 2, opacity=0.72)
        ink.part(mirror(half), "none", "gloss", "")
    else:
        ink.part(mirror(half), shade="gloss" if ink.shiny else "across")
    rim = {"round": 16, "bottle": 10, "cylinder": 34, "amphora": 22}[variant]
    ink.path(oval(100, top, rim, rim * 0.2), ink.deep(0.5), ink.edge)
    if variant == "amphora" and ink.look.accent != "white":
        ink.line("M62 112C80 120 120 120 138 112M66 126C84 134 116 134 134 126", ink.accent, 3.6)


def candle(ink: Ink) -> None:
    """A pillar candle, a scented candle in a jar, a taper in a holder."""
    variant = ink.look.variant
    ink.shadow(100, 176, 56, 8)
    tip = {"pillar": 56, "jar": 70, "taper": 40}[variant]
    ink.put(
        '<defs><radialGradient id="glow"><stop offset="0" stop-color="#ffdf8a" '
        'stop-opacity=".8"/>'
        '<stop offset="1" stop-color="#ffdf8a" stop-opacity="0"/></radialGradient></defs>'
        f'<circle cx="100" cy="{tip - 18}" r="44" fill="url(#glow)"/>'
    )
    if variant == "pillar":
        ink.part("M64 60V170C76 178 124 178 136 170V60Z")
        ink.part(oval(100, 60, 36, 9), ink.soft(0.3), "flat")
        ink.part("M120 64C126 64 128 92 123 92C118 92 118 64 120 64Z", ink.soft(0.25), "")
    elif variant == "jar":
        ink.part("M56 92V164C60 178 140 178 144 164V92Z", None, "across")
        ink.path("M50 66V166C54 182 146 182 150 166V66Z", "#e9f3f5", "#8a999e", 2, opacity=0.32)
        ink.path(oval(100, 92, 44, 9), ink.soft(0.3), ink.edge)
        ink.path(oval(100, 66, 50, 9), "none", "#8a999e", 2)
        ink.part(box(70, 116, 60, 36, 3), "#fbf8ef", "flat")
        ink.line("M80 128H120M86 138H114", "#7d6a4a", 2.4)
        ink.shine("M58 76H66V162H60Z", 0.5)
        tip = 86
    else:
        ink.part("M92 42H108V142H92Z")
        ink.part(
            "M84 140H116L112 156C140 160 146 172 146 176H54C54 172 60 160 88 156Z",
            "#c9a24a",
            "gloss",
        )
    ink.line(f"M100 {tip + 4}V{tip - 6}", "#2b2118", 2)
    ink.path(
        f"M100 {tip - 34}C110 {tip - 20} 110 {tip - 6} 100 {tip - 4}C90 {tip - 6} "
        f"90 {tip - 20} 100 "
        f"{tip - 34}Z",
        "#ffb52e",
        "#f08a1c",
        1,
    )
    ink.path(
        f"M100 {tip - 22}C104 {tip - 14} 104 {tip - 8} 100 {tip - 6}C96 {tip - 8} "
        f"96 {tip - 14} 100 "
        f"{tip - 22}Z",
        "#fff3c0",
    )


def houseplant(ink: Ink) -> None:
    """A cactus, a leafy monstera, a snake plant or an orchid in a pot."""
    variant = ink.look.variant
    ink.shadow(100, 184, 48, 7)
    leaf = ink.jitter(0.0, 0.1)
    green = lighter("#3d8b48", abs(leaf))
    if variant == "cactus":
        ink.part("M80 140V62C80 34 120 34 120 62V140Z", green, "across")
        ink.part(
            "M80 108C56 108 56 100 56 78C56 68 68 68 68 78C68 92 70 94 80 94Z", green, "across"
        )
        ink.part(
            "M120 96C142 96 144 90 144 70C144 60 132 60 132 70C132 80 130 82 120 82Z",
            green,
            "across",
        )
        ink.line("M90 50V138M100 46V138M110 50V138", darker(green), 1.6, 0.7)
        ink.line(
            "".join(
                f"M{x} {y}l4 -3M{x} {y}l-4 -3" for x in (90, 100, 110) for y in range(62, 134, 16)
            ),
            "#f4f1da",
            1.4,
        )
        _bloom(ink, 100, 38, "#ee6fa0", 8)
    elif variant == "monstera":
        for x, y, turn in (
            (58, 70, -50),
            (142, 66, 48),
            (100, 46, 0),
            (72, 108, -70),
            (130, 106, 70),
        ):
            ink.line(f"M100 142C100 120 {x} {y + 30} {x} {y}", darker(green, 0.2), 3.4)
            ink.put(f'<g transform="translate({x} {y}) rotate({turn})">')
            ink.part("M0 22C-30 18 -32 -16 0 -38C32 -16 30 18 0 22Z", green, "flat")
            ink.line(
                "M0 20V-30M0 6L-18 -4M0 6L18 -4M0 -8L-16 -18M0 -8L16 -18", lighter(green, 0.4), 1.5
            )
            ink.put("</g>")
    elif variant == "snake":
        for x, y, lean in ((70, 58, -16), (88, 24, -6), (108, 18, 4), (126, 48, 16), (100, 66, 0)):
            d = (
                f"M{x - 8} 144C{x - 14 + lean} 100 {x - 8 + lean} {y + 20} {x + lean} {y}"
                f"C{x + 10 + lean} {y + 24} {x + 12 + lean} 100 {x + 8} 144Z"
            )
            ink.part(d, green, "flat", "#d9cf6a", width=2.4)
    else:
        for d in ("M96 142C88 100 96 50 136 40", "M102 142C108 104 92 74 64 64"):
            ink.line(d, "#5f8f4a", 3)
        for x, y in ((136, 42), (118, 50), (104, 66), (62, 66), (78, 74), (150, 54)):
            for px, py in round_about(x, y, 8, 5, -90):
                ink.path(oval(px, py, 7), ink.accent, darker(ink.accent, 0.25), 0.8)
            ink.dot(x, y, 3.6, "#e9b93a")
        for d in (
            "M100 144C70 146 50 130 40 112C66 110 92 124 100 144Z",
            "M100 144C130 146 150 130 160 112C134 110 108 124 100 144Z",
        ):
            ink.part(d, green, "flat")
    ink.part("M64 140H136L128 182C112 188 88 188 72 182Z")
    ink.part(box(60, 132, 80, 15, 3))


def mirror_(ink: Ink) -> None:
    """A round, arched or rectangular wall mirror in a frame."""
    variant = ink.look.variant
    outer, inner = {
        "round": (oval(100, 100, 80), oval(100, 100, 69)),
        "arched": ("M44 186V90C44 20 156 20 156 90V186Z", "M55 176V92C55 36 145 36 145 92V176Z"),
        "rectangular": (box(46, 14, 108, 172, 6), box(58, 26, 84, 148, 2)),
    }[variant]
    ink.drop(outer, 4, 6)
    ink.part(outer)
    ink.path(inner, "#cfe0ea", darker(ink.base, 0.5), 1.6)
    ink.put(f"<g {ink.clip(inner)}>")
    ink.path("M20 130L150 0H184L20 164Z", "#fff", opacity=0.55)
    ink.path("M60 190L200 50V70L80 190Z", "#fff", opacity=0.4)
    ink.path("M0 150C60 140 140 160 200 150V200H0Z", "#a9bcc8", opacity=0.5)
    ink.put("</g>")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "clock": clock,
    "vase": vase,
    "candle": candle,
    "houseplant": houseplant,
    "mirror": mirror_,
}
