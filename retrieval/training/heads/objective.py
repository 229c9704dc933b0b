"""The terms of the heads' loss on one batch; not for steps, weights of terms apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.heads.shape import Side
from retrieval.heads.torch_heads import apply_head
from retrieval.training.heads.batches import HeadsBatch
from retrieval.training.heads.embedded import EmbeddedData
from retrieval.training.heads.graph import attribute_graph, laplacian_loss
from retrieval.training.heads.recipe import HeadsRecipe
from retrieval.training.heads.worsened import Worsened
from retrieval.training.loss import sigmoid_loss, softmax_loss
from retrieval.training.processes import ALONE, Place
from retrieval.training.subjects import dimension

if TYPE_CHECKING:
    import torch

LABEL_DIMENSIONS = ("kind", "department", "colour", "pattern", "material")
N_PRICE_BANDS = 5


def prior_bias(n_batch: int) -> float:
    """-ln(n - 1): the log-odds that one of n pairs matches, where SigLIP's bias should start."""
    return -math.log(max(n_batch - 1, 1))


@dataclass(frozen=True)
class Objective:
    """Frozen vectors, labels and the graph as tensors on one device.

    labels: (n_subjects, n_labels) int8, 1 held, -1 denied, 0 unknown. price_band: (n_subjects,).
    graph: (n_subjects, n_subjects). place: of this process, which maps its share of a batch's rows
    through the heads; the terms are over all rows in every process.
    """

    recipe: HeadsRecipe
    pictures: torch.Tensor
    texts: torch.Tensor
    labels: torch.Tensor
    price_band: torch.Tensor
    graph: torch.Tensor
    device: str
    place: Place = ALONE

    @staticmethod
    def of(recipe: HeadsRecipe, data: EmbeddedData, device: str, place: Place = ALONE) -> Objective:
        import torch

        columns = [i for i, fact in enumerate(data.facts) if dimension(fact) in LABEL_DIMENSIONS]

        def tensor(array: Any) -> torch.Tensor:
            return torch.from_numpy(np.ascontiguousarray(array)).to(device)

        return Objective(
            recipe,
            tensor(data.pictures),
            tensor(data.texts),
            tensor(data.held[:, columns]),
            tensor(data.price_band),
            tensor(attribute_graph(data.facts, data.held)),
            device,
            place,
        )

    @property
    def n_labels(self) -> int:
        """Outputs of the auxiliary head: attributes, then price bands."""
        return int(self.labels.shape[1]) + N_PRICE_BANDS

    def terms(
        self, network: Any, batch: HeadsBatch, worse: Worsened | None = None
    ) -> dict[str, torch.Tensor]:
        """Name -> weighted term, each a scalar. worse: what the batch's worse rows are of."""
        import torch

        recipe = self.recipe

        def here(array: Any) -> torch.Tensor:
            return torch.from_numpy(array).to(self.device)

        pictures, texts = self.pictures[batch.pictures], self.texts[batch.texts]
        if worse is not None:
            for vectors, rows, instead in (
                (pictures, batch.worse_pictures, worse.pictures),
                (texts, batch.worse_texts, worse.texts),
            ):
                vectors[rows >= 0] = here(instead[rows[rows >= 0]])
        looks = self._mapped(network, "image", pictures)
        words = self._mapped(network, "text", texts)
        shop = self._mapped(network, "text", self.texts[batch.catalogue])
        match, mismatch = here(batch.match), here(batch.mismatch)
        terms = {"pairs": self._contrast(network, 0, looks @ words.T, match, mismatch)}
        if recipe.catalogue_weight and len(batch.catalogue):
            held, denied = here(batch.catalogue_match), here(batch.catalogue_mismatch)
            term = self._contrast(network, 1, shop @ words.T, held, denied)
            terms["product texts"] = recipe.catalogue_weight * term
        if recipe.picture_pair_weight:
            same, other = here(batch.same), here(batch.other)
            term = self._contrast(network, 2, looks @ looks.T, same, other)
            terms["picture pairs"] = recipe.picture_pair_weight * term
        terms |= self._labelled(network, looks, shop, batch)
        if recipe.graph_weight and len(batch.catalogue):
            edges = self.graph[batch.picture_subjects][:, batch.catalogue_subjects]
            terms["graph"] = recipe.graph_weight * laplacian_loss(looks, shop, edges)
        return terms

    def _mapped(self, network: Any, side: Side, vectors: torch.Tensor) -> torch.Tensor:
        """(n, d) of the frozen encoder to (n, n_mixed), this process's share by its own passes."""
        import torch
        import torch.nn.functional as F

        recipe = self.recipe
        mine = vectors[self.place.share_of(len(vectors))]
        if recipe.noise:
            spread = recipe.noise / math.sqrt(mine.shape[1])
            mine = F.normalize(mine + spread * torch.randn_like(mine), dim=1)
        half, kind = recipe.is_half(self.device), torch.device(self.device).type
        with torch.autocast(kind, torch.bfloat16, enabled=half):
            mapped = apply_head(network[side], recipe.shape.of(side), mine)
        return self.place.gathered(mapped, len(vectors))

    def _contrast(
        self,
        network: Any,
        pairing: int,
        cosines: torch.Tensor,
        match: torch.Tensor,
        mismatch: torch.Tensor,
    ) -> torch.Tensor:
        """The contrastive loss of one of PAIRINGS; InfoNCE looks both ways across modalities."""
        scale = network.log_scale[pairing].clamp(max=math.log(100.0)).exp()
        if self.recipe.loss == "sigmoid":
            return sigmoid_loss(cosines, scale, network.bias[pairing], match.float(), mismatch)
        loss = softmax_loss(cosines, scale, match.float(), mismatch)
        if pairing == 0:
            loss = (loss + softmax_loss(cosines.T, scale, match.T.float(), mismatch.T)) / 2
        return loss

    def _labelled(
        self, network: Any, looks: torch.Tensor, shop: torch.Tensor, batch: HeadsBatch
    ) -> dict[str, torch.Tensor]:
        """Attributes by binary cross-entropy where they are known, price bands by softmax."""
        import torch
        import torch.nn.functional as F

        recipe = self.recipe
        if not recipe.attribute_weight and not recipe.price_weight:
            return {}
        outputs = network["labels"](torch.cat([looks, shop]))
        subjects = np.concatenate([batch.picture_subjects, batch.catalogue_subjects])
        state, band = self.labels[subjects], self.price_band[subjects]
        n_attributes = state.shape[1]
        terms: dict[str, torch.Tensor] = {}
        if recipe.attribute_weight:
            known = (state != 0).float()
            loss = F.binary_cross_entropy_with_logits(
                outputs[:, :n_attributes], (state == 1).float(), weight=known, reduction="sum"
            )
            terms["attributes"] = recipe.attribute_weight * loss / len(outputs)
        if recipe.price_weight and bool((band >= 0).any()):
            loss = F.cross_entropy(outputs[:, n_attributes:], band, ignore_index=-1)
            terms["price"] = recipe.price_weight * loss
        return terms
