"""Line charts side by side as one SVG, drawn from numbers; not for deciding what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

# Told apart without colour as well: each line has a dash and a marker of its own.
COLOURS = ("#0b6e99", "#c2410c", "#4d7c0f", "#7e22ce", "#be185d", "#475569")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 3")
PLOT_PX = (300, 210)
LEFT_PX, TOP_PX, RIGHT_PX, BOTTOM_PX = 70, 34, 26, 50
LEGEND_LINE_PX = 20
INK, GREY, GRID, PAPER = "#1f2933", "#5f6b7a", "#e4e7eb", "#ffffff"
Point = tuple[float, float, float, float]
"""x, y, and the ends of y's interval (y twice where there is none)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart, under the name that the legend gives it."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A frame with lines; y runs from 0 to 1. x_ticks: (place, what stands under it)."""

    title: str
    x_label: str
    y_label: str
    x_ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]


def svg_of(charts: Sequence[Chart], title: str, alt: str) -> str:
    """The charts in a row with one legend under them; the same name has the same look in all."""
    names = list(dict.fromkeys(line.name for chart in charts for line in chart.lines))
    cell = PLOT_PX[0] + LEFT_PX + RIGHT_PX
    width = cell * len(charts)
    body = TOP_PX + PLOT_PX[1] + BOTTOM_PX
    height = body + LEGEND_LINE_PX * len(names) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' role="img" aria-label="{escape(alt)}" font-family="system-ui, sans-serif">',
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]
    for i, chart in enumerate(charts):
        parts += [f'<g transform="translate({i * cell + LEFT_PX} {TOP_PX})">']
        parts += [*_frame(chart), *_lines(chart, names), "</g>"]
    for i, name in enumerate(names):
        y = body + LEGEND_LINE_PX * i + 6
        parts.append(_stroke(f"M{LEFT_PX} {y}h34", i))
        parts.append(_text(LEFT_PX + 44, y + 4, name, anchor="start"))
    return "\n".join([*parts, "</svg>", ""])


def _frame(chart: Chart) -> list[str]:
    width, height = PLOT_PX
    found = [_text(0, -12, chart.title, anchor="start", weight=600)]
    for tick in range(0, 101, 25):
        y = height * (1 - tick / 100)
        found.append(f'<path d="M0 {y:g}h{width}" stroke="{GRID}"/>')
        found.append(_text(-8, y + 4, f"{tick} %", anchor="end", fill=GREY))
    for place, shown in chart.x_ticks:
        found.append(_text(_x(chart, place), height + 18, shown, fill=GREY))
    found.append(_text(width / 2, height + 38, chart.x_label))
    found.append(_text(0, 0, chart.y_label, turn=f"translate(-56 {height / 2:g}) rotate(-90)"))
    return found


def _lines(chart: Chart, names: Sequence[str]) -> list[str]:
    found = []
    for line in chart.lines:
        look = names.index(line.name)
        at = [(_x(chart, x), *(PLOT_PX[1] * (1 - y) for y in ys)) for x, *ys in line.points]
        if any(low != high for _, _, low, high in line.points):
            edge = [f"{x:.1f} {low:.1f}" for x, _, low, _ in at]
            edge += [f"{x:.1f} {high:.1f}" for x, _, _, high in reversed(at)]
            colour = COLOURS[look % len(COLOURS)]
            found.append(f'<path d="M{"L".join(edge)}Z" fill="{colour}" opacity="0.13"/>')
        found.append(_stroke("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _, _ in at), look))
        found += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{COLOURS[look % len(COLOURS)]}"/>'
            for x, y, _, _ in at
        ]
    return found


def _x(chart: Chart, place: float) -> float:
    places = [x for x, _ in chart.x_ticks]
    low, high = min(places), max(places)
    return PLOT_PX[0] * (place - low) / ((high - low) or 1)


def _stroke(path: str, look: int) -> str:
    dash = DASHES[look % len(DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path}" fill="none" stroke="{COLOURS[look % len(COLOURS)]}" stroke-width="2"'
        f"{dashed}/>"
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "middle",
    fill: str = INK,
    weight: int = 400,
    turn: str = "",
) -> str:
    turned = f' transform="{turn}"' if turn else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="13" fill="{fill}" font-weight="{weight}"'
        f' text-anchor="{anchor}"{turned}>{escape(text)}</text>'
    )
