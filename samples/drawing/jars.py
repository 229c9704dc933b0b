"""Coffee, honey and jam, pasta and rice; cakes are in `sweets`."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker
from samples.drawing.shapes import box, oval, round_about


def coffee(ink: Ink) -> None:
    """A bag of beans, a jar of instant coffee, a tin."""
    variant = ink.look.variant
    ink.shadow(100, 186, 56, 7)
    if variant == "bag":
        ink.part("M54 34H146L152 178C140 188 60 188 48 178Z", None, "across")
        ink.part("M52 22H148V38H52Z", ink.deep(0.25), "down")
        ink.seam("M52 30H148", "#fff")
        ink.part(oval(100, 104, 32, 38), "#f6ead2", "flat")
        ink.letters("COFFEE", 100, 158, 11, "#fff", 2.4)
        for x, y, turn in ((90, 98, -24), (112, 112, 18), (94, 122, 60)):
            ink.put(f'<g transform="rotate({turn} {x} {y})">')
            ink.part(oval(x, y, 9, 13), "#5b3a22", "ball")
            ink.line(f"M{x} {y - 11}C{x + 4} {y - 4} {x - 4} {y + 4} {x} {y + 11}", "#2b1a0e", 2)
            ink.put("</g>")
        for _ in range(5):
            ink.part(oval(ink.rng.uniform(30, 170), 184, 7, 5), "#5b3a22", "ball")
    elif variant == "jar":
        ink.part(
            "M64 58C54 66 52 74 52 84V170C52 180 60 184 100 184C140 184 148 180 148 170V84"
            "C148 74 146 66 136 58Z",
            "#4b2e1c",
            "gloss",
        )
        ink.part(box(60, 30, 80, 30, 6), None, "across")
        ink.part(box(54, 96, 92, 56, 2), ink.base, "across", ink.edge)
        ink.letters("COFFEE", 100, 124, 14, "#fff", 2.8)
    else:
        ink.part("M56 44V168C56 182 144 182 144 168V44Z", None, "metal")
        ink.part(oval(100, 44, 44, 12), "#d5d9de", "flat")
        ink.part("M57 84C80 94 120 94 143 84V140C120 150 80 150 57 140Z", "#f6ead2", "across")
        ink.letters("COFFEE", 100, 118, 13, "#5b3a22", 2.6)


def honey(ink: Ink) -> None:
    """A jar with a dipper, a squeezy bear, a jar of jam with a cloth lid."""
    variant = ink.look.variant
    ink.shadow(100, 184, 54, 7)
    if variant == "bear":
        for x in (76, 124):
            ink.part(oval(x, 50, 12), None, "ball")
        ink.part(oval(100, 70, 36, 32), None, "ball")
        ink.part(
            "M66 96C50 110 50 170 62 182C80 188 120 188 138 182C150 170 150 110 134 96C116 "
            "104 84 104 66 96Z",
            None,
            "across",
        )
        ink.part("M90 40L94 14H106L110 40Z", "#f2c230", "across")
        for x in (88, 112):
            ink.dot(x, 66, 4, "#3b2110")
        ink.part(oval(100, 78, 7, 5), "#3b2110", "")
        ink.part(box(70, 122, 60, 40, 6), "#fff5d6", "flat")
        ink.letters("HONEY", 100, 142, 12, "#a8641a", 2.4)
        return
    ink.part(
        "M58 66C48 74 46 82 46 92V168C46 180 56 184 100 184C144 184 154 180 154 168V92C154 "
        "82 152 74 142 66Z",
        ink.base,
        "gloss",
    )
    if variant == "jam":
        ink.part(
            "M50 40C70 26 130 26 150 40L158 72C150 66 146 76 138 70C128 78 120 68 110 74"
            "C100 68 90 78 80 70C70 76 58 66 42 "
            "72Z",
            "#f4f1ea",
            "down",
        )
        for x in range(58, 150, 14):
            ink.line(f"M{x} {36 if 64 < x < 136 else 40}L{x - 3} 70", "#d8404a", 2.4, 0.8)
        ink.line("M50 50H150M46 62H154", "#d8404a", 2.4, 0.8)
    else:
        ink.part(box(54, 38, 92, 28, 6), "#d8b45a", "metal")
    ink.part(box(58, 98, 84, 60, 4), "#fff8e4", "across")
    if variant == "jam":
        ink.letters("JAM", 100, 116, 16, ink.deep(0.1), 3)
        for x in (82, 100, 118):
            ink.part(oval(x, 142, 8), ink.base, "ball")
        return
    ink.letters("HONEY", 100, 116, 14, "#a8641a", 2.8)
    for x, y in ((86, 142), (100, 134), (114, 142)):
        ink.path(
            "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in round_about(x, y, 8, 6, 30)) + "Z",
            "#f4b52c",
            "#a8641a",
            1.6,
        )
    ink.line("M150 60L186 12", "#8a5a33", 5)
    ink.part(oval(146, 66, 12, 14), "#b0783f", "across")
    ink.line("M136 60H156M135 66H157M137 72H155", "#6b4420", 2)


def pasta(ink: Ink) -> None:
    """Spaghetti in a bundle, a bag of shells or penne, a bag of rice."""
    variant = ink.look.variant
    if variant == "spaghetti":
        ink.put('<g transform="rotate(24 100 100)">')
        for i in range(19):
            x = 72 + i * 3.1
            far = 100 + (x - 100) * 1.5
            ink.line(
                f"M{far:.1f} {10 + abs(i - 9) * 0.8:.1f}L{x:.1f} 100L{far:.1f} {190 - i % 3 * 2}",
                darker("#eecb6a", 0.32),
                3.4,
            )
            ink.line(
                f"M{far:.1f} {10 + abs(i - 9) * 0.8:.1f}L{x:.1f} 100L{far:.1f} {190 - i % 3 * 2}",
                "#f1d47c",
                2.2,
            )
        ink.part("M66 92C80 98 120 98 134 92V110C120 116 80 116 66 110Z", ink.base, "across")
        ink.put("</g>")
        return
    ink.shadow(100, 186, 56, 7)
    ink.part("M50 30C80 36 120 36 150 30L156 180C120 190 80 190 44 180Z", None, "across")
    ink.part("M50 22H150L150 36C120 40 80 40 50 36Z", ink.deep(0.2), "down")
    ink.letters(
        {"penne": "PASTA", "shells": "PASTA", "rice": "RICE"}[variant], 100, 62, 17, "#fff", 3.4
    )
    ink.part(oval(100, 126, 42, 44), "#fdf8ea", "flat")
    if variant == "rice":
        for _ in range(46):
            x, y = ink.rng.uniform(66, 134), ink.rng.uniform(96, 158)
            ink.put(
                f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="4.6" ry="1.9" fill="#fff" '
                'stroke="#b9ad8a" stroke-width=".8"'
                f' transform="rotate({ink.rng.uniform(0, 180):.0f} {x:.0f} {y:.0f})"/>'
            )
    pieces = [] if variant == "rice" else [*round_about(100, 126, 25, 7), (100.0, 126.0)]
    for i, (x, y) in enumerate(pieces):
        ink.put(f'<g transform="rotate({i * 47} {x:.1f} {y:.1f})">')
        if variant == "penne":
            ink.part(
                f"M{x - 13:.1f} {y - 5:.1f}L{x + 9:.1f} {y - 5:.1f}L{x + 14:.1f} {y + 5:.1f}"
                f"L{x - 8:.1f} {y + 5:.1f}Z",
                "#eebf52",
                "down",
            )
        else:
            ink.part(
                f"M{x - 12:.1f} {y + 6:.1f}"
                f"C{x - 12:.1f} {y - 14:.1f} {x + 12:.1f} {y - 14:.1f} "
                f"{x + 12:.1f} {y + 6:.1f}"
                f"C{x + 4:.1f} {y + 2:.1f} {x - 4:.1f} {y + 2:.1f} {x - 12:.1f} {y + 6:.1f}Z",
                "#eebf52",
                "flat",
            )
            ink.line(
                f"M{x - 5:.1f} {y + 2:.1f}V{y - 7:.1f}M{x:.1f} {y + 2:.1f}V{y - 9:.1f}"
                f"M{x + 5:.1f} {y + 2:.1f}V{y - 7:.1f}",
                "#a87a1c",
                1.3,
            )
        ink.put("</g>")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "coffee": coffee,
    "honey": honey,
    "pasta": pasta,
}
