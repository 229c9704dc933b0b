"""A Whisper model in memory, to the folder that faster-whisper loads; without any hub.

Official weights go straight into CTranslate2's own description of Whisper, the tokenizer is made
from Whisper's own ranks. Weights stay float32; CTranslate2 quantises while it loads.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, NDArray[np.float32]]  # by their names in an official checkpoint


def write_checkpoint(model: Any, folder: Path) -> Path:
    """The folder, filled. model: a `whisper.Whisper`. Raises ImportError without ctranslate2,
    and what CTranslate2 raises when its Whisper cannot hold these weights.
    """
    from ctranslate2.specs import WhisperSpec
    from whisper.tokenizer import get_tokenizer

    dims = model.dims
    weights = {name: value.float().cpu().numpy() for name, value in model.state_dict().items()}
    spec = WhisperSpec(dims.n_audio_layer, dims.n_audio_head, dims.n_text_layer, dims.n_text_head)
    for name in ("conv1", "conv2"):
        _fill(getattr(spec.encoder, name), weights, f"encoder.{name}")
    _fill_stack(spec.encoder, weights, "encoder", "encoder.ln_post")
    _fill_stack(spec.decoder, weights, "decoder", "decoder.ln")
    embedding = weights["decoder.token_embedding.weight"]
    spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    tokenizer = get_tokenizer(
        model.is_multilingual, num_languages=model.num_languages, language="en", task="transcribe"
    )
    spec.config.suppress_ids = list(tokenizer.non_speech_tokens)
    spec.config.suppress_ids_begin = [*tokenizer.encode(" "), tokenizer.eot]
    spec.config.lang_ids = list(tokenizer.all_language_tokens) if model.is_multilingual else []
    spec.config.alignment_heads = _alignment_heads(model)
    spec.register_vocabulary(_write_tokenizer(tokenizer, folder))
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
    (folder / "preprocessor_config.json").write_text(
        json.dumps({"feature_size": dims.n_mels}), encoding="utf-8"
    )
    return folder


def _fill_stack(spec: Any, weights: Weights, side: str, last_norm: str) -> None:
    """Positions, blocks and the last norm of the encoder or the decoder."""
    spec.position_encodings.encodings = weights[f"{side}.positional_embedding"]
    _fill_norm(spec.layer_norm, weights, last_norm)
    for number, layer in enumerate(spec.layer):
        block = f"{side}.blocks.{number}"
        query, key, value = _projections(weights, f"{block}.attn")
        _fill_joined(layer.self_attention.linear[0], query, key, value)
        _fill(layer.self_attention.linear[1], weights, f"{block}.attn.out")
        _fill_norm(layer.self_attention.layer_norm, weights, f"{block}.attn_ln")
        if side == "decoder":
            query, key, value = _projections(weights, f"{block}.cross_attn")
            _fill_joined(layer.attention.linear[0], query)
            _fill_joined(layer.attention.linear[1], key, value)
            _fill(layer.attention.linear[2], weights, f"{block}.cross_attn.out")
            _fill_norm(layer.attention.layer_norm, weights, f"{block}.cross_attn_ln")
        _fill(layer.ffn.linear_0, weights, f"{block}.mlp.0")
        _fill(layer.ffn.linear_1, weights, f"{block}.mlp.2")
        _fill_norm(layer.ffn.layer_norm, weights, f"{block}.mlp_ln")


def _projections(weights: Weights, attention: str) -> list[SimpleNamespace]:
    """Query, key and value; Whisper's keys have no bias."""
    parts = []
    for name in ("query", "key", "value"):
        weight = weights[f"{attention}.{name}.weight"]
        none = np.zeros(len(weight), np.float32)
        bias = weights.get(f"{attention}.{name}.bias", none)
        parts.append(SimpleNamespace(weight=weight, bias=bias))
    return parts


def _fill_joined(spec: Any, *parts: SimpleNamespace) -> None:
    spec.weight = np.concatenate([part.weight for part in parts])
    spec.bias = np.concatenate([part.bias for part in parts])


def _fill(spec: Any, weights: Weights, name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _fill_norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _alignment_heads(model: Any) -> list[list[int]]:
    heads = model.alignment_heads
    pairs: list[list[int]] = (heads.to_dense() if heads.is_sparse else heads).nonzero().tolist()
    return pairs


def _write_tokenizer(tokenizer: Any, folder: Path) -> list[str]:
    """Writes tokenizer.json; all tokens in the order of their numbers."""
    import whisper
    from tokenizers import AddedToken
    from transformers.convert_slow_tokenizer import TikTokenConverter

    encoding = tokenizer.encoding
    ranks = Path(whisper.__file__).parent / "assets" / f"{Path(encoding.name).stem}.tiktoken"
    converted = TikTokenConverter(vocab_file=str(ranks), pattern=encoding._pat_str).converted()
    specials = sorted(tokenizer.special_tokens, key=tokenizer.special_tokens.__getitem__)
    converted.add_special_tokens(
        [AddedToken(token, normalized=False, special=True) for token in specials]
    )
    folder.mkdir(parents=True, exist_ok=True)
    converted.save(str(folder / "tokenizer.json"))
    numbers = converted.get_vocab(with_added_tokens=True)
    return sorted(numbers, key=numbers.__getitem__)
