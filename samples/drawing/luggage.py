"""Handbag, backpack, suitcase, tote bag, wallet; not clothes."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker
from samples.drawing.shapes import box, mirror, oval

GOLD = "#d8b45a"


def handbag(ink: Ink) -> None:
    """Top-handle, crossbody, clutch or bucket bag."""
    variant = ink.look.variant
    ink.shadow(100, 166, 76, 10)
    trim = ink.deep(0.3)
    if variant == "top-handle":
        for width, colour in ((9, ink.edge), (6.4, trim)):
            ink.line("M66 84C66 22 134 22 134 84", colour, width)
        body = mirror("M100 78L150 78C160 110 168 140 170 158C150 166 120 167 100 167")
        ink.part(body)
        ink.seam("M54 86H146M36 156C70 162 130 162 164 156", ink.soft(0.35))
        for x in (66, 134):
            ink.part(box(x - 6, 76, 12, 20, 3), trim, "flat")
            ink.dot(x, 90, 3.4, GOLD, "#7a5d1a")
        ink.part(box(88, 78, 24, 34, 4), trim, "flat")
        ink.part(box(93, 98, 14, 11, 2), GOLD, "down")
    elif variant == "crossbody":
        ink.line("M44 90C20 20 180 20 156 90", ink.edge, 5)
        ink.line("M44 90C20 20 180 20 156 90", trim, 3)
        ink.part(box(36, 82, 128, 82, 14))
        flap = mirror("M100 78L160 80C168 84 168 96 164 110C150 134 120 140 100 140")
        ink.part(flap)
        ink.seam("M40 92C44 122 76 134 100 134C124 134 156 122 160 92", ink.soft(0.35))
        ink.part(box(88, 126, 24, 20, 4), GOLD, "down")
        ink.dot(100, 137, 3, "#7a5d1a")
    elif variant == "clutch":
        ink.part(box(20, 74, 160, 88, 10))
        ink.part("M20 82C20 76 24 74 30 74H170C176 74 180 76 180 82L104 130C101 132 99 132 96 130Z")
        ink.part(oval(100, 128, 8, 8), GOLD, "ball")
        ink.line("M178 100C196 110 196 150 184 168", GOLD, 2.4)
    else:
        ink.line("M58 70C50 8 150 8 142 70", ink.edge, 7)
        ink.line("M58 70C50 8 150 8 142 70", trim, 5)
        ink.part("M54 66C70 58 130 58 146 66L152 156C140 168 60 168 48 156Z")
        ink.path(oval(100, 67, 46, 8), ink.deep(0.55), ink.edge)
        ink.line("M54 84C76 92 124 92 146 84", trim, 2.6)
        ink.line("M96 90C92 106 88 118 84 126M104 90C108 106 110 118 114 126", trim, 2.6)
        for x in (84, 114):
            ink.part(box(x - 3, 124, 6, 14, 2), GOLD, "across")
        ink.part("M49 142C70 150 130 150 151 142L152 156C140 168 60 168 48 156Z", trim, "across")


def backpack(ink: Ink) -> None:
    """A school backpack, a roll-top rucksack or a drawstring bag with flap."""
    variant = ink.look.variant
    ink.shadow(100, 178, 66, 9)
    trim = ink.deep(0.3)
    for d in ("M52 66C26 90 30 140 46 166", "M148 66C174 90 170 140 154 166"):
        ink.line(d, ink.edge, 12)
        ink.line(d, trim, 9)
    ink.line("M86 30C86 12 114 12 114 30", ink.edge, 7)
    ink.line("M86 30C86 12 114 12 114 30", trim, 4.4)
    if variant == "roll-top":
        ink.part(box(46, 54, 108, 122, 14))
        ink.part("M50 24H150L154 66H46Z", shade="down")
        ink.part(box(48, 20, 104, 13, 6), ink.deep(0.15), "down")
        ink.line("M70 24V104M130 24V104", trim, 6)
        for x in (63, 123):
            ink.path(box(x, 84, 14, 12, 2), "none", "#d4d7db", 2.6)
        ink.part(box(60, 118, 80, 46, 8))
    elif variant == "flap":
        ink.part("M48 64C60 50 140 50 152 64L156 164C140 180 60 180 44 164Z")
        ink.part("M46 56C46 30 74 24 100 24C126 24 154 30 154 56L150 102C130 112 70 112 50 102Z")
        for x in (72, 120):
            ink.part(box(x, 90, 9, 48, 2), "#9a6536", "across")
            ink.path(box(x - 3, 116, 15, 12, 2), "none", GOLD, 2.6)
        ink.part(box(60, 134, 80, 36, 8))
    else:
        ink.part(
            "M46 84C46 42 66 26 100 26C134 26 154 42 154 84L156 160C154 174 146 178 136 178"
            "H64C54 "
            "178 46 174 44 160Z"
        )
        ink.line("M60 96C58 54 74 40 100 40C126 40 142 54 140 96", "#e7e8ea", 2.4)
        ink.line("M60 96C58 54 74 40 100 40C126 40 142 54 140 96", "#5b5e65", 1, dash="1.6 1.6")
        ink.part(
            "M58 112C58 106 62 104 68 104H132C138 104 142 106 142 112V156C142 166 136 168 130 "
            "168H70C64 168 58 166 58 156Z",
            ink.accent if ink.look.accent != "white" else None,
            "across",
            ink.edge,
        )
        ink.line("M62 116H138", "#e7e8ea", 2.4)
        ink.part(box(96, 115, 5, 15, 2), "#d4d7db", "across")
        ink.part(box(88, 62, 24, 16, 4), ink.deep(0.35), "flat")


def suitcase(ink: Ink) -> None:
    """A ribbed hard case on wheels, a soft case, or a leather trunk with straps."""
    variant = ink.look.variant
    ink.shadow(100, 186, 58, 7)
    if variant == "vintage":
        ink.line("M76 70C76 44 124 44 124 70", darker("#7b4a24", 0.4), 9)
        ink.line("M76 70C76 44 124 44 124 70", "#8a5630", 6)
        ink.part(box(18, 66, 164, 106, 10))
        for x in (44, 140):
            ink.part(f"M{x} 66H{x + 16}V172H{x}Z", "#7b4a24", "across")
            ink.path(box(x - 2, 92, 20, 15, 2), "none", GOLD, 3)
        for x in (18, 160):
            for y in (66, 150):
                ink.part(box(x, y, 22, 22, 6), "#7b4a24", "flat")
        ink.part(box(92, 84, 16, 14, 2), GOLD, "down")
        return
    for d in ("M78 60V12M122 60V12", "M76 12H124"):
        ink.line(d, "#7c828a", 5)
        ink.line(d, "#c9ced4", 2.4)
    ink.part(box(72, 7, 56, 9, 4), "#33363c", "down")
    for x in (58, 132):
        ink.part(box(x, 170, 12, 16, 4), "#2b2d31", "across")
    tall = 44 if variant != "soft" else 50
    ink.part(box(44, tall, 112, 176 - tall, 16))
    if variant == "hard":
        for x in range(58, 150, 14):
            ink.line(f"M{x} {tall + 12}V164", "#000", 3, 0.24)
            ink.line(f"M{x + 3} {tall + 12}V164", "#fff", 2, 0.28)
    else:
        ink.part(box(54, 108, 92, 56, 8), None, "flat")
        ink.part(box(54, 62, 92, 36, 8), None, "flat")
        for y in (64, 110):
            ink.line(f"M60 {y + 4}H140", "#e7e8ea", 2)
        ink.part(box(134, 66, 5, 13, 2), GOLD, "across")
        ink.part(box(134, 112, 5, 13, 2), GOLD, "across")
    ink.part(box(86, tall - 6, 28, 9, 4), ink.deep(0.5), "down")


def tote_bag(ink: Ink) -> None:
    """A cloth shopper with two handles; a woven beach basket; a picture on the front."""
    variant = ink.look.variant
    ink.shadow(100, 178, 66, 8)
    strap = ink.deep(0.22) if ink.look.pattern == "plain" else ink.base
    if variant == "basket":
        strap = "#8b5a2f"
    for d, width in (("M68 74C66 8 134 8 132 74", 8), ("M62 80C58 18 142 18 138 80", 8)):
        ink.line(d, darker(strap, 0.4), width + 2)
        ink.line(d, strap, width)
    if variant == "basket":
        ink.part(
            "M34 76C70 86 130 86 166 76C164 120 156 156 146 172C120 180 80 180 54 172C44 "
            "156 36 120 "
            "34 76Z"
        )
        ink.part("M33 72C70 84 130 84 167 72L166 86C130 97 70 97 34 86Z", ink.accent, "across")
    else:
        ink.part("M44 70H156L160 170C140 178 60 178 40 170Z", shade="across")
        ink.seam("M46 78H154", ink.deep(0.4))
        for x in (62, 130):
            ink.line(f"M{x} 72h9v16h-9zm0 0l9 16m0 -16l-9 16", ink.deep(0.4), 1.2)
    if variant == "heart":
        ink.part(
            "M100 152C66 128 64 98 82 96C92 95 98 102 100 108C102 102 108 95 118 96C136 98 "
            "134 128 "
            "100 152Z",
            ink.accent,
            "flat",
        )


def wallet(ink: Ink) -> None:
    """A bifold wallet, a zipped purse or a card holder."""
    variant = ink.look.variant
    ink.shadow(100, 152, 84, 9)
    if variant == "bifold":
        ink.part("M26 62L170 50C176 50 178 54 178 58L176 136L30 148Z", ink.deep(0.4), "flat")
        ink.part("M36 58L164 46L166 66L38 76Z", "#9cc39a", "flat")
        ink.part(box(22, 64, 152, 84, 8))
        ink.seam("M28 70H168M28 142H168", ink.soft(0.4))
        ink.part(box(138, 92, 42, 26, 10))
        ink.dot(150, 105, 5, GOLD, "#7a5d1a")
    elif variant == "purse":
        ink.part("M34 84C20 110 24 158 60 164H140C176 158 180 110 166 84Z")
        ink.part("M32 78C60 62 140 62 168 78L170 90C140 74 60 74 30 90Z", GOLD, "down")
        ink.part(oval(92, 58, 9, 9), GOLD, "ball")
        ink.part(oval(108, 58, 9, 9), GOLD, "ball")
        for x in (60, 80, 120, 140):
            ink.line(f"M{x} 84C{x - (100 - x) * 0.1:.0f} 96 {x} 104 {x} 112", "#000", 2, 0.16)
    else:
        ink.part(box(48, 46, 104, 60, 6), "#3f78c9", "flat")
        ink.part(box(52, 60, 104, 60, 6), "#e6b23c", "flat")
        ink.part(box(58, 70, 20, 14, 3), "#f6e6b0", "flat")
        ink.part(box(38, 84, 124, 76, 10))
        ink.seam("M44 154H156M44 90H84C90 108 110 108 116 90H156", ink.soft(0.4))


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "handbag": handbag,
    "backpack": backpack,
    "suitcase": suitcase,
    "tote bag": tote_bag,
    "wallet": wallet,
}
