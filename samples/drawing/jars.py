"""Coffee, honey, pasta, ice cream, cake: the rest of the larder."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
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
            x = ink.rng.uniform(30, 170)
            ink.part(oval(x, 184, 7, 5), "#5b3a22", "ball")
    elif variant == "jar":
        ink.part("M64 58C54 66 52 74 52 84V170C52 180 60 184 100 184C140 184 148 180 148 170V84C148 74 146 66 136 58Z",
                 "#4b2e1c", "gloss")
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
        ink.part("M66 96C50 110 50 170 62 182C80 188 120 188 138 182C150 170 150 110 134 96C116 104 84 104 66 96Z", None,
                 "across")
        ink.part("M90 40L94 14H106L110 40Z", "#f2c230", "across")
        for x in (88, 112):
            ink.dot(x, 66, 4, "#3b2110")
        ink.part(oval(100, 78, 7, 5), "#3b2110", "")
        ink.part(box(70, 122, 60, 40, 6), "#fff5d6", "flat")
        ink.letters("HONEY", 100, 142, 12, "#a8641a", 2.4)
        return
    ink.part("M58 66C48 74 46 82 46 92V168C46 180 56 184 100 184C144 184 154 180 154 168V92C154 82 152 74 142 66Z", ink.base,
             "gloss")
    if variant == "jam":
        ink.part("M50 40C70 26 130 26 150 40L158 72C150 66 146 76 138 70C128 78 120 68 110 74C100 68 90 78 80 70C70 76 58 66 42 "
                 "72Z", "#f4f1ea", "down")
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
        ink.path("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in round_about(x, y, 8, 6, 30)) + "Z", "#f4b52c", "#a8641a",
                 1.6)
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
            ink.line(f"M{far:.1f} {10 + abs(i - 9) * 0.8:.1f}L{x:.1f} 100L{far:.1f} {190 - i % 3 * 2}", darker("#eecb6a", 0.32), 3.4)
            ink.line(f"M{far:.1f} {10 + abs(i - 9) * 0.8:.1f}L{x:.1f} 100L{far:.1f} {190 - i % 3 * 2}", "#f1d47c", 2.2)
        ink.part("M66 92C80 98 120 98 134 92V110C120 116 80 116 66 110Z", ink.base, "across")
        ink.put("</g>")
        return
    ink.shadow(100, 186, 56, 7)
    ink.part("M50 30C80 36 120 36 150 30L156 180C120 190 80 190 44 180Z", None, "across")
    ink.part("M50 22H150L150 36C120 40 80 40 50 36Z", ink.deep(0.2), "down")
    ink.letters({"penne": "PASTA", "shells": "PASTA", "rice": "RICE"}[variant], 100, 62, 17, "#fff", 3.4)
    ink.part(oval(100, 126, 42, 44), "#fdf8ea", "flat")
    if variant == "rice":
        for _ in range(46):
            x, y = ink.rng.uniform(66, 134), ink.rng.uniform(96, 158)
            ink.put(f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="4.6" ry="1.9" fill="#fff" stroke="#b9ad8a" stroke-width=".8"'
                    f' transform="rotate({ink.rng.uniform(0, 180):.0f} {x:.0f} {y:.0f})"/>')
    for i, (x, y) in enumerate([] if variant == "rice" else round_about(100, 126, 25, 7) + [(100, 126)]):
        ink.put(f'<g transform="rotate({i * 47} {x:.1f} {y:.1f})">')
        if variant == "penne":
            ink.part(f"M{x - 13:.1f} {y - 5:.1f}L{x + 9:.1f} {y - 5:.1f}L{x + 14:.1f} {y + 5:.1f}L{x - 8:.1f} {y + 5:.1f}Z", "#eebf52",
                     "down")
        else:
            ink.part(f"M{x - 12:.1f} {y + 6:.1f}C{x - 12:.1f} {y - 14:.1f} {x + 12:.1f} {y - 14:.1f} {x + 12:.1f} {y + 6:.1f}"
                     f"C{x + 4:.1f} {y + 2:.1f} {x - 4:.1f} {y + 2:.1f} {x - 12:.1f} {y + 6:.1f}Z", "#eebf52", "flat")
            ink.line(f"M{x - 5:.1f} {y + 2:.1f}V{y - 7:.1f}M{x:.1f} {y + 2:.1f}V{y - 9:.1f}M{x + 5:.1f} {y + 2:.1f}V{y - 7:.1f}",
                     "#a87a1c", 1.3)
        ink.put("</g>")


def ice_cream(ink: Ink) -> None:
    """A cone, a lolly on a stick, a tub with scoops."""
    variant = ink.look.variant
    if variant == "lolly":
        ink.part(box(90, 140, 20, 54, 8), "#e3bf86", "across")
        d = "M56 150V64C56 4 144 4 144 64V150C144 156 140 158 136 158H64C60 158 56 156 56 150Z"
        ink.drop(d)
        ink.part(d, None, "across")
        ink.path("M56 70V64C56 4 144 4 144 64V70C130 82 120 66 108 78C98 88 84 68 74 78C66 84 60 78 56 70Z", ink.accent)
        ink.line("M82 92V140M118 92V140", "#000", 5, 0.14)
        ink.shine("M66 56C68 34 80 26 92 24C80 34 74 46 74 62Z", 0.4)
        return
    if variant == "cone":
        ink.part("M56 96H144L100 196Z", "#dca65a", "across")
        ink.line("".join(f"M{60 + i * 14} 98L{86 + i * 9} 166M{140 - i * 14} 98L{114 - i * 9} 166" for i in range(4)), "#a8702e", 1.8)
        if ink.look.accent != "white":
            ink.part(oval(100, 44, 34, 32), ink.accent, "ball")
        ink.part("M54 88C50 50 76 40 100 40C124 40 150 50 146 88C150 104 136 108 128 100C120 110 108 110 100 101C92 110 80 110 72 "
                 "100C64 108 50 104 54 88Z" if ink.look.accent == "white" else
                 "M54 92C50 66 76 58 100 58C124 58 150 66 146 92C150 106 136 110 128 102C120 112 108 112 100 103C92 112 80 112 72 "
                 "102C64 110 50 106 54 92Z", None, "ball")
        ink.part(oval(100, 32 if ink.look.accent == "white" else 12, 9), "#cf2431", "ball")
        return
    ink.shadow(100, 182, 56, 7)
    for x, y, colour in ((74, 78, ink.base), (126, 78, ink.accent), (100, 60, ink.soft(0.3))):
        ink.part(oval(x, y, 32, 30), colour, "ball", darker(colour, 0.35))
    ink.part("M44 92H156L144 174C120 184 80 184 56 174Z", "#fbfbf8", "across", "#8a8f96")
    ink.path("M47 112C80 124 120 124 153 112L149 140C120 150 80 150 51 140Z", ink.base)
    ink.part("M38 84H162V98C130 106 70 106 38 98Z", "#fff", "down", "#8a8f96")


def cake(ink: Ink) -> None:
    """A whole cake with candles, a slice, a cupcake, a doughnut."""
    variant = ink.look.variant
    ink.shadow(100, 176, 80, 8)
    icing, sponge = ink.base, "#e5bd7a" if ink.look.accent != "brown" else "#6b4028"
    sprinkles = ("#e23f3a", "#f3b92e", "#3fa556", "#3b7fd6", "#ffffff")
    if variant == "doughnut":
        ink.part(oval(100, 104, 78, 70), "#d69b50", "ball")
        ink.part("M100 30C146 30 180 64 178 104C176 118 166 112 158 124C150 140 138 132 126 148C114 160 100 150 86 158C70 162 64 "
                 "144 50 140C36 136 40 120 26 116C16 64 54 30 100 30Z", icing, "ball")
        ink.part(oval(100, 98, 24, 20), darker("#d69b50", 0.3), "")
        ink.path(oval(100, 102, 19, 15), "#e9ebed")
        for _ in range(36):
            x, y = ink.rng.uniform(40, 160), ink.rng.uniform(44, 132)
            if (x - 100) ** 2 + (y - 98) ** 2 > 900:
                ink.line(f"M{x:.0f} {y:.0f}l{ink.rng.uniform(-5, 5):.0f} {ink.rng.uniform(-5, 5):.0f}", ink.rng.choice(sprinkles), 3)
    elif variant == "cupcake":
        ink.part("M52 112H148L134 178H66Z", ink.accent, "across")
        ink.line("".join(f"M{58 + i * 14} 114L{70 + i * 10} 176" for i in range(7)), darker(ink.accent, 0.35), 2)
        for y, w in ((104, 58), (82, 46), (62, 32), (46, 17)):
            ink.part(oval(100, y, w, 17), icing, "ball")
        ink.part(oval(100, 30, 10), "#cf2431", "ball")
    elif variant == "slice":
        ink.part("M14 84L150 46L188 84Z", icing, "flat")
        ink.part("M14 84H188V168H14Z", sponge, "flat")
        for y in (84, 122):
            ink.part(f"M14 {y}H188V{y + 11}C150 {y + 18} 60 {y + 8} 14 {y + 12}Z", icing, "")
        ink.part(oval(130, 54, 14, 15), "#cf2431", "ball")
        ink.part("M122 42C128 34 136 36 140 40L130 46Z", "#3f8f3f", "")
    else:
        for x in (64, 88, 112, 136):
            ink.part(box(x - 3, 44, 7, 36, 1), ink.rng.choice(sprinkles[:4]), "across")
            ink.path(f"M{x} 26C{x + 6} 34 {x + 5} 42 {x} 43C{x - 5} 42 {x - 6} 34 {x} 26Z", "#ffb52e", "#e8801c", 0.8)
        ink.part("M28 88V152C28 176 172 176 172 152V88Z", sponge, "across")
        ink.part("M28 124C60 140 140 140 172 124V136C140 152 60 152 28 136Z", lighter(icing, 0.2), "across")
        ink.part(oval(100, 86, 72, 18), icing, "flat")
        ink.part("M28 86C40 110 160 110 172 86L172 104C166 118 158 104 150 112C142 126 132 108 122 114C112 128 100 110 90 116C80 "
                 "126 70 108 58 112C48 122 36 116 28 102Z", icing, "across")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "coffee": coffee, "honey": honey, "pasta": pasta, "ice cream": ice_cream, "cake": cake,
}
