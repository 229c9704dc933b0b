"""Garments for the upper body: T-shirt, shirt, sweater, hoodie, jacket, coat; not trousers."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import brightness, darker, lighter
from samples.drawing.shapes import box, flip, mirror

SLEEVES = {
    "short": "M136 40C150 46 166 62 174 80L152 94C148 84 142 76 136 72Z",
    "long": "M136 40C152 46 160 62 166 90C170 112 173 134 174 152L157 156C152 130 146 100 136 76Z",
}
CUFFS = "M172.5 141L174.5 154L157 158L154.5 146Z"
NECKS = {
    "crew": "M100 50C110 50 116 43 118 33",
    "v": "M100 70L118 33",
    "high": "M100 34L116 33",
    "collar": "M100 44L116 34",
}


def _hanger(ink: Ink) -> None:
    if ink.rng.random() < 0.4:
        ink.line("M100 30C100 22 106 20 106 14C106 8 96 8 95 13", "#9a9da3", 2.2)


def _body(neck: str, bottom: float, waist: float, hem: float) -> str:
    middle = (bottom + 80) / 2
    return mirror(
        f"{NECKS[neck]}L136 40C140 54 140 70 138 84C{waist} {middle} {waist} {middle} "
        f"{hem} {bottom}C120 {bottom + 5} 110 {bottom + 5} 100 {bottom + 5}"
    )


def _base(
    ink: Ink, sleeve: str, neck: str, bottom: float, waist: float = 137, hem: float = 139
) -> str:
    """Back of the neck, sleeves, body; the path of the body is returned."""
    sleeve_path = SLEEVES[sleeve]
    body = _body(neck, bottom, waist, hem)
    for piece in (sleeve_path, flip(sleeve_path), body):
        ink.drop(piece)
    if neck != "high":
        ink.path("M82 33C90 38 110 38 118 33L117 46C108 54 92 54 83 46Z", ink.deep(0.38))
    slant = ink.cloth if ink.look.pattern == "plain" else ink.paint(-32)
    other = ink.cloth if ink.look.pattern == "plain" else ink.paint(32)
    for piece, paint in ((sleeve_path, other), (flip(sleeve_path), slant)):
        ink.part(piece, paint, material=ink.look.material, edge=ink.edge)
    ink.part(body)
    ink.line("M130 98C126 112 128 126 124 140M70 98C74 112 72 126 76 140", "#000", 2.6, 0.09)
    return body


def t_shirt(ink: Ink) -> None:
    """Short or long sleeves, round or V neck."""
    variant = ink.look.variant
    _hanger(ink)
    neck = "v" if variant == "v-neck" else "crew"
    _base(ink, "long" if variant == "long-sleeved" else "short", neck, 168)
    rib = ink.deep(0.2)
    if neck == "v":
        ink.line("M82 33L100 70L118 33", rib, 3.6)
    else:
        ink.line("M82 33C84 43 90 50 100 50C110 50 116 43 118 33", rib, 3.8)
    if variant == "graphic":
        ink.part(
            "M100 78L110 96L131 98L115 112L120 132L100 121L80 132L85 112L69 98L90 96Z",
            ink.accent,
            "flat",
        )
    ink.seam("M62 166C80 170 120 170 138 166")


def shirt(ink: Ink) -> None:
    """A shirt with collar, placket and buttons, long or short sleeves."""
    _hanger(ink)
    short = ink.look.variant == "short-sleeved"
    _base(ink, "short" if short else "long", "collar", 172, 136, 137)
    plain = ink.look.pattern == "plain"
    trim = ink.soft(0.25) if plain else ink.base
    ink.part("M95.5 47L104.5 47L104.5 177L95.5 177Z", trim if not plain else ink.soft(0.06), "")
    for y in range(60, 172, 21):
        ink.dot(100, y, 2.3, "#fbfaf5" if brightness(ink.base) < 0.8 else "#6d6f76", "#55565c")
    collar = "M100 47L84 30C78 32 76 38 75 44L91 64Z"
    for d in (collar, flip(collar)):
        ink.part(d, trim, "flat")
    if not short:
        for d in (CUFFS, flip(CUFFS)):
            ink.part(d, trim, "flat")
    ink.part("M112 82L131 82L131 100L121.5 105L112 100Z", None, "", ink.edge, width=0.9)


def sweater(ink: Ink) -> None:
    """A jumper: round, V or roll neck, ribbed cuffs and hem."""
    variant = ink.look.variant
    neck = {"v-neck": "v", "roll-neck": "high"}.get(variant, "crew")
    _base(ink, "long", neck, 162, 139, 140)
    rib = ink.deep(0.13)
    hem = "M60 158C80 164 120 164 140 158L139 172C120 177 80 177 61 172Z"
    for d in (hem, CUFFS, flip(CUFFS)):
        ink.part(d, rib, "flat")
    ink.line("".join(f"M{x} 163V174" for x in range(66, 138, 6)), ink.deep(0.35), 1, 0.6)
    if neck == "high":
        roll = "M82 20C90 16 110 16 118 20L121 42C110 49 90 49 79 42Z"
        ink.part(roll, rib, "across")
        ink.line("M81 31C90 36 110 36 119 31", ink.deep(0.3), 1.2, 0.7)
        ink.line("".join(f"M{x} 22V44" for x in range(85, 118, 5)), ink.deep(0.35), 0.9, 0.5)
    elif neck == "v":
        ink.line("M81 32L100 71L119 32", rib, 6)
        ink.line("M78.5 33L100 76L121.5 33", ink.deep(0.4), 1, 0.6)
    else:
        ink.line("M81 33C84 45 90 51 100 51C110 51 116 45 119 33", rib, 6.5)
    if variant == "cable":
        for x in (82, 100, 118):
            wave = "".join(
                f"M{x - 4} {y}C{x + 6} {y + 4} {x + 6} {y + 8} {x - 4} {y + 12}"
                f"M{x + 4} {y}C{x - 6} {y + 4} {x - 6} {y + 8} {x + 4} {y + 12}"
                for y in range(60, 150, 12)
            )
            ink.line(wave, ink.deep(0.34), 1.8, 0.8)


def hoodie(ink: Ink) -> None:
    """A hooded sweatshirt with a kangaroo pocket, or with a zip."""
    hood = "M100 14C126 12 134 34 132 52C122 62 112 66 100 68C88 66 78 62 68 52C66 34 74 12 100 14Z"
    _base(ink, "long", "crew", 162, 140, 141)
    ink.drop(hood, 0, 3)
    ink.part(hood, ink.base, "down", ink.edge, ink.look.material)
    ink.part(
        "M100 24C116 24 121 38 118 50C112 58 106 60 100 61C94 60 88 58 82 50C79 38 84 24 100 24Z",
        ink.deep(0.5),
        "down",
    )
    rib = ink.deep(0.15)
    hem = "M60 158C80 164 120 164 140 158L139 172C120 177 80 177 61 172Z"
    for d in (hem, CUFFS, flip(CUFFS)):
        ink.part(d, rib, "flat")
    if ink.look.variant == "zip":
        ink.line("M100 66V174", "#e4e6ea", 4)
        ink.line("M100 66V174", "#55585f", 1.4, dash="1.6 1.6")
        ink.path(box(98, 74, 4, 10, 1.5), "#d6d9de", "#55585f", 0.8)
        for d in ("M86 118L70 146L72 152L90 152Z", "M114 118L130 146L128 152L110 152Z"):
            ink.part(d, ink.base, "flat", ink.edge, width=1.1)
    else:
        ink.part(
            "M80 116L120 116L134 146L130 154L70 154L66 146Z", ink.base, "flat", ink.edge, width=1.2
        )
    cord = lighter(ink.accent, 0.3)
    ink.line("M90 60C88 74 88 82 90 94M110 60C112 74 112 82 110 96", cord, 2.4)


def _lapels(ink: Ink, low: float, paint: str) -> None:
    lapel = f"M100 {low}L84 31C77 34 75 40 73 48L82 62L76 66Z"
    for d in (lapel, flip(lapel)):
        ink.part(d, paint, "flat")


def jacket(ink: Ink) -> None:
    """A short jacket: biker, denim, bomber or quilted puffer."""
    variant = ink.look.variant
    _base(ink, "long", "collar", 146, 138, 136)
    edge, metal = ink.edge, "#ccd0d6"
    if variant == "puffer":
        for y in (62, 80, 98, 116, 134):
            ink.line(f"M63 {y}C80 {y + 6} 120 {y + 6} 137 {y}", edge, 2, 0.75)
            ink.line(f"M64 {y + 4}C80 {y + 10} 120 {y + 10} 136 {y + 4}", "#fff", 3, 0.22)
        for x in (150, 154, 160, 164):
            y = {150: 62, 154: 82, 160: 104, 164: 126}[x]
            ink.line(
                f"M{x - 9} {y + 6}L{x + 9} {y - 2}M{209 - x} {y + 6}L{191 - x} {y - 2}",
                edge,
                1.8,
                0.75,
            )
        ink.part("M78 24C90 20 110 20 122 24L124 44C110 52 90 52 76 44Z", ink.base, "down", edge)
        ink.line("M100 46V150", metal, 3)
    elif variant == "biker":
        ink.line("M112 62L104 150", metal, 3.4)
        ink.line("M112 62L104 150", "#4d5056", 1.2, dash="1.5 1.5")
        lapel = "M108 92L84 31C77 34 74 42 72 52L82 64L78 70Z"
        ink.part(lapel, ink.soft(0.06), "flat")
        ink.part("M106 76L116 31C123 34 126 42 128 52L120 62L125 70Z", ink.soft(0.06), "flat")
        ink.line("M68 112L88 104M132 112L114 106M118 82L130 80", metal, 2.6)
        ink.part(box(62, 140, 76, 10, 2), ink.base, "down", edge)
        ink.path(box(96, 141, 12, 8, 1), "none", metal, 2)
    elif variant == "bomber":
        rib = ink.accent
        for d in (
            "M63 142C80 148 120 148 137 142L136 158C120 163 80 163 64 158Z",
            CUFFS,
            flip(CUFFS),
            "M80 30C90 26 110 26 120 30L122 42C112 50 88 50 78 42Z",
        ):
            ink.part(d, rib, "flat")
        ink.line("M100 46V158", metal, 3.4)
        ink.line("M100 46V158", "#4d5056", 1.2, dash="1.5 1.5")
        ink.line("M72 118L84 104M128 118L116 104", edge, 2.4)
    else:
        thread = "#e0a24a"
        ink.line("M97 48V151M103 48V151", edge, 1.1)
        _lapels(ink, 56, ink.soft(0.08))
        for y in range(66, 150, 16):
            ink.dot(100, y, 2.6, "#c99b52", "#6a4a1c")
        for x in (70, 110):
            ink.part(box(x, 74, 20, 22, 2), ink.base, "flat", edge, ink.look.material, 1)
            ink.seam(f"M{x} 80L{x + 10} 85L{x + 20} 80", thread)
        ink.seam("M64 66H96M104 66H136M76 100L80 146M124 100L120 146", thread)
        ink.part(
            "M62 141C80 146 120 146 138 141L137 152C120 157 80 157 63 152Z",
            ink.base,
            "down",
            edge,
            ink.look.material,
        )


def coat(ink: Ink) -> None:
    """A coat to the knee: trench, wool, duffle or raincoat."""
    variant = ink.look.variant
    _base(ink, "long", "collar", 184, 134, 150)
    edge = ink.edge
    ink.line("M100 60V188", edge, 1.8)
    if variant == "raincoat":
        ink.part(
            "M100 12C124 10 132 32 130 50C120 60 112 62 100 63C88 62 80 60 70 50C68 32 76 10 "
            "100 12Z",
            ink.base,
            "down",
            edge,
        )
        ink.part(
            "M100 24C114 24 118 38 115 48C110 54 106 56 100 56C94 56 90 54 85 48C82 38 86 "
            "24 100 24Z",
            ink.deep(0.4),
            "down",
        )
        for y in range(76, 180, 24):
            ink.dot(100, y, 3, "#eef0f2", "#60636a")
    elif variant == "trench":
        _lapels(ink, 86, ink.soft(0.07))
        for y in (94, 128, 146):
            for x in (90, 110):
                ink.dot(x, y, 2.9, darker(ink.base, 0.55), "#222")
        ink.part(
            "M65 106C80 110 120 110 135 106L134.500 118C120 122 80 122 65.500 118Z",
            ink.deep(0.12),
            "flat",
        )
        ink.path(box(93, 107, 15, 13, 2), "none", "#8b6b2f", 2.6)
        ink.line("M106 120L118 140", ink.deep(0.2), 6)
    elif variant == "duffle":
        ink.part(
            "M78 24C90 18 110 18 122 24L128 48C112 58 88 58 72 48Z",
            ink.base,
            "down",
            edge,
            ink.look.material,
        )
        for y in (74, 98, 122):
            ink.line(f"M86 {y}H114", "#c9b184", 2.4)
            ink.part(box(92, y - 2.800, 16, 5.600, 2.800), "#9c6b37", "gloss")
    else:
        _lapels(ink, 92, ink.deep(0.1))
        for y in (102, 126, 150):
            ink.dot(106, y, 3.3, darker(ink.base, 0.6), "#222")
    if variant != "trench":
        for d in ("M70 132H88V136H70Z", "M112 132H130V136H112Z"):
            ink.part(d, ink.deep(0.12), "", edge)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "t-shirt": t_shirt,
    "shirt": shirt,
    "sweater": sweater,
    "hoodie": hoodie,
    "jacket": jacket,
    "coat": coat,
}
