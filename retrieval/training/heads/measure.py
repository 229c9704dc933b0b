"""Heads against the plain encoder on splits that neither training nor stopping saw."""

from __future__ import annotations

from pathlib import Path

from retrieval.encoders.encoder import Encoder
from retrieval.fusion import Fusion, load_fusion
from retrieval.training.measure import measure_clothing, measure_groceries, measure_samples
from retrieval.training.sample_renderings import SampleProducts

SAMPLE_KINDS = ("all queries", "catalogue title", "catalogue title, Chinese")


def measure_answers(
    encoder: Encoder,
    data: Path | None,
    samples: SampleProducts | None = None,
    queries: Path | None = None,
) -> dict[str, dict[str, float]]:
    """What is asked -> n, recall@1, recall@5 of an encoder with or without heads.

    data: a folder with grocery/ and clothing/, of which val and validation are asked. samples: a
    module like `samples.render`. queries: a file like samples/queries.csv, of which the test split
    is asked. Products are fused as the encoder's folder says.
    """
    fusion = load_fusion(encoder.folder)
    fusions: dict[str, Fusion] = {"add": load_fusion(encoder.folder, "add"), fusion.kind: fusion}
    found: dict[str, dict[str, float]] = {}
    if data is not None:
        groceries = measure_groceries(encoder, data, fusions)
        found["grocery photo to product"] = groceries["fusions"][fusion.kind]
        found["grocery photo to text"] = groceries["fusions"]["text only"]
        clothing = measure_clothing(encoder, data)
        found["garment photo to category"] = {"n": clothing["n"], "recall@1": clothing["accuracy"]}
    if samples is not None:
        table = measure_samples(encoder, samples, fusions, queries)
        for kind in SAMPLE_KINDS:
            if kind in table[fusion.kind]:
                found[f"samples: {kind}"] = table[fusion.kind][kind]
        for name in ("title to held-back picture", "held-back picture to product"):
            found[f"samples: {name}"] = table[name]
    kept = ("n", "recall@1", "recall@5")
    return {name: {k: v for k, v in row.items() if k in kept} for name, row in found.items()}
