"""Chair, sofa, table, lamp, rug, cushion, towel; not small decorations."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.shapes import box, mirror, oval

OAK = "#b07f4c"


def _leg(ink: Ink, d: str, colour: str, width: float = 6) -> None:
    ink.line(d, darker(colour, 0.45), width + 2)
    ink.line(d, colour, width)


def chair(ink: Ink) -> None:
    """A dining chair, armchair, office chair, stool or rocking chair."""
    variant = ink.look.variant
    wood = "#6f4a2b" if ink.look.material == "walnut" else OAK
    ink.shadow(100, 182, 62, 8)
    if variant == "dining":
        for d in (
            "M72 112V28M136 108V28",
            "M72 112L66 182M132 124L140 182",
            "M84 108L88 166M124 104L124 164",
        ):
            _leg(ink, d, ink.base)
        for y in (32, 54, 76):
            ink.part(box(68, y, 72, 12, 5))
        ink.part("M58 112L78 98H146L140 116C120 124 80 126 58 122Z", shade="down")
    elif variant == "armchair":
        for d in ("M54 160L48 182", "M146 160L152 182"):
            _leg(ink, d, wood, 7)
        ink.part("M50 100C44 44 60 28 100 28C140 28 156 44 150 100L146 140H54Z")
        ink.part(box(52, 106, 96, 34, 12), None, "down")
        for d in (box(28, 88, 32, 76, 14), box(140, 88, 32, 76, 14)):
            ink.part(d)
        ink.part(box(50, 134, 100, 32, 6))
        if ink.look.pattern == "plain":
            for x, y in ((80, 56), (100, 50), (120, 56), (88, 78), (112, 78)):
                ink.dot(x, y, 2.6, ink.deep(0.35))
    elif variant == "office":
        for d in ("M100 128V160", "M100 160L56 174M100 160L144 174M100 160L84 182M100 160L118 182"):
            _leg(ink, d, "#4a4d53", 6)
        for x, y in ((54, 178), (146, 178), (83, 186), (119, 186)):
            ink.dot(x, y, 5, "#222327")
        ink.line("M56 112C44 112 44 82 56 82M144 112C156 112 156 82 144 82", "#33353a", 7)
        ink.part(box(62, 18, 76, 84, 22))
        ink.line("M66 48H134M66 70H134", "#000", 2.4, 0.22)
        ink.part(box(52, 106, 96, 24, 12), None, "down")
    elif variant == "stool":
        for d in ("M76 70L60 182M124 70L140 182", "M92 74L88 176M108 74L112 176"):
            _leg(ink, d, wood, 6)
        _leg(ink, "M68 134H132", wood, 4.5)
        ink.part(box(56, 62, 88, 16, 7), None, "across")
        ink.part(oval(100, 62, 45, 11), None, "flat")
    else:
        _leg(ink, "M30 168C60 190 140 190 178 162", ink.base, 7)
        for d in ("M64 120L60 178M140 116L146 176", "M66 122L52 26M136 112L142 20"):
            _leg(ink, d, ink.base)
        for i in range(6):
            _leg(ink, f"M{76 + i * 11} 110L{66 + i * 13} 34", ink.base, 3.4)
        ink.part("M46 20C80 10 120 6 150 14L150 34C120 26 80 30 48 40Z")
        _leg(ink, "M60 92L36 88V122M138 86L168 82V120", ink.base, 5)
        ink.part("M54 116L74 104H150L144 122C120 130 80 132 54 128Z", shade="down")


def sofa(ink: Ink) -> None:
    """A two-seater, a three-seater, a corner sofa or a chesterfield."""
    variant = ink.look.variant
    ink.shadow(100, 158, 96, 9)
    left, right = (30, 170) if variant == "two-seater" else (14, 186)
    for x in (left + 8, right - 14):
        ink.part(f"M{x} 148H{x + 8}L{x + 6} 162H{x + 2}Z", "#5f3f25", "across")
    seats = 3 if variant == "three-seater" else 2
    if variant == "chesterfield":
        ink.part(
            f"M{left} 84C{left} 56 {left + 30} 58 {left + 34} 60H{right - 34}C{right - 30} "
            f"58 {right} "
            f"56 {right} 84L{right - 6} 128H{left + 6}Z"
        )
        for row, y in enumerate((70, 86)):
            for x in range(44 + row * 9, 166, 18):
                ink.dot(x, y, 2.4, ink.deep(0.45))
                ink.line(f"M{x} {y}l9 16M{x} {y}l-9 16", "#000", 1.2, 0.25)
    elif variant == "corner":
        ink.part("M20 66C20 56 26 52 36 52H168C178 52 184 56 184 66V128H20Z")
    else:
        ink.part(box(left + 10, 52, right - left - 20, 80, 16))
        width = (right - left - 44) / seats
        for i in range(seats):
            ink.part(box(left + 22 + i * width, 58, width, 54, 10), None, "flat")
    width = (right - left - 44) / seats
    for i in range(seats):
        ink.part(box(left + 22 + i * width, 104, width, 26, 8), None, "down")
    ink.part(box(left + 12, 126, right - left - 24, 26, 5))
    for x in (left, right - 26):
        if variant == "corner" and x != left:
            continue
        d = box(x, 80, 26, 72, 12)
        ink.part(d)
    if variant == "corner":
        ink.part(
            "M112 108H176C186 108 190 114 190 122V150C190 160 186 164 178 164H120C112 164 "
            "108 158 108 "
            "150V116Z",
            None,
            "down",
        )
        ink.line("M108 142H190", ink.edge, 1.4)
    if ink.look.accent != "white" and variant != "chesterfield":
        d = f"M{left + 30} 76L{left + 62} 70L{left + 68} 104L{left + 36} 110Z"
        ink.part(d, ink.accent, "flat")


def table(ink: Ink) -> None:
    """A round side table, a dining table, a desk with drawers."""
    variant = ink.look.variant
    ink.shadow(100, 172, 80, 8)
    leg = "#2f3136" if ink.look.material == "metal" else ink.base
    if variant == "round":
        for d in ("M78 86L52 172M122 86L148 172M100 90V176",):
            _leg(ink, d, ink.deep(0.1), 6)
        ink.part("M32 78V86C32 102 168 102 168 86V78Z")
        ink.part(oval(100, 78, 68, 17), None, "flat")
    elif variant == "dining":
        for x in (36, 158):
            ink.part(f"M{x - 4} 96H{x + 8}L{x + 5} 174H{x - 1}Z", leg, "across")
        for x in (58, 138):
            ink.part(f"M{x - 3} 92H{x + 7}L{x + 5} 156H{x}Z", ink.deep(0.25), "across")
        ink.part("M44 70H156L186 92H14Z", shade="flat")
        ink.part("M14 92H186V104H14Z", shade="down")
    else:
        for x in (24, 168):
            ink.part(f"M{x} 88H{x + 9}V174H{x}Z", leg, "across")
        ink.part(box(112, 88, 58, 74, 2), None, "across")
        for y in (92, 115, 138):
            ink.part(box(116, y, 50, 20, 2), ink.soft(0.1), "flat", ink.edge)
            ink.dot(141, y + 10, 3, "#d6d9dd", "#666")
        ink.part("M14 76H186V90H14Z", shade="down")


def lamp(ink: Ink) -> None:
    """A table lamp, a floor lamp, a desk lamp with an arm, a hanging lamp."""
    variant = ink.look.variant
    glow = (
        '<radialGradient id="glow"><stop offset="0" stop-color="#fff3b8" stop-opacity=".75"/>'
        '<stop offset="1" stop-color="#fff3b8" stop-opacity="0"/></radialGradient>'
    )
    metal = "#b9963f" if ink.look.accent == "gold" else "#54575d"
    ink.put(f"<defs>{glow}</defs>")
    if variant == "pendant":
        ink.line("M100 0V50", "#2f3136", 3)
        ink.put('<ellipse cx="100" cy="150" rx="80" ry="46" fill="url(#glow)"/>')
        ink.part(box(92, 46, 16, 14, 3), metal, "across")
        ink.part(oval(100, 134, 16, 14), "#fff6cf", "ball", "#c9a94a")
        ink.part("M84 58H116C150 70 166 104 170 132C130 144 70 144 30 132C34 104 50 70 84 58Z")
        ink.path("M30 132C70 144 130 144 170 132C140 126 60 126 30 132Z", "#fff1b5", opacity=0.8)
    elif variant == "desk":
        ink.shadow(84, 176, 52, 7)
        ink.part("M40 172C40 160 128 160 128 172V178H40Z", None, "down")
        for d in ("M84 166L56 104", "M56 104L122 56"):
            ink.line(d, darker(metal, 0.4), 8)
            ink.line(d, lighter(metal, 0.25), 5)
        for x, y in ((56, 104), (84, 164), (122, 56)):
            ink.dot(x, y, 6, ink.base, ink.edge)
        ink.put('<ellipse cx="150" cy="126" rx="44" ry="40" fill="url(#glow)"/>')
        ink.part("M110 48L136 34L184 88C172 104 140 118 118 108Z")
        ink.path("M118 108C140 118 172 104 184 88C160 88 132 96 118 108Z", "#fff1b5", "#c9a94a")
    else:
        floor = variant == "floor"
        ink.shadow(100, 186 if floor else 178, 44, 7)
        ink.put('<ellipse cx="100" cy="70" rx="92" ry="64" fill="url(#glow)"/>')
        shade_top = 12 if floor else 24
        if floor:
            ink.line("M100 70V180", darker(metal, 0.4), 6)
            ink.line("M100 70V180", lighter(metal, 0.2), 3.4)
            ink.part(oval(100, 182, 36, 7), metal, "down")
        else:
            foot = ink.accent if ink.look.accent not in ("white", "gold") else metal
            ink.part(
                mirror("M100 100L106 100C106 112 132 122 132 146C132 162 118 170 116 176L100 177"),
                foot,
                "gloss",
            )
            ink.part(box(74, 172, 52, 9, 4), darker(foot, 0.2), "down")
        low, wide = (72, 40) if floor else (104, 62)
        narrow = wide * 0.62
        ink.part(
            f"M{100 - narrow} {shade_top}H{100 + narrow}L{100 + wide} {low}C{120} {low + 8} "
            "80 "
            f"{low + 8} {100 - wide} {low}Z"
        )
        ink.line(
            f"M{100 - wide} {low}C80 {low + 8} 120 {low + 8} {100 + wide} {low}",
            "#fff6d8",
            2.4,
            0.8,
        )


def rug(ink: Ink) -> None:
    """A fringed rectangle, a round rug or a runner, seen from above."""
    variant = ink.look.variant
    if variant == "round":
        ink.drop(oval(100, 100, 84))
        ink.part(oval(100, 100, 84), None, "flat")
        for radius in (74, 56, 36, 16):
            ink.path(oval(100, 100, radius), "none", ink.accent, 5 if radius != 16 else 9)
        return
    x, y, w, h = (22, 46, 156, 108) if variant == "fringed" else (14, 70, 172, 60)
    ink.put('<g transform="rotate(-8 100 100)">')
    fringe = "".join(
        f"M{x} {y + 3 + i * 6}h-11M{x + w} {y + 3 + i * 6}h11" for i in range(int(h / 6))
    )
    ink.line(fringe, "#efe6d2", 2.6)
    ink.line(fringe, "#8f8468", 0.7, 0.8)
    d = box(x, y, w, h, 2)
    ink.drop(d)
    ink.part(d, None, "flat")
    ink.path(box(x + 7, y + 7, w - 14, h - 14, 1), "none", ink.accent, 4)
    if ink.look.pattern == "plain":
        ink.path(box(x + 15, y + 15, w - 30, h - 30, 1), "none", ink.accent, 1.6)
        for cx in (100,) if variant == "fringed" else (60, 100, 140):
            half = 30 if variant == "fringed" else 14
            for k, fill in ((1.0, ink.accent), (0.7, ink.base), (0.35, ink.accent)):
                r = half * k
                ink.path(
                    f"M{cx} {100 - r}L{cx + r * 1.3} 100L{cx} {100 + r}L{cx - r * 1.3} 100Z", fill
                )
    ink.put("</g>")


def cushion(ink: Ink) -> None:
    """A square, round or long cushion; the square may carry tassels."""
    variant = ink.look.variant
    if variant == "round":
        d = oval(100, 102, 70)
        ink.shadow(102, 172, 60, 8)
        ink.part(d, None, "ball")
        for i in range(12):
            ink.put(
                f'<path d="M100 92C106 70 106 50 102 36" transform="rotate({i * 30} 100 102)"'
                ' fill="none" stroke="#000" stroke-opacity=".14" stroke-width="2.4"/>'
            )
        ink.dot(100, 102, 8, ink.accent if ink.look.accent != "white" else ink.deep(0.3), ink.edge)
        return
    if variant == "long":
        d = (
            "M14 64C60 72 140 72 186 64C192 90 192 116 186 142C140 136 60 136 14 142C8 116 8 90 "
            "14 64Z"
        )
        corners = ((14, 64), (186, 64), (14, 142), (186, 142))
    else:
        d = (
            "M32 34C76 44 124 44 168 34C160 78 160 122 168 168C124 160 76 160 32 168C40 122 40 "
            "78 32 34Z"
        )
        corners = ((32, 34), (168, 34), (32, 168), (168, 168))
    ink.drop(d, 3, 7)
    if variant == "tasselled":
        for x, y in corners:
            sx, sy = (-1 if x < 100 else 1), (-1 if y < 100 else 1)
            ink.line(
                f"M{x} {y}l{sx * 14} {sy * 12}M{x} {y}l{sx * 9} {sy * 15}"
                f"M{x} {y}l{sx * 16} {sy * 7}",
                ink.accent,
                3,
            )
    ink.part(d, None, "ball")
    ink.line(d, ink.accent if variant == "tasselled" else ink.deep(0.3), 2.4)
    x, y = corners[0]
    ink.line(
        f"M{x + 8} {y + 8}C{x + 26} {y + 22} {x + 34} {y + 34} {x + 38} {y + 46}"
        f"M{192 - x} {y + 8}C"
        f"{174 - x} {y + 22} {166 - x} {y + 34} {162 - x} {y + 46}",
        "#000",
        2.4,
        0.14,
    )


def towel(ink: Ink) -> None:
    """A folded stack, a towel on a rail, a rolled beach towel."""
    variant = ink.look.variant
    band = ink.accent if ink.look.accent != "white" else ink.deep(0.2)
    if variant == "folded":
        ink.shadow(100, 160, 80, 9)
        for i, y in enumerate((122, 88, 54)):
            shift = ink.jitter(0, 3)
            d = (
                f"M{26 + shift} {y + 32}C{18 + shift} {y + 32} {18 + shift} {y} {30 + shift} {y}H"
                f"{170 + shift}C{182 + shift} {y} {182 + shift} {y + 32} {172 + shift} {y + 32}Z"
            )
            ink.part(d, None, "down")
            ink.line(f"M{30 + shift} {y + 16}H{172 + shift}", "#000", 1.6, 0.22)
            ink.path(f"M{132 + shift} {y}H{142 + shift}V{y + 32}H{132 + shift}Z", band, opacity=0.9)
            if i == 2:
                ink.shine(f"M34 {y + 3}H120V{y + 6}H34Z", 0.25)
    elif variant == "hanging":
        ink.line("M14 34H186", "#6d7178", 8)
        ink.line("M14 33H186", "#dfe3e7", 4)
        for x in (14, 186):
            ink.dot(x, 34, 8, "#c4c9cf", "#6d7178")
        ink.part("M58 38H150V150H58Z", ink.deep(0.2), "flat")
        d = "M46 30C46 26 50 26 54 26H146C150 26 154 26 154 30V176C120 180 80 180 46 176Z"
        ink.drop(d)
        ink.part(d, None, "across")
        ink.path("M46 142H154V156H46Z", band, opacity=0.9)
        ink.line("M78 40C76 90 78 130 76 174M122 40C124 90 122 130 124 174", "#000", 2.4, 0.14)
    else:
        ink.shadow(100, 150, 84, 9)
        ink.part("M44 64H170C188 64 188 146 170 146H44Z", None, "down")
        for x in (92, 128):
            ink.path(
                f"M{x} 64H{x + 14}C{x + 26} 66 {x + 26} 144 {x + 14} 146H{x}C{x + 12} "
                f"144 {x + 12} 66 "
                f"{x} 64Z",
                band,
                opacity=0.9,
            )
        ink.part(oval(44, 105, 26, 41), ink.soft(0.15), "flat", ink.edge, "terry")
        for k in (0.78, 0.54, 0.3):
            ink.path(oval(44, 105, 26 * k, 41 * k), "none", ink.deep(0.3), 2)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "chair": chair,
    "sofa": sofa,
    "table": table,
    "lamp": lamp,
    "rug": rug,
    "cushion": cushion,
    "towel": towel,
}
