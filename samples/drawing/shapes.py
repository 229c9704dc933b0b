"""SVG path strings built from points; knows nothing of colours."""

from __future__ import annotations

import math
import re

_TOKEN = re.compile(r"[MLCQHVZ]|-?\d+(?:\.\d+)?")
_PAIRS = {"M": 1, "L": 1, "Q": 2, "C": 3}
Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _segments(path: str) -> list[tuple[str, list[Point]]]:
    tokens = _TOKEN.findall(path)
    found: list[tuple[str, list[Point]]] = []
    command, position, here = "M", 0, (0.0, 0.0)
    while position < len(tokens):
        if tokens[position].isalpha():
            command = tokens[position]
            position += 1
            continue
        if command in "HV":
            value = float(tokens[position])
            position += 1
            points = [(value, here[1]) if command == "H" else (here[0], value)]
        else:
            count = _PAIRS[command]
            values = [float(token) for token in tokens[position : position + 2 * count]]
            position += 2 * count
            points = list(zip(values[::2], values[1::2], strict=True))
        found.append(("L" if command in "HV" else command, points))
        here = points[-1]
        command = "L" if command == "M" else command
    return found


def _write(command: str, points: list[Point]) -> str:
    return command + " ".join(f"{number(x)} {number(y)}" for x, y in points)


def flip(path: str, axis: float = 100) -> str:
    """The path mirrored left to right about x = `axis` (absolute commands only)."""
    parts = [_write(c, [(2 * axis - x, y) for x, y in points]) for c, points in _segments(path)]
    return "".join(parts) + ("Z" if path.rstrip().endswith("Z") else "")


def mirror(half: str, axis: float = 100) -> str:
    """A closed symmetrical path from its right half, drawn from top to bottom."""
    segments = _segments(half)
    points: list[Point] = [segments[0][1][0]]
    for _, more in segments[1:]:
        points.extend(more)
    back = [(2 * axis - x, y) for x, y in reversed(points)]
    text = half + f"L{number(back[0][0])} {number(back[0][1])}"
    used = 1
    for command, more in reversed(segments[1:]):
        text += _write(command, back[used : used + len(more)])
        used += len(more)
    return text + "Z"


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> str:
    """A rectangle with round corners."""
    r = min(radius, width / 2, height / 2)
    k = r * 0.45
    right, bottom = x + width, y + height
    return (
        f"M{number(x + r)} {number(y)}L{number(right - r)} {number(y)}"
        f"C{number(right - k)} {number(y)} {number(right)} {number(y + k)} "
        f"{number(right)} {number(y + r)}L{number(right)} {number(bottom - r)}"
        f"C{number(right)} {number(bottom - k)} {number(right - k)} {number(bottom)} "
        f"{number(right - r)} {number(bottom)}L{number(x + r)} {number(bottom)}"
        f"C{number(x + k)} {number(bottom)} {number(x)} {number(bottom - k)} "
        f"{number(x)} {number(bottom - r)}L{number(x)} {number(y + r)}"
        f"C{number(x)} {number(y + k)} {number(x + k)} {number(y)} {number(x + r)} {number(y)}Z"
    )


def oval(cx: float, cy: float, rx: float, ry: float | None = None) -> str:
    """An ellipse; a circle when `ry` is left out."""
    ry = rx if ry is None else ry
    a, b = rx * 0.5523, ry * 0.5523
    n = number
    return (
        f"M{n(cx)} {n(cy - ry)}C{n(cx + a)} {n(cy - ry)} {n(cx + rx)} {n(cy - b)} {n(cx + rx)} "
        f"{n(cy)}C{n(cx + rx)} {n(cy + b)} {n(cx + a)} {n(cy + ry)} {n(cx)} {n(cy + ry)}"
        f"C{n(cx - a)} {n(cy + ry)} {n(cx - rx)} {n(cy + b)} {n(cx - rx)} {n(cy)}"
        f"C{n(cx - rx)} {n(cy - b)} {n(cx - a)} {n(cy - ry)} {n(cx)} {n(cy - ry)}Z"
    )


def smooth(points: list[Point], closed: bool = True) -> str:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    text = _write("M", [points[0]])
    for i in range(count if closed else count - 1):
        if closed:
            before, here, there, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            before, here = points[max(i - 1, 0)], points[i]
            there, after = points[i + 1], points[min(i + 2, count - 1)]
        one = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        two = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        text += _write("C", [one, two, there])
    return text + ("Z" if closed else "")


def polygon(points: list[Point]) -> str:
    """A closed shape with straight sides."""
    return _write("M", [points[0]]) + "".join(_write("L", [p]) for p in points[1:]) + "Z"


def star(cx: float, cy: float, outer: float, inner: float, tips: int, turn: float = -90) -> str:
    """A star; `turn` in degrees is the direction of its first tip."""
    points = []
    for i in range(2 * tips):
        radius = outer if i % 2 == 0 else inner
        angle = math.radians(turn + 180 * i / tips)
        points.append((cx + radius * math.cos(angle), cy + radius * math.sin(angle)))
    return polygon(points)


def round_about(cx: float, cy: float, radius: float, count: int, turn: float = 0) -> list[Point]:
    """Points evenly round a circle, the first at `turn` degrees clockwise from the right."""
    angles = [math.radians(turn + 360 * i / count) for i in range(count)]
    return [(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in angles]
