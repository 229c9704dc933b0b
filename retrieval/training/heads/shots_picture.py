"""Draws curves over labels a class as SVG, a panel a shop; not for measuring them."""

from __future__ import annotations

import math
from typing import Any
from xml.sax.saxutils import escape

PANEL_PX, MARGIN_PX, LEGEND_TOP_PX = 300, 44, 282
PLOT_TOP_PX, PLOT_BOTTOM_PX = 56, 244
# Okabe and Ito's colours, told apart by everybody, and a dash each for prints without colour.
SERIES = {
    "adapted": ("#0072B2", "", "adapted heads"),
    "linear probe": ("#D55E00", "6 3", "linear probe"),
    "elsewhere, adapted": ("#009E73", "2 3", "sample queries after adapting"),
}
PLAIN = {"zero-shot": "#0072B2", "elsewhere, plain": "#009E73"}


def drawn(curves: dict[str, Any], encoder: str) -> str:
    """An SVG of what `shots_curve` gave for each shop. encoder: its name, for the title."""
    width = PANEL_PX * len(curves) + 16
    legend, height = _legend(width)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="11">',
        f"<title>Recall@1 of {escape(encoder)} over labels a class</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{MARGIN_PX}" y="20" font-size="14" fill="#111">'
        f"{escape(encoder)}: recall@1 over labels a class</text>",
    ]
    for number, (shop, curve) in enumerate(curves.items()):
        parts += _panel(shop, curve, MARGIN_PX + PANEL_PX * number)
    return "\n".join([*parts, *legend, "</svg>"]) + "\n"


def _y(share: float) -> float:
    return PLOT_BOTTOM_PX - share * (PLOT_BOTTOM_PX - PLOT_TOP_PX)


def _panel(shop: str, curve: dict[str, Any], left: float) -> list[str]:
    shots = [int(n) for n in curve["shots"]]
    right = left + PANEL_PX - MARGIN_PX - 8
    widest = max(math.log2(max(shots)), 1.0)

    def x(n: int) -> float:
        return left + 12 + math.log2(n) / widest * (right - left - 24)

    told = f"{shop} ({curve['n_classes']} classes, {curve['n_test']} photos)"
    parts = [f'<text x="{left}" y="44" fill="#111">{escape(told)}</text>']
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_line(left, _y(share), right, _y(share), "#dddddd"))
        parts.append(
            f'<text x="{left - 6}" y="{_y(share) + 4:.1f}" text-anchor="end" fill="#444">'
            f"{share:.2f}</text>"
        )
    for n in shots:
        parts.append(
            f'<text x="{x(n):.1f}" y="{PLOT_BOTTOM_PX + 16}" text-anchor="middle" fill="#444">'
            f"{n}</text>"
        )
    for name, colour in PLAIN.items():
        if name in curve:
            parts.append(_line(left, _y(curve[name]), right, _y(curve[name]), colour, "1 3"))
    for name, (colour, dash, _) in SERIES.items():
        points = [(n, curve["shots"][str(n)].get(name)) for n in shots]
        if any(point is None for _, point in points):
            continue
        path = " ".join(f"{x(n):.1f},{_y(point['mean']):.1f}" for n, point in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"'
            f"{_dashed(dash)}/>"
        )
        for n, point in points:
            low, high = (_y(point["mean"] + sign * point["spread"]) for sign in (-1, 1))
            parts.append(_line(x(n), low, x(n), high, colour))
            parts.append(
                f'<circle cx="{x(n):.1f}" cy="{_y(point["mean"]):.1f}" r="3" fill="{colour}"/>'
            )
    return parts


def _legend(width: float) -> tuple[list[str], int]:
    """Entries in as many rows as the width needs, and the height of the whole picture."""
    parts, left, middle = [], float(MARGIN_PX), float(LEGEND_TOP_PX)
    for colour, dash, words in [*SERIES.values(), ("#555555", "1 3", "before, same colour")]:
        needed = 60 + 6.2 * len(words)
        if left > MARGIN_PX and left + needed > width:
            left, middle = float(MARGIN_PX), middle + 18
        parts.append(_line(left, middle, left + 26, middle, colour, dash, 2))
        parts.append(f'<text x="{left + 32:.0f}" y="{middle + 4:.0f}" fill="#111">{words}</text>')
        left += needed
    return parts, round(middle) + 14


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "", width: int = 1
) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"'
        f' stroke-width="{width}"{_dashed(dash)}/>'
    )


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""
