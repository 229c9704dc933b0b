"""Laptop, keyboard, mouse, television, game controller; not phones."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import brightness, darker, lighter, mix
from samples.drawing.screens import draw_screen
from samples.drawing.shapes import box, oval

DARK = "#232529"


def laptop(ink: Ink) -> None:
    """A notebook open to its screen, slim or for games."""
    ink.shadow(100, 160, 94, 8)
    gaming = ink.look.variant == "gaming"
    ink.part(box(36, 32, 128, 94, 7), shade="flat")
    screen = box(43, 39, 114, 80, 2)
    ink.path(box(40, 36, 120, 86, 4), "#15171a")
    draw_screen(ink, screen, 43, 39, 157, 119)
    ink.part("M34 124H166L190 154H10Z", shade="flat")
    key = "#17181b" if brightness(ink.base) > 0.3 else "#3a3c42"
    for row in range(4):
        y, inset = 128 + row * 4.4, 40 - row * 3.4
        count = 13
        width = (200 - 2 * inset) / count
        for i in range(count):
            colour = ("#ff3f5f", "#46d17a", "#3f8bff")[(i + row) % 3] if gaming else key
            ink.path(
                f"M{inset + i * width:.1f} {y}h{width * 0.8:.1f}l.5 3.2h-{width * 0.8:.1f}Z", colour
            )
    ink.path("M84 147H116L118 152H82Z", ink.deep(0.18), ink.edge, 0.7)
    ink.part("M10 154H190C190 160 186 161 180 161H20C14 161 10 160 10 154Z", ink.deep(0.12), "down")


def keyboard(ink: Ink) -> None:
    """A full-size keyboard, a compact one, or one with colourful keys for games."""
    variant = ink.look.variant
    left, right = (38, 162) if variant == "compact" else (8, 192)
    ink.put('<g transform="rotate(-7 100 100)">')
    ink.drop(box(left, 64, right - left, 76, 7), 3, 6)
    ink.part(box(left, 64, right - left, 76, 7), shade="flat")
    key = (
        ink.accent
        if ink.look.accent != "white"
        else (lighter(ink.base, 0.18) if brightness(ink.base) < 0.5 else "#fdfdfb")
    )
    lights = ("#ff3f5f", "#ffb23f", "#e8e84a", "#46d17a", "#3fb8ff", "#a46bff")
    count = 10 if variant == "compact" else 15
    width = (right - left - 10) / count
    for row in range(5):
        for i in range(count):
            x, y = left + 5 + i * width, 69 + row * 13.6
            if row == 4 and 3 <= i < count - 5:
                if i == 3:
                    ink.part(
                        box(x, y, width * (count - 8) - 2, 11, 2), key, "flat", darker(key, 0.4)
                    )
                continue
            fill = lights[(i + row) % 6] if variant == "gaming" else key
            fill = mix(key, ink.base, 0.25) if variant != "gaming" and i in (0, count - 1) else fill
            ink.path(box(x, y, width - 2, 11, 2), fill, darker(fill, 0.4), 0.8)
    ink.put("</g>")


def mouse(ink: Ink) -> None:
    """A computer mouse from above: wireless, wired or with side lights."""
    variant = ink.look.variant
    if variant == "wired":
        ink.line("M100 40C100 10 130 20 126 0", DARK, 4)
    body = (
        "M100 32C134 32 146 56 148 92C152 140 136 176 100 176C64 176 48 140 52 92C54 56 66 "
        "32 100 32Z"
    )
    ink.drop(body, 4, 7)
    ink.part(body, shade="ball")
    ink.line("M100 34V92M52 92C80 100 120 100 148 92", ink.edge, 2)
    ink.part(box(94, 50, 12, 30, 6), DARK if brightness(ink.base) > 0.3 else "#9a9ea5", "across")
    if variant == "gaming":
        for d in ("M60 110C58 140 70 164 92 170", "M140 110C142 140 130 164 108 170"):
            ink.line(d, ink.accent, 5)
        ink.dot(100, 130, 11, ink.accent, darker(ink.accent))


def television(ink: Ink) -> None:
    """A flat television, a curved one, or an old set with aerials."""
    variant = ink.look.variant
    ink.shadow(100, 168, 84, 8)
    if variant == "retro":
        ink.line("M96 48L66 10M104 48L140 8", "#8b9097", 3)
        ink.line("M58 150L50 174M142 150L150 174", "#5f3f25", 7)
        ink.part(box(16, 46, 168, 112, 14))
        ink.part(
            "M28 62C28 56 70 56 84 56C100 56 138 56 138 62C142 90 142 118 138 142C110 148 "
            "56 148 28 142C24 "
            "118 24 90 28 62Z",
            "#1b1d20",
            "flat",
        )
        draw_screen(
            ink,
            "M34 66C60 60 106 60 132 66C136 90 136 116 132 138C106 142 60 142 34 138"
            "C30 116 30 90 34 "
            "66Z",
            32,
            62,
            134,
            140,
        )
        for y in (72, 96):
            ink.part(oval(162, y, 9), "#d9c9a4", "ball")
        ink.line("M152 118H172M152 126H172M152 134H172", ink.deep(0.5), 2.4)
        return
    ink.part("M60 158H140L150 168H50Z", ink.deep(0.15), "down")
    ink.part("M92 138H108L112 160H88Z", ink.deep(0.2), "across")
    if variant == "curved":
        frame = "M6 40C60 52 140 52 194 40V140C140 132 60 132 6 140Z"
        screen = "M12 46C62 57 138 57 188 46V133C138 126 62 126 12 133Z"
    else:
        frame, screen = box(8, 36, 184, 106, 4), box(13, 41, 174, 96, 1)
    ink.part(frame, shade="flat")
    draw_screen(ink, screen, 12, 41, 188, 137)


def controller(ink: Ink) -> None:
    """A game pad, or a retro flat one."""
    ink.shadow(100, 156, 80, 9)
    if ink.look.variant == "retro":
        ink.line("M100 66C100 40 130 40 126 16", DARK, 4)
        ink.drop(box(20, 66, 160, 76, 10))
        ink.part(box(20, 66, 160, 76, 10), shade="flat")
        ink.path(box(30, 84, 140, 44, 6), ink.deep(0.35))
        knob, cy = "#1d1e22", 106
    else:
        ink.part(
            "M46 58C62 50 76 54 82 60H118C124 54 138 50 154 58C174 68 190 120 184 144C178 "
            "164 158 156 146 "
            "136C138 126 130 122 100 122C70 122 62 126 54 136C42 156 22 164 16 144C10 120 "
            "26 68 46 58Z"
        )
        for x in (78, 122):
            ink.part(oval(x, 110, 14), DARK, "ball")
            ink.part(oval(x, 108, 9), "#4a4d53", "ball")
        knob, cy = DARK, 82
    ink.part(f"M48 {cy - 16}h10v11h11v10h-11v11h-10v-11h-11v-10h11Z", knob, "flat")
    for (dx, dy), colour in zip(
        ((0, -12), (12, 0), (0, 12), (-12, 0)),
        ("#49b35a", "#d8402f", "#3f7fd8", "#f0bd32"),
        strict=True,
    ):
        ink.part(oval(146 + dx, cy + dy, 6), colour, "ball")
    ink.line(f"M90 {cy}H96M104 {cy}H110", ink.soft(0.5) if brightness(ink.base) < 0.5 else DARK, 4)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "laptop": laptop,
    "keyboard": keyboard,
    "computer mouse": mouse,
    "television": television,
    "game controller": controller,
}
