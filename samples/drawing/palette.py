"""Colour names and arithmetic on hex colours; not patterns or shading."""

from __future__ import annotations

PALETTE: dict[str, str] = {
    "black": "#26272b",
    "white": "#f7f6f2",
    "grey": "#8d9196",
    "silver": "#c3c8ce",
    "red": "#cf2431",
    "burgundy": "#7a1c33",
    "orange": "#ee7c1e",
    "yellow": "#f4c724",
    "gold": "#cfa43c",
    "green": "#2f8f4a",
    "olive": "#707a38",
    "mint": "#9fdcc0",
    "teal": "#138086",
    "light blue": "#8fc3ea",
    "blue": "#2563c4",
    "navy": "#1e2c56",
    "purple": "#7540ab",
    "pink": "#ee86ae",
    "brown": "#7d4a28",
    "beige": "#dcc7a1",
    "clear": "#dff0f4",
}

TOYS: tuple[str, ...] = ("#e23f3a", "#f3b92e", "#3fa556", "#3b7fd6", "#8b55bf", "#ef8438")

# A shopper who says the key accepts each of the values.
FAMILIES: dict[str, tuple[str, ...]] = {
    "blue": ("blue", "light blue", "navy"),
    "green": ("green", "olive", "mint"),
    "red": ("red", "burgundy"),
    "grey": ("grey", "silver"),
}


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """Blend two `#rrggbb` colours; `share` in 0..1 is how much of the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.3) -> str:
    """The colour moved towards black by `share` in 0..1."""
    return mix(colour, "#0a0a12", share)


def lighter(colour: str, share: float = 0.3) -> str:
    """The colour moved towards white by `share` in 0..1."""
    return mix(colour, "#ffffff", share)


def brightness(colour: str) -> float:
    """Perceived lightness in 0..1 (ITU-R BT.601 luma)."""
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
