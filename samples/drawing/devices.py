"""Headphones, laptop, phone, camera, speaker, keyboard, mouse, watch, television, controller."""

from __future__ import annotations

import math
from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import brightness, darker, lighter, mix
from samples.drawing.shapes import box, flip, oval, round_about

DARK = "#232529"


def _screen(ink: Ink, d: str, left: float, top: float, right: float, bottom: float) -> None:
    """A lit display with a landscape or coloured tiles, clipped to the path."""
    one, two = ink.rng.choice((("#3aa0d8", "#f2c46b"), ("#6b4fc4", "#f08fb0"), ("#1f8f8a", "#bfe6c0"),
                               ("#28468f", "#8fc7f0")))
    ink.path(d, one)
    ink.put(f"<g {ink.clip(d)}>")
    width, height = right - left, bottom - top
    ink.path(oval(left + width * 0.72, top + height * 0.3, min(width, height) * 0.14), "#fff3c4")
    ink.path(f"M{left} {top + height * 0.7}C{left + width * 0.3} {top + height * 0.3} {left + width * 0.5} "
             f"{top + height * 0.9} {right} {top + height * 0.5}V{bottom}H{left}Z", two)
    ink.path(f"M{left} {top + height * 0.85}C{left + width * 0.4} {top + height * 0.6} {left + width * 0.7} "
             f"{bottom} {right} {top + height * 0.78}V{bottom}H{left}Z", darker(one, 0.4))
    ink.path(f"M{left} {top}H{left + width * 0.45}L{left + width * 0.12} {bottom}H{left}Z", "#fff",
             opacity=0.14)
    ink.put("</g>")


def headphones(ink: Ink) -> None:
    """Over-ear headphones, earbuds in their case, wired earphones, a gaming headset."""
    variant = ink.look.variant
    if variant == "earbuds":
        ink.shadow(100, 172, 60, 8)
        ink.part("M40 116C40 96 160 96 160 116C160 128 150 130 100 130C50 130 40 128 40 116Z",
                 ink.deep(0.15), "down")
        for x, turn in ((70, -10), (130, 10)):
            ink.put(f'<g transform="rotate({turn} {x} 70)">')
            ink.part(box(x - 7, 64, 14, 52, 7))
            ink.part(oval(x, 56, 20, 22), None, "ball")
            ink.part(oval(x + (8 if x < 100 else -8), 54, 9, 11), DARK, "ball")
            ink.put("</g>")
        ink.part("M34 118C60 128 140 128 166 118V146C166 166 150 174 100 174C50 174 34 166 34 146Z", None,
                 "gloss")
        ink.dot(100, 150, 3, "#6fdc6a")
        return
    if variant == "wired":
        ink.line("M60 60C60 120 96 110 100 140C104 110 140 120 140 60M100 140C100 170 60 160 40 176",
                 ink.edge, 5)
        ink.line("M60 60C60 120 96 110 100 140C104 110 140 120 140 60M100 140C100 170 60 160 40 176",
                 ink.base, 3.4)
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
    for d, p in (("M18 112C18 92 32 88 44 92V164C32 168 18 164 18 144Z", "M44 92C62 86 66 100 66 128C66 156 "
                  "62 170 44 164Z"),):
        for cup, soft in ((d, p), (flip(d), flip(p))):
            ink.part(soft, pad, "down")
            ink.part(cup)
    if variant == "gaming":
        ink.line("M30 158C34 184 60 186 84 182", DARK, 4.4)
        ink.part(box(80, 175, 22, 13, 6), DARK, "gloss")
        for x in (29, 171):
            ink.line(f"M{x} 110V146", lighter(pad, 0.2), 4)


def laptop(ink: Ink) -> None:
    """A notebook open to its screen, slim or for games."""
    ink.shadow(100, 160, 94, 8)
    gaming = ink.look.variant == "gaming"
    ink.part(box(36, 32, 128, 94, 7), shade="flat")
    screen = box(43, 39, 114, 80, 2)
    ink.path(box(40, 36, 120, 86, 4), "#15171a")
    _screen(ink, screen, 43, 39, 157, 119)
    ink.part("M34 124H166L190 154H10Z", shade="flat")
    key = "#17181b" if brightness(ink.base) > 0.3 else "#3a3c42"
    for row in range(4):
        y, inset = 128 + row * 4.4, 40 - row * 3.4
        count = 13
        width = (200 - 2 * inset) / count
        for i in range(count):
            colour = ("#ff3f5f", "#46d17a", "#3f8bff")[(i + row) % 3] if gaming else key
            ink.path(f"M{inset + i * width:.1f} {y}h{width * 0.8:.1f}l.5 3.2h-{width * 0.8:.1f}Z", colour)
    ink.path("M84 147H116L118 152H82Z", ink.deep(0.18), ink.edge, 0.7)
    ink.part("M10 154H190C190 160 186 161 180 161H20C14 161 10 160 10 154Z", ink.deep(0.12), "down")


def phone(ink: Ink) -> None:
    """A smartphone from the front or back, a foldable, a phone with buttons."""
    variant = ink.look.variant
    if variant == "button":
        ink.drop(box(66, 20, 68, 160, 16))
        ink.part(box(66, 20, 68, 160, 16), shade="across")
        _screen(ink, box(75, 38, 50, 48, 3), 75, 38, 125, 86)
        ink.line("M92 29H108", DARK, 3)
        for row in range(4):
            for column in range(3):
                ink.part(box(75 + column * 17.5, 106 + row * 17, 15, 12, 5), "#f4f4f2", "flat")
        ink.part(box(90, 92, 20, 10, 5), "#d6d9dd", "flat")
        return
    if variant == "foldable":
        ink.drop(box(30, 26, 140, 148, 12))
        ink.part(box(30, 26, 140, 148, 12), shade="flat")
        _screen(ink, box(35, 31, 130, 138, 8), 35, 31, 165, 169)
        ink.path("M97 27H103V173H97Z", "#000", opacity=0.18)
        ink.line("M100 27V173", "#000", 1.2, 0.4)
        return
    ink.put('<g transform="rotate(6 120 100)">')
    ink.drop(box(92, 14, 84, 168, 14))
    ink.part(box(92, 14, 84, 168, 14), "#17181b", "flat")
    _screen(ink, box(97, 19, 74, 158, 10), 97, 19, 171, 177)
    ink.dot(134, 27, 3.2, "#111")
    for i in range(8):
        x, y = 104 + (i % 4) * 16, 130 + (i // 4) * 20
        ink.path(box(x, y, 12, 12, 3), ("#f3644a", "#49b1f0", "#f5cf45", "#57c275", "#b67de0", "#ffffff",
                                        "#f08fb0", "#3c4a5e")[i])
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
        ink.part("M32 58C32 44 40 40 52 40H148C160 40 168 44 168 58L174 132C174 142 168 146 160 146H40C32 146 "
                 "26 142 26 132Z", shade="across")
        for i, colour in enumerate(("#e8493a", "#f2b233", "#57b25a", "#3f86d8")):
            ink.path(f"M{93 + i * 4} 41h4v105h-4Z", colour)
        ink.part(box(124, 50, 30, 18, 3), "#e8eef2", "flat")
        radius, cy = 32, 96
        ink.dot(52, 62, 8, "#d8402f", "#7c1a12")
    elif variant == "action":
        ink.part(box(44, 50, 112, 106, 16), shade="across")
        ink.part(box(52, 58, 44, 34, 5), "#14161a", "flat")
        _screen(ink, box(56, 62, 36, 26, 2), 56, 62, 92, 88)
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
            ink.part("M20 142H180V152C180 160 176 164 168 164H32C24 164 20 160 20 152Z", "#d4d8dd", "down")
        else:
            ink.part("M20 72C20 64 26 60 32 60H52V158H32C24 158 20 154 20 146Z", ink.deep(0.3), "flat",
                     material="suede")
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
            for x, y in round_about(100, 118, r, 10 + i * 7):
                ink.dot(x, y, 1.5, ink.deep(0.6))
        ink.part(oval(100, 60, 32, 9), DARK, "flat")
        ink.path(oval(100, 60, 28, 7), "none", "#4ec3f2", 3)


def keyboard(ink: Ink) -> None:
    """A full-size keyboard, a compact one, or one with colourful keys for games."""
    variant = ink.look.variant
    left, right = (38, 162) if variant == "compact" else (8, 192)
    ink.put('<g transform="rotate(-7 100 100)">')
    ink.drop(box(left, 64, right - left, 76, 7), 3, 6)
    ink.part(box(left, 64, right - left, 76, 7), shade="flat")
    key = ink.accent if ink.look.accent != "white" else (
        lighter(ink.base, 0.18) if brightness(ink.base) < 0.5 else "#fdfdfb")
    lights = ("#ff3f5f", "#ffb23f", "#e8e84a", "#46d17a", "#3fb8ff", "#a46bff")
    count = 10 if variant == "compact" else 15
    width = (right - left - 10) / count
    for row in range(5):
        for i in range(count):
            x, y = left + 5 + i * width, 69 + row * 13.6
            if row == 4 and 3 <= i < count - 5:
                if i == 3:
                    ink.part(box(x, y, width * (count - 8) - 2, 11, 2), key, "flat", darker(key, 0.4))
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
    body = ("M100 32C134 32 146 56 148 92C152 140 136 176 100 176C64 176 48 140 52 92C54 56 66 32 100 32Z")
    ink.drop(body, 4, 7)
    ink.part(body, shade="ball")
    ink.line("M100 34V92M52 92C80 100 120 100 148 92", ink.edge, 2)
    ink.part(box(94, 50, 12, 30, 6), DARK if brightness(ink.base) > 0.3 else "#9a9ea5", "across")
    if variant == "gaming":
        for d in ("M60 110C58 140 70 164 92 170", "M140 110C142 140 130 164 108 170"):
            ink.line(d, ink.accent, 5)
        ink.dot(100, 130, 11, ink.accent, darker(ink.accent))


def watch(ink: Ink) -> None:
    """A leather-strap watch, a steel one, a smartwatch, a diver's watch."""
    variant = ink.look.variant
    strap = ink.base
    metal = "#d4b25a" if ink.look.accent == "gold" else "#c9ced5"
    for d in ("M76 60L80 4H120L124 60Z", "M76 140L80 196H120L124 140Z"):
        ink.drop(d)
        ink.part(d)
    if variant == "steel":
        ink.line("".join(f"M80 {y}H120" for y in (12, 24, 36, 48, 152, 164, 176, 188)), darker(strap, 0.45),
                 1.6)
        ink.line("M92 4V58M108 4V58M92 142V196M108 142V196", darker(strap, 0.45), 1.2)
    elif variant == "classic":
        ink.seam("M84 8L81 56M116 8L119 56M81 144L84 192M119 144L116 192", ink.soft(0.5))
    else:
        for y in (158, 170, 182):
            ink.path(oval(100, y, 4, 2.4), "#111")
    if variant == "smart":
        ink.part(box(56, 52, 88, 96, 24), "#2b2d31", "across")
        _screen(ink, box(63, 59, 74, 82, 18), 63, 59, 137, 141)
        for radius, colour in ((26, "#ff4d5e"), (19, "#a5f04a"), (12, "#3fd0ff")):
            ink.path(oval(100, 100, radius), "none", colour, 5)
        ink.part(box(143, 86, 7, 22, 3), "#55585f", "across")
        return
    ink.part(box(146, 93, 9, 14, 3), metal, "across")
    ink.part(oval(100, 100, 48), metal, "flat", darker(metal, 0.5))
    dial = "#fbfaf5" if variant == "classic" else "#1c2f5c" if variant == "diver" else "#23262b"
    if variant == "diver":
        ink.part(oval(100, 100, 45), DARK if ink.look.colour != "black" else "#b3322c", "flat")
        for x, y in round_about(100, 100, 41, 12):
            ink.dot(x, y, 1.8, "#fff")
    ink.path(oval(100, 100, 37 if variant == "diver" else 41), dial, "#555")
    mark = "#222" if variant == "classic" else "#f5f5f0"
    for i in range(12):
        a = math.radians(30 * i)
        ink.line(f"M{100 + 33 * math.cos(a):.1f} {100 + 33 * math.sin(a):.1f}L{100 + 28 * math.cos(a):.1f} "
                 f"{100 + 28 * math.sin(a):.1f}", mark, 2.4)
    turn = ink.rng.uniform(0, 6.28)
    ink.line(f"M100 100L{100 + 17 * math.cos(turn):.1f} {100 + 17 * math.sin(turn):.1f}", mark, 3.4)
    ink.line(f"M100 100L{100 + 27 * math.cos(turn * 3):.1f} {100 + 27 * math.sin(turn * 3):.1f}", mark, 2.4)
    ink.dot(100, 100, 2.6, "#c33")


def television(ink: Ink) -> None:
    """A flat television, a curved one, or an old set with aerials."""
    variant = ink.look.variant
    ink.shadow(100, 168, 84, 8)
    if variant == "retro":
        ink.line("M96 48L66 10M104 48L140 8", "#8b9097", 3)
        ink.line("M58 150L50 174M142 150L150 174", "#5f3f25", 7)
        ink.part(box(16, 46, 168, 112, 14))
        ink.part("M28 62C28 56 70 56 84 56C100 56 138 56 138 62C142 90 142 118 138 142C110 148 56 148 28 142C24 "
                 "118 24 90 28 62Z", "#1b1d20", "flat")
        _screen(ink, "M34 66C60 60 106 60 132 66C136 90 136 116 132 138C106 142 60 142 34 138C30 116 30 90 34 "
                "66Z", 32, 62, 134, 140)
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
    _screen(ink, screen, 12, 41, 188, 137)


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
        ink.part("M46 58C62 50 76 54 82 60H118C124 54 138 50 154 58C174 68 190 120 184 144C178 164 158 156 146 "
                 "136C138 126 130 122 100 122C70 122 62 126 54 136C42 156 22 164 16 144C10 120 26 68 46 58Z")
        for x in (78, 122):
            ink.part(oval(x, 110, 14), DARK, "ball")
            ink.part(oval(x, 108, 9), "#4a4d53", "ball")
        knob, cy = DARK, 82
    ink.part(f"M48 {cy - 16}h10v11h11v10h-11v11h-10v-11h-11v-10h11Z", knob, "flat")
    for (dx, dy), colour in zip(((0, -12), (12, 0), (0, 12), (-12, 0)),
                                ("#49b35a", "#d8402f", "#3f7fd8", "#f0bd32"), strict=True):
        ink.part(oval(146 + dx, cy + dy, 6), colour, "ball")
    ink.line(f"M90 {cy}H96M104 {cy}H110", ink.soft(0.5) if brightness(ink.base) < 0.5 else DARK, 4)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "headphones": headphones, "laptop": laptop, "phone": phone, "camera": camera, "speaker": speaker,
    "keyboard": keyboard, "computer mouse": mouse, "watch": watch, "television": television,
    "game controller": controller,
}
