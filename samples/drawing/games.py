"""Building blocks and puzzles; other toys are in `playthings`."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import TOYS, darker, lighter
from samples.drawing.shapes import box, oval, polygon, round_about, star


def blocks(ink: Ink) -> None:
    """Stacked letter cubes, studded bricks, or a wooden castle."""
    variant = ink.look.variant
    ink.shadow(100, 178, 84, 9)
    if variant == "letters":
        spots = ((22, 120, "A"), (80, 120, "C"), (138, 120, "D"), (52, 64, "B"), (110, 64, "E"))
        for i, (left, y, letter) in enumerate(spots):
            x = left + ink.rng.uniform(-3, 3)
            colour = TOYS[(i + ink.rng.randrange(2)) % 6]
            ink.part(
                f"M{x} {y}L{x + 10} {y - 12}H{x + 58}L{x + 50} {y}Z", lighter(colour, 0.35), ""
            )
            ink.part(
                f"M{x + 50} {y}L{x + 58} {y - 12}V{y + 42}L{x + 50} {y + 54}Z",
                darker(colour, 0.3),
                "",
            )
            wooden = ink.look.material == "wood"
            ink.part(box(x, y, 50, 54, 3), "#f1d9ae" if wooden else colour, "flat")
            pen = colour if wooden else "#fff"
            ink.path(box(x + 5, y + 5, 40, 44, 3), "none", pen, 4)
            ink.letters(letter, x + 25, y + 27, 26, pen, 6)
    elif variant == "bricks":
        rows = ((16, 138, 4), (106, 138, 4), (38, 100, 5), (84, 62, 3), (30, 62, 2))
        for i, (x, y, n) in enumerate(rows):
            colour = (ink.base, ink.accent, *TOYS)[i] if ink.look.accent != "white" else TOYS[i]
            width = n * 21
            for k in range(n):
                ink.part(box(x + 3 + k * 21, y - 8, 15, 10, 3), lighter(colour, 0.12), "across")
            ink.part(box(x, y, width, 38, 2), colour, "down")
    else:
        wood = ink.base
        for x in (24, 140):
            ink.part(box(x, 92, 36, 82, 2), wood, "across", material="wood")
            ink.part(
                f"M{x - 4} 92L{x + 18} 46L{x + 40} 92Z", TOYS[0] if x < 100 else TOYS[3], "across"
            )
        ink.part(box(60, 122, 80, 52, 2), TOYS[1], "flat")
        ink.part("M82 174V148C82 126 118 126 118 148V174Z", wood, "flat", material="wood")
        for x in (62, 88, 114):
            ink.part(box(x, 104, 22, 18, 1), TOYS[2], "down")
        ink.part(box(84, 74, 32, 30, 2), TOYS[4], "flat")
        ink.part(oval(100, 62, 12), TOYS[5], "ball")


def puzzle(ink: Ink) -> None:
    """A jigsaw with loose pieces, a cube of coloured squares, a wooden shape board."""
    variant = ink.look.variant
    if variant == "cube":
        ink.shadow(100, 176, 66, 9)
        faces = ((100, 20, 66, 34, -66, 34), (34, 62, 66, 38, 0, 72), (100, 100, 66, -38, 0, 72))
        names = ("#fdfdfb", "#e23f3a", "#3b7fd6", "#f3b92e", "#3fa556", "#ef8438")
        for x, y, ux, uy, vx, vy in faces:
            for i in range(3):
                for j in range(3):
                    pts = [
                        (
                            x + ux * (i + a) / 3 + vx * (j + b) / 3,
                            y + uy * (i + a) / 3 + vy * (j + b) / 3,
                        )
                        for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))
                    ]
                    ink.part(polygon(pts), ink.rng.choice(names), "flat", "#17181b", width=3.4)
        return
    if variant == "shapes":
        ink.drop(box(20, 30, 160, 140, 10), 3, 6)
        ink.part(box(20, 30, 160, 140, 10), "#dcb67c", "flat", material="wood")
        shapes = (
            oval(56, 70, 20),
            box(82, 50, 38, 40, 3),
            star(148, 72, 24, 11, 5),
            polygon([(56, 112), (80, 152), (32, 152)]),
            polygon(round_about(101, 132, 23, 6)),
            "M148 154C122 136 126 112 138 112C144 112 147 116 148 120C149 116 152 112 158 "
            "112C170 112 174 "
            "136 148 154Z",
        )
        for i, d in enumerate(shapes):
            ink.path(d, darker("#dcb67c", 0.35), opacity=0.8)
            ink.put(f'<g transform="translate({ink.rng.uniform(-3, 3):.1f} -3)">')
            ink.part(d, TOYS[i], "flat")
            ink.put("</g>")
        return
    sky = ink.base
    ink.drop(box(18, 24, 132, 132, 2), 3, 6)
    frame = box(18, 24, 132, 132, 2)
    ink.path(frame, lighter(sky, 0.25))
    ink.put(f"<g {ink.clip(frame)}>")
    ink.path(oval(118, 52, 16), "#ffd95a")
    ink.path("M0 110L60 60L100 104L130 74L180 120V170H0Z", darker(sky, 0.35))
    ink.path("M0 130C50 110 100 140 160 122V170H0Z", "#57a84c")
    ink.path("M48 128H84V152H48Z", "#d9453a")
    ink.path("M42 128L66 106L90 128Z", "#7d4a28")
    ink.put("</g>")
    line = "#2b2b33"
    for k in range(1, 4):
        at = 33 * k
        ink.line(
            f"M{18 + at} 24"
            + "".join(
                f"v12c{8 if (k + i) % 2 else -8} -4 {8 if (k + i) % 2 else -8} 13 0 9v12"
                for i in range(4)
            ),
            line,
            1.5,
            0.75,
        )
        ink.line(
            f"M18 {24 + at}"
            + "".join(
                f"h12c-4 {8 if (k + i) % 2 else -8} 13 {8 if (k + i) % 2 else -8} 9 0h12"
                for i in range(4)
            ),
            line,
            1.5,
            0.75,
        )
    ink.path(frame, "none", "#444", 1.6)
    ink.path("M117 123H150V156H117Z", "#e9e5dc", line, 1.5)
    grass = ink.accent if ink.look.accent != "white" else "#57a84c"
    for x, y, turn, colour in ((160, 132, 24, grass), (158, 66, -18, darker(sky, 0.2))):
        ink.put(f'<g transform="translate({x} {y}) rotate({turn + ink.rng.uniform(-20, 20):.0f})">')
        ink.part(
            "M-16 -16H-5C-8 -26 8 -26 5 -16H16V-5C26 -8 26 8 16 5V16H5C8 8 -8 8 -5 16H-16Z",
            colour,
            "flat",
        )
        ink.put("</g>")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "building blocks": blocks,
    "puzzle": puzzle,
}
