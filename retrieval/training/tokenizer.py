"""Learns the text tower's byte-level BPE and writes it as a Hugging Face folder; not for using it.

No text has an unknown token: what the merges do not cover falls back to bytes. Accents, case and
width are folded away, and every Chinese character stands alone before merging, so that a colour
and a noun never become one token.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PAD, BEGIN, END = "<pad>", "<s>", "</s>"
PAD_ID, BEGIN_ID, END_ID = 0, 1, 2


def learn_tokenizer(texts: Iterable[str], vocabulary: int, context_tokens: int) -> Any:
    """A `tokenizers.Tokenizer` of at most `vocabulary` tokens that ends each text with END."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from tokenizers.trainers import BpeTrainer

    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.NFKC(),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\p{Han}|\d"), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        special_tokens=[PAD, BEGIN, END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = TemplateProcessing(
        single=f"$A {END}", special_tokens=[(END, END_ID)]
    )
    tokenizer.enable_truncation(context_tokens)
    return tokenizer


def save_tokenizer(tokenizer: Any, folder: Path, context_tokens: int) -> None:
    """Writes tokenizer.json and what transformers' AutoTokenizer needs beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"pad_token": PAD, "bos_token": BEGIN, "eos_token": END}
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": context_tokens,
        "clean_up_tokenization_spaces": False,
        "padding_side": "right",
        **special,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n")
    (folder / "special_tokens_map.json").write_text(json.dumps(special, indent=1) + "\n")


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer of a folder, through the `tokenizers` library alone."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json"))
