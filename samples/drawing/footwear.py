"""Shoes seen from the side, slippers included; not clothes."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import brightness, darker, lighter
from samples.drawing.shapes import box, flip, oval, smooth


def _sole(ink: Ink, d: str, fill: str) -> None:
    ink.part(d, fill, "down", darker(fill, 0.35))


def sneakers(ink: Ink) -> None:
    """Low, high-top, running or slip-on, with a white rubber sole."""
    variant = ink.look.variant
    ink.shadow(102, 153, 92, 9)
    sole = "#f3f2ee" if brightness(ink.base) < 0.85 else "#d9d4c8"
    if variant == "high-top":
        upper = (
            "M40 42C54 38 72 38 84 44C88 62 92 78 106 90C124 102 150 104 164 112C176 120 "
            "178 128 178 139L30 139C30 116 44 84 40 42Z"
        )
        laces = [(84, 50), (86, 60), (89, 70), (94, 80), (102, 89), (114, 97)]
    else:
        upper = (
            "M34 86C40 80 54 82 62 92C72 102 80 98 88 78C92 74 98 76 102 80C116 98 140 106 "
            "158 112C174 118 178 128 178 139L28 139C26 120 28 100 34 86Z"
        )
        laces = [(99, 86), (107, 93), (116, 100), (126, 105)]
    ink.part(upper)
    dark = ink.deep(0.3)
    if variant == "slip-on":
        ink.part("M70 96C78 98 84 90 90 80L106 90C100 104 96 112 96 118Z", dark, "flat")
        ink.line("M74 98L98 112M80 94L102 104", ink.deep(0.5), 1.2)
    else:
        ink.line("M138 106C132 118 136 130 146 139", ink.edge, 1.4)
        if variant == "running":
            sweep = "M52 134C80 130 104 116 118 104L130 108C114 124 88 136 66 138Z"
            ink.part(sweep, ink.accent, "flat")
            ink.part(
                "M40 100C50 108 52 124 46 138L30 138C28 122 32 110 40 100Z", ink.accent, "flat"
            )
        else:
            ink.dot(
                58 if variant == "high-top" else 60,
                92 if variant == "high-top" else 118,
                10,
                ink.accent,
                darker(ink.accent),
            )
            ink.part(
                "M152 110C166 112 178 120 178 139L146 139C142 126 144 116 152 110Z", sole, "flat"
            )
        for x, y in laces:
            ink.line(
                f"M{x - 11} {y + 7}L{x + 3} {y - 3}",
                "#fdfdfb" if brightness(ink.base) < 0.8 else "#8b8f97",
                3,
            )
    ink.line(
        "M36 90C42 86 54 88 60 96" if variant != "high-top" else "M41 48C54 44 72 44 83 50", dark, 3
    )
    if variant == "running":
        _sole(
            ink,
            "M24 134C60 140 140 134 179 134C184 146 176 154 164 154L60 154C40 154 20 152 24 134Z",
            sole,
        )
        ink.line("M32 147C70 150 130 150 170 147", ink.accent, 3.4)
    else:
        _sole(ink, box(25, 135, 156, 18, 8), sole)
        ink.line("M30 146H176", ink.accent, 2.2)


def boots(ink: Ink) -> None:
    """Ankle, knee-high, hiking, rain or cowboy boots."""
    variant = ink.look.variant
    ink.shadow(104, 160, 82, 9)
    top = {"chelsea": 66, "knee-high": 14, "hiking": 58, "rain": 34, "cowboy": 30}[variant]
    middle = (top + 108) / 2
    shaft = (
        f"M48 {top}L104 {top}C102 {middle} 102 96 112 106C128 114 156 112 168 124C176 132 177 "
        f"140 176 148L46 148C42 124 50 {middle + 10} 48 {top}Z"
    )
    if variant == "cowboy":
        shaft = (
            "M44 34C52 24 62 40 76 44C90 40 100 24 110 34C106 66 102 92 112 104C130 112 160 "
            "116 "
            "184 140L180 148L46 148C42 124 50 70 44 34Z"
        )
    ink.part(shaft)
    edge = ink.edge
    if variant == "chelsea":
        ink.part("M70 67L90 67C90 84 86 96 80 104C74 96 70 84 70 67Z", "#3a3a3e", "flat")
        ink.line(
            "".join(f"M{x} 70V{98 - abs(80 - x) * 1.6:.0f}" for x in range(73, 89, 3)), "#77777e"
        )
        ink.line("M54 62C52 54 58 52 60 62", edge, 2.6)
    elif variant == "knee-high":
        ink.line("M88 16C88 60 86 100 84 146", edge, 1.4)
        ink.line("M50 30H103", ink.deep(0.25), 3)
        ink.path(box(80, 25, 13, 11, 2), "none", "#d4b15a", 2.4)
    elif variant == "hiking":
        ink.part("M46 58C60 50 92 50 106 58L105 68C90 62 62 62 47 68Z", ink.deep(0.35), "down")
        ink.part(
            "M148 116C168 118 177 130 176 148L140 148C138 134 140 122 148 116Z",
            ink.deep(0.35),
            "flat",
        )
        for i, (x, y) in enumerate(((103, 74), (104, 84), (106, 94), (112, 103), (124, 108))):
            ink.line(f"M{x - 14} {y + 5}L{x + 1} {y - 2}", ink.accent, 3)
            ink.dot(x - 15, y + 5, 2, "#d9dbde", "#555")
            if i < 4:
                ink.line(f"M{x - 14} {y + 5}L{x + 3} {y + 8}", ink.accent, 2)
        ink.line("M46 112C60 122 90 124 108 118", edge, 1.6)
    elif variant == "rain":
        ink.part("M46 34L106 34L105 46L47 46Z", ink.deep(0.2), "flat")
        ink.shine("M56 52C60 80 56 110 54 130L60 130C64 104 66 80 64 52Z", 0.4)
        ink.shine("M128 116C142 116 156 120 164 128C150 124 138 122 128 116Z", 0.5)
    else:
        ink.line(
            "M60 52C70 70 84 70 92 52M62 66C72 86 82 86 90 66M66 82C74 100 80 100 86 82",
            lighter(ink.base, 0.5),
            1.8,
        )
        ink.line("M112 112C124 122 146 122 160 130", lighter(ink.base, 0.5), 1.6)
        ink.line("M48 112C70 124 90 122 112 108", edge, 1.6)
    if variant == "hiking":
        _sole(
            ink,
            "M42 146H178V156L170 162H158L154 156L146 162H134L130 156L122 162H110L106 156L98 "
            "162H86L80 156L72 162H48L42 156Z",
            "#2d2c2b",
        )
    elif variant == "rain":
        _sole(ink, "M42 146H178C180 156 176 160 170 160H102L96 156H90L86 160H44Z", ink.deep(0.45))
    else:
        heel = 166 if variant in ("cowboy", "knee-high") else 160
        sole = darker("#5b3b22", 0.35) if ink.look.colour != "black" else "#17171a"
        _sole(ink, f"M44 146H178C182 150 180 155 174 155H104L92 153L84 {heel}H48Z", sole)


def _open_sandal(ink: Ink, buckled: bool) -> None:
    """One flat sandal from above, its middle at 0, 0."""
    foot = smooth(
        [
            (0, -80),
            (24, -62),
            (27, -30),
            (20, 10),
            (22, 50),
            (8, 80),
            (-10, 80),
            (-22, 50),
            (-20, 10),
            (-28, -30),
            (-24, -62),
        ]
    )
    inner = smooth(
        [
            (0, -73),
            (19, -58),
            (21, -28),
            (15, 10),
            (16, 48),
            (6, 72),
            (-8, 72),
            (-16, 48),
            (-15, 10),
            (-22, -28),
            (-19, -58),
        ]
    )
    ink.drop(foot, 3, 5)
    if buckled:
        ink.part(foot, "#6b4a30", "flat")
        ink.part(inner, "#d9b88a", "flat", material="suede")
        for y in (-42, -2):
            ink.part(
                f"M-31 {y + 4}C-20 {y - 12} 20 {y - 12} 31 {y + 4}L28 {y + 26}"
                f"C16 {y + 12} -16 {y + 12} -28 {y + 26}Z"
            )
            ink.path(box(8, y - 5, 13, 14, 2), "none", "#d6b35b", 2.6)
            ink.line(f"M14 {y + 2}H22", "#d6b35b", 2)
        return
    ink.part(foot)
    ink.path(inner, "none", ink.deep(0.25))
    strap = ink.deep(0.5) if ink.look.accent == "white" else ink.accent
    thong = "M0 -46C-12 -34 -22 -10 -22 12M0 -46C12 -34 22 -10 22 12"
    ink.line(thong, strap, 8)
    ink.line(thong, lighter(strap, 0.3), 1.6)
    ink.dot(0, -47, 5, strap, darker(strap))


def sandals(ink: Ink) -> None:
    """Flip-flops, buckled slides, gladiators or cork wedges."""
    variant = ink.look.variant
    if variant in ("flip-flop", "slide"):
        for dx, turn in ((56, -7), (144, 7)):
            ink.put(f'<g transform="translate({dx} 100) rotate({turn})">')
            _open_sandal(ink, variant == "slide")
            ink.put("</g>")
        return
    ink.shadow(102, 156, 84, 8)
    if variant == "wedge":
        ink.part(
            "M30 84C60 92 100 128 176 136L176 150L34 152C28 130 26 104 30 84Z",
            "#c89c63",
            "down",
            material="tweed",
        )
        foot = "M28 78C60 86 104 124 178 130L178 137C100 132 58 96 30 86Z"
    else:
        ink.part(box(26, 140, 154, 13, 6), "#4b3a2c", "down")
        foot = "M26 134C70 140 130 138 180 132L180 142L28 142Z"
    if variant == "gladiator":
        for y in (62, 84, 106):
            ink.line(f"M36 {y}C54 {y + 8} 76 {y + 6} 88 {y - 4}", ink.base, 8)
            ink.line(f"M36 {y}C54 {y + 8} 76 {y + 6} 88 {y - 4}", ink.soft(0.3), 1.4)
        ink.line("M36 54C34 90 34 120 38 136", ink.base, 9)
        ink.line("M88 56C96 90 118 116 150 134", ink.base, 8)
        for y in (62, 84, 106):
            ink.path(box(56, y + 1, 11, 9, 2), "none", "#d6b35b", 2.2)
        ink.part("M100 134C104 108 122 100 140 116L152 134L140 136C134 120 120 116 114 136Z")
    else:
        ink.line("M36 84C36 60 44 52 66 56C74 60 78 80 84 108", ink.base, 8)
        ink.line("M32 58C44 48 66 46 78 56", ink.base, 8)
        ink.path(box(58, 46, 11, 11, 2), "none", "#d6b35b", 2.4)
        ink.part("M116 122C122 92 146 94 164 130L152 130C142 112 132 110 128 126Z")
    ink.part(foot, "#b58a58", "flat")


def high_heels(ink: Ink) -> None:
    """Court shoes on a stiletto, block, kitten or platform heel."""
    variant = ink.look.variant
    height = {"stiletto": 78, "block": 62, "kitten": 34, "platform": 84}[variant]
    base_y = 148.0
    seat = base_y - height
    lift = 12 if variant == "platform" else 0
    ink.shadow(112, 153, 80, 7)
    if variant == "block":
        heel = f"M36 {seat + 2}L74 {seat + 14}L66 152H40Z"
    elif variant == "platform":
        heel = f"M36 {seat + 2}L72 {seat + 14}L58 152H44Z"
    else:
        heel = (
            f"M36 {seat + 2}L66 {seat + 14}C54 {seat + 26} 49 126 48 152H41C41 120 "
            f"38 {seat + 20} 36 {seat + 2}Z"
        )
    ink.part(heel, ink.deep(0.16), "across")
    back = seat - 34
    upper = (
        f"M40 {back}C46 {seat - 8} 66 {seat + 2} 90 {seat + height * 0.42:.1f}"
        f"C106 {seat + height * 0.7 - 6:.1f} 116 {126 - lift} 132 {122 - lift}"
        f"C150 {122 - lift} 172 {138 - lift} 186 {148 - lift}L180 {151 - lift}"
        f"L138 {151 - lift}C112 {150 - lift} 92 {seat + height * 0.6 + 8:.1f} 70 {seat + 16}"
        f"C56 {seat + 10} 40 {seat + 8} 35 {seat + 4}C32 {seat - 12} 34 {back + 8} 40 {back}Z"
    )
    ink.part(
        f"M44 {back + 4}C52 {seat - 14} 72 {seat - 6} 92 {seat + height * 0.34:.1f}L100 "
        f"{seat + height * 0.56:.1f}L60 {seat}Z",
        ink.deep(0.45),
        "",
    )
    ink.part(upper)
    ink.shine(
        f"M140 {128 - lift}C152 {130 - lift} 164 {137 - lift} 172 {142 - lift}"
        f"C158 {140 - lift} "
        f"148 {136 - lift} 140 {128 - lift}Z",
        0.45,
    )
    if variant == "platform":
        ink.part(
            "M118 137C130 139 176 139 186 136L184 152H134C124 148 120 142 118 137Z",
            ink.deep(0.2),
            "down",
        )
        ink.line(f"M40 {back + 2}C52 {back - 12} 74 {back - 8} 80 {seat + 6}", ink.base, 5)
        ink.dot(76, seat - 18, 3.4, "#d6b35b", "#7a5d1a")
    else:
        ink.line(
            f"M186 149L138 152C112 151 92 {seat + height * 0.6 + 9:.1f} 70 {seat + 17}",
            "#1d1513",
            2,
        )


def loafers(ink: Ink) -> None:
    """Penny, tassel or driving loafers, or lace-up brogues."""
    variant = ink.look.variant
    ink.shadow(102, 150, 86, 8)
    ink.part(
        "M38 92C50 84 62 92 70 98C80 104 88 92 98 88C120 90 150 100 166 112C178 120 180 128 "
        "180 "
        "138L30 138C28 118 30 100 38 92Z"
    )
    ink.path(
        "M40 93C50 87 60 93 70 100C80 106 88 96 98 90L92 90C84 94 78 100 70 96C60 90 50 86 40 93Z",
        "#1b1411",
    )
    ink.line("M104 92C112 112 140 116 168 116", ink.edge, 2)
    for i in range(7):
        x, y = 110 + i * 9, 103 + i * 1.9
        ink.line(f"M{x} {y}l3 4", ink.edge, 1.2)
    if variant == "penny":
        ink.part(
            "M86 98L104 89C112 100 112 116 104 130L84 132C92 118 92 108 86 98Z",
            ink.soft(0.12),
            "across",
        )
        ink.path(oval(101, 108, 6, 3), "#22170f")
    elif variant == "tassel":
        ink.line("M70 104C84 112 98 106 108 96", ink.deep(0.4), 2.6)
        for x in (104, 114):
            ink.part(f"M{x} 98L{x + 7} 98L{x + 12} 120L{x - 3} 120Z", ink.deep(0.12), "across")
            ink.line(
                f"M{x + 1} 106L{x} 119M{x + 4} 106V119M{x + 7} 106L{x + 9} 119", ink.deep(0.5), 1
            )
    elif variant == "brogue":
        for i in range(4):
            ink.line(f"M{86 + i * 7} {106 - i * 0.5}L{100 + i * 8} {93 + i * 3}", ink.accent, 2.6)
        for i in range(12):
            ink.dot(118 + i * 4.6, 121 - (i % 3) * 1.4 + i * 0.3, 1, ink.deep(0.6))
        ink.line("M134 101C126 112 128 126 138 138", ink.edge, 2)
    else:
        ink.line("M76 106C90 116 104 108 110 97", ink.accent, 3.4)
        ink.dot(92, 110, 4, ink.accent, darker(ink.accent))
    if variant == "driving":
        ink.part("M28 134H181C182 142 180 146 176 146H36C30 146 27 142 28 134Z", "#d8c8a8", "down")
    else:
        ink.part("M28 135H181C183 141 180 145 174 145H88L82 150H32Z", "#2a1d16", "down")


def slippers(ink: Ink) -> None:
    """House slippers from above: open-toed, moccasin or bunny-eared."""
    variant = ink.look.variant
    for dx, turn in ((58, -6), (142, 6)):
        ink.put(f'<g transform="translate({dx} 102) rotate({turn})">')
        foot = smooth(
            [
                (0, -76),
                (27, -62),
                (33, -30),
                (27, 14),
                (27, 52),
                (12, 76),
                (-12, 76),
                (-27, 52),
                (-27, 14),
                (-33, -30),
                (-27, -62),
            ]
        )
        ink.drop(foot, 3, 5)
        ink.part(foot, ink.deep(0.25), "flat")
        ink.part(
            smooth(
                [
                    (0, -66),
                    (21, -54),
                    (26, -28),
                    (20, 14),
                    (20, 50),
                    (9, 67),
                    (-9, 67),
                    (-20, 50),
                    (-20, 14),
                    (-26, -28),
                    (-21, -54),
                ]
            ),
            "#f3ead9",
            "flat",
            material="fleece",
        )
        start = -50 if variant == "open" else -80
        top = (
            f"M-34 -2C-38 {start + 20} -26 {start} 0 {start}C26 {start} 38 {start + 20} 34 -2C20 "
            "10 -20 10 -34 -2Z"
        )
        ink.part(top)
        ink.line("M-34 -2C-20 10 20 10 34 -2", "#f6efe2", 8)
        if variant == "bunny":
            ear = "M8 -66C18 -92 34 -96 34 -84C34 -70 22 -56 14 -50Z"
            for d in (ear, flip(ear, 0)):
                ink.part(d, ink.base, "flat", ink.edge)
                ink.line("M16 -62L28 -82" if d == ear else "M-16 -62L-28 -82", "#f3b0c0", 4)
            ink.dot(-11, -38, 3.2, "#222")
            ink.dot(11, -38, 3.2, "#222")
            ink.dot(0, -28, 4, "#e57f95")
        elif variant == "moccasin":
            ink.line("M-20 -6C-24 -50 -12 -64 0 -64C12 -64 24 -50 20 -6", ink.deep(0.4), 2.2)
            ink.line("M-8 -30C-18 -40 -16 -20 0 -28C16 -20 18 -40 8 -30", ink.deep(0.5), 2.6)
        ink.put("</g>")


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "sneakers": sneakers,
    "boots": boots,
    "sandals": sandals,
    "high heels": high_heels,
    "loafers": loafers,
    "slippers": slippers,
}
