"""Teddy bear, toy car, ball, kite, train; figures are in `figures`."""

from __future__ import annotations

import math
from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import TOYS
from samples.drawing.shapes import box, flip, oval, polygon, round_about


def teddy_bear(ink: Ink) -> None:
    """A sitting bear; as a rabbit or an elephant it has other ears."""
    variant = ink.look.variant
    ink.shadow(100, 184, 68, 8)
    pale = ink.soft(0.5)
    if variant == "rabbit":
        for d in ("M82 46C66 8 74 -4 84 4C94 14 94 34 92 48Z",):
            for ear in (d, flip(d)):
                ink.part(ear, None, "flat")
            ink.line("M84 40C78 22 78 14 82 10M116 40C122 22 122 14 118 10", "#f4b6c2", 5)
    elif variant == "elephant":
        ear = "M70 48C40 28 22 44 26 70C30 94 54 96 72 82Z"
        for d in (ear, flip(ear)):
            ink.part(d, None, "flat")
    else:
        for x in (66, 134):
            ink.part(oval(x, 34, 17), None, "ball")
            ink.part(oval(x, 35, 9), pale, "flat")
    for d in ("M60 104C36 110 28 136 38 146C48 152 62 136 68 124Z",):
        for arm in (d, flip(d)):
            ink.part(arm, None, "flat")
    ink.part(oval(100, 132, 44, 46), None, "ball")
    if ink.look.pattern == "plain":
        ink.path(oval(100, 136, 26, 30), pale, opacity=0.75)
    for x in (60, 140):
        ink.part(oval(x, 166, 25, 19), None, "ball")
        ink.part(oval(x, 168, 13, 10), pale, "flat")
    ink.part(
        oval(100, 66, 46, 42),
        ink.base if variant != "bear" else None,
        "ball",
        ink.edge,
        ink.look.material,
    )
    for x in (82, 118):
        ink.dot(x, 58, 4.6, "#1c1714")
        ink.dot(x + 1.4, 56.500, 1.5, "#fff")
    if variant == "elephant":
        ink.line("M100 72C100 96 96 112 112 116", ink.edge, 16)
        ink.line("M100 72C100 96 96 112 112 116", ink.base, 13.4)
        ink.line("M94 88H107M95 97H107", ink.deep(0.3), 1.4)
    else:
        ink.part(oval(100, 78, 19, 15), pale, "ball")
        ink.part(
            "M92 71H108L100 80Z" if variant == "bear" else "M95 72H105L100 78Z",
            "#1c1714" if variant == "bear" else "#e57f95",
            "",
        )
        ink.line("M100 80V84M100 84C94 90 90 88 88 85M100 84C106 90 110 88 112 85", "#1c1714", 1.8)
    bow = ink.accent if ink.look.accent != "white" else "#d32f3f"
    if variant != "elephant":
        for d in ("M100 108L78 98V120Z", "M100 108L122 98V120Z"):
            ink.part(d, bow, "flat")
        ink.part(oval(100, 108, 6), bow, "ball")


def toy_car(ink: Ink) -> None:
    """A racing car, a pick-up truck, a bus, a fire engine, a tractor."""
    variant = ink.look.variant
    ink.shadow(100, 154, 88, 9)
    glass = "#bfe2f4"
    wheels = [(54, 142, 19), (146, 142, 19)]
    if variant == "racing":
        ink.part(
            "M10 132C10 118 24 112 52 108C64 86 92 80 116 90L140 108C168 108 188 118 190 134"
            "L186 146H14Z"
        )
        ink.part("M70 106C78 92 94 88 108 92L124 108Z", glass, "flat")
        ink.part("M150 92H186V100H150ZM158 100H164V112H158Z", ink.deep(0.3), "flat")
        ink.part(oval(100, 124, 14), "#fbfbf8", "flat")
        ink.letters("7", 100, 124, 15, "#222")
        ink.path("M14 132H66V138H12Z", ink.accent)
    elif variant == "truck":
        ink.part("M14 100H96V144H14Z")
        ink.part("M96 76H136C146 76 152 92 156 106L184 112C188 114 190 124 188 144H96Z")
        ink.part("M106 84H132C138 86 142 96 146 106H106Z", glass, "flat")
        ink.line("M14 100H96", ink.soft(0.4), 4)
        ink.dot(182, 124, 5, "#fff2b0", "#b98a12")
    elif variant == "bus":
        ink.part(box(12, 54, 176, 90, 14))
        for x in range(24, 150, 32):
            ink.part(box(x, 66, 26, 28, 4), glass, "flat")
        ink.part(box(154, 66, 26, 66, 4), glass, "flat")
        ink.path("M13 106H150V114H13Z", ink.accent)
        ink.dot(184, 132, 4, "#fff2b0", "#b98a12")
    elif variant == "fire":
        ink.part("M12 92H128V144H12Z")
        ink.part("M128 72H172C184 72 188 86 188 100V144H128Z")
        ink.part("M138 80H168C176 80 180 92 180 106H138Z", glass, "flat")
        ink.line("M14 82L120 66M18 92L124 76", "#d9dde2", 4)
        ink.line("".join(f"M{20 + i * 13} {81 - i * 2:.0f}l4 10" for i in range(8)), "#d9dde2", 3)
        ink.part(box(144, 62, 16, 11, 4), "#3f86e0", "ball")
        ink.path("M12 118H188V126H12Z", "#fbfbf8")
    else:
        ink.part("M86 62H142L150 122H86Z")
        ink.part("M94 70H136L140 104H94Z", glass, "flat")
        ink.part("M18 96H90V136H22C16 128 16 104 18 96Z")
        ink.line("M40 96V70", "#3a3c41", 6)
        ink.line("M22 108H60M22 116H60", ink.deep(0.4), 2)
        wheels = [(42, 146, 18), (136, 132, 32)]
    for x, y, r in wheels:
        ink.part(oval(x, y, r), "#26272b", "flat", "#111")
        rim = ink.accent if ink.look.accent != "white" else "#d6dade"
        ink.part(oval(x, y, r * 0.55), rim, "ball")
        for px, py in round_about(x, y, r * 0.32, 5, ink.rng.uniform(0, 72)):
            ink.dot(px, py, r * 0.07, "#444")


def ball(ink: Ink) -> None:
    """A football, a basketball, a beach ball, a tennis ball."""
    variant = ink.look.variant
    ink.shadow(100, 176, 54, 8)
    whole = oval(100, 100, 74)
    ink.part(whole, ink.base if variant != "plain" else None, "")
    turn = ink.rng.uniform(-25, 25)
    ink.put(f'<g {ink.clip(whole)}><g transform="rotate({turn:.0f} 100 100)">')
    if variant == "football":
        spot = ink.accent if ink.look.accent != "white" else "#1f2024"
        ink.path(polygon(round_about(100, 100, 24, 5, -90)), spot)
        for i, (x, y) in enumerate(round_about(100, 100, 68, 5, -90)):
            ink.path(polygon(round_about(x, y, 23, 5, 90 + 72 * i)), spot)
            px, py = round_about(100, 100, 24, 5, -90)[i]
            ink.line(f"M{px:.1f} {py:.1f}L{x:.1f} {y:.1f}", spot, 2.4)
        for i in range(5):
            a = math.radians(-54 + 72 * i)
            x, y = 100 + 52 * math.cos(a), 100 + 52 * math.sin(a)
            for px, py in (
                round_about(100, 100, 46, 5, -90)[i],
                round_about(100, 100, 46, 5, -18)[i],
            ):
                ink.line(f"M{x:.1f} {y:.1f}L{px:.1f} {py:.1f}", spot, 2.2)
    elif variant == "basketball":
        ink.line(
            "M100 20V180M20 100H180M44 32C80 70 80 130 44 168M156 32C120 70 120 130 156 168",
            "#2a1a12",
            3.4,
        )
    elif variant == "beach":
        for i, colour in enumerate(
            (ink.base, "#fbfbf8", ink.accent, "#fbfbf8", ink.base, ink.accent)
        ):
            a, b = math.radians(60 * i), math.radians(60 * i + 60)
            ink.path(
                f"M92 84C{92 + 60 * math.cos(a + 0.3):.0f} {84 + 60 * math.sin(a + 0.3):.0f} "
                f"{100 + 90 * math.cos(a):.0f} {100 + 90 * math.sin(a):.0f} "
                f"{100 + 110 * math.cos(a):.0f} {100 + 110 * math.sin(a):.0f}"
                f"L{100 + 110 * math.cos(b):.0f} {100 + 110 * math.sin(b):.0f}"
                f"C{100 + 90 * math.cos(b):.0f} {100 + 90 * math.sin(b):.0f} "
                f"{92 + 60 * math.cos(b + 0.3):.0f} {84 + 60 * math.sin(b + 0.3):.0f} 92 84Z",
                colour,
                "#8a8a8a",
                0.8,
            )
        ink.dot(92, 84, 10, "#fbfbf8", "#8a8a8a")
    else:
        ink.path(whole, ink.surface("fleece"))
        ink.line("M40 20C90 60 90 140 40 180M160 20C110 60 110 140 160 180", "#fbfbf4", 6)
    ink.put("</g></g>")
    ink.part(whole, "none", "ball", ink.edge)


def kite(ink: Ink) -> None:
    """A diamond kite with a tail, a delta kite, a box-shaped fish kite."""
    variant = ink.look.variant
    ink.line("M100 130C70 150 130 160 96 196", "#55585f", 1.6)
    if variant == "diamond":
        for d, fill in (
            ("M100 14L44 76L100 76Z", ink.base),
            ("M100 14L156 76L100 76Z", ink.accent),
            ("M44 76L100 76L100 142Z", ink.accent),
            ("M156 76L100 76L100 142Z", ink.base),
        ):
            ink.part(d, fill if ink.look.pattern == "plain" else None, "flat")
        ink.line("M100 14V142M44 76H156", "#6b4a2c", 2.4)
        ink.line("M100 142C84 156 116 168 98 184C90 190 92 196 96 198", ink.base, 2.4)
        for i, (x, y) in enumerate(((98, 154), (106, 168), (96, 184))):
            ink.part(f"M{x} {y}l-13 -7v14ZM{x} {y}l13 -7v14Z", TOYS[(i * 2) % 6], "")
    elif variant == "delta":
        ink.part("M100 24L14 104L64 96L100 132Z", None, "flat")
        ink.part(
            "M100 24L186 104L136 96L100 132Z",
            ink.accent if ink.look.pattern == "plain" else None,
            "flat",
        )
        ink.line("M100 24V132M100 24L64 96M100 24L136 96", "#3a3c41", 2.4)
        for x, sway in ((80, -10), (100, 6), (120, 14)):
            ink.line(f"M{x} 116C{x + sway} 136 {x - sway} 156 {x + sway} 186", TOYS[x // 20 % 6], 5)
    else:
        ink.part(
            "M20 96C44 44 120 40 150 84L186 56C182 84 182 110 186 138L150 110C120 152 44 148 20 96Z"
        )
        for x in (76, 98, 120):
            ink.line(
                f"M{x} {60 if x != 120 else 66}C{x - 14} 84 {x - 14} "
                f"108 {x} {132 if x != 120 else 126}",
                ink.accent,
                5,
            )
        ink.dot(48, 88, 9, "#fff", "#222")
        ink.dot(46, 88, 4, "#111")
        ink.part("M84 54C92 30 116 26 132 34L118 58Z", ink.accent, "flat")


def train(ink: Ink) -> None:
    """A steam engine with a wagon, or a modern pointed train."""
    ink.line("M4 164H196", "#8d7a60", 5)
    ink.line("".join(f"M{x} 164v8" for x in range(8, 198, 16)), "#6b4a2c", 6)
    if ink.look.variant == "express":
        ink.part("M8 84H120C160 84 188 116 192 148C192 156 186 158 178 158H8Z")
        ink.part("M140 94C158 102 170 114 176 126H140Z", "#bfe2f4", "flat")
        for x in (18, 48, 78, 108):
            ink.part(box(x, 96, 22, 22, 4), "#bfe2f4", "flat")
        ink.path("M8 132H188V140H8Z", ink.accent)
        for x in (30, 62, 120, 152):
            ink.part(oval(x, 157, 8), "#2b2d31", "flat")
        return
    ink.part(
        box(8, 104, 62, 44, 3), ink.accent if ink.look.accent != "white" else "#f3b92e", "across"
    )
    for i, x in enumerate((16, 34, 52)):
        ink.part(oval(x + 4, 102, 10), TOYS[i + 1], "ball")
    ink.line("M70 142H84", "#333", 5)
    ink.part("M84 60H128V148H84Z")
    ink.part(box(92, 72, 26, 26, 3), "#bfe2f4", "flat")
    ink.part("M78 52H134V62H78Z", ink.deep(0.35), "flat")
    ink.part(box(126, 92, 56, 52, 12))
    ink.part("M150 92V74L142 58H170L162 74V92Z", "#2f3136", "across")
    ink.part(oval(136, 88, 8, 8), "#d8b45a", "ball")
    ink.part("M178 140L196 158H170Z", "#b3322c", "flat")
    for x, r in ((24, 12), (54, 12), (100, 18), (146, 12), (172, 12)):
        ink.part(oval(x, 164 - r, r), "#2b2d31", "flat", "#111")
        ink.part(oval(x, 164 - r, r * 0.5), "#e9c24d", "ball")
    for x, y, r in ((160, 42, 9), (148, 26, 12), (130, 12, 9)):
        ink.path(oval(x, y, r), "#ffffff", "#b9bec4", 1, opacity=0.8)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "teddy bear": teddy_bear,
    "toy car": toy_car,
    "ball": ball,
    "kite": kite,
    "toy train": train,
}
