"""Changes a batch of pictures as cameras, shelves and hands do; not for choosing pictures.

All of it runs on whole batches in torch, with one generator, so a step can be repeated exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Mixed:
    """pixels: (n, 3, side, side) float32, 0 to 1. partner: (n,) row whose pixels were put in.

    share: (n,) of a picture that is still its own.
    """

    pixels: torch.Tensor
    partner: torch.Tensor
    share: torch.Tensor


def _uniform(n: int, low: float, high: float, generator: torch.Generator) -> torch.Tensor:
    import torch

    return low + (high - low) * torch.rand(n, generator=generator)


def crops(
    pixels: torch.Tensor,
    side_px: int,
    least_area: torch.Tensor,
    strength: float,
    generator: torch.Generator,
) -> torch.Tensor:
    """Random crops: scaled, stretched, turned, mirrored; (n, 3, h, w) -> (n, 3, side, side).

    least_area: (n,) share of each picture that the smallest crop shows at full strength.
    """
    import torch
    import torch.nn.functional as F

    n = len(pixels)
    least = 1 - (1 - least_area) * strength
    area = least + (1.08 - least) * torch.rand(n, generator=generator)
    stretch = torch.exp(_uniform(n, -0.28, 0.28, generator) * strength)
    angle = _uniform(n, -0.3, 0.3, generator) * strength
    wild = torch.rand(n, generator=generator) < 0.15 * strength
    angle = torch.where(wild, _uniform(n, -1.6, 1.6, generator), angle)
    width, height = (area.sqrt() * stretch).clamp(max=1.2), (area.sqrt() / stretch).clamp(max=1.2)
    x = _uniform(n, -1, 1, generator) * (1 - width).clamp(min=0.04)
    y = _uniform(n, -1, 1, generator) * (1 - height).clamp(min=0.04)
    mirror = torch.where(torch.rand(n, generator=generator) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle), torch.sin(angle)
    matrix = torch.stack(
        [
            torch.stack([width * cos * mirror, -height * sin, x], 1),
            torch.stack([width * sin * mirror, height * cos, y], 1),
        ],
        1,
    )
    grid = F.affine_grid(matrix, [n, 3, side_px, side_px], align_corners=False)
    return F.grid_sample(
        pixels, grid, mode="bilinear", padding_mode="reflection", align_corners=False
    )


def jitter(pixels: torch.Tensor, strength: float, generator: torch.Generator) -> torch.Tensor:
    """Light and camera: exposure, white balance, contrast, saturation, gamma, blur, grain.

    One picture in four gets the white balance of a bad lamp, the others a slight tint: shops differ
    in nothing more than in their light, and colour words must outlive it.
    """
    import torch
    import torch.nn.functional as F

    n, side = len(pixels), pixels.shape[-1]

    def factor(low: float, high: float) -> torch.Tensor:
        return torch.exp(strength * _uniform(n, low, high, generator)).view(n, 1, 1, 1)

    lamp = (torch.rand(n, 1, 1, 1, generator=generator) < 0.25).float() * 0.12 + 0.06
    tint = torch.exp(strength * lamp * torch.randn(n, 3, 1, 1, generator=generator))
    pixels = pixels * (tint * factor(-0.5, 0.4))
    mean = pixels.mean((1, 2, 3), keepdim=True)
    pixels = mean + (pixels - mean) * factor(-0.45, 0.45)
    grey = pixels.mean(1, keepdim=True)
    saturation = 1 + strength * _uniform(n, -0.5, 0.5, generator).view(n, 1, 1, 1)
    pixels = (grey + (pixels - grey) * saturation).clamp(0, 1)
    pixels = (pixels + 1e-3) ** factor(-0.35, 0.35)
    soft = (torch.rand(n, generator=generator) < 0.2 * strength).nonzero()[:, 0]
    if len(soft):
        small = F.interpolate(pixels[soft], scale_factor=0.5, mode="area")
        pixels[soft] = F.interpolate(small, size=(side, side), mode="bilinear")
    grainy = (torch.rand(n, generator=generator) < 0.2 * strength).nonzero()[:, 0]
    if len(grainy):
        grain = torch.randn(len(grainy), *pixels.shape[1:], generator=generator)
        pixels[grainy] = pixels[grainy] + 0.05 * grain
    return pixels.clamp(0, 1)


def boxes(
    n: int, side_px: int, low: float, high: float, generator: torch.Generator
) -> torch.Tensor:
    """(n, 1, side, side) bool: a random box in each, of `low` to `high` of the area."""
    import torch

    area = _uniform(n, low, high, generator)
    stretch = torch.exp(_uniform(n, -0.6, 0.6, generator))
    half_w, half_h = (area.sqrt() * stretch / 2), (area.sqrt() / stretch / 2)
    x, y = torch.rand(n, generator=generator), torch.rand(n, generator=generator)
    line = (torch.arange(side_px) + 0.5) / side_px
    across = (line[None] - x[:, None]).abs() < half_w[:, None]
    down = (line[None] - y[:, None]).abs() < half_h[:, None]
    return (down[:, :, None] & across[:, None, :])[:, None]


def on_background(
    packshots: torch.Tensor, backgrounds: torch.Tensor, generator: torch.Generator
) -> torch.Tensor:
    """Things on white, set smaller or larger on a piece of another picture; both (n, 3, h, w)."""
    import torch
    import torch.nn.functional as F

    n = len(packshots)
    zoom = _uniform(n, 0.9, 1.6, generator)
    zero = torch.zeros(n)
    matrix = torch.stack(
        [
            torch.stack([zoom, zero, _uniform(n, -0.3, 0.3, generator)], 1),
            torch.stack([zero, zoom, _uniform(n, -0.3, 0.3, generator)], 1),
        ],
        1,
    )
    grid = F.affine_grid(matrix, list(packshots.shape), align_corners=False)
    things = 1 - F.grid_sample(1 - packshots, grid, align_corners=False)
    white = things.amin(1, keepdim=True)
    thing = ((0.95 - white) * 12).clamp(0, 1)
    thing = F.avg_pool2d(F.max_pool2d(thing, 5, 1, 2), 3, 1, 1)
    light = _uniform(n, 0.75, 1.05, generator).view(n, 1, 1, 1)
    return (things * light).clamp(0, 1) * thing + backgrounds * (1 - thing)


def occlude_and_mix(
    pixels: torch.Tensor,
    groups: torch.Tensor,
    cutmix_share: float,
    strength: float,
    generator: torch.Generator,
) -> Mixed:
    """Covers parts of pictures: with noise (random erasing) or another picture of the same group.

    groups: (n,) int64; partners come from the same group (CutMix, Yun et al. 2019).
    """
    import torch

    n, side = len(pixels), pixels.shape[-1]
    partner = torch.arange(n)
    for group in groups.unique():
        rows = (groups == group).nonzero()[:, 0]
        partner[rows] = rows[torch.randperm(len(rows), generator=generator)]
    draw = torch.rand(n, generator=generator)
    mixes = draw < cutmix_share * strength
    erases = (draw > 1 - 0.25 * strength) & ~mixes
    box = boxes(n, side, 0.08, 0.5, generator) & mixes.view(n, 1, 1, 1)
    colour = torch.rand(n, 3, 1, 1, generator=generator)
    filling = colour + 0.2 * torch.randn(n, 3, 8, 8, generator=generator)
    filling = torch.nn.functional.interpolate(filling, size=(side, side), mode="bilinear")
    hole = boxes(n, side, 0.03, 0.22, generator) & erases.view(n, 1, 1, 1)
    out = torch.where(box, pixels[partner], pixels)
    out = torch.where(hole, filling.clamp(0, 1), out)
    share = 1 - box.float().mean((1, 2, 3))
    return Mixed(out, torch.where(mixes, partner, torch.arange(n)), share)


def nothing_for_sale(
    pictures: torch.Tensor, n: int, side_px: int, generator: torch.Generator
) -> torch.Tensor:
    """(n, 3, side, side) of noise, clouds, stripes, shuffled pieces and bare corners."""
    import torch
    import torch.nn.functional as F

    made = []
    for _ in range(n):
        kind = int(torch.randint(0, 5, (1,), generator=generator))
        row = pictures[torch.randint(0, len(pictures), (1,), generator=generator)]
        if kind == 0:
            picture = torch.rand(1, 3, side_px, side_px, generator=generator)
        elif kind == 1:
            coarse = int(torch.randint(2, 12, (1,), generator=generator))
            picture = torch.rand(1, 3, coarse, coarse, generator=generator)
        elif kind == 2:
            colours = torch.rand(2, 3, 1, 1, generator=generator)
            line = torch.arange(side_px).float()
            turn = torch.randn(2, generator=generator)
            wave = torch.sin((line[:, None] * turn[0] + line[None] * turn[1]) * 0.4)
            share = (wave[None, None] + 1) / 2
            picture = colours[:1] * share + colours[1:] * (1 - share)
        elif kind == 3:
            pieces = row.unfold(2, row.shape[2] // 8, row.shape[2] // 8)
            pieces = pieces.unfold(3, row.shape[3] // 8, row.shape[3] // 8)[:, :, :8, :8]
            flat = pieces.reshape(1, 3, 64, *pieces.shape[-2:])
            flat = flat[:, :, torch.randperm(64, generator=generator)]
            joined = flat.reshape(1, 3, 8, 8, *pieces.shape[-2:]).permute(0, 1, 2, 4, 3, 5)
            picture = joined.reshape(1, 3, 8 * pieces.shape[-2], 8 * pieces.shape[-1])
        else:
            edge = row.shape[-1] // 7
            right, down = torch.randint(0, 2, (2,), generator=generator).tolist()
            picture = row[:, :, -edge:] if down else row[:, :, :edge]
            picture = picture[..., -edge:] if right else picture[..., :edge]
        made.append(F.interpolate(picture, size=(side_px, side_px), mode="bilinear"))
    return torch.cat(made).clamp(0, 1)
