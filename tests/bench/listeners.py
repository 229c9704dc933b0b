"""Whisper as this program and as others run it, each in a process of its own; not what it says.

One process a listener keeps its peak memory apart from the others'; they are asked in turn, so that
never two compute at once. All run on the processor in float32 with as many threads.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from speech.audio.waveform import FloatArray

# How each listens, in the words of the report.
OURS = {
    "program": "as `vitrine ask`: three alternatives, word times, voice detector, the shop's words",
    "greedy": "our recogniser's one best text, context cut to the sound",
    "greedy_full_window": "the same with the whole 30 s window",
    "first_try": "the first greedy text in the cut context, neither tried again nor refused",
}
WHISPER = {
    "whisper": "whisper.transcribe, condition_on_previous_text=False, defaults otherwise",
    "whisper_without_timestamps": "the same with without_timestamps=True",
}
FASTER_WHISPER = {
    "faster_whisper": "one beam, condition_on_previous_text=False, defaults otherwise",
    "faster_whisper_5_beams": "the same with its default of five beams",
    "faster_whisper_int8": "one beam, weights in int8",
}


@dataclass(frozen=True)
class Setup:
    """What every listener is opened with. folder: the checkpoint for faster-whisper."""

    model: str
    n_threads: int
    terms: tuple[str, ...] = ()
    folder: str = ""


@dataclass(frozen=True)
class Said:
    """A text heard, and whether its search was cut at its most tokens."""

    text: str
    is_cut: bool = False
    seconds: float = 0.0


Hear = Callable[[FloatArray, str | None], Said]


@dataclass(frozen=True)
class Listener:
    """One that is open. languages: codes it knows; memory_mb: of its process when it was ready."""

    name: str
    languages: tuple[str, ...]
    memory_mb: int
    process: ProcessPoolExecutor

    def hear(self, samples: FloatArray, language: str | None) -> Said:
        """What it makes of (n,) float32 at 16 kHz; language: None to detect it."""
        return self.process.submit(_timed, samples, language).result()

    def peak_memory_mb(self) -> int:
        """The most memory its process has held so far."""
        return self.process.submit(peak_memory_mb).result()


@contextmanager
def listeners(names: tuple[str, ...], setup: Setup) -> Iterator[dict[str, Listener]]:
    """Those of the names, ready. Raises what loading raises: RecognizerError for ours."""
    with ExitStack() as stack:
        opened = {}
        for name in names:
            process = stack.enter_context(_process())
            languages, memory_mb = process.submit(_open, name, setup).result()
            opened[name] = Listener(name, languages, memory_mb, process)
        yield opened


@contextmanager
def faster_whisper_folder(model: str) -> Iterator[tuple[str, str]]:
    """A temporary checkpoint for faster-whisper, and "" or one sentence why there is none."""
    with tempfile.TemporaryDirectory() as folder, _process() as process:
        try:
            process.submit(_convert, model, folder).result()
        except ImportError as error:
            yield "", f"faster-whisper is not installed ({error}): pip install 'vitrine[bench]'."
        except (RuntimeError, ValueError, TypeError, KeyError, AttributeError) as error:
            yield "", f"CTranslate2's Whisper format does not hold this checkpoint ({error})."
        else:
            yield folder, ""


def sample_terms() -> tuple[str, ...]:
    """The vocabulary that the program has for the sample shop."""
    with _process() as process:
        return process.submit(_sample_terms).result()


def peak_memory_mb() -> int:
    """The most memory this process has held, without what its parent held before it."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024**2 if sys.platform == "darwin" else 1024))


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


_hear: Hear | None = None  # of the process that this module runs in


def _open(name: str, setup: Setup) -> tuple[tuple[str, ...], int]:
    global _hear
    if name in FASTER_WHISPER:
        _hear, languages = _faster_whisper(name, setup)
    elif name in WHISPER:
        _hear, languages = _whisper(name, setup)
    else:
        _hear, languages = _ours(name, setup)
    return languages, peak_memory_mb()


def _timed(samples: FloatArray, language: str | None) -> Said:
    assert _hear is not None
    start_s = time.perf_counter()
    said = _hear(samples, language)
    return replace(said, seconds=time.perf_counter() - start_s)


def _ours(name: str, setup: Setup) -> tuple[Hear, tuple[str, ...]]:
    import torch

    from assistant.hearing import N_ALTERNATIVES, load_hearing
    from speech.audio.waveform import SAMPLE_RATE_HZ
    from speech.recognizer.load import load_recognizer
    from speech.recognizer.passage import PassageRequest, hear
    from speech.recognizer.vocabulary import Vocabulary

    torch.set_num_threads(setup.n_threads)
    if name == "program":
        recognizer: Any = load_hearing(setup.model, "cpu")
        options: dict[str, Any] = {
            "vocabulary": Vocabulary(setup.terms), "n_best": N_ALTERNATIVES
        }  # fmt: skip
    else:
        recognizer = load_recognizer(setup.model, device="cpu")
        options = {"words": False, "n_best": 1}
    if name == "greedy_full_window":
        full = recognizer.model.dims.n_audio_ctx
        recognizer.settings = replace(recognizer.settings, shortest_positions=full)

    def transcribe(samples: FloatArray, language: str | None) -> Said:
        heard = recognizer.transcribe(samples, SAMPLE_RATE_HZ, language=language, **options)
        return Said(heard.text)

    def first_try(samples: FloatArray, language: str | None) -> Said:
        known = recognizer.languages if language is None else (language,)
        passage = hear(
            recognizer.model, samples, PassageRequest(known, retries=False), recognizer.settings
        )
        return Said(passage.hypotheses[0].text, passage.hypotheses[0].is_cut)

    return first_try if name == "first_try" else transcribe, tuple(recognizer.languages)


def _whisper(name: str, setup: Setup) -> tuple[Hear, tuple[str, ...]]:
    import torch
    import whisper

    from speech.recognizer.load import load_recognizer

    torch.set_num_threads(setup.n_threads)
    recognizer = load_recognizer(setup.model, device="cpu")  # by whisper.load_model

    def transcribe(samples: FloatArray, language: str | None) -> Said:
        torch.manual_seed(0)  # it samples when it falls back
        heard = whisper.transcribe(
            recognizer.model,
            samples,
            language=language,
            fp16=False,
            condition_on_previous_text=False,
            without_timestamps=name == "whisper_without_timestamps",
        )
        return Said(str(heard["text"]).strip())

    return transcribe, tuple(recognizer.languages)


def _faster_whisper(name: str, setup: Setup) -> tuple[Hear, tuple[str, ...]]:
    from ctranslate2 import set_random_seed
    from faster_whisper import WhisperModel

    model = WhisperModel(
        setup.folder,
        device="cpu",
        compute_type="int8" if name == "faster_whisper_int8" else "float32",
        cpu_threads=setup.n_threads,
    )
    n_beams = 5 if name == "faster_whisper_5_beams" else 1

    def transcribe(samples: FloatArray, language: str | None) -> Said:
        set_random_seed(0)
        segments, _ = model.transcribe(
            samples, language=language, beam_size=n_beams, condition_on_previous_text=False
        )
        return Said("".join(segment.text for segment in segments).strip())

    return transcribe, tuple(model.supported_languages)


def _convert(model: str, folder: str) -> None:
    import faster_whisper  # noqa: F401  to know now whether it is there

    from speech.recognizer.load import load_recognizer
    from tests.bench.checkpoint_for_faster_whisper import write_checkpoint

    write_checkpoint(load_recognizer(model, device="cpu").model, Path(folder))


def _sample_terms() -> tuple[str, ...]:
    from assistant.hearing import shop_terms
    from retrieval.catalogue.ingest import add
    from retrieval.catalogue.store import Store
    from samples import CATALOGUE_CSV

    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store", create=True) as store,
    ):
        add(store, CATALOGUE_CSV, None)
        return shop_terms(store)
