"""Clean and attacked recall@1 of an encoder on validation data; not the whole of its figures.

For choosing whether a robust encoder is worth shipping. `retrieval.training.measure` has the clean
table, `retrieval.robustness` the attacks of others.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.encoders.open_clip_encoder import preprocess_spec
from retrieval.encoders.preprocess import preprocess
from retrieval.fusion import fuse_products, load_fusion
from retrieval.pictures.decode import load_picture
from retrieval.training.clothing_photos import CLOTHING_CATEGORIES
from retrieval.training.grocery_photos import grocery_product
from retrieval.training.pictures import rows
from retrieval.training.robust.ranking_attack import (
    fooled_by_edits,
    fooled_by_pixels,
    random_edits,
)
from retrieval.training.robust.towers import Towers, open_towers
from retrieval.training.sample_renderings import SampleProducts, sample_as_product

if TYPE_CHECKING:
    import torch

EPSILONS_OF_255 = (1, 2, 4)
N_RANDOM_DRAWS = 3
N_EDIT_CANDIDATES = 16
HOMOGLYPH_SHARE = 0.15


def measure_robustness(
    model: str,
    data: Path | None,
    samples: SampleProducts | None = None,
    *,
    n_pictures: int = 100,
    n_steps: int = 20,
    n_texts: int = 200,
    seed: int = 0,
    device: str = "cpu",
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Recall@1 of shares by part: {"grocery": {"clean", "1/255", …}, "clothing", "titles", …}.

    Pictures of validation splits at the tower's own size, n_pictures of each, drawn by the seed;
    texts edited once and twice, at random and the worst found.
    """
    towers, files = open_towers(model, device=device, precision="float32")
    towers = replace(towers, clip=towers.clip.eval())
    tell = progress or (lambda what: None)
    table: dict[str, Any] = {
        "model": files.label,
        "attack": f"PGD, {n_steps} steps up the cross-entropy and {n_steps} down the margin",
    }
    if data is not None and (data / "grocery" / "val.csv").is_file():
        folder = data / "grocery"
        listed, photos = rows(folder / "products.csv"), rows(folder / "val.csv")
        column = {row["id"]: i for i, row in enumerate(listed)}
        names = encode_in_parts(towers, [grocery_product(row).text() for row in listed])
        packshots = _encode_pictures(towers, [folder / row["image"] for row in listed])
        fusion = load_fusion(files.folder, "add")
        gallery = fuse_products(names, packshots, np.arange(len(listed)), fusion)
        asked = [(folder / row["image"], column[row["product_id"]]) for row in photos]
        table["grocery"] = _by_epsilon(
            towers, gallery, _drawn(asked, n_pictures, seed), n_steps, seed, tell, "grocery"
        )
        texts = [(row["name"], column[row["id"]]) for row in listed]
        table["grocery names"] = _by_edits(towers, names, texts, seed)
    if data is not None and (data / "clothing" / "validation.csv").is_file():
        folder = data / "clothing"
        asked = [
            (folder / row["image"], CLOTHING_CATEGORIES.index(row["category"]))
            for row in rows(folder / "validation.csv")
        ]
        gallery = encode_in_parts(towers, list(CLOTHING_CATEGORIES))
        table["clothing"] = _by_epsilon(
            towers, gallery, _drawn(asked, n_pictures, seed), n_steps, seed, tell, "clothing"
        )
    if samples is not None:
        products = samples.products()
        names = encode_in_parts(towers, [sample_as_product(p).text() for p in products])
        titles = _drawn([(p.title, i) for i, p in enumerate(products)], n_texts, seed)
        table["sample titles"] = _by_edits(towers, names, titles, seed)
    return table


def _drawn(asked: Sequence[tuple[Any, int]], n: int, seed: int) -> list[tuple[Any, int]]:
    return [asked[i] for i in np.random.default_rng(seed).permutation(len(asked))[:n]]


def encode_in_parts(towers: Towers, texts: Sequence[str]) -> np.ndarray:
    """(n, n_dims) float32 unit vectors of texts, a few at a time."""
    import torch

    with torch.no_grad():
        parts = [
            towers.encode_texts(texts[start : start + 64]).cpu().numpy()
            for start in range(0, len(texts), 64)
        ]
    return np.concatenate(parts)


def pixels_of(towers: Towers, paths: Sequence[Path]) -> torch.Tensor:
    """(n, 3, h, w) float32 from 0 to 1: what the tower sees of files, before it normalises."""
    import open_clip
    import torch

    spec = preprocess_spec(open_clip.get_model_preprocess_cfg(towers.clip))
    plain = replace(spec, mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))
    least_px = max(plain.height_px, plain.width_px)
    pictures = [preprocess(load_picture(path, at_least_px=least_px), plain) for path in paths]
    return torch.from_numpy(np.stack(pictures)).clamp(0, 1).to(towers.device)


def _encode_pictures(towers: Towers, paths: Sequence[Path]) -> np.ndarray:
    import torch

    with torch.no_grad():
        parts = [
            towers.encode_pixels(pixels_of(towers, paths[start : start + 32])).cpu().numpy()
            for start in range(0, len(paths), 32)
        ]
    return np.concatenate(parts)


def _by_epsilon(
    towers: Towers,
    gallery: np.ndarray,
    asked: Sequence[tuple[Path, int]],
    n_steps: int,
    seed: int,
    tell: Callable[[str], None],
    name: str,
) -> dict[str, Any]:
    """Recall@1 clean and by radius. What a smaller radius fools, a larger one does as well."""
    import torch

    pixels = pixels_of(towers, [path for path, _ in asked])
    products = torch.from_numpy(gallery).to(towers.device)
    right = torch.tensor([owner for _, owner in asked], device=towers.device)
    found: dict[str, Any] = {"n": len(asked)}
    fooled = fooled_by_pixels(towers, pixels, products, right, 0.0, 0)
    found["clean"] = _kept(fooled)
    for level in EPSILONS_OF_255:
        left = (~fooled).nonzero()[:, 0]
        if len(left):
            fooled[left] = fooled_by_pixels(
                towers, pixels[left], products, right[left], level / 255, n_steps, seed
            )
        found[f"{level}/255"] = _kept(fooled)
        tell(f"{name} at {level}/255: {found[f'{level}/255']['recall@1']:.2f}")
    return found


def _by_edits(
    towers: Towers, gallery: np.ndarray, asked: Sequence[tuple[str, int]], seed: int
) -> dict[str, Any]:
    import torch

    texts = [text for text, _ in asked]
    products = torch.from_numpy(gallery).to(towers.device)
    right = torch.tensor([owner for _, owner in asked], device=towers.device)
    found: dict[str, Any] = {"n": len(asked)}
    for n_edits in (0, 1, 2):
        rng = random.Random(seed)
        drawn = []
        for _ in range(N_RANDOM_DRAWS if n_edits else 1):
            edited = [random_edits(text, n_edits, HOMOGLYPH_SHARE, rng) for text in texts]
            vectors = torch.from_numpy(encode_in_parts(towers, edited)).to(towers.device)
            drawn.append((vectors @ products.T).argmax(1) != right)
        name = f"{n_edits} random edits" if n_edits else "clean"
        found[name] = _kept(torch.cat(drawn))
        if n_edits:
            worst = fooled_by_edits(
                towers,
                texts,
                products,
                right,
                n_edits,
                N_EDIT_CANDIDATES,
                HOMOGLYPH_SHARE,
                random.Random(seed),
            )
            found[f"{n_edits} worst edits"] = _kept(worst)
    return found


def _kept(fooled: torch.Tensor) -> dict[str, float]:
    """Recall@1 with its 95 % interval."""
    n, kept = len(fooled), int((~fooled).sum())
    low, high = wilson_interval(kept, n)
    return {"recall@1": round(kept / n, 4), "low": round(low, 4), "high": round(high, 4)}


def wilson_interval(kept: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share of n (Wilson 1927), sound near 0 and 1 too."""
    share = kept / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
