"""One passage that fits the window, to ranked hypotheses: contexts, temperatures, vocabulary.

First the context cut to the sound, greedy or in beams; if that loops or is unlikely, the full
context; then rising temperatures, as Whisper's ``transcribe`` falls back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor
from whisper.tokenizer import get_tokenizer

from speech.audio.level import levelled
from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.recognizer.alternatives import ranked
from speech.recognizer.guards import GuardSettings, is_clear, is_loop, is_surely_silent
from speech.recognizer.language import detect_language
from speech.recognizer.prefix_tree import PrefixTree, tree_of
from speech.recognizer.promotion import SPELLED_WORTH_NATS, promoted, promoted_by_letters
from speech.recognizer.respelling import respelled
from speech.recognizer.scoring import Hypothesis, score
from speech.recognizer.search import SearchRequest, SearchTask, Sequences
from speech.recognizer.shop_prior import shop_worths
from speech.recognizer.short_audio import (
    SHORTEST_POSITIONS,
    SLACK_POSITIONS,
    context_positions,
    encode_sound,
    token_cap,
)
from speech.recognizer.spelling import SpelledSound, Spelling
from speech.recognizer.vocabulary import Vocabulary
from speech.spacing import word_gap

CERTAIN_LOG_PROBABILITY = -0.2  # of the least likely token: 0.82
SPELLED_LOG_PROBABILITY = -0.5  # the same where the letters agree
CERTAIN_LETTER = -1.2  # on average
PROMPTED_SPARE_TOKENS = 8  # beyond the unprompted text's
N_SPELLED = 8  # texts to choose from by their letters, where those do not guide the search


@dataclass(frozen=True)
class HearingSettings:
    """How a model listens. slack_positions, shortest_positions: of context after the sound and in
    all, 20 ms each.

    temperatures: tried in turn when the greedy text is unlikely. takes_prompts: whether the model
    was trained with the text before as a prompt. is_levelled: whether it learnt at one loudness.
    """

    slack_positions: int = SLACK_POSITIONS
    shortest_positions: int = SHORTEST_POSITIONS
    temperatures: tuple[float, ...] = (0.4, 0.8)
    takes_prompts: bool = True
    is_levelled: bool = False
    guards: GuardSettings = field(default_factory=GuardSettings)


@dataclass(frozen=True)
class PassageRequest:
    """What is wanted of a passage. languages: the ones it may be in; retries: any second try.

    should_stop: asked while it is heard; GivenUpError is raised when it says so.
    """

    languages: tuple[str, ...]
    vocabulary: Vocabulary | None = None
    n_best: int = 1
    words: bool = False
    retries: bool = True
    should_stop: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Passage:
    """What a passage may hold, best first, never empty. n_positions: the context used."""

    hypotheses: tuple[Hypothesis, ...]
    language: str
    n_positions: int
    temperature: float


def hear(
    model: Any,
    samples: FloatArray,
    request: PassageRequest,
    settings: HearingSettings,
    spelling: Spelling | None = None,
) -> Passage:
    """The passage's likeliest texts. samples: (n,) float32 at 16 kHz, within the window.

    spelling: the model's letters, where it has them.
    """
    guards = settings.guards
    if settings.is_levelled:
        samples = levelled(samples)
    tried: list[Passage] = []
    language, features, encoded_at, spelled = "", None, 0, None
    for n_positions, temperature in _attempts(model, len(samples), request, settings):
        if features is None or n_positions != encoded_at:
            features, encoded_at = encode_sound(model, samples, n_positions), n_positions
            spelled = spelling.heard(features) if spelling else None
        language = language or detect_language(
            model, _tokenizer(model, "en"), features, request.languages
        )
        found = _decode(
            model, features, spelled, language, temperature, len(samples), request, settings
        )
        first = found[0]
        heard_before = any(first.text == passage.hypotheses[0].text for passage in tried)
        tried.append(Passage(tuple(found), language, n_positions, temperature))
        if is_clear(first, guards) or is_surely_silent(first, guards):
            break
        if heard_before and not first.is_cut:
            break
    return max(tried, key=lambda passage: _preference(passage, guards))


def _attempts(
    model: Any, n_samples: int, request: PassageRequest, settings: HearingSettings
) -> Iterator[tuple[int, float]]:
    """Contexts in positions with temperatures, in the order they are worth trying."""
    full = model.dims.n_audio_ctx
    own = context_positions(n_samples, full, settings.slack_positions, settings.shortest_positions)
    yield own, 0.0
    if not request.retries:
        return
    if own < full:
        yield full, 0.0
    for temperature in settings.temperatures:
        yield full, temperature


def _preference(passage: Passage, guards: GuardSettings) -> tuple[bool, float]:
    first = passage.hypotheses[0]
    return not is_loop(first, guards), first.mean_log_probability


def _decode(
    model: Any,
    features: Tensor,
    spelled: SpelledSound | None,
    language: str,
    temperature: float,
    n_samples: int,
    request: PassageRequest,
    settings: HearingSettings,
) -> list[Hypothesis]:
    """Hypotheses of one attempt, best first.

    Of a text without doubt there are no alternatives, and a vocabulary has nothing to say. It has
    its say at temperature 0 alone: it proposes texts, by the letters where the model spells, else
    by the biased search, by likeness of letters, and by a prompt where the model takes one. The
    model then judges them.
    """
    tokenizer = _tokenizer(model, language)
    cap = token_cap(n_samples / SAMPLE_RATE_HZ, model.dims.n_text_ctx)

    def find(
        n_best: int, tree: PrefixTree | None = None, most: int = cap, prompt: str = ""
    ) -> tuple[Sequences, ...]:
        # Of a script without spaces a token may be part of a character, which has no letter.
        guide = spelled if word_gap(language) else None
        options = SearchRequest(language, most, n_best, temperature, prompt, guide)
        return SearchTask(model, options, tree, request.should_stop).find(features)

    def scored(sequences: Sequences) -> list[Hypothesis]:
        return score(
            model,
            tokenizer,
            features,
            sequences,
            max_tokens=cap,
            with_attention=request.words,
            spelled=spelled,
        )

    (plain,) = find(1)
    heard = scored(plain)
    if temperature or is_certain(heard[0]):
        return heard
    vocabulary = request.vocabulary and request.vocabulary.said_in(language)
    tree = tree_of(vocabulary, tokenizer) if vocabulary and vocabulary.terms else None
    searched = tree if spelled is None else None
    proposed: set[tuple[int, ...]] = set()
    if request.n_best > 1:
        n_best = request.n_best if spelled is None else max(request.n_best, N_SPELLED)
        others, *biased = find(n_best, searched)
        plain = tuple(dict.fromkeys([*plain, *others]))
        heard = ranked(scored(plain), by_spelling=spelled is not None)
        proposed.update(*biased)
    elif searched is not None:
        proposed.update(*find(1, searched))
    if vocabulary is None or tree is None:
        return heard
    if spelled is not None:
        respelt = respelled([one.text for one in heard], spelled, vocabulary)
        proposed.update(_tokens_of(tokenizer, text) for text in respelt)
    elif request.n_best > 1 and heard[0].text:
        likely = vocabulary.respellings(heard[0].text)
        proposed.update(_tokens_of(tokenizer, one.text) for one in likely)
        if likely and settings.takes_prompts:
            reminder = ", ".join(dict.fromkeys(one.term for one in likely))
            most = min(cap, len(heard[0].tokens) + PROMPTED_SPARE_TOKENS)
            (reminded,) = find(1, most=most, prompt=reminder)
            proposed.update(once(sequence) for sequence in reminded)
    fresh = tuple(sorted(sequence for sequence in proposed - set(plain) if sequence))
    candidates = [*heard, *(scored(fresh) if fresh else [])]
    finished = [tree.finished(one.tokens) for one in candidates]
    if spelled is not None:
        finished = [[(term, SPELLED_WORTH_NATS) for term, _ in terms] for terms in finished]
    worths = shop_worths(model, tokenizer, finished, len(vocabulary.terms))
    if spelled is not None:
        return promoted_by_letters(heard, candidates, worths)
    return promoted(heard, candidates, worths, settings.guards.log_probability_floor)


def is_certain(hypothesis: Hypothesis) -> bool:
    """Whether no token of a text, nor its end, was in doubt; nor its letters, where it has any."""
    least, letter = min(hypothesis.log_probabilities), hypothesis.mean_letter
    if letter is None:
        return least >= CERTAIN_LOG_PROBABILITY
    return least >= SPELLED_LOG_PROBABILITY and letter >= CERTAIN_LETTER


def once(tokens: tuple[int, ...]) -> tuple[int, ...]:
    """A sequence that does nothing but repeat its start, said once; prompts make models loop."""
    for length in range(1, len(tokens)):
        if tokens[length:] == tokens[:-length]:
            return tokens[:length]
    return tokens


def _tokens_of(tokenizer: Any, text: str) -> tuple[int, ...]:
    """Marks of Whisper's in a shop's term are text."""
    return tuple(tokenizer.encode(" " + text, disallowed_special=()))


def _tokenizer(model: Any, language: str) -> Any:
    return get_tokenizer(
        model.is_multilingual,
        num_languages=model.num_languages,
        language=language,
        task="transcribe",
    )
