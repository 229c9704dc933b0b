"""A view of a product: pose, background and light around a drawing; not the drawing itself."""

from __future__ import annotations

import random

from samples.drawing.ink import Ink
from samples.drawing.palette import brightness, darker, lighter, mix
from samples.drawing.patterns import surface_tile

_WALLS = (
    "#f1efe9",
    "#e5e9ee",
    "#dfe9e2",
    "#f2e3dc",
    "#e9e2f0",
    "#cfd8df",
    "#d8cfc0",
    "#b9c4c9",
    "#f6edcf",
    "#c7d5c0",
    "#e8c9c0",
    "#9fb2c2",
)
_FLOORS = ("#b98d5c", "#8f6a47", "#d3b68c", "#6f5039", "#c9a679")
_LIGHTS = ("#fff2dc", "#e6efff", "#ffffff", "#fff8ee")


def _studio(colour: str) -> str:
    return (
        f'<radialGradient id="studio" cx=".5" cy=".42" r=".8"><stop offset="0" stop-color="'
        f'{lighter(colour, 0.6)}"/><stop offset="1" stop-color="{darker(colour, 0.07)}"/>'
        "</radialGradient>"
    )


def background(rng: random.Random, view: int, base: str) -> tuple[str, str]:
    """(definitions, elements) of what lies behind the product; white studio for view 1."""
    pale = brightness(base) > 0.8
    if view == 1:
        return (
            _studio("#dfe3e7" if pale else "#f3f4f5"),
            '<rect width="200" height="200" fill="url(#studio)"/>',
        )
    choice = rng.random()
    wall = rng.choice(_WALLS)
    while abs(brightness(wall) - brightness(base)) < 0.09:
        wall = rng.choice([*_WALLS, "#5c6773", "#ffffff"])
    full = '<rect width="200" height="200" fill="'
    if choice < 0.3:
        return _studio(wall), full + 'url(#studio)"/>'
    if choice < 0.55:
        horizon = rng.uniform(120, 165)
        floor = rng.choice([darker(wall, 0.16), mix(wall, "#a98a66", 0.5), darker(wall, 0.3)])
        return _studio(wall), (
            full + f'url(#studio)"/><rect y="{horizon:.1f}" width="200" height="100"'
            f' fill="{floor}"/>'
        )
    if choice < 0.75:
        plank = rng.choice([c for c in _FLOORS if abs(brightness(c) - brightness(base)) > 0.07])
        gap = rng.choice([28, 40, 56])
        turn = rng.choice([0, 90, rng.uniform(-12, 12)])
        lines = "".join(f"M-100 {y}H300" for y in range(-100, 300, gap))
        return surface_tile("plank", "wood", plank), (
            f'<g transform="rotate({turn:.1f} 100 100)"><rect x="-100" y="-100" width="400"'
            f' height="400" fill="{plank}"/><rect x="-100" y="-100" width="400" height="400"'
            f' fill="url(#plank)"/><path d="{lines}" stroke="{darker(plank, 0.4)}"/></g>'
        )
    if choice < 0.9:
        tile = surface_tile("linen", "linen", wall)
        return tile, full + f'{wall}"/>' + full + 'url(#linen)"/>'
    blobs = "".join(
        f'<ellipse cx="{rng.uniform(0, 200):.0f}" cy="{rng.uniform(0, 150):.0f}"'
        f' rx="{rng.uniform(20, 60):.0f}" ry="{rng.uniform(20, 70):.0f}"'
        f' fill="{mix(wall, rng.choice(_WALLS), 0.7)}" fill-opacity=".6"/>'
        for _ in range(6)
    )
    return "", full + f'{darker(wall, 0.08)}"/>' + blobs


def pose(rng: random.Random, view: int, may_flip: bool, upright: bool) -> str:
    """An SVG transform for the product; gentle for view 1."""
    if view == 1:
        return "translate(100 100) scale(0.97) translate(-100 -100)"
    turn = rng.gauss(0, 3 if upright else 9)
    turn = max(-7.0, min(7.0, turn)) if upright else max(-26.0, min(26.0, turn))
    scale = rng.uniform(0.72, 1.08)
    if rng.random() < 0.15:
        scale = rng.uniform(1.1, 1.3)
    wide = scale * rng.uniform(0.9, 1.06) * (-1 if may_flip and rng.random() < 0.5 else 1)
    room = 12 + 30 * max(0.0, 1 - scale)
    x, y = 100 + rng.uniform(-room, room), 100 + rng.uniform(-room, room) * 0.7
    skew = rng.uniform(-6, 6)
    return (
        f"translate({x:.2f} {y:.2f}) rotate({turn:.2f}) skewX({skew:.2f}) "
        f"scale({wide:.3f} {scale:.3f}) translate(-100 -100)"
    )


def light(rng: random.Random, view: int) -> tuple[str, str]:
    """(definitions, elements) of a tinted light over everything; none for view 1."""
    if view == 1:
        return "", ""
    warm = rng.choice(_LIGHTS)
    x = rng.choice([0, 1])
    bright, dim = rng.uniform(0, 0.2), rng.uniform(0, 0.24)
    return (
        f'<linearGradient id="light" x1="{x}" y1="0" x2="{1 - x}" y2="{rng.uniform(0.3, 1):.2f}">'
        f'<stop offset="0" stop-color="{warm}" stop-opacity="{bright:.2f}"/>'
        f'<stop offset="1" stop-color="#0b0f1a" stop-opacity="{dim:.2f}"/></linearGradient>',
        '<rect width="200" height="200" fill="url(#light)"/>',
    )


def picture(
    ink: Ink,
    rng: random.Random,
    view: int,
    size_px: int,
    may_flip: bool = True,
    upright: bool = True,
) -> str:
    """The whole SVG document, `size_px` pixels square, of a drawing already in `ink`."""
    back_defs, back = background(rng, view, ink.base)
    light_defs, lit = light(rng, view)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="{size_px}"'
        f' height="{size_px}"><defs>{back_defs}{light_defs}{ink.defs()}</defs>{back}'
        f'<g transform="{pose(rng, view, may_flip, upright)}">{"".join(ink.body)}</g>{lit}</svg>'
    )
