"""open_clip's own CLIP tokenizer as a tokenizers object; not for any other vocabulary."""

from __future__ import annotations

from typing import Any


def clip_tokenizer_json(simple_tokenizer: Any) -> str:
    """tokenizer.json text that yields the ids of open_clip's ``SimpleTokenizer``.

    Cleaning is left to the caller. Byte-pair encoding with an end-of-word mark on CLIP's word
    pattern (Radford et al. 2021, https://github.com/openai/CLIP/blob/main/clip/simple_tokenizer.py).
    """
    from tokenizers import AddedToken, Regex, Tokenizer, models, pre_tokenizers, processors

    merges = sorted(simple_tokenizer.bpe_ranks, key=simple_tokenizer.bpe_ranks.__getitem__)
    specials = [simple_tokenizer.decoder[i] for i in simple_tokenizer.all_special_ids]
    tokenizer = Tokenizer(
        models.BPE(
            vocab=dict(simple_tokenizer.encoder),
            merges=[pair for pair in merges if len(pair) == 2],
            continuing_subword_prefix="",
            end_of_word_suffix="</w>",
        )
    )
    words = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(words), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in specials])
    start, end = specials[0], specials[1]
    ids = simple_tokenizer.encoder
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}", special_tokens=[(start, ids[start]), (end, ids[end])]
    )
    text: str = tokenizer.to_str()
    return text
