"""What the network is to say of a clip: Whisper's tokens over a reduced table, and characters.

A small Whisper is mostly vocabulary, so it learns the tokens that its corpus uses and one shared
row for all others; not for writing the official table (see export).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from speech.training.corpus import LANGUAGES
from speech.training.errors import TrainingError
from speech.training.whole_file import written_whole

TIMESTAMP_STEP = 5  # of Whisper's 20 ms: times are learnt to 0.1 s
IGNORED = -100  # a target that counts nothing
BLANK = 0  # of the characters


@cache
def official_tokenizer() -> Any:
    """Whisper's own multilingual tokenizer, of 51,865 tokens."""
    from whisper.tokenizer import get_tokenizer

    return get_tokenizer(multilingual=True, language="en", task="transcribe")


@dataclass(frozen=True)
class Spoken:
    """What a clip holds. text is empty where nobody speaks; start_s and end_s when times count."""

    text: str
    language: str = "en"
    start_s: float | None = None
    end_s: float | None = None


class Targets:
    """The reduced vocabulary: official token numbers in order, then one row for all the others."""

    def __init__(self, tokens: Sequence[int], characters: str) -> None:
        self.tokens = tuple(tokens)
        self.characters = characters
        self._reduced = {official: row for row, official in enumerate(self.tokens)}
        self._character = {c: n + 1 for n, c in enumerate(characters)}
        tokenizer = official_tokenizer()
        self.n_official = tokenizer.encoding.n_vocab
        self._languages = {
            language: self.row_of(tokenizer.to_language_token(language)) for language in LANGUAGES
        }
        self.sot, self.eot = self.row_of(tokenizer.sot), self.row_of(tokenizer.eot)
        self.transcribe = self.row_of(tokenizer.transcribe)
        self.no_timestamps = self.row_of(tokenizer.no_timestamps)
        self.no_speech = self.row_of(tokenizer.no_speech)
        self._first_timestamp = tokenizer.timestamp_begin

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> Targets:
        """Those that (text, language) pairs need."""
        tokenizer = official_tokenizer()
        tokens = {
            tokenizer.sot,
            tokenizer.eot,
            tokenizer.transcribe,
            tokenizer.no_timestamps,
            tokenizer.no_speech,
            *(tokenizer.to_language_token(language) for language in LANGUAGES),
            *range(tokenizer.timestamp_begin, tokenizer.timestamp_begin + 1501, TIMESTAMP_STEP),
        }
        characters: set[str] = set()
        for text, language in set(texts):
            tokens.update(official_tokens(text, language))
            characters.update(text.lower())
        return cls(sorted(tokens), "".join(sorted(characters)))

    @property
    def n_rows(self) -> int:
        """Rows of the reduced table, the shared one included."""
        return len(self.tokens) + 1

    @property
    def n_others(self) -> int:
        """Official tokens that share the last row."""
        return int(self.n_official) - len(self.tokens)

    def row_of(self, official: int) -> int:
        """A token's row, the shared one for those that the corpus does not use."""
        return self._reduced.get(official, len(self.tokens))

    def start(self, language: str) -> list[int]:
        """What the decoder is given before text without times."""
        return [self.sot, self._languages[language], self.transcribe, self.no_timestamps]

    def sequence(self, spoken: Spoken) -> tuple[list[int], list[int]]:
        """The decoder's input and, as long, the target after each of its tokens."""
        start = self.start(spoken.language)
        if not spoken.text:
            return start, [self.no_speech, IGNORED, IGNORED, self.eot]
        text = [self.row_of(token) for token in official_tokens(spoken.text, spoken.language)]
        if spoken.start_s is None or spoken.end_s is None:
            whole = [*start, *text]
        else:
            times = [self._time(spoken.start_s), self._time(spoken.end_s)]
            whole = [*start[:-1], times[0], *text, times[1]]
        return whole, [*whole[1:], self.eot]

    def spelling(self, text: str) -> list[int]:
        """The characters of a text for the CTC loss; 0 is its blank."""
        return [self._character[c] for c in text.lower() if c in self._character]

    def text_of(self, rows: Iterable[int]) -> str:
        """The text of rows of the table, special and shared ones left out."""
        tokenizer = official_tokenizer()
        officials = [self.tokens[row] for row in rows if row < len(self.tokens)]
        text: str = tokenizer.decode([token for token in officials if token < tokenizer.eot])
        return text.strip()

    def save(self, path: Path) -> None:
        """As JSON; TrainingError when the file cannot be written."""
        values = {"tokens": self.tokens, "characters": self.characters}
        with written_whole(path) as file:
            file.write(json.dumps(values, ensure_ascii=False).encode())

    @classmethod
    def load(cls, path: Path) -> Targets:
        """What `save` wrote; TrainingError when the file is damaged."""
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            tokens, characters = [int(token) for token in values["tokens"]], values["characters"]
            n_official = official_tokenizer().encoding.n_vocab
            if tokens != sorted(set(tokens)) or not 0 <= tokens[0] <= tokens[-1] < n_official:
                raise ValueError("its tokens are not Whisper's, in order")
            if len(set(characters)) != len(characters):
                raise ValueError("a character occurs twice")
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise TrainingError(
                f"{path} is damaged ({error}); remove it and the checkpoint beside it to start"
                " again."
            ) from error
        return cls(tokens, characters)

    def _time(self, time_s: float) -> int:
        steps = min(300, max(0, round(time_s * 50 / TIMESTAMP_STEP)))
        return self.row_of(self._first_timestamp + steps * TIMESTAMP_STEP)


def official_tokens(text: str, language: str) -> list[int]:
    """Whisper's tokens of a text; English begins with a space, as Whisper writes it."""
    spaced = f" {text}" if language == "en" else text
    tokens: list[int] = official_tokenizer().encode(spaced)
    return tokens
