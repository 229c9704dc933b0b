"""The network under training: an open_clip model and heads that are dropped at export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from retrieval.training.config import ModelShape
from retrieval.training.tokenizer import END_ID, PAD_ID

if TYPE_CHECKING:
    import torch

MEAN, STD = (0.5, 0.5, 0.5), (0.25, 0.25, 0.25)


def open_clip_config(shape: ModelShape, vocabulary: int) -> dict[str, Any]:
    """The contents of open_clip_config.json for a shape and a tokenizer of `vocabulary` tokens."""
    return {
        "model_cfg": {
            "embed_dim": shape.n_dims,
            "custom_text": True,
            "init_logit_bias": -8.0,
            "vision_cfg": {
                "timm_model_name": shape.image_tower,
                "timm_model_pretrained": False,
                "timm_pool": "avg",
                "timm_proj": "",
                "image_size": shape.picture_px,
            },
            "text_cfg": {
                "context_length": shape.context_tokens,
                "vocab_size": vocabulary,
                "width": shape.text_width,
                "heads": shape.text_heads,
                "layers": shape.text_layers,
                "pool_type": "eos",
                "eos_id": END_ID,
                "pad_id": PAD_ID,
                "hf_tokenizer_name": "tokenizer",
                "tokenizer_kwargs": {},
            },
        },
        "preprocess_cfg": {
            "mean": list(MEAN),
            "std": list(STD),
            "interpolation": "bicubic",
            "resize_mode": "squash",
        },
    }


def build_model(shape: ModelShape, vocabulary: int, drop_path: float = 0.0) -> Any:
    """A fresh open_clip CustomTextCLIP."""
    from open_clip.model import CustomTextCLIP

    config = dict(open_clip_config(shape, vocabulary)["model_cfg"])
    config.pop("custom_text")
    vision = {**config["vision_cfg"], "timm_drop_path": drop_path or None}
    return CustomTextCLIP(**{**config, "vision_cfg": vision})


def build_network(
    shape: ModelShape, vocabulary: int, n_classes: Mapping[str, int], drop_path: float = 0.0
) -> torch.nn.ModuleDict:
    """The model as "clip", classifiers on its pooled image features as "heads", and "scales"."""
    import torch

    clip = build_model(shape, vocabulary, drop_path)
    n_features = clip.visual.trunk.get_classifier().in_features
    heads = torch.nn.ModuleDict(
        {name: torch.nn.Linear(n_features, n) for name, n in sorted(n_classes.items())}
    )
    network = torch.nn.ModuleDict({"clip": clip, "heads": heads})
    # open_clip's own scale and bias serve the sigmoid term; the softmax terms have their own.
    network["scales"] = torch.nn.ParameterDict(
        {
            "softmax": torch.nn.Parameter(torch.tensor(2.7)),
            "pictures": torch.nn.Parameter(torch.tensor(2.3)),
        }
    )
    return network.to(memory_format=torch.channels_last)


def encode_pictures(clip: Any, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(embedding of unit length, pooled features before the projection) of normalised pixels."""
    import torch.nn.functional as F

    trunk = clip.visual.trunk
    features = trunk.forward_head(trunk.forward_features(pixels), pre_logits=True)
    return F.normalize(trunk.get_classifier()(features), dim=-1), features


def encode_tokens(clip: Any, lists: Sequence[Sequence[int]]) -> torch.Tensor:
    """Unit embeddings of token lists that end with END, (n, n_dims).

    Same as `clip.encode_text` on padded rows, at the cost of the tokens there are: the attention is
    causal, so what follows END changes nothing and is left out.
    """
    import torch
    import torch.nn.functional as F

    text = clip.text
    order = sorted(range(len(lists)), key=lambda i: len(lists[i]))
    pooled: list[torch.Tensor] = []
    middle = max(1, int(len(order) * 0.75))
    for part in (order[:middle], order[middle:]):
        if not part:
            continue
        length = max(len(lists[i]) for i in part)
        tokens = torch.full((len(part), length), PAD_ID, dtype=torch.long)
        for row, i in enumerate(part):
            tokens[row, : len(lists[i])] = torch.tensor(lists[i])
        x = text.token_embedding(tokens) + text.positional_embedding[:length]
        x = text.transformer(x, attn_mask=text.attn_mask[:length, :length])
        ends = torch.tensor([len(lists[i]) - 1 for i in part])
        pooled.append(text.ln_final(x[torch.arange(len(part)), ends]) @ text.text_projection)
    places = torch.empty(len(order), dtype=torch.long)
    places[torch.tensor(order)] = torch.arange(len(order))
    return F.normalize(torch.cat(pooled)[places], dim=-1)


def normalised(pixels: torch.Tensor) -> torch.Tensor:
    """0 to 1 RGB (n, 3, h, w) to what the image tower takes, channels last."""
    import torch

    mean = torch.tensor(MEAN).view(1, 3, 1, 1)
    std = torch.tensor(STD).view(1, 3, 1, 1)
    return ((pixels - mean) / std).contiguous(memory_format=torch.channels_last)
