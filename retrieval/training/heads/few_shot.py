"""Adapts heads to one shop from a handful of labelled queries; not for training them on data sets.

Residual heads that begin as the plain encoder learn to rank the right products of each labelled
photo or text first, while an anchor keeps every other vector of the shop, and rehearsed phrases of
none in particular, where they were (as the residual adapters of CLIP-Adapter, Gao et al. 2021,
arXiv 2110.04544, and the anchored fine-tuning of L2-SP, Li et al. 2018, arXiv 1802.01483). How far
they move is chosen by cross-validation.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import InputError
from retrieval.fusion import Fusion, fuse_products
from retrieval.heads.heads import Heads
from retrieval.heads.shape import HeadShape, HeadsShape
from retrieval.heads.torch_heads import apply_head
from retrieval.training.heads.network import build_heads, exported
from retrieval.training.ranking_figures import ranks_of_right

if TYPE_CHECKING:
    import torch

Vectors = NDArray[np.float32]
FUSION = Fusion("add")
REHEARSED_A_STEP = 128


@dataclass(frozen=True)
class AdaptRecipe:
    """How heads are adapted. anchor: weight of staying where the plain encoder is.

    n_candidates: products that a step ranks, the right ones among them. batch_queries: labelled
    queries of a step, all of them where there are no more. blends: tried by
    cross-validation; few_blend: taken where a class has one example alone.
    """

    hidden_widths: tuple[int, ...] = (128,)
    dropout: float = 0.3
    n_steps: int = 150
    learning_rate: float = 2e-3
    weight_decay: float = 0.1
    anchor: float = 2.0
    scale: float = 20.0
    n_candidates: int = 1024
    batch_queries: int = 256
    blends: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
    few_blend: float = 0.5
    n_folds: int = 4
    seed: int = 7


@dataclass(frozen=True)
class LabelledShop:
    """A shop in the plain encoder's vectors, with queries whose answers are known.

    texts: (n, d), zero rows where a product has none. pictures: (m, d). owners: (m,) ascending.
    queries: (q, d). is_text: (q,) bool. right: q sets of product rows, none empty. rehearsed: (r,
    d) texts of no shop in particular, to be left where they are.
    """

    texts: Vectors
    pictures: Vectors
    owners: NDArray[np.int64]
    queries: Vectors
    is_text: NDArray[np.bool_]
    right: tuple[frozenset[int], ...]
    rehearsed: Vectors | None = None

    def only(self, rows: NDArray[np.int64]) -> LabelledShop:
        """The same shop with these queries alone."""
        return LabelledShop(
            self.texts,
            self.pictures,
            self.owners,
            self.queries[rows],
            self.is_text[rows],
            tuple(self.right[row] for row in rows),
            self.rehearsed,
        )


def ranks(shop: LabelledShop, heads: Heads | None = None) -> NDArray[np.int64]:
    """(q,) rank, from 1, of the best right product of each query, with heads or plain."""
    texts, pictures, queries = shop.texts, shop.pictures, shop.queries
    if heads is not None:
        has_text = np.any(texts != 0, axis=1, keepdims=True)
        texts = np.where(has_text, heads.map("text", texts), 0).astype(np.float32)
        pictures = heads.map("image", pictures)
        said, shown = heads.map("text", queries), heads.map("image", queries)
        queries = np.where(shop.is_text[:, None], said, shown)
    index = fuse_products(texts, pictures, shop.owners, FUSION)
    return ranks_of_right(queries @ index.T, [set(right) for right in shop.right])


def mean_reciprocal_rank(shop: LabelledShop, heads: Heads | None = None) -> float:
    return float((1 / ranks(shop, heads)).mean())


def adapt_heads(shop: LabelledShop, encoder_id: str, recipe: AdaptRecipe | None = None) -> Heads:
    """Heads for the shop. `about` tells the blend and the cross-validated figures before and after.

    InputError when there are fewer than two labelled queries.
    """
    recipe = recipe or AdaptRecipe()
    if len(shop.queries) < 2:
        raise InputError("Adapting needs at least two labelled queries.")
    figures, firsts = _cross_validated(shop, encoder_id, recipe)
    seen = [sum(right == other for other in shop.right) for right in shop.right]
    blend = recipe.few_blend
    if min(seen) > 1:
        # Of blends that are equally good the one that changes least.
        blend = max(recipe.blends, key=lambda each: (round(figures[each], 4), -each))
    about = {
        "recipe": {"adapt": asdict(recipe)},
        "seed": recipe.seed,
        "blend": blend,
        "n_queries": len(shop.queries),
        "cross_validated_mrr": {"plain": figures[0.0], "adapted": figures[blend]},
        "cross_validated_recall@1": {"plain": firsts[0.0], "adapted": firsts[blend]},
    }
    return exported(_fitted(shop, recipe), _shape(recipe), encoder_id, about, blend)


def _shape(recipe: AdaptRecipe) -> HeadsShape:
    head = HeadShape(recipe.hidden_widths, "gelu", residual=True, dropout=recipe.dropout)
    return HeadsShape(head, head)


def _cross_validated(
    shop: LabelledShop, encoder_id: str, recipe: AdaptRecipe
) -> tuple[dict[float, float], dict[float, float]]:
    """Blend -> mean reciprocal rank, and blend -> recall@1, of queries not fitted on."""
    n = len(shop.queries)
    order = np.random.default_rng(recipe.seed).permutation(n)
    folds = [order[i :: min(recipe.n_folds, n)] for i in range(min(recipe.n_folds, n))]
    blends = {0.0, recipe.few_blend, *recipe.blends}
    total, first = dict.fromkeys(blends, 0.0), dict.fromkeys(blends, 0.0)
    for fold in folds:
        kept, left_out = np.setdiff1d(order, fold), shop.only(fold)
        network = _fitted(shop.only(kept), recipe)
        for blend in blends:
            heads = exported(network, _shape(recipe), encoder_id, {}, blend)
            found = ranks(left_out, heads)
            total[blend] += float((1 / found).sum())
            first[blend] += float((found == 1).sum())
    return (
        {blend: round(value / n, 4) for blend, value in total.items()},
        {blend: round(value / n, 4) for blend, value in first.items()},
    )


def _fitted(shop: LabelledShop, recipe: AdaptRecipe) -> Any:
    import torch
    import torch.nn.functional as F

    torch.manual_seed(recipe.seed)
    shape, rng = _shape(recipe), np.random.default_rng(recipe.seed)
    network = build_heads(shape, shop.texts.shape[1], recipe.scale, 0.0, 1)
    network.train()
    parameters = [*network["text"].parameters(), *network["image"].parameters()]
    optimiser = torch.optim.AdamW(
        parameters, lr=recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    whole = shop
    for _ in range(recipe.n_steps):
        if len(whole.queries) > recipe.batch_queries:
            shop = whole.only(rng.permutation(len(whole.queries))[: recipe.batch_queries])
        queries = torch.from_numpy(np.ascontiguousarray(shop.queries))
        is_text = torch.from_numpy(shop.is_text)[:, None]
        wanted = np.array(sorted(frozenset().union(*shop.right)), np.int64)
        rows = _candidates(len(shop.texts), wanted, recipe.n_candidates, rng)
        index, moved = _gallery(network, shape, shop, rows)
        said = apply_head(network["text"], shape.text, queries)
        shown = apply_head(network["image"], shape.image, queries)
        asked = torch.where(is_text, said, shown)
        place = {int(row): i for i, row in enumerate(rows)}
        right = torch.zeros(len(queries), len(rows), dtype=torch.bool)
        for query, answers in enumerate(shop.right):
            right[query, [place[row] for row in answers if row in place]] = True
        odds = torch.log_softmax(recipe.scale * asked @ index.T, dim=1)
        ranked = -torch.logsumexp(odds.masked_fill(~right, -1e4), dim=1).mean()
        moved = moved + (1 - F.cosine_similarity(asked, queries)).mean()
        if whole.rehearsed is not None:
            some = rng.permutation(len(whole.rehearsed))[:REHEARSED_A_STEP]
            phrases = torch.from_numpy(whole.rehearsed[some])
            kept = apply_head(network["text"], shape.text, phrases)
            moved = moved + (1 - F.cosine_similarity(kept, phrases)).mean()
        loss = ranked + recipe.anchor * moved
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return network.eval()


def _candidates(
    n_products: int, wanted: NDArray[np.int64], n_candidates: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Ascending rows of a step's products: some that are right for a query, and others."""
    if n_products <= n_candidates:
        return np.arange(n_products)
    some = rng.permutation(wanted)[: n_candidates // 2]
    others = rng.choice(n_products, n_candidates - len(some), replace=False)
    return np.unique(np.concatenate([some, others]))


def _gallery(
    network: Any, shape: HeadsShape, shop: LabelledShop, rows: NDArray[np.int64]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Products fused as FUSION does, (n, d), and how far their parts moved, a scalar."""
    import torch
    import torch.nn.functional as F

    plain_texts = torch.from_numpy(shop.texts[rows])
    has_text = (plain_texts != 0).any(dim=1, keepdim=True)
    texts = apply_head(network["text"], shape.text, plain_texts) * has_text
    moved = ((1 - (texts * plain_texts).sum(1)) * has_text[:, 0]).sum() / has_text.sum().clamp(
        min=1
    )
    mine = np.isin(shop.owners, rows)
    if mine.any():
        plain = torch.from_numpy(shop.pictures[mine])
        pictures = apply_head(network["image"], shape.image, plain)
        owners = torch.from_numpy(np.searchsorted(rows, shop.owners[mine]))
        looks = torch.zeros_like(texts).index_add(0, owners, pictures)
        moved = moved + (1 - (pictures * plain).sum(1)).mean()
        texts = texts + F.normalize(looks, dim=1)
    return F.normalize(texts, dim=1), moved
