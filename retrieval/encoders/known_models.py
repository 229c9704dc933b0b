"""Facts about models worth using, as their cards and files state them; not what is here."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class KnownModel:
    """What a person chooses by. ``size_bytes``, ``n_dims``: None when unknown.

    ``size_bytes`` is the weights' download, to three digits: as the hub lists it, or four bytes
    a parameter where the card states only those. ``commercial`` is None when the licence is
    not stated. ``hub`` is the repository that holds the weights.
    """

    name: str
    what: str
    size_bytes: int | None
    licence: str
    commercial: bool | None
    n_dims: int | None
    languages: str
    hub: str = ""


_APPLE = "Apple AMLR: research only, no commercial use"

KNOWN_MODELS = (
    KnownModel(
        "pocket", "this project's own small model, shipped with it",
        None, "as this program", True, None, "English, Chinese",
    ),
    KnownModel(
        "pocket-robust", "pocket trained against attacked pictures and misspelt words",
        None, "as this program", True, None, "English, Chinese",
    ),
    KnownModel(
        "hf-hub:Marqo/marqo-ecommerce-embeddings-B", "products of every kind; 203 M parameters",
        813 * _MB, "Apache-2.0", True, 768, "English", "Marqo/marqo-ecommerce-embeddings-B",
    ),
    KnownModel(
        "hf-hub:Marqo/marqo-ecommerce-embeddings-L",
        "products of every kind, better and slower; 652 M parameters",
        2610 * _MB, "Apache-2.0", True, 1024, "English", "Marqo/marqo-ecommerce-embeddings-L",
    ),
    KnownModel(
        "hf-hub:Marqo/marqo-fashionSigLIP", "clothes, shoes and bags; ViT-B-16-SigLIP tuned",
        813 * _MB, "Apache-2.0", True, 768, "English", "Marqo/marqo-fashionSigLIP",
    ),
    KnownModel(
        "ViT-B-16-SigLIP2/webli", "general, strong for its size",
        1500 * _MB, "Apache-2.0", True, 768, "109 languages", "timm/ViT-B-16-SigLIP2",
    ),
    KnownModel(
        "ViT-B-32-SigLIP2-256/webli", "general, four times fewer patches",
        1500 * _MB, "Apache-2.0", True, 768, "109 languages", "timm/ViT-B-32-SigLIP2-256",
    ),
    KnownModel(
        "ViT-B-16-SigLIP/webli", "general",
        813 * _MB, "Apache-2.0", True, 768, "English", "timm/ViT-B-16-SigLIP",
    ),
    KnownModel(
        "ViT-B-16-SigLIP-i18n-256/webli", "general",
        1480 * _MB, "Apache-2.0", True, 768, "multilingual", "timm/ViT-B-16-SigLIP-i18n-256",
    ),
    KnownModel(
        "ViT-B-32/laion2b_s34b_b79k", "general, fast; 151 M parameters",
        605 * _MB, "MIT", True, 512, "English", "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
    ),
    KnownModel(
        "ViT-B-32-256/datacomp_s34b_b86k", "general, fast, 256 pixels",
        605 * _MB, "MIT", True, 512, "English", "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K",
    ),
    KnownModel(
        "ViT-B-16/datacomp_xl_s13b_b90k", "general; 150 M parameters",
        599 * _MB, "MIT", True, 512, "English", "laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K",
    ),
    KnownModel(
        "xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k", "general, text tower by XLM-R",
        1460 * _MB, "MIT", True, 512, "100 languages",
        "laion/CLIP-ViT-B-32-xlm-roberta-base-laion5B-s13B-b90k",
    ),
    KnownModel(
        "hf:OFA-Sys/chinese-clip-vit-base-patch16", "general; 188 M parameters",
        753 * _MB, "not stated on its card; its code is MIT", None, 512, "Chinese",
        "OFA-Sys/chinese-clip-vit-base-patch16",
    ),
    KnownModel(
        "MobileCLIP2-S0/dfndr2b", "general, for small machines; 75 M parameters",
        299 * _MB, _APPLE, False, 512, "English", "timm/MobileCLIP2-S0-OpenCLIP",
    ),
    KnownModel(
        "MobileCLIP2-S2/dfndr2b", "general, for small machines; 99 M parameters",
        397 * _MB, _APPLE, False, 512, "English", "timm/MobileCLIP2-S2-OpenCLIP",
    ),
)  # fmt: skip
