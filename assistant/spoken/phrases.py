"""The English words that steer a spoken wish: manners, limits, refusals; not how they are read."""

from __future__ import annotations

from assistant.spoken.query import LimitOperator
from assistant.spoken.words import by_first_word

# Dropped wherever they stand.
FILLERS = by_first_word(
    [
        "uh", "uhh", "um", "umm", "uhm", "er", "erm", "err", "ah", "hm", "hmm", "mm", "mmm", "eh",
        "you know", "i mean", "i guess", "i think", "let me see", "let's see",
        "please", "thanks", "thank you", "thank you very much", "thanks a lot",
        "i'm looking for", "i am looking for", "we're looking for", "we are looking for",
        "i was looking for", "i'm searching for", "i am searching for", "i'm after",
        "i want", "i want to buy", "i want to see", "i want to get", "i want to find",
        "i wanna buy", "i wanna see", "i need", "i need to buy", "i need to find",
        "i'd like", "i'd like to buy", "i'd like to see", "i'd like to have",
        "i would like", "i would like to buy", "i would like to see", "i would like to have",
        "can you show me", "could you show me", "would you show me", "can you find me",
        "could you find me", "can i see", "could i see", "can i have", "could i have",
        "can i get", "could i get", "may i see", "may i have", "can you", "could you",
        "would you", "will you", "show me", "find me", "give me", "get me", "let me have",
        "do you have", "do you have any", "do you sell", "do you sell any", "have you got",
        "have you got any", "are there any", "is there any",
    ]
)  # fmt: skip
# Dropped only at the start: elsewhere they may be part of what is wanted ("an ok sign").
OPENINGS = by_first_word(
    [
        "hey", "hi", "hello", "hi there", "hello there", "good morning", "okay", "ok", "well", "so",
        "so um", "right", "yes", "yeah", "yes please", "looking for", "search for", "searching for",
        "look for", "find", "show",
    ]
)  # fmt: skip

# In front of an amount. Without a currency word only where AFTER_A_BARE_PRICE allows.
LIMIT_PREFIXES: dict[str, LimitOperator] = {
    "under": "<", "below": "<", "less than": "<", "cheaper than": "<", "for less than": "<",
    "for under": "<", "priced under": "<", "priced below": "<", "costing less than": "<",
    "that costs less than": "<", "that cost less than": "<", "which costs less than": "<",
    "at most": "<=", "for at most": "<=", "no more than": "<=", "for no more than": "<=",
    "not more than": "<=", "not over": "<=", "not above": "<=", "up to": "<=", "max": "<=",
    "maximum": "<=", "a maximum of": "<=", "max of": "<=", "within": "<=",
    "over": ">", "above": ">", "more than": ">", "for more than": ">", "for over": ">",
    "at least": ">=", "for at least": ">=", "no less than": ">=", "not less than": ">=",
    "not under": ">=", "not below": ">=", "starting at": ">=", "minimum": ">=",
    "a minimum of": ">=",
}  # fmt: skip
LIMIT_PREFIX_PHRASES = by_first_word(list(LIMIT_PREFIXES))
# Behind an amount.
LIMIT_SUFFIXES: dict[str, LimitOperator] = {
    "or less": "<=", "or under": "<=", "or below": "<=", "or cheaper": "<=", "max": "<=",
    "maximum": "<=", "at most": "<=", "at the most": "<=", "tops": "<=",
    "or more": ">=", "or over": ">=", "or above": ">=", "and up": ">=", "and above": ">=",
    "at least": ">=",
}  # fmt: skip
LIMIT_SUFFIX_PHRASES = by_first_word(list(LIMIT_SUFFIXES))

# A number without a currency is a price only where one of these, a pause or the end follows:
# "under forty in blue" is, "over sixteen gigabytes" and "at least two pockets" are not.
_AFTER_A_BARE_PRICE = (
    "in with without and but for from that which not no or please thanks uh um er hmm made"
)
AFTER_A_BARE_PRICE = frozenset(_AFTER_A_BARE_PRICE.split())

REFUSALS = by_first_word(
    [
        "without", "but without", "and without", "but not", "but no", "and no", "and not",
        "with no", "but with no", "not", "no", "anything but", "except", "except for", "excluding",
        "i don't want", "i do not want", "don't want", "do not want", "but i don't want",
        "i don't like", "not with", "but not with", "not in", "but not in",
    ]
)  # fmt: skip
# Where "no" and "not" refuse nothing.
NOT_REFUSALS = by_first_word(
    [
        "no show", "no iron", "no slip", "no drip", "no fuss", "no one", "no matter", "no idea",
        "no problem", "no name", "no thanks", "no thank", "not only", "not sure", "not bad",
        "not just", "not necessarily",
    ]
)  # fmt: skip
# A refusal ends before these.
_CLAUSE_STARTS = (
    "but with without in for from under below over above between at that which i it please made "
    "not no less more up within around about thanks uh um er hmm"
)
CLAUSE_STARTS = frozenset(_CLAUSE_STARTS.split())
# Dropped where what they join to was taken out.
JOINTS = frozenset(("and", "but"))
UNSAID = frozenset(("a", "an", "the", "any", "too", "very", "so", "really", "quite"))
MAX_REFUSED_WORDS = 4
