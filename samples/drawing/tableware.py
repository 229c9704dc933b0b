"""Mug, plate, bowl, wine glass, teapot, bottle, knife; not what stands on a stove."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.shapes import box, oval


def _ring(ink: Ink, d: str, width: float, colour: str | None = None) -> None:
    colour = colour or ink.base
    ink.line(d, darker(colour, 0.42), width + 2.4)
    ink.line(d, colour, width)
    ink.line(d, lighter(colour, 0.4), width * 0.25, 0.8)


def mug(ink: Ink) -> None:
    """A straight, round, tall or espresso mug with a handle at the right."""
    variant = ink.look.variant
    left, right, top, bottom = {
        "straight": (42, 134, 52, 160),
        "round": (44, 132, 58, 158),
        "tall": (54, 128, 26, 168),
        "espresso": (58, 124, 84, 154),
    }[variant]
    ink.shadow((left + right) / 2 + 4, bottom + 2, 66, 9)
    middle, rx = (left + right) / 2, (right - left) / 2
    h = bottom - top
    bulge = 22 if variant == "round" else 4
    _ring(
        ink,
        f"M{right - 2} {top + h * 0.2:.0f}C{right + 46} {top + h * 0.08:.0f} {right + 44} "
        f"{top + h * 0.86:.0f} {right - 3} {top + h * 0.74:.0f}",
        9 if h > 80 else 7,
    )
    inset = 12 if variant in ("round", "espresso") else 5
    body = (
        f"M{left} {top}C{left - bulge} {top + h * 0.5} {left - bulge + 4} {bottom - 14} "
        f"{left + inset} {bottom - 4}C{left + 22} {bottom + 6} {right - 22} {bottom + 6} "
        f"{right - inset} {bottom - 4}C{right + bulge - 4} {bottom - 14} {right + bulge} "
        f"{top + h * 0.5} {right} {top}Z"
    )
    ink.part(body, shade="gloss" if ink.look.material != "stainless steel" else "metal")
    rim = ink.base if ink.look.pattern == "plain" else ink.soft(0.5)
    ink.part(oval(middle, top, rx, rx * 0.2), rim, "")
    ink.path(
        oval(middle, top + 1.500, rx - 5, rx * 0.2 - 3),
        "#4a2b17" if ink.rng.random() < 0.5 else ink.deep(0.35),
    )
    if variant == "espresso":
        ink.part(oval(middle, bottom + 4, 62, 12), ink.base, "down")
        ink.path(oval(middle, bottom + 2, 38, 6), ink.deep(0.2))
        ink.part(
            f"M{left + 6} {bottom - 20}C{left + 14} {bottom + 6} {right - 14} {bottom + 6} "
            f"{right - 6} {bottom - 20}Z",
            None,
            "gloss",
        )
    if ink.look.material == "enamel":
        ink.path(oval(middle, top, rx, rx * 0.2), "none", "#23315c", 3)


def plate(ink: Ink) -> None:
    """A round, square, oval or leaf-rimmed plate seen from above."""
    variant = ink.look.variant
    if variant == "square":
        outer, inner = box(24, 24, 152, 152, 22), box(52, 52, 96, 96, 14)
    elif variant == "oval":
        outer, inner = oval(100, 100, 88, 62), oval(100, 100, 60, 38)
    else:
        outer, inner = oval(100, 100, 80), oval(100, 100, 53)
    ink.drop(outer, 3, 7)
    ink.part(outer, None, "flat", width=1.6)
    plain = ink.look.pattern == "plain"
    ink.part(inner, ink.base if plain else lighter(ink.accent, 0.3), "flat", ink.deep(0.22))
    if plain and ink.look.accent != "white":
        ink.path(outer, "none", ink.accent, 6)
        ink.path(inner, "none", ink.accent, 1.8)
    ink.shine("M44 62C58 40 80 30 104 30C80 38 62 50 52 70Z", 0.5)
    if ink.rng.random() < 0.3:
        for x, d in ((8, "M{x} 60V150"), (192, "M{x} 60V150")):
            ink.line(d.format(x=x), "#8d939b", 6)
            ink.line(d.format(x=x), "#dfe3e8", 3)


def bowl(ink: Ink) -> None:
    """A deep soup bowl, a wide salad bowl or a small rice bowl with a foot."""
    variant = ink.look.variant
    rx, top, bottom, foot = {
        "soup": (72, 82, 148, 34),
        "salad": (86, 84, 150, 44),
        "rice": (58, 76, 146, 24),
    }[variant]
    ink.shadow(100, bottom + 6, rx * 0.8, 9)
    ink.part(
        f"M{100 - foot} {bottom - 2}H{100 + foot}L{98 + foot} {bottom + 9}H{102 - foot}Z",
        ink.deep(0.15),
        "across",
    )
    deep = 0.86 if variant == "rice" else 0.72
    ink.part(
        f"M{100 - rx} {top}"
        f"C{100 - rx * 0.96} {top + 44} {100 - rx * deep} {bottom} {100 - foot} "
        f"{bottom}H{100 + foot}"
        f"C{100 + rx * deep} {bottom} {100 + rx * 0.96} {top + 44} {100 + rx} "
        f"{top}Z",
        shade="gloss" if ink.look.material != "wood" else "across",
    )
    inside = ink.base if ink.look.pattern == "plain" else ink.soft(0.6)
    ink.part(oval(100, top, rx, rx * 0.24), inside, "", ink.edge)
    ink.part(oval(100, top + 2, rx - 6, rx * 0.24 - 4), darker(inside, 0.16), "down", "")
    filling = ink.rng.random()
    if variant == "salad" and filling < 0.6:
        for i in range(9):
            x = 52 + i * 12
            ink.part(
                oval(x, top - 2 + (i % 3) * 4, 13, 8),
                ("#4c9a3a", "#79b94a", "#d8402f")[i % 3],
                "ball",
            )
    elif variant == "rice" and filling < 0.6:
        ink.part(
            f"M50 {top + 2}C60 {top - 24} 140 {top - 24} 150 {top + 2}C130 {top + 14} "
            f"70 {top + 14} "
            f"50 {top + 2}Z",
            "#fbf8ef",
            "down",
            material="fleece",
        )


def wine_glass(ink: Ink) -> None:
    """A wine glass, champagne flute, tumbler or martini glass."""
    variant = ink.look.variant
    glass = "#eaf5f8" if ink.look.colour == "clear" else ink.base
    liquid = {"wine": "#7d1230", "flute": "#efcf6a", "tumbler": "#c9802a", "cocktail": "#ef8a6a"}[
        variant
    ]
    cup = {
        "wine": "M62 26C54 70 66 108 100 110C134 108 146 70 138 26Z",
        "flute": "M78 16C74 70 82 112 100 116C118 112 126 70 122 16Z",
        "tumbler": "M52 48L62 160C80 168 120 168 138 160L148 48Z",
        "cocktail": "M34 34L100 112L166 34Z",
    }[variant]
    fill = {
        "wine": "M60 64C62 92 76 107 100 107C124 107 138 92 140 64Z",
        "flute": "M78 40C78 76 84 108 100 112C116 108 122 76 122 40Z",
        "tumbler": "M57 100L63 156C80 163 120 163 137 156L143 100Z",
        "cocktail": "M52 54L100 110L148 54Z",
    }[variant]
    ink.shadow(100, 178 if variant != "tumbler" else 164, 48, 7)
    if variant != "tumbler":
        ink.part(oval(100, 174, 38, 8), glass, "down", darker(glass, 0.4))
        ink.part("M97 108H103L104 162C110 170 90 170 96 162Z", glass, "across", darker(glass, 0.4))
    ink.path(cup, glass, darker(glass, 0.45), 2.2, opacity=0.85)
    ink.path(fill, liquid, opacity=0.88)
    if variant == "tumbler":
        for x, y in ((72, 92), (98, 88), (90, 112)):
            ink.path(box(x, y, 26, 24, 4), "#f6fbff", "#c9d8df", 1.2, opacity=0.6)
    if variant == "cocktail":
        ink.dot(118, 54, 8, "#7c9a3a", "#4d641f")
        ink.line("M104 78L136 20", "#c79a5a", 2.4)
    if variant == "flute":
        for x, y in ((94, 92), (104, 80), (97, 66), (106, 56), (100, 104)):
            ink.dot(x, y, 1.8, "#fff7d8")
    ink.shine(
        {
            "wine": "M70 34C66 60 70 84 80 98C74 80 74 56 78 34Z",
            "flute": "M84 22C82 60 84 84 90 100C88 76 88 48 90 22Z",
            "tumbler": "M62 56L70 150L76 152L70 56Z",
            "cocktail": "M52 42L92 92L66 42Z",
        }[variant],
        0.6,
    )


def teapot(ink: Ink) -> None:
    """A round teapot, a Japanese iron one or a tall coffee pot."""
    variant = ink.look.variant
    ink.shadow(100, 158, 74, 9)
    if variant == "tall":
        _ring(ink, "M134 70C178 60 178 140 136 136", 8)
        ink.part("M64 128C40 110 44 84 24 64L40 58C54 78 54 90 72 96Z")
        ink.part("M72 54C60 100 52 130 58 158H142C148 130 140 100 128 54Z", shade="gloss")
        ink.part("M72 54C78 34 122 34 128 54Z", ink.base, "down")
        ink.part(oval(100, 34, 7), ink.accent, "ball")
        return
    if variant == "iron":
        _ring(ink, "M52 82C40 4 160 4 148 82", 6, "#3a3a3e")
    else:
        _ring(ink, "M150 84C192 74 190 142 146 138", 9)
    ink.part("M58 136C34 128 36 98 14 84L26 74C46 86 46 98 62 104Z")
    ink.part(
        "M48 112C48 84 72 72 100 72C128 72 154 84 154 112C154 142 130 158 100 158C70 158 48 "
        "142 48 "
        "112Z",
        shade="ball" if variant != "iron" else "across",
    )
    if variant == "iron":
        for y in (96, 108, 120, 132):
            for x in range(64, 142, 11):
                ink.dot(x + (y % 8), y, 2.2, ink.soft(0.25))
    ink.part("M70 76C74 58 126 58 130 76C118 84 82 84 70 76Z", ink.base, "down")
    ink.part(oval(100, 58, 8, 8), ink.accent if ink.look.accent != "white" else ink.base, "ball")


def bottle(ink: Ink) -> None:
    """A steel flask, a sports bottle, a glass carafe with cork, a baby bottle."""
    variant = ink.look.variant
    ink.shadow(100, 182, 44, 7)
    if variant == "flask":
        ink.part(
            "M74 62C74 54 80 52 84 46H116C120 52 126 54 126 62V170C126 180 118 184 100 184"
            "C82 184 74 "
            "180 74 170Z",
            shade="metal",
        )
        ink.part(box(80, 18, 40, 30, 6), "#34373d", "gloss")
        ink.line("M75 150H125", ink.deep(0.4), 1.6)
        _ring(ink, "M88 18C88 6 112 6 112 18", 4, "#34373d")
    elif variant == "sports":
        ink.part(
            "M70 70C70 58 78 56 84 52H116C122 56 130 58 130 70V104C126 110 126 118 130 124"
            "V170C130 180 "
            "120 184 100 184C80 184 70 180 70 170V124C74 118 74 110 70 104Z",
            shade="gloss",
        )
        ink.part(box(78, 36, 44, 18, 5), ink.accent, "gloss")
        ink.part(
            "M90 36C90 28 94 28 94 22H106C106 28 110 28 110 36Z", darker(ink.accent, 0.25), "gloss"
        )
        ink.line("M78 140H96M78 150H96M78 160H96", "#fff", 2.4, 0.8)
    elif variant == "glass":
        ink.path(
            "M88 40V70C70 88 66 100 66 120V168C66 180 80 184 100 184C120 184 134 180 134 168"
            "V120C134 "
            "100 130 88 112 70V40Z",
            ink.base,
            ink.edge,
            2,
            opacity=0.72,
        )
        ink.path(
            "M68 116C80 122 120 122 132 116V168C132 178 120 181 100 181C80 181 68 178 68 168Z",
            "#8fc8ea",
            opacity=0.55,
        )
        ink.part(box(88, 20, 24, 26, 4), "#c99a63", "across", material="tweed")
        ink.shine("M76 112C76 100 82 92 88 86V168H78Z", 0.45)
    else:
        ink.part(box(70, 74, 60, 110, 16), "#f1f5f8", "gloss")
        ink.part(
            "M72 120H128V166C128 178 120 182 100 182C80 182 72 178 72 166Z", "#fffaf0", "across", ""
        )
        for y in range(92, 172, 12):
            ink.line(f"M76 {y}H{90 if y % 24 else 96}", ink.base, 2)
        ink.part(box(66, 58, 68, 22, 6), None, "gloss")
        ink.part(
            "M82 58C82 44 94 42 94 28C94 20 106 20 106 28C106 42 118 44 118 58Z",
            "#e9c98f",
            "across",
        )


def knife(ink: Ink) -> None:
    """A chef's, bread, paring or cleaver knife; it lies at a slant."""
    variant = ink.look.variant
    ink.put('<g transform="rotate(-32 100 100)">')
    blade = {
        "chef": "M72 84L184 88C190 90 188 94 184 96C160 116 120 122 72 120Z",
        "bread": "M68 86L188 88C192 92 192 100 188 108L"
        + "L".join(f"{x} {112 if i % 2 else 107}" for i, x in enumerate(range(184, 66, -6)))
        + "L68 108Z",
        "paring": "M84 90L142 94C150 98 152 102 146 104C130 112 110 112 84 112Z",
        "cleaver": "M72 78H182V132H84L82 114H72Z",
    }[variant]
    handle = "M10 90C10 84 18 84 26 86L74 86V112L26 112C16 114 10 112 10 104Z"
    if variant == "paring":
        handle = "M32 92C32 86 40 86 46 88L86 88V112L46 112C38 114 32 112 32 104Z"
    ink.drop(blade, 2, 6)
    ink.drop(handle, 2, 6)
    ink.part(blade, "#cfd5dc", "flat", "#6e757e")
    ink.line(
        {
            "chef": "M74 112C120 112 156 106 178 97",
            "bread": "M70 102H184",
            "paring": "M88 106C110 106 128 105 142 102",
            "cleaver": "M88 124H180",
        }[variant],
        "#f9fbfd",
        2.4,
    )
    if variant == "cleaver":
        ink.dot(170, 90, 5, "#f4f4f4", "#6e757e")
    ink.part(handle, None, "down")
    for x in (24, 42, 60) if variant != "paring" else (48, 66):
        ink.dot(x, 99.500, 2.6, "#d5d9de", "#5f646b")
    ink.put("</g>")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "mug": mug,
    "plate": plate,
    "bowl": bowl,
    "glass": wine_glass,
    "teapot": teapot,
    "bottle": bottle,
    "knife": knife,
}
