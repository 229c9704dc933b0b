"""Dress, skirt, jeans, trousers, shorts, socks; not upper garments."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker
from samples.drawing.shapes import box, flip, mirror, oval


def dress(ink: Ink) -> None:
    """Long, short, long-sleeved or wrap, with a fitted waist."""
    variant = ink.look.variant
    bottom, width = {
        "long": (190, 150),
        "short": (136, 150),
        "long-sleeved": (168, 146),
        "wrap": (166, 150),
    }[variant]
    hem = width + ink.rng.uniform(-4, 6)
    if ink.rng.random() < 0.35:
        ink.line("M100 26C100 20 106 18 106 12C106 6 96 6 95 11", "#9a9da3", 2.2)
        ink.line("M78 30L100 22L122 30", "#9a9da3", 2.2)
    sleeved = variant == "long-sleeved"
    neck = "M100 62L117 25" if variant == "wrap" else "M100 46C112 46 116 36 117 25"
    arm = "L134 32C133 44 132 54 131 60" if sleeved else "L126 26C122 42 126 52 132 58"
    body = mirror(
        f"{neck}{arm}C129 70 122 78 120 88C126 {88 + (bottom - 88) * 0.35:.1f} "
        f"{hem - 6} {bottom - 22} {hem} {bottom - 4}C130 {bottom + 5} 114 {bottom + 6} "
        f"100 {bottom + 6}"
    )
    if sleeved:
        sleeve = "M133 32C146 40 154 70 164 112L150 118C144 98 138 80 130 66Z"
        for d, paint in ((sleeve, 28), (flip(sleeve), -28)):
            ink.drop(d)
            fill = ink.base if ink.look.pattern == "plain" else ink.paint(paint)
            ink.part(d, fill, edge=ink.edge, material=ink.look.material)
    ink.drop(body)
    ink.path("M84 26C92 32 108 32 116 26L113 44C106 52 94 52 87 44Z", ink.deep(0.4))
    ink.part(body)
    if variant == "wrap":
        ink.line("M117 25C112 48 98 64 80 82M100 62L84 26", ink.deep(0.3), 2.2)
        ink.line(f"M112 92C106 120 108 140 98 {bottom + 4}", ink.deep(0.35), 1.8)
    else:
        ink.line("M83 25C84 36 88 46 100 46C112 46 116 36 117 25", ink.deep(0.22), 2)
    band = ink.deep(0.3) if ink.look.pattern == "plain" else ink.accent
    ink.part(
        "M80.500 84C90 88 110 88 119.500 84L120.500 93C110 97 90 97 79.500 93Z", band, "across"
    )
    if variant == "wrap":
        ink.line("M112 92L126 112M112 92L118 118", band, 3.6)
        ink.dot(112, 91, 4, band, darker(band))
    depth = bottom - 2
    for x, far in ((88, 74), (100, 101), (112, 128)):
        ink.line(f"M{x} 99C{x} {depth - 30} {far} {depth - 20} {far} {depth}", "#000", 2.6, 0.12)
        ink.line(
            f"M{x + 4} 99C{x + 4} {depth - 30} {far + 6} {depth - 20} {far + 7} {depth}",
            "#fff",
            2.6,
            0.13,
        )


def skirt(ink: Ink) -> None:
    """Pleated, pencil, mini or long."""
    variant = ink.look.variant
    waist, bottom, hem = {
        "pleated": (124, 138, 160),
        "pencil": (126, 166, 128),
        "mini": (130, 112, 150),
        "long": (122, 184, 162),
    }[variant]
    top = 40 if variant != "mini" else 52
    if variant == "mini":
        bottom = 140
    middle = (top + bottom) / 2
    out = 138 if variant == "pencil" else (waist + hem) / 2 + 4
    body = mirror(
        f"M100 {top + 10}L{waist} {top + 8}C{out} {middle - 20} {out} {middle} {hem} {bottom}"
        f"C130 {bottom + 8} 112 {bottom + 9} 100 {bottom + 9}"
    )
    ink.drop(body)
    ink.part(body)
    if variant == "pleated":
        for i in range(-4, 5):
            x, far = 100 + i * 5.4, 100 + i * 13.6
            ink.line(f"M{x} {top + 12}L{far} {bottom + 8 - abs(i)}", "#000", 2.4, 0.3)
            ink.line(f"M{x + 2} {top + 12}L{far + 4} {bottom + 8 - abs(i)}", "#fff", 2.4, 0.22)
    elif variant == "pencil":
        ink.line(f"M100 {bottom - 28}V{bottom + 8}", ink.edge, 2)
        ink.line(f"M86 {top + 12}V{top + 34}M114 {top + 12}V{top + 34}", ink.edge, 1.2, 0.7)
    elif variant == "mini":
        ink.line(f"M100 {top + 10}V{bottom + 8}", ink.edge, 1.4)
        for y in range(top + 22, int(bottom), 18):
            ink.dot(100, y, 3, "#caa060", "#5d4218")
        ink.seam(
            f"M78 {top + 14}C76 {top + 28} 70 {top + 32} 62 {top + 32}M122 {top + 14}C124 "
            f"{top + 28} 130 {top + 32} 138 {top + 32}",
            "#e0b060",
        )
    else:
        for x, far in ((86, 66), (96, 92), (108, 118), (116, 142)):
            ink.line(
                f"M{x} {top + 12}C{x} {middle} {far} {middle} {far} {bottom + 4}", "#000", 3, 0.14
            )
    band = mirror(
        f"M100 {top}L{waist - 1} {top - 2}L{waist} {top + 10}"
        f"C115 {top + 13} 108 {top + 13} 100 {top + 13}"
    )
    ink.part(band, ink.deep(0.22), "across")


def _legs(ink: Ink, bottom: float, hem_in: float, hem_out: float, knee: float) -> str:
    mid = (76 + bottom) / 2
    leg = mirror(
        f"M100 28L130 27C134 40 138 58 139 74C{knee} {mid} {hem_out} {bottom - 30} {hem_out} "
        f"{bottom}L{hem_in} {bottom + 2}C{hem_in - 2} {mid + 10} 106 100 100 78"
    )
    ink.drop(leg)
    ink.part(leg)
    ink.line("M100 34V78", ink.edge, 1.6)
    ink.line("M100 40C108 42 110 56 100 66", ink.edge, 1.2, 0.8)
    return leg


def _waistband(ink: Ink, fill: str) -> None:
    ink.part(
        "M69.500 27C90 30 110 30 130.500 27L131.500 38C110 42 90 42 68.500 38Z", fill, "across"
    )
    for x in (78, 92, 108, 122):
        ink.path(box(x - 1.5, 26, 3, 15, 1), fill, ink.edge, 0.8)


def jeans(ink: Ink) -> None:
    """Denim: skinny, straight, flared or ripped, with orange stitches and a brass button."""
    variant, thread = ink.look.variant, "#e3a34c"
    hem_in, hem_out, knee = {
        "skinny": (112, 128, 132),
        "straight": (110, 136, 138),
        "flared": (104, 152, 128),
        "ripped": (110, 134, 137),
    }[variant]
    _legs(ink, 184, hem_in, hem_out, knee)
    ink.path(oval(119, 112, 9, 26), "#fff", opacity=0.17)
    ink.path(oval(81, 112, 9, 26), "#fff", opacity=0.17)
    pocket = "M112 40C114 54 124 58 136 58"
    for d in (pocket, flip(pocket), "M104 40C106 56 106 62 101 72"):
        ink.seam(d, thread)
    end = (hem_in + hem_out) / 2
    ink.seam(f"M134 76C132 110 {hem_out - 4} 150 {hem_out - 4} 180", thread)
    ink.seam(f"M66 76C68 110 {204 - hem_out} 150 {204 - hem_out} 180", thread)
    ink.seam(f"M{hem_in} 178L{end * 2 - hem_in} 177M{200 - hem_in} 178L{200 - hem_out} 177", thread)
    _waistband(ink, ink.base)
    ink.seam("M70 35.500C90 39 110 39 130 35.500", thread)
    ink.dot(100, 34.500, 3.2, "#c8964a", "#65451a")
    if variant == "ripped":
        for x, y in ((80, 118), (121, 124), (79, 140)):
            ink.path(oval(x, y, 10, 6), "#e9e2d8", ink.soft(0.5), 2)
            ink.line(f"M{x - 8} {y - 2}H{x + 8}M{x - 9} {y + 1}H{x + 9}", ink.soft(0.55), 1.4)


def trousers(ink: Ink) -> None:
    """Chinos, wide-leg, cargo trousers or joggers."""
    variant = ink.look.variant
    hem_in, hem_out, knee = {
        "chino": (111, 134, 137),
        "wide-leg": (103, 156, 146),
        "cargo": (109, 140, 142),
        "jogger": (112, 130, 142),
    }[variant]
    _legs(ink, 180, hem_in, hem_out, knee)
    if variant == "jogger":
        for d in (
            box(hem_in - 1, 174, hem_out - hem_in + 2, 13, 3),
            box(199 - hem_out, 174, hem_out - hem_in + 2, 13, 3),
        ):
            ink.part(d, ink.deep(0.2), "across")
        ink.part(
            "M69.500 25C90 28 110 28 130.500 25L131.500 39C110 43 90 43 68.500 39Z",
            ink.deep(0.12),
            "across",
        )
        ink.line("M97 40C94 50 93 56 94 64M103 40C106 50 107 54 106 62", "#f4f2ee", 2.2)
        ink.line("M134 72C130 110 126 150 126 172M66 72C70 110 74 150 74 172", ink.accent, 3.4)
        return
    for d in ("M118 40C121 56 121 110 122 176", "M82 40C79 56 79 110 78 176"):
        ink.line(d, "#000", 1.6, 0.28)
        ink.line(d.replace("118", "120").replace("82", "84"), "#fff", 1.6, 0.22)
    ink.line("M114 42L128 60M86 42L72 60", ink.edge, 1.6)
    if variant == "cargo":
        for x in (122, 58):
            ink.part(box(x, 98, 20, 28, 2), ink.base, "flat", ink.edge, ink.look.material)
            ink.part(box(x - 1, 96, 22, 9, 2), ink.deep(0.1), "flat")
            ink.dot(x + 10, 102, 1.800, ink.deep(0.6))
    _waistband(ink, ink.deep(0.08))
    ink.dot(100, 34, 2.6, ink.deep(0.5))


def shorts(ink: Ink) -> None:
    """Denim, running, swim or tailored shorts."""
    variant = ink.look.variant
    ink.put('<g transform="translate(-18 20) scale(1.18)">')
    bottom = 106 if variant in ("running", "denim") else 120
    hem = {"denim": 146, "running": 152, "swim": 150, "tailored": 146}[variant]
    body = mirror(f"M100 28L130 27C136 44 142 60 {hem} {bottom}L106 {bottom + 4}L100 76")
    ink.drop(body)
    ink.part(body)
    ink.line("M100 38V76", ink.edge, 1.6)
    if variant == "denim":
        thread = "#e3a34c"
        ink.seam("M112 40C114 54 124 58 137 58M88 40C86 54 76 58 63 58", thread)
        for x in (107, hem - 40, hem - 30):
            ink.line(f"M{x} {bottom}v7M{200 - x} {bottom}v7", ink.soft(0.6), 1.6)
        hem_line = f"M{hem} {bottom - 5}L106 {bottom - 1}"
        for d in (hem_line, flip(hem_line)):
            ink.line(d, ink.soft(0.5), 4.4)
        _waistband(ink, ink.base)
        ink.dot(100, 34.500, 3.2, "#c8964a", "#65451a")
    elif variant in ("running", "swim"):
        ink.part(
            "M69.500 25C90 28 110 28 130.500 25L131.500 38C110 42 90 42 68.500 38Z",
            ink.deep(0.18),
            "across",
        )
        ink.line("M97 39C94 50 93 54 94 62M103 39C106 50 107 54 106 60", "#f4f2ee", 2.4)
        if variant == "running":
            side = f"M133 40C138 56 142 76 {hem - 4} {bottom}"
            for d in (side, flip(side)):
                ink.line(d, ink.accent, 5)
    else:
        ink.line("M114 40L128 58M86 40L72 58", ink.edge, 1.6)
        ink.line(f"M119 40L124 {bottom}M81 40L76 {bottom}", "#000", 1.6, 0.26)
        cuff = f"M{hem + 1} {bottom - 8}L{hem + 2} {bottom + 2}L105 {bottom + 6}L104 {bottom - 4}Z"
        for d in (cuff, flip(cuff)):
            ink.part(d, None, "flat")
        _waistband(ink, ink.deep(0.08))
        ink.dot(100, 34, 2.6, ink.deep(0.5))
    ink.put("</g>")


def socks(ink: Ink) -> None:
    """A pair of socks: ankle, crew or knee length."""
    top = {"ankle": 76, "crew": 44, "knee-high": 12}[ink.look.variant]
    for dx, dy in ((34, -6), (-14, 6)):
        ink.put(f'<g transform="translate({dx} {dy})">')
        sock = (
            f"M54 {top}L94 {top}C95 {top + 40} 92 106 94 118C106 128 128 134 140 142C152 152 "
            "148 "
            f"172 130 174C108 176 80 166 66 156C52 146 52 130 54 112Z"
        )
        ink.drop(sock)
        ink.part(sock)
        solid = ink.deep(0.28) if ink.look.pattern == "plain" else ink.accent
        ink.part(
            "M136 139C152 148 150 174 130 174C122 174 118 174 114 172C114 158 124 146 136 139Z",
            solid,
            "flat",
        )
        ink.part("M54 126C64 128 74 140 72 160C58 152 52 142 54 126Z", solid, "flat")
        ink.part(
            f"M52 {top - 4}L96 {top - 4}L95.500 {top + 14}L52.500 {top + 14}Z", solid, "across"
        )
        ink.line("".join(f"M{x} {top - 2}V{top + 12}" for x in range(56, 96, 5)), "#000", 1, 0.25)
        ink.put("</g>")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "dress": dress,
    "skirt": skirt,
    "jeans": jeans,
    "trousers": trousers,
    "shorts": shorts,
    "socks": socks,
}
