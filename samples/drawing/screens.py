"""A lit display for laptops, phones, televisions and cameras; not the device round it."""

from __future__ import annotations

from samples.drawing.ink import Ink
from samples.drawing.palette import darker
from samples.drawing.shapes import oval


def draw_screen(ink: Ink, d: str, left: float, top: float, right: float, bottom: float) -> None:
    """A lit display with a landscape or coloured tiles, clipped to the path."""
    one, two = ink.rng.choice(
        (
            ("#3aa0d8", "#f2c46b"),
            ("#6b4fc4", "#f08fb0"),
            ("#1f8f8a", "#bfe6c0"),
            ("#28468f", "#8fc7f0"),
        )
    )
    ink.path(d, one)
    ink.put(f"<g {ink.clip(d)}>")
    width, height = right - left, bottom - top
    ink.path(oval(left + width * 0.72, top + height * 0.3, min(width, height) * 0.14), "#fff3c4")
    ink.path(
        f"M{left} {top + height * 0.7}"
        f"C{left + width * 0.3} {top + height * 0.3} {left + width * 0.5} "
        f"{top + height * 0.9} {right} {top + height * 0.5}V{bottom}H{left}Z",
        two,
    )
    ink.path(
        f"M{left} {top + height * 0.85}"
        f"C{left + width * 0.4} {top + height * 0.6} {left + width * 0.7} "
        f"{bottom} {right} {top + height * 0.78}V{bottom}H{left}Z",
        darker(one, 0.4),
    )
    ink.path(
        f"M{left} {top}H{left + width * 0.45}L{left + width * 0.12} {bottom}H{left}Z",
        "#fff",
        opacity=0.14,
    )
    ink.put("</g>")
