"""The training loop: data and a config in, an encoder folder out; not a command line."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.errors import InputError
from retrieval.training.batches import Batch, BatchMaker
from retrieval.training.batches_ahead import BatchesAhead
from retrieval.training.captions import write_caption
from retrieval.training.checkpoint import restore_checkpoint, save_checkpoint, warm_start
from retrieval.training.clothing_photos import read_clothing
from retrieval.training.config import TrainingConfig
from retrieval.training.grocery_photos import read_groceries
from retrieval.training.held_out import held_out_accuracy
from retrieval.training.loss import sigmoid_loss, smoothed_cross_entropy, softmax_loss
from retrieval.training.network import build_network, encode_pictures, encode_tokens, normalised
from retrieval.training.pictures import Pictures
from retrieval.training.sample_renderings import SampleProducts, read_samples
from retrieval.training.tokenizer import learn_tokenizer, load_tokenizer, save_tokenizer

if TYPE_CHECKING:
    import torch

N_CORPUS_CAPTIONS = 40  # a subject, for the tokenizer to learn from


@dataclass(frozen=True)
class TrainingProgress:
    """What a listener hears every few steps. losses: by name; held_out: source -> accuracy."""

    step: int
    n_steps: int
    pictures_per_s: float
    losses: Mapping[str, float]
    held_out: Mapping[str, float]


@dataclass(frozen=True)
class TrainedEncoder:
    """What a run left behind: the averaged model, its tokenizer, and how it got there."""

    clip: Any
    tokenizer: Any
    config: TrainingConfig
    steps_done: int
    duration_s: float
    held_out: Mapping[str, float]


def read_sources(
    config: TrainingConfig, data: Path | None, samples: SampleProducts | None, cache: Path | None
) -> list[Pictures]:
    """Everything there is to train on; InputError when there is nothing."""
    sources: list[Pictures] = []
    share = config.held_out_share
    if data is not None:
        if (data / "grocery" / "train.csv").is_file():
            sources.append(read_groceries(data, "train", config.stored_px, share))
        if (data / "clothing" / "train.csv").is_file():
            sources.append(read_clothing(data, "train", config.stored_px, share))
    if samples is not None:
        views = range(1, config.sample_views + 1)
        sources.append(read_samples(samples, views, config.stored_px, cache=cache))
    if not sources:
        raise InputError(
            f"There is nothing to train on in {data}: it should hold grocery/ or clothing/."
        )
    return sources


def caption_corpus(sources: Sequence[Pictures], seed: int) -> list[str]:
    """Texts for the tokenizer to learn from: captions of every subject."""
    rng = random.Random(seed)
    texts = []
    for source in sources:
        for subject in source.subjects:
            texts += [c.text for c in (*subject.catalogue_texts, *subject.fixed)]
            texts += [write_caption(subject, rng, 0.0).text for _ in range(N_CORPUS_CAPTIONS)]
    return texts


def _optimiser(config: TrainingConfig, network: Any) -> torch.optim.AdamW:
    import torch

    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        text = name.startswith("clip.text")
        decays = parameter.ndim >= 2 and "embedding" not in name
        groups.setdefault((text, decays), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "weight_decay": config.weight_decay if decays else 0.0,
                "peak": config.text_learning_rate if text else config.image_learning_rate,
            }
            for (text, decays), parameters in groups.items()
        ],
        lr=1e-3,
        betas=(0.9, 0.98),
    )


def rate_share(step: int, config: TrainingConfig) -> float:
    """Share of the peak learning rate at a step: a linear rise, a plateau, half a cosine to 1 %.

    As long as the plateau lasts, the rate does not depend on how long the run will be.
    """
    if step < config.warm_up_steps:
        return (step + 1) / config.warm_up_steps
    left = (config.n_steps - step) / max(1, config.cool_down_steps)
    return 0.01 + 0.99 * 0.5 * (1 - math.cos(math.pi * min(1.0, left)))


def losses_of(config: TrainingConfig, network: Any, batch: Batch) -> dict[str, torch.Tensor]:
    """The terms of a step's loss by name, each with its weight already in."""
    clip, scales = network["clip"], network["scales"]
    pictures, features = encode_pictures(clip, normalised(batch.pixels))
    n_texts = len(batch.tokens)
    texts = encode_tokens(clip, batch.tokens + batch.catalogue_tokens)
    texts, shop = texts[:n_texts], texts[n_texts:]
    cosines = pictures @ texts.T
    scale = scales["softmax"].exp().clamp(max=60.0)
    terms = {
        "picture_to_text": 0.5 * softmax_loss(cosines, scale, batch.match, batch.mismatch),
        "text_to_picture": 0.5 * softmax_loss(cosines.T, scale, batch.match.T, batch.mismatch.T),
        "sigmoid": config.sigmoid_weight
        * sigmoid_loss(
            cosines,
            clip.logit_scale.exp().clamp(max=60.0),
            clip.logit_bias,
            batch.match,
            batch.mismatch,
        ),
        "picture_pairs": config.picture_pair_weight
        * softmax_loss(
            pictures @ pictures.T,
            scales["pictures"].exp().clamp(max=40.0),
            batch.same_thing,
            batch.other_thing,
        ),
    }
    if len(shop):
        terms["text_pairs"] = config.text_pair_weight * softmax_loss(
            (shop @ texts.T).T, scale, batch.catalogue_match.T, batch.catalogue_mismatch.T
        )
    for head, (rows, label, partner) in batch.labels.items():
        terms[f"class_{head}"] = dict(config.class_weights).get(head, 0.5) * smoothed_cross_entropy(
            network["heads"][head](features[rows]),
            label,
            partner,
            batch.share[rows],
            config.label_smoothing,
        )
    return terms


def _averaged(average: dict[str, torch.Tensor], clip: Any, decay: float, step: int) -> None:
    decay = min(decay, (1 + step) / (10 + step))
    for name, value in clip.state_dict().items():
        if value.dtype.is_floating_point:
            average[name].lerp_(value.detach(), 1 - decay)
        else:
            average[name].copy_(value)


def train_encoder(
    config: TrainingConfig,
    *,
    run_folder: Path,
    data: Path | None = None,
    samples: SampleProducts | None = None,
    cache: Path | None = None,
    start_from: Path | None = None,
    progress: Callable[[TrainingProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    report_every_steps: int = 20,
) -> TrainedEncoder:
    """Trains a CLIP from scratch, or goes on with the run in `run_folder`.

    data: a folder with grocery/ and/or clothing/. samples: a module like `samples.render`.
    cache: where renderings are kept. start_from: an encoder folder for the first weights.
    The run folder gets the tokenizer, checkpoints and log.jsonl. When `should_stop` says so, a
    checkpoint is written and what there is comes back. InputError, ModelError as their causes say.
    """
    import torch

    torch.set_num_threads(config.n_threads)
    started, seconds_before = time.monotonic(), 0.0
    sources = read_sources(config, data, samples, cache)
    if (run_folder / "tokenizer.json").is_file():
        tokenizer = load_tokenizer(run_folder)
    else:
        corpus = caption_corpus(sources, config.seed)
        context = config.shape.context_tokens
        tokenizer = learn_tokenizer(corpus, config.shape.vocabulary, context)
        save_tokenizer(tokenizer, run_folder, context)
    maker = BatchMaker(config, sources, tokenizer)
    torch.manual_seed(config.seed)
    network = build_network(
        config.shape, tokenizer.get_vocab_size(), maker.n_classes(), config.drop_path
    )
    clip = network["clip"]
    if start_from is not None:
        warm_start(clip, tokenizer, start_from, config.warm_start_towers)
    optimiser = _optimiser(config, network)
    average = {name: value.detach().clone() for name, value in clip.state_dict().items()}
    step = restore_checkpoint(run_folder, config, network, average, optimiser)
    log = run_folder / "log.jsonl"
    since, done_since = time.monotonic(), 0
    held_out: dict[str, float] = {}

    def averaged_model() -> Any:
        from retrieval.training.network import build_model

        model = build_model(config.shape, tokenizer.get_vocab_size())
        model.load_state_dict(average)
        return model.eval()

    with BatchesAhead(maker, config.n_steps) as ahead:
        while step < config.n_steps and not (should_stop is not None and should_stop()):
            torch.manual_seed(config.seed * 1_000_003 + step)
            network.train()
            batch = ahead.take(step)
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rate_share(step, config)
            terms = losses_of(config, network, batch)
            optimiser.zero_grad(set_to_none=True)
            torch.stack(list(terms.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            _averaged(average, clip, config.ema_decay, step)
            step += 1
            done_since += len(batch.pixels)
            if step % config.checkpoint_every_steps == 0 or step == config.n_steps:
                save_checkpoint(run_folder, step, config, network, average, optimiser)
                held_out = held_out_accuracy(
                    averaged_model(), tokenizer, sources, config.shape.picture_px
                )
            if step % report_every_steps == 0 or step == config.n_steps:
                now = time.monotonic()
                heard = TrainingProgress(
                    step,
                    config.n_steps,
                    done_since / (now - since),
                    {name: round(float(term.detach()), 4) for name, term in terms.items()},
                    held_out,
                )
                since, done_since = now, 0
                with log.open("a", encoding="utf-8") as file:
                    file.write(
                        json.dumps(
                            {
                                "step": heard.step,
                                "pictures_per_s": round(heard.pictures_per_s, 1),
                                "running_s": round(now - started, 1),
                                "losses": heard.losses,
                                "held_out": heard.held_out,
                            }
                        )
                        + "\n"
                    )
                if progress is not None:
                    progress(heard)
    if step < config.n_steps:
        save_checkpoint(run_folder, step, config, network, average, optimiser)
    return TrainedEncoder(
        averaged_model(),
        tokenizer,
        config,
        step,
        time.monotonic() - started + seconds_before,
        held_out
        or held_out_accuracy(averaged_model(), tokenizer, sources, config.shape.picture_px),
    )
