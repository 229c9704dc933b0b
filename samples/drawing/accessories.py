"""Hat, scarf, gloves, tie, belt, sunglasses, umbrella; not bags."""

from __future__ import annotations

from collections.abc import Callable

from samples.drawing.ink import Ink
from samples.drawing.palette import darker, lighter
from samples.drawing.shapes import box, flip, oval, round_about, smooth


def hat(ink: Ink) -> None:
    """Baseball cap, sun hat, beanie, fedora or bucket hat."""
    variant = ink.look.variant
    ink.shadow(100, 152, 84, 10)
    if variant == "cap":
        dome = "M44 122C40 72 66 46 98 46C130 46 146 76 146 118C112 128 76 130 44 122Z"
        ink.part(dome)
        ink.line(
            "M98 46C90 72 88 100 90 127M98 46C118 66 126 96 126 123M98 46C72 62 62 92 62 125",
            ink.edge,
            1.4,
            0.8,
        )
        ink.part(
            "M92 122C118 120 138 116 146 112C166 114 186 128 184 140C170 150 120 146 88 134Z",
            ink.accent if ink.look.accent != "white" else ink.deep(0.12),
            "down",
        )
        ink.dot(98, 46, 5, ink.deep(0.25), ink.edge)
    elif variant == "sun":
        ink.part(oval(100, 130, 88, 24), shade="down")
        ink.part("M56 128C54 76 74 60 100 60C126 60 146 76 144 128C130 140 70 140 56 128Z")
        ink.part(
            "M55 112C70 124 130 124 145 112L145 129C130 140 70 140 55 129Z",
            ink.accent if ink.look.accent != "white" else "#7b2f3c",
            "across",
        )
    elif variant == "beanie":
        ink.part("M46 128C40 74 64 44 100 44C136 44 160 74 154 128Z")
        ink.part(
            "M42 114C70 106 130 106 158 114L157 146C130 154 70 154 43 146Z",
            ink.deep(0.14),
            "across",
            material="corduroy",
        )
        ink.part(
            smooth([(x + ink.jitter(0, 1.5), y) for x, y in round_about(100, 36, 17, 12)]),
            ink.accent,
            "ball",
            material="fleece",
        )
    elif variant == "fedora":
        ink.part(
            "M16 128C50 112 150 112 184 128C176 150 130 152 100 152C70 152 24 150 16 128Z",
            shade="down",
        )
        ink.part(
            "M52 128C52 94 58 64 68 54C82 48 92 60 100 60C108 60 118 48 132 54C142 64 148 "
            "94 148 "
            "128C130 140 70 140 52 128Z"
        )
        ink.part(
            "M52 112C74 124 126 124 148 112L148 129C130 140 70 140 52 129Z",
            ink.accent if ink.look.accent != "white" else ink.deep(0.6),
            "across",
        )
        ink.line("M100 62C96 76 98 88 100 96", ink.edge, 2)
    else:
        ink.part("M58 104L36 140C60 158 140 158 164 140L142 104Z", shade="down")
        ink.part(
            "M58 110C58 80 62 62 70 54C90 48 110 48 130 54C138 62 142 80 142 110C120 120 80 "
            "120 "
            "58 110Z"
        )
        ink.seam("M50 124C80 138 120 138 150 124M43 134C76 150 124 150 157 134")


def scarf(ink: Ink) -> None:
    """A scarf looped once with fringed ends, a square silk one, or a snood."""
    variant = ink.look.variant
    if variant == "silk":
        square = "M100 24L172 96L100 172L28 98Z"
        ink.drop(square, 3, 5)
        ink.part(square)
        ink.path("M100 36L160 96L100 159L40 98Z", "none", ink.accent, 5)
        for d in ("M100 24C96 70 92 120 100 172", "M28 98C70 92 130 100 172 96"):
            ink.line(d, "#000", 2.4, 0.13)
        ink.shine("M60 80C80 66 92 50 96 40C98 60 84 80 64 88Z", 0.25)
        return
    loop = smooth(
        [(100, 22), (148, 36), (160, 66), (138, 92), (100, 100), (62, 92), (40, 66), (52, 36)]
    )
    if variant == "snood":
        ink.put('<g transform="translate(0 24) scale(1 1.25)">')
        ink.drop(loop)
        ink.part(loop)
        ink.path(oval(100, 50, 34, 16), ink.deep(0.55))
        ink.line("M50 60C70 86 130 86 150 60M46 74C80 98 120 98 154 74", "#000", 3, 0.2)
        ink.put("</g>")
        return
    for d, turn in (("M84 84L116 80L136 166L96 172Z", -8), ("M88 82L66 80L52 150L88 156Z", 8)):
        ink.drop(d)
        ink.part(
            d,
            ink.base if ink.look.pattern == "plain" else ink.paint(turn),
            material=ink.look.material,
            edge=ink.edge,
        )
    fringe = "".join(f"M{x} {171.5 - (x - 96) * 0.15:.1f}v14" for x in range(98, 137, 5))
    fringe += "".join(f"M{x} {150 + (x - 52) * 0.17:.1f}v13" for x in range(54, 88, 5))
    ink.line(fringe, ink.base, 2.4)
    ink.line(fringe, ink.edge, 0.8, 0.6)
    ink.drop(loop)
    ink.part(loop)
    ink.path(oval(100, 50, 36, 15), ink.deep(0.55))
    ink.part("M72 74C90 82 112 82 130 72L124 104C108 110 92 110 78 104Z")
    ink.line("M48 52C64 80 136 80 152 52M60 82C74 92 80 94 84 94", "#000", 2.6, 0.22)


def gloves(ink: Ink) -> None:
    """A pair of gloves, mittens or fingerless gloves."""
    variant = ink.look.variant
    glove = {
        "gloves": (
            "M36 172L34 118C24 104 14 94 10 84C14 76 22 78 28 86L36 96L34 50C36 42 44 42 "
            "46 50"
            "L49 84L50 40C53 32 61 32 63 40L64 84L67 46C70 38 78 40 78 48L77 90L80 62C84 "
            "56 90 "
            "58 90 66C90 90 88 112 84 130L84 172Z"
        ),
        "fingerless": (
            "M36 172L34 118C24 106 18 100 14 94L26 84L36 96L35 74L48 72L49 84L49 68"
            "L64 68"
            "L64 84L66 70L79 72L77 90L79 78L91 80C90 98 88 114 84 130L84 172Z"
        ),
        "mittens": (
            "M36 172L34 118C22 110 12 98 12 88C16 78 26 82 32 90L36 96C34 60 40 34 62 34"
            "C86 34 "
            "92 66 90 96C89 112 86 122 84 130L84 172Z"
        ),
    }[variant]
    cuff = "M33 148L87 148L88 176L32 176Z"
    for d, c in ((flip(glove), flip(cuff)), (glove, cuff)):
        ink.drop(d)
        ink.part(d)
        ink.part(c, ink.deep(0.2) if ink.look.pattern == "plain" else ink.accent, "across")
        left = min(x for x in (32, 112) if ("M33" in c) == (x == 32))
        ink.line("".join(f"M{left + 4 + i * 6} 151V174" for i in range(9)), "#000", 1, 0.25)
    if ink.look.material == "leather":
        ink.seam(
            "M46 100L44 140M62 96L62 140M76 100L78 140M154 100L156 140M138 96L138 140M124 "
            "100L122 "
            "140",
            ink.soft(0.4),
        )


def tie(ink: Ink) -> None:
    """A long tie or a bow tie."""
    if ink.look.variant == "bow":
        ink.put('<g transform="translate(-10 -10) scale(1.1)">')
        wing = "M106 92C130 70 160 62 176 66C182 84 182 118 176 136C158 138 130 128 106 110Z"
        for d in (wing, flip(wing)):
            ink.drop(d)
            ink.part(d)
            ink.line("M110 98L140 88M110 104L140 112M90 98L60 88M90 104L60 112", "#000", 2, 0.16)
        ink.part(box(88, 84, 24, 34, 8))
        ink.put("</g>")
        return
    blade = "M92 46L108 46L122 150L100 184L78 150Z"
    ink.drop(blade)
    ink.part(
        blade,
        ink.base if ink.look.pattern == "plain" else ink.paint(-38),
        edge=ink.edge,
        material=ink.look.material,
    )
    ink.part(
        "M84 16L116 16L109 47L91 47Z",
        ink.base if ink.look.pattern == "plain" else ink.paint(38),
        edge=ink.edge,
        material=ink.look.material,
    )
    ink.line("M100 50L101 176", "#fff", 3, 0.14)


def belt(ink: Ink) -> None:
    """A belt rolled up, buckle in front: square, round or woven."""
    variant = ink.look.variant
    ink.shadow(100, 146, 78, 12)
    ink.part("M30 78C30 50 170 50 170 78L170 122C170 150 30 150 30 122Z", ink.deep(0.28), "across")
    ink.path(oval(100, 78, 70, 24), ink.deep(0.55), ink.edge)
    ink.path(oval(100, 82, 54, 16), "none", ink.deep(0.2), 6)
    front = "M30 78C40 106 160 106 170 78L170 122C160 150 40 150 30 122Z"
    ink.part(
        front,
        None if variant != "woven" else ink.base,
        material="wicker" if variant == "woven" else None,
        edge=ink.edge,
    )
    if variant != "woven":
        ink.seam("M31 85C44 111 156 111 169 85M31 116C44 143 156 143 169 116", ink.soft(0.45))
    metal = "#d9b75c" if ink.look.accent == "gold" else "#cfd3d9"
    if variant == "round":
        ink.path(oval(100, 121, 27, 25), "none", darker(metal, 0.45), 10)
        ink.path(oval(100, 121, 27, 25), "none", metal, 7)
    else:
        ink.path(box(74, 98, 52, 46, 5), "none", darker(metal, 0.45), 10)
        ink.path(box(74, 98, 52, 46, 5), "none", metal, 7)
        ink.path(box(78, 99, 44, 3, 1), "#fff", opacity=0.6)
    ink.line("M74 121H112", darker(metal, 0.4), 7)
    ink.line("M74 121H112", metal, 4.4)
    for x in (136, 150):
        ink.path(oval(x, 118 - (x - 136) * 0.2, 2.6, 3.4), "#171310")


def sunglasses(ink: Ink) -> None:
    """Round, square, aviator or cat-eye frames with tinted lenses."""
    variant = ink.look.variant
    lens = {
        "round": oval(58, 100, 33, 33),
        "square": box(22, 74, 68, 54, 14),
        "aviator": "M24 80C40 72 74 72 90 80C92 108 82 134 58 136C34 134 22 108 24 80Z",
        "cat-eye": "M10 66C36 74 66 74 90 84C90 112 78 130 56 130C32 130 22 104 10 66Z",
    }[variant]
    tint = darker(ink.accent, 0.25) if ink.look.accent != "white" else "#3a3f4a"
    ink.shadow(100, 144, 84, 8)
    ink.line("M26 84C20 60 30 52 44 54M174 84C180 60 170 52 156 54", ink.deep(0.15), 5)
    thin = variant in ("round", "aviator")
    bar = "M90 90C96 82 104 82 110 90" if thin else "M88 92C96 84 104 84 112 92"
    ink.line(bar, ink.edge, 5 if thin else 9)
    ink.line(bar, ink.base, 3.4 if thin else 7)
    if variant == "aviator":
        ink.line("M80 76H120", ink.base, 3.4)
    for d in (lens, flip(lens)):
        ink.drop(d, 2, 7)
        ink.part(d, tint, "down", "")
        ink.path(d, "none", ink.edge, 6.5 if thin else 11)
        ink.path(d, "none", ink.base, 4.6 if thin else 9)
        ink.path(d, "none", ink.soft(0.5), 1)
    for x in (40, 124):
        ink.shine(f"M{x} 90L{x + 14} 82L{x + 2} 116L{x - 4} 108Z", 0.28)


def umbrella(ink: Ink) -> None:
    """An open umbrella, or one folded round its stick."""
    handle = "#8a5a33"
    if ink.look.variant == "folded":
        ink.put('<g transform="rotate(14 100 100)">')
        ink.line("M100 14V170", "#8d9299", 4)
        canopy = "M100 26C116 60 120 100 112 138L88 138C80 100 84 60 100 26Z"
        ink.drop(canopy)
        ink.part(canopy)
        ink.line("M100 30C98 70 96 110 96 136M103 40C108 80 108 110 105 136", "#000", 2, 0.3)
        ink.part("M84 104L117 100L116 110L85 114Z", ink.deep(0.3), "across")
        ink.line("M100 138V168C100 188 74 188 76 170", darker(handle), 9)
        ink.line("M100 138V168C100 188 74 188 76 170", handle, 6.4)
        ink.put("</g>")
        return
    ink.line("M100 30V166C100 184 124 184 122 166", "#4a4d52", 4.6)
    ink.line("M100 146V166C100 184 124 184 122 166", darker(handle), 8)
    ink.line("M100 146V166C100 184 124 184 122 166", handle, 5.6)
    dome = (
        "M100 24C148 26 178 60 184 104C172 92 154 92 142 104C130 92 112 92 100 104C88 92 70 "
        "92 58 "
        "104C46 92 28 92 16 104C22 60 52 26 100 24Z"
    )
    ink.part(dome, shade="flat")
    if ink.look.pattern == "plain":
        ink.path(
            "M100 24C76 40 60 70 58 104C46 92 28 92 16 104C22 60 52 26 100 24Z",
            ink.deep(0.12),
            opacity=0.6,
        )
        ink.path(
            "M100 24C120 40 140 70 142 104C154 92 172 92 184 104C178 60 148 26 100 24Z",
            "#000",
            opacity=0.16,
        )
    ink.line("M100 24C78 40 60 70 58 104M100 24C122 40 140 70 142 104M100 24V104", ink.edge, 1.4)
    ink.shine("M48 56C60 42 74 34 88 30C72 42 58 58 46 80Z", 0.22)
    ink.line("M100 24V14", lighter("#4a4d52", 0.1), 4)


DRAWINGS: dict[str, Callable[[Ink], None]] = {
    "hat": hat,
    "scarf": scarf,
    "gloves": gloves,
    "tie": tie,
    "belt": belt,
    "sunglasses": sunglasses,
    "umbrella": umbrella,
}
