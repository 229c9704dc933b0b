"""Small random checkpoints of the true formats, made on the spot; not models that know anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = (
    "long red dress for summer with short sleeves",
    "blue cotton t-shirt, striped, size medium",
    "kitchen knife set stainless steel, running shoes, leather bag",
    "红色长裙 夏季 短袖",
    "蓝色棉质T恤 厨房刀具 跑步鞋 皮包",
    "robe rouge, sac à main en cuir, chaussures d'été",
)
CONTEXT_LENGTH = 16
IMAGE_SIZE_PX = 32
N_DIMS = 24


def make_open_clip_folder(folder: Path, *, seed: int = 0, **vision: Any) -> Path:
    """An open_clip folder as pocket's: config, safetensors, byte-level BPE tokenizer.json.

    ``vision`` replaces the vision tower, for instance ``timm_model_name="test_vit"``.
    """
    tokenizer = _byte_level_bpe()
    config = {
        "embed_dim": N_DIMS,
        "vision_cfg": {"image_size": IMAGE_SIZE_PX, **(vision or _TINY_VISION)},
        "text_cfg": {
            "context_length": CONTEXT_LENGTH,
            "vocab_size": tokenizer.get_vocab_size(),
            "width": 32,
            "heads": 2,
            "layers": 1,
            "hf_tokenizer_name": "tokenizer of this folder",
            "tokenizer_kwargs": {"clean": "lower"},
        },
    }
    if "timm_model_name" in vision:
        config["custom_text"] = True
    _save_tokenizer(tokenizer, folder, pad="<pad>", bos="<start>", eos="<end>")
    return _save_open_clip(folder, config, seed)


def make_clip_bpe_open_clip_folder(folder: Path, *, seed: int = 0) -> Path:
    """An open_clip folder that uses open_clip's own CLIP vocabulary (no tokenizer files)."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "embed_dim": N_DIMS,
        "vision_cfg": {"image_size": IMAGE_SIZE_PX, **_TINY_VISION},
        "text_cfg": {
            "context_length": 77,
            "vocab_size": 49408,
            "width": 16,
            "heads": 2,
            "layers": 1,
        },
    }
    return _save_open_clip(folder, config, seed)


def make_xlmr_open_clip_folder(folder: Path, *, seed: int = 0) -> Path:
    """An open_clip folder whose text tower is a transformers XLM-R with its config beside it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import XLMRobertaConfig

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    tokenizer.train_from_iterator(
        CORPUS * 4,
        trainers.UnigramTrainer(
            vocab_size=150, special_tokens=specials, unk_token="<unk>", show_progress=False
        ),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    _save_tokenizer(tokenizer, folder, pad="<pad>", bos="<s>", eos="</s>", unk="<unk>")
    XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=32, num_hidden_layers=1,
        num_attention_heads=2, intermediate_size=64, max_position_embeddings=80,
        type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2,
    ).save_pretrained(folder)  # fmt: skip
    config = {
        "embed_dim": N_DIMS,
        "vision_cfg": {"image_size": IMAGE_SIZE_PX, **_TINY_VISION},
        "text_cfg": {
            "hf_model_name": "xlm-roberta-base",
            "hf_tokenizer_name": "xlm-roberta-base",
            "hf_proj_type": "linear",
            "hf_pooler_type": "mean_pooler",
        },
    }
    return _save_open_clip(folder, config, seed, text_config_folder=folder)


def make_siglip2_folder(folder: Path, *, seed: int = 0, naflex: bool = False) -> Path:
    """A transformers SigLIP 2 folder: fixed resolution as most are, or ``naflex``."""
    import transformers as hf

    tokenizer = _byte_level_bpe(("<pad>", "<eos>", "<bos>", "<unk>"), "$A <eos>", lower=True)
    _save_tokenizer(tokenizer, folder, pad="<pad>", bos="<bos>", eos="<eos>", unk="<unk>")
    text = {
        "vocab_size": tokenizer.get_vocab_size(), "hidden_size": N_DIMS, "num_hidden_layers": 1,
        "num_attention_heads": 2, "intermediate_size": 48, "projection_size": N_DIMS,
        "max_position_embeddings": CONTEXT_LENGTH, "pad_token_id": 0, "eos_token_id": 1,
        "bos_token_id": 2,
    }  # fmt: skip
    vision = {
        "hidden_size": N_DIMS, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 48, "patch_size": 16,
    }  # fmt: skip
    _seed(seed)
    if naflex:
        vision["num_patches"] = 16
        model = hf.Siglip2Model(hf.Siglip2Config(text_config=text, vision_config=vision))
        processor = hf.Siglip2ImageProcessor(patch_size=16, max_num_patches=16)
    else:
        vision["image_size"] = IMAGE_SIZE_PX
        model = hf.SiglipModel(hf.SiglipConfig(text_config=text, vision_config=vision))
        size = {"height": IMAGE_SIZE_PX, "width": IMAGE_SIZE_PX}
        processor = hf.SiglipImageProcessor(size=size)
    model.eval().save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def make_chinese_clip_folder(folder: Path, *, seed: int = 0) -> Path:
    """A transformers Chinese-CLIP folder: BERT text tower, ViT, word-piece vocabulary."""
    import transformers as hf

    folder.mkdir(parents=True, exist_ok=True)
    letters = sorted({c for line in CORPUS for c in line.lower() if not c.isspace()})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + c for c in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    hf.BertTokenizerFast.from_pretrained(str(folder)).save_pretrained(folder)
    text = {
        "vocab_size": len(words), "hidden_size": 32, "num_hidden_layers": 1,
        "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 52,
        "pad_token_id": 0,
    }  # fmt: skip
    vision = {
        "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 64, "patch_size": 16, "image_size": IMAGE_SIZE_PX,
    }  # fmt: skip
    _seed(seed)
    config = hf.ChineseCLIPConfig(text_config=text, vision_config=vision, projection_dim=N_DIMS)
    hf.ChineseCLIPModel(config).eval().save_pretrained(folder)
    side = {"height": IMAGE_SIZE_PX, "width": IMAGE_SIZE_PX}
    hf.ChineseCLIPImageProcessor(size=side, do_center_crop=False).save_pretrained(folder)
    return folder


def make_hf_clip_folder(folder: Path, *, seed: int = 0) -> Path:
    """A transformers CLIP folder: shortest side, centre crop, pad token equal to the end token."""
    import transformers as hf

    tokenizer = _byte_level_bpe(("<start>", "<end>"), "<start> $A <end>", lower=True)
    _save_tokenizer(tokenizer, folder, pad="<end>", bos="<start>", eos="<end>")
    end = tokenizer.token_to_id("<end>")
    text = {
        "vocab_size": tokenizer.get_vocab_size(), "hidden_size": 32, "num_hidden_layers": 1,
        "num_attention_heads": 2, "intermediate_size": 64, "eos_token_id": end,
        "pad_token_id": end, "bos_token_id": tokenizer.token_to_id("<start>"),
        "max_position_embeddings": CONTEXT_LENGTH,
    }  # fmt: skip
    vision = {
        "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 64, "patch_size": 16, "image_size": IMAGE_SIZE_PX,
    }  # fmt: skip
    _seed(seed)
    config = hf.CLIPConfig(text_config=text, vision_config=vision, projection_dim=N_DIMS)
    hf.CLIPModel(config).eval().save_pretrained(folder)
    hf.CLIPImageProcessor(
        size={"shortest_edge": IMAGE_SIZE_PX},
        crop_size={"height": IMAGE_SIZE_PX, "width": IMAGE_SIZE_PX},
    ).save_pretrained(folder)
    return folder


_TINY_VISION = {"layers": 1, "width": 32, "patch_size": 16, "head_width": 16}


def _seed(seed: int) -> None:
    import torch

    torch.manual_seed(seed)


def _byte_level_bpe(
    specials: tuple[str, ...] = ("<pad>", "<start>", "<end>"),
    template: str = "<start> $A <end>",
    *,
    lower: bool = False,
) -> Any:
    """A byte-level BPE; the end token has the highest id when last, as CLIP's pooling wants."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.BPE())
    if lower:
        tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(
        CORPUS * 4,
        trainers.BpeTrainer(
            vocab_size=320,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            special_tokens=[] if specials[-1] == "<end>" else list(specials),
            show_progress=False,
        ),
    )
    if specials[-1] == "<end>":
        tokenizer.add_special_tokens(list(specials))
    used = [name for name in template.split() if name != "$A"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=template, special_tokens=[(name, tokenizer.token_to_id(name)) for name in used]
    )
    return tokenizer


def _save_tokenizer(
    tokenizer: Any, folder: Path, *, pad: str, bos: str, eos: str, unk: str | None = None
) -> None:
    from transformers import PreTrainedTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token=pad, bos_token=bos, eos_token=eos, unk_token=unk
    ).save_pretrained(folder)


def _save_open_clip(
    folder: Path, config: dict[str, Any], seed: int, text_config_folder: Path | None = None
) -> Path:
    import open_clip
    from safetensors.torch import save_file

    _seed(seed)
    here = {"model_cfg": config, "preprocess_cfg": {"resize_mode": "shortest"}}
    (folder / "open_clip_config.json").write_text(json.dumps(here, indent=1), encoding="utf-8")
    text = dict(config["text_cfg"])
    if text_config_folder is not None:
        text |= {"hf_model_name": str(text_config_folder), "hf_model_pretrained": False}
    model = open_clip.create_model(
        f"local-dir:{folder}", pretrained_text=False, load_weights=False, text_cfg=text
    )
    weights = {name: value.contiguous().half() for name, value in model.state_dict().items()}
    save_file(weights, folder / "open_clip_model.safetensors")
    return folder
