"""From what was said to what is wanted: manners out, prices as limits, refusals apart; no search.

Rules, not a model: each word of a transcript ends up in the text, in what is not wanted or in a
limit, unless it is listed in `spoken.phrases` as manners. Words of doubt stay words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.spoken import phrases
from assistant.spoken.chinese import understand_chinese
from assistant.spoken.numbers import CURRENCIES, Amount, amount_at
from assistant.spoken.query import LimitOperator, PriceLimit, SpokenQuery
from assistant.spoken.words import SpokenWord, longest_phrase, spoken_words


def understand_spoken(text: str) -> SpokenQuery:
    """What a transcript asks for, in English and in simple Chinese; never raises.

    >>> understand_spoken("Uh, I'm looking for running shoes under forty bucks, but not red.")
    SpokenQuery(text='running shoes', without=('red',), limits=(PriceLimit(operator='<', \
amount=Decimal('40'), currencies=('USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD')),))
    """
    chinese = understand_chinese(text)
    words = spoken_words(chinese.text)
    reading = _Reading(words)
    reading.read()
    kept = " ".join(reading.kept)
    without = (*chinese.without, *reading.without)
    limits = (*chinese.limits, *reading.limits)
    if without and not kept and not limits:
        # Refusing is all that was said: there must be something to look for.
        return SpokenQuery(" ".join(word.text for word in spoken_words(text)))
    return SpokenQuery(kept, without, limits)


@dataclass
class _Reading:
    """One pass over the words, which sorts them."""

    words: list[SpokenWord]
    kept: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    limits: list[PriceLimit] = field(default_factory=list)

    def read(self) -> None:
        at = 0
        while at < len(self.words):
            n_apart = self._limit(at) or self._refusal(at)
            if n_apart and self.kept and self.kept[-1].casefold() in phrases.JOINTS:
                self.kept.pop()
            n_taken = n_apart or self._manners(at) or self._amount(at)
            if not n_taken:
                self.kept.append(self.words[at].text)
            at += n_taken or 1

    def _manners(self, at: int) -> int:
        n_words = longest_phrase(self.words, at, phrases.FILLERS)
        if not n_words and not self.kept:
            n_words = longest_phrase(self.words, at, phrases.OPENINGS)
        is_no_alone = self.words[at].key == "no" and self.words[at].pause_after
        return n_words or int(is_no_alone)

    def _amount(self, at: int) -> int:
        """`forty bucks` that limit nothing: the same words, the number in digits."""
        amount = amount_at(self.words, at)
        if amount is None or not amount.currency:
            return 0
        self.kept.append(amount.text)
        return amount.n_words

    def _limit(self, at: int) -> int:
        return self._range(at) or self._limit_in_front(at) or self._limit_behind(at)

    def _limit_in_front(self, at: int) -> int:
        n_prefix = longest_phrase(self.words, at, phrases.LIMIT_PREFIX_PHRASES)
        if not n_prefix or self.words[at + n_prefix - 1].pause_after:
            return 0
        start = at + n_prefix
        if start < len(self.words) and self.words[start].key == "about":
            start += 1
        amount = amount_at(self.words, start)
        if amount is None or not self._is_price(start, amount):
            return 0
        prefix = " ".join(word.key for word in self.words[at : at + n_prefix])
        self._add(phrases.LIMIT_PREFIXES[prefix], amount)
        return start + amount.n_words - at

    def _limit_behind(self, at: int) -> int:
        start = at + int(self.words[at].key == "for")
        amount = amount_at(self.words, start)
        if amount is None:
            return 0
        end = start + amount.n_words
        if end >= len(self.words):
            return 0
        n_suffix = longest_phrase(self.words, end, phrases.LIMIT_SUFFIX_PHRASES)
        if not n_suffix:
            return 0
        suffix = " ".join(word.key for word in self.words[end : end + n_suffix])
        is_upper = phrases.LIMIT_SUFFIXES[suffix] == "<="
        if not amount.currency and not (is_upper and self._ends_a_price(end + n_suffix)):
            return 0
        self._add(phrases.LIMIT_SUFFIXES[suffix], amount)
        return end + n_suffix - at

    def _range(self, at: int) -> int:
        """`between twenty and thirty euros`, `from 20 to 30 dollars`, `20 to 30 dollars`."""
        opening = self.words[at].key
        is_between = opening == "between"
        start = at + int(opening in ("between", "from"))
        low = amount_at(self.words, start)
        if low is None:
            return 0
        middle = start + low.n_words
        joints = ("and", "to") if is_between else ("to",)
        if middle >= len(self.words) or self.words[middle].key not in joints:
            return 0
        high = amount_at(self.words, middle + 1)
        if high is None:
            return 0
        currency = high.currency or low.currency
        if not currency and not (is_between and self._is_price(middle + 1, high)):
            return 0
        bottom, top = sorted((low.value, high.value))
        self._add(">=", Amount(bottom, 0, currency))
        self._add("<=", Amount(top, 0, currency))
        return middle + 1 + high.n_words - at

    def _is_price(self, start: int, amount: Amount) -> bool:
        return bool(amount.currency) or self._ends_a_price(start + amount.n_words)

    def _ends_a_price(self, end: int) -> bool:
        """Whether a number that ends here stands alone, so that it counts money, not things."""
        if end >= len(self.words) or self.words[end - 1].pause_after:
            return True
        return self.words[end].key in phrases.AFTER_A_BARE_PRICE

    def _add(self, operator: LimitOperator, amount: Amount) -> None:
        currencies = CURRENCIES.get(amount.currency, ())
        self.limits.append(PriceLimit(operator, amount.value, currencies))

    def _refusal(self, at: int) -> int:
        if longest_phrase(self.words, at, phrases.NOT_REFUSALS):
            return 0
        n_marker = longest_phrase(self.words, at, phrases.REFUSALS)
        if not n_marker or self.words[at + n_marker - 1].pause_after:
            return 0
        lists_things = any(
            word.key in ("without", "excluding", "except", "but")
            for word in self.words[at : at + n_marker]
        )
        end, refused = at + n_marker, list[list[str]]([[]])
        while end < len(self.words) and len(refused[-1]) < phrases.MAX_REFUSED_WORDS:
            word = self.words[end]
            if refused[-1] and word.key in ("or", "nor", "and"):
                following = self.words[end + 1].key if end + 1 < len(self.words) else ""
                goes_on = following and following not in phrases.CLAUSE_STARTS
                if not goes_on or (word.key == "and" and not lists_things):
                    break
                refused.append([])
            elif word.key in phrases.CLAUSE_STARTS or self._limits_here(end):
                break
            elif word.key not in phrases.UNSAID or refused[-1]:
                refused[-1].append(word.text)
            end += 1
            if word.pause_after:
                break
        things = [" ".join(words) for words in refused if words]
        self.without += things
        return end - at if things else 0

    def _limits_here(self, at: int) -> bool:
        before = len(self.limits)
        found = bool(self._limit(at))
        del self.limits[before:]
        return found
