"""SVG tiles for patterns (stripes, dots...) and surfaces (denim, knit...); not shapes."""

from __future__ import annotations

from samples.drawing.palette import brightness, darker, lighter, mix

PATTERNS = ("plain", "striped", "polka dot", "checked", "floral", "zigzag", "star", "leopard")


def _tile(name: str, size: float, turn: float, body: str, tall: float | None = None) -> str:
    return (
        f'<pattern id="{name}" width="{size}" height="{tall or size}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({turn:.1f})">{body}</pattern>'
    )


def _flower(x: float, y: float, size: float, petal: str, heart: str) -> str:
    around = ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
    petals = "".join(
        f'<circle cx="{x + size * dx:.1f}" cy="{y + size * dy:.1f}" r="{size * 0.72:.1f}"/>'
        for dx, dy in around
    )
    return (
        f'<g fill="{petal}">{petals}</g><circle cx="{x}" cy="{y}" r="{size * 0.6:.1f}"'
        f' fill="{heart}"/>'
    )


def pattern_tile(
    name: str, pattern: str, base: str, accent: str, turn: float = 0, scale: float = 1
) -> str:
    """The `<pattern>` element called `name`, in two `#rrggbb` colours.

    `turn` is in degrees, `scale` multiplies the size of the tile. Raises KeyError for an
    unknown pattern.
    """
    size = {
        "striped": 16.0,
        "polka dot": 18.0,
        "checked": 26.0,
        "floral": 34.0,
        "zigzag": 16.0,
        "star": 26.0,
        "leopard": 24.0,
    }[pattern] * scale
    u = size / 16
    ground = f'<rect width="{size}" height="{size}" fill="{base}"/>'
    if pattern == "striped":
        body = ground + f'<rect width="{size}" height="{size * 0.44:.2f}" fill="{accent}"/>'
    elif pattern == "polka dot":
        dot = f'r="{3.3 * u:.2f}" fill="{accent}"'
        body = ground + (
            f'<circle cx="{4 * u}" cy="{4 * u}" {dot}/><circle cx="{12 * u}" cy="{12 * u}" {dot}/>'
        )
    elif pattern == "checked":
        band = mix(base, accent, 0.55)
        body = ground + (
            f'<rect width="{7 * u}" height="{size}" fill="{band}"/>'
            f'<rect width="{size}" height="{7 * u}" fill="{band}"/>'
            f'<rect width="{7 * u}" height="{7 * u}" fill="{accent}"/>'
            f'<path d="M{11.5 * u} 0V{size}M0 {11.5 * u}H{size}" stroke="{accent}"'
            f' stroke-width="{u}"/>'
        )
    elif pattern == "floral":
        heart = "#f6cf3c" if brightness(accent) > 0.6 else "#fff3c4"
        second = mix(accent, "#ffffff" if brightness(base) < 0.5 else "#d8568a", 0.45)
        leaf = f'fill="{mix("#3f8f4d", base, 0.15)}"'
        body = ground + (
            f'<ellipse cx="{7.6 * u}" cy="{8 * u}" rx="{1.2 * u}" ry="{2.8 * u}" {leaf}/>'
            f'<ellipse cx="{14 * u}" cy="{5 * u}" rx="{1.1 * u}" ry="{2.4 * u}" {leaf}/>'
            + _flower(4 * u, 4.2 * u, 2.1 * u, accent, heart)
            + _flower(11.8 * u, 11.4 * u, 1.9 * u, second, heart)
        )
    elif pattern == "zigzag":
        body = ground + (
            f'<path d="M{-4 * u} {12 * u}L{4 * u} {5 * u}L{12 * u} {12 * u}L{20 * u} {5 * u}"'
            f' fill="none" stroke="{accent}" stroke-width="{4.2 * u}"/>'
        )
    elif pattern == "star":
        path = "M0 -4L1.2 -1.3L4 -1.2L1.8 .6L2.5 3.4L0 1.8L-2.5 3.4L-1.8 .6L-4 -1.2L-1.2 -1.3Z"
        body = ground + "".join(
            f'<path transform="translate({x * u} {y * u}) scale({u * 0.85:.3f})" d="{path}"'
            f' fill="{accent}"/>'
            for x, y in ((4, 4.4), (12, 12.4))
        )
    else:
        spots = ((4, 4, 10), (12, 6, 70), (6, 12, -30), (13.5, 13.5, 20))
        dark = darker(accent, 0.1)
        body = ground + "".join(
            f'<ellipse cx="{x * u}" cy="{y * u}" rx="{2.7 * u}" ry="{1.9 * u}" fill="'
            f'{mix(base, dark, 0.35)}" stroke="{dark}" stroke-width="{1.3 * u:.2f}"'
            f' stroke-dasharray="{4 * u:.1f} {1.3 * u:.1f}"'
            f' transform="rotate({t} {x * u} {y * u})"/>'
            for x, y, t in spots
        )
    return _tile(name, size, turn, body)


def surface_tile(name: str, material: str, base: str) -> str:
    """The translucent `<pattern>` that shows a material, or an empty string if it is smooth."""
    dark, light = darker(base, 0.45), lighter(base, 0.45)
    if material in ("denim",):
        body = (
            f'<path d="M0 3L3 0" stroke="{light}" stroke-width=".7" stroke-opacity=".55"/>'
            f'<path d="M1.5 3L3 1.5" stroke="{dark}" stroke-width=".4" stroke-opacity=".5"/>'
        )
        return _tile(name, 3, 0, body)
    if material in ("knit", "wool", "cable knit"):
        body = (
            f'<path d="M0 1L2.5 4L5 1" fill="none" stroke="{dark}" stroke-width="1"'
            f' stroke-opacity=".38"/><path d="M0 2.4L2.5 5.4L5 2.4" fill="none" stroke="{light}"'
            ' stroke-width=".8" stroke-opacity=".35"/>'
        )
        return _tile(name, 5, 0, body)
    if material in ("canvas", "linen", "jute", "cotton canvas"):
        body = (
            f'<path d="M0 1H4M1 0V4" stroke="{dark}" stroke-width=".7" stroke-opacity=".3"/>'
            f'<path d="M0 3H4M3 0V4" stroke="{light}" stroke-width=".6" stroke-opacity=".3"/>'
        )
        return _tile(name, 4, 0, body)
    if material == "corduroy":
        body = (
            f'<rect width="2" height="6" fill="{dark}" fill-opacity=".36"/>'
            f'<rect x="3" width="1.2" height="6" fill="{light}" fill-opacity=".3"/>'
        )
        return _tile(name, 5.5, 0, body)
    if material in ("wicker", "rattan", "straw"):
        body = (
            f'<rect width="5" height="4" fill="{dark}" fill-opacity=".25"/>'
            f'<rect x="5" y="4" width="5" height="4" fill="{dark}" fill-opacity=".25"/>'
            f'<path d="M0 4H10M0 0H10M5 0V8M0 0V8" stroke="{dark}" stroke-width=".9"'
            ' stroke-opacity=".5"/>'
        )
        return _tile(name, 10, 0, body, 8)
    if material in ("wood", "oak", "bamboo", "walnut"):
        body = (
            f'<path d="M0 3C20 0 40 7 70 3M0 9C25 12 45 5 70 9M0 14C30 11 40 18 70 14"'
            f' fill="none" stroke="{dark}" stroke-width=".9" stroke-opacity=".4"/>'
        )
        return _tile(name, 70, 0, body, 17)
    if material in ("fleece", "terry", "plush", "sheepskin", "faux fur"):
        body = (
            f'<circle cx="2" cy="2" r="1.2" fill="{light}" fill-opacity=".4"/>'
            f'<circle cx="5" cy="4.6" r="1.2" fill="{dark}" fill-opacity=".22"/>'
            f'<circle cx="1.4" cy="5.4" r=".8" fill="{dark}" fill-opacity=".2"/>'
        )
        return _tile(name, 6.4, 18, body)
    if material in ("suede", "felt", "tweed"):
        body = (
            f'<circle cx="1" cy="1" r=".6" fill="{dark}" fill-opacity=".4"/>'
            f'<circle cx="3" cy="2.8" r=".6" fill="{light}" fill-opacity=".4"/>'
        )
        return _tile(name, 4, 30, body)
    return ""
