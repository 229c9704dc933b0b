"""Sound to a transcript with the shop's own words in mind; not what the transcript asks for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from assistant.query import Sound
from retrieval.catalogue.product import BOUGHT_TOGETHER
from speech.transcript import Transcript

if TYPE_CHECKING:
    from retrieval.catalogue.store import Store
    from speech.live.listener import Listener, ListenerSettings
    from speech.live.source import SoundSource
    from speech.recognizer.vocabulary import Vocabulary

Progress = Callable[[str, int, int | None], None]

N_ALTERNATIVES = 3
# Values of an attribute are words of the shop where few values name many products.
MAX_VALUES_OF_AN_ATTRIBUTE = 200
MAX_TERM_WORDS = 4
MAX_RECORDING_S = 120.0  # between two presses of a key


class SpeechRecognizer(Protocol):
    """What the assistant needs of a recogniser; `speech.load_recognizer` gives one."""

    @property
    def name(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def device(self) -> str: ...

    def transcribe(
        self,
        source: Any,
        sample_rate_hz: float | None = None,
        *,
        language: str | None = None,
        vocabulary: Vocabulary | None = None,
        words: bool = True,
        n_best: int = 3,
        retries: bool = True,
        should_stop: Callable[[], bool] | None = None,
    ) -> Transcript:
        """What is said in a sound, the empty transcript when nothing is."""
        ...


class Hearing:
    """A recogniser opened when first needed, and the vocabulary of one store.

    recognizer: one that is loaded already. model, device: which to load otherwise. language: an ISO
    code, None to detect it in each sound.
    """

    def __init__(
        self,
        store: Store,
        *,
        recognizer: SpeechRecognizer | None = None,
        model: str = "pocket",
        device: str | None = None,
        language: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.model = model
        self.language = language
        self._store = store
        self._recognizer = recognizer
        self._device = device
        self._progress = progress
        self._lock = threading.Lock()
        self._vocabulary: tuple[int, Vocabulary] | None = None

    @property
    def recognizer(self) -> SpeechRecognizer:
        """The recogniser, loaded now if it was not. Raises RecognizerError when it cannot be."""
        with self._lock:
            if self._recognizer is None:
                self._recognizer = load_hearing(
                    self.model, self._device, self._progress, self.language
                )
            return self._recognizer

    @property
    def vocabulary(self) -> Vocabulary:
        """The shop's brands, categories and attribute values, as the store is now."""
        from speech.recognizer.vocabulary import Vocabulary

        with self._lock:
            generation = self._store.generation
            if self._vocabulary is None or self._vocabulary[0] != generation:
                self._vocabulary = generation, Vocabulary(shop_terms(self._store))
            return self._vocabulary[1]

    @property
    def is_open(self) -> bool:
        """Whether a recogniser is loaded."""
        return self._recognizer is not None

    def hear(self, sound: Sound) -> Transcript:
        """The transcript of a sound; one that was heard already is its own.

        Raises AudioError and RecognizerError, one sentence each.
        """
        if isinstance(sound, Transcript):
            return sound
        return self.recognizer.transcribe(
            sound, language=self.language, vocabulary=self.vocabulary, n_best=N_ALTERNATIVES
        )

    def listener(self, source: SoundSource, settings: ListenerSettings | None = None) -> Listener:
        """A listener to a microphone, whose final transcript a Query takes as it is.

        settings: ``one_wish``'s, or any; hands-free, wish after wish, when left out. Loads the
        recogniser if it was not, which takes seconds. Raises RecognizerError when it cannot be.
        """
        from speech.live.listener import Listener

        return Listener(
            self.recognizer,
            source,
            settings,
            language=self.language,
            vocabulary=self.vocabulary,
            n_best=N_ALTERNATIVES,
        )

    def card(self) -> dict[str, str]:
        """Which model listens, for the answer's `models`."""
        recognizer = self.recognizer
        return {"name": recognizer.name, "id": recognizer.id, "device": recognizer.device}


def one_wish(*, is_hands_free: bool) -> ListenerSettings:
    """For a listener to one wish: until the speaker stops, or until its ``stop`` is called."""
    from speech.live.listener import ListenerSettings
    from speech.speaking.settings import EndpointSettings

    if is_hands_free:
        return ListenerSettings(is_single=True)
    longest = EndpointSettings(max_duration_s=MAX_RECORDING_S)
    return ListenerSettings(is_hands_free=False, is_single=True, endpoint=longest)


def load_hearing(
    model: str,
    device: str | None = None,
    progress: Progress | None = None,
    language: str | None = None,
) -> SpeechRecognizer:
    """A speech model by name, with the voice detector that keeps it silent where nobody speaks.

    Raises RecognizerError when it cannot be had, or does not know the language that is spoken:
    now, not when somebody has spoken.
    """
    from speech.recognizer.language import language_code
    from speech.recognizer.load import load_recognizer
    from speech.speaking.vad import frame_probabilities

    recognizer = load_recognizer(
        model, device=device, progress=progress, voice_detector=frame_probabilities
    )
    if language is not None:
        language_code(language, recognizer.languages, recognizer.name)
    return recognizer


def shop_terms(store: Store) -> tuple[str, ...]:
    """Brands, categories, and the values of attributes with few of them, in that order.

    Rare words first: a brand is what a recogniser cannot know.
    """
    terms: list[str] = []
    for column in ("brand", "category"):
        query = f"SELECT DISTINCT {column} FROM product WHERE {column} <> '' ORDER BY {column}"
        terms += [str(value) for (value,) in store.rows(query)]
    names = store.rows(
        "SELECT name FROM attribute WHERE name <> ?"
        " GROUP BY name HAVING count(DISTINCT value) <= ? ORDER BY name",
        (BOUGHT_TOGETHER, MAX_VALUES_OF_AN_ATTRIBUTE),
    )
    for (name,) in list(names):
        values = store.rows(
            "SELECT DISTINCT value FROM attribute WHERE name = ? ORDER BY value", (name,)
        )
        terms += [str(value) for (value,) in values]
    said = (term for term in terms if any(map(str.isalpha, term)))
    return tuple(dict.fromkeys(term for term in said if len(term.split()) <= MAX_TERM_WORDS))


def shop_currencies(store: Store) -> frozenset[str]:
    """The ISO codes of the store's prices."""
    rows = store.rows("SELECT DISTINCT currency FROM product WHERE currency <> ''")
    return frozenset(str(code) for (code,) in rows)
