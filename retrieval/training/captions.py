"""Captions of a subject in English and Chinese, as shoppers and shops write; not for what is true.

Every caption is a template over the subject's words, then roughened: words dropped, swapped or
misspelt, case and punctuation varied. No template has a negation.
"""

from __future__ import annotations

import random

from retrieval.training.subjects import NOTHING, Caption, Subject
from retrieval.training.wording.nonsense import nonsense

# Slots in the order of English; each template names the slots that it asserts.
_TEMPLATES_EN: tuple[tuple[tuple[str, ...], float], ...] = (
    (("name",), 3.0),
    (("colour", "kind"), 3.0),
    (("kind",), 1.5),
    (("pattern", "kind"), 1.0),
    (("material", "kind"), 0.6),
    (("colour", "pattern", "kind"), 1.0),
    (("colour", "material", "kind"), 1.0),
    (("thing",), 1.5),
    (("colour", "thing"), 2.5),
    (("department",), 0.3),
    (("coarse",), 0.8),
    (("brand", "kind"), 0.4),
    (("brand", "colour", "kind"), 0.5),
    (("colour", "department"), 0.3),
    (("colour", "coarse"), 0.5),
    (("brand", "coarse"), 0.5),
    (("name", "coarse"), 0.4),
    (("name", "department"), 0.3),
    (("colour", "material", "thing"), 1.0),
    (("colour", "pattern", "thing"), 0.7),
    (("purpose",), 1.6),
    (("colour", "purpose"), 0.4),
    (("material", "thing"), 0.5),
    (("brand", "thing"), 0.5),
    (("brand", "colour", "thing"), 0.6),
    (("colour",), 0.15),
    (("pattern",), 0.1),
)
_FRAMES_EN = (
    "{}",
    "{}",
    "{}",
    "{}",
    "{}",
    "a {}",
    "a photo of a {}",
    "a photo of {}",
    "a picture of {}",
    "{} for sale",
    "i am looking for a {}",
    "show me {}",
    "do you have {}",
    "i want {}",
    "buy {}",
    "find me a {}",
    "cheap {}",
    "new {}",
    "my {}",
    "{} please",
    "some {}",
)
_FRAMES_ZH = (
    "{}",
    "{}",
    "{}",
    "{}",
    "一件{}",
    "我想买{}",
    "有没有{}",
    "找{}",
    "{}的照片",
    "一张{}的图片",
    "请给我看{}",
    "新款{}",
    "买{}",
)
_KEYS_NEAR = {
    "a": "qsz",
    "b": "vgn",
    "c": "xvd",
    "d": "sfe",
    "e": "wrd",
    "f": "dgr",
    "g": "fht",
    "h": "gjy",
    "i": "uok",
    "j": "hku",
    "k": "jli",
    "l": "ko",
    "m": "n",
    "n": "bm",
    "o": "ipl",
    "p": "o",
    "q": "wa",
    "r": "etf",
    "s": "adw",
    "t": "ryg",
    "u": "yij",
    "v": "cb",
    "w": "qes",
    "x": "zc",
    "y": "tuh",
    "z": "xa",
}


def misspell(word: str, rng: random.Random) -> str:
    """One slip of the finger in a word of four letters or more."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    i = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if slip == 1:
        return word[:i] + word[i + 1 :]
    if slip == 2:
        return word[:i] + word[i] + word[i:]
    return word[:i] + rng.choice(_KEYS_NEAR.get(word[i].lower(), word[i])) + word[i + 1 :]


def roughen(text: str, rng: random.Random, strength: float) -> str:
    """The text as people type it; strength 0 leaves it alone, 1 is the usual amount."""
    if rng.random() < 0.12 * strength:
        words = text.split(" ")
        i = rng.randrange(len(words))
        words[i] = misspell(words[i], rng)
        text = " ".join(words)
    style = rng.random()
    if style < 0.06 * strength:
        return text.upper()
    if style < 0.14 * strength:
        return text.title()
    if style < 0.18 * strength:
        return text + rng.choice((".", "!", "?", " ", "。"))
    return text


def _template(subject: Subject, rng: random.Random) -> tuple[str, ...]:
    usable = [
        (slots, weight) for slots, weight in _TEMPLATES_EN if all(s in subject.slots for s in slots)
    ]
    return rng.choices([u[0] for u in usable], [u[1] for u in usable])[0]


def _for_a_purpose(subject: Subject, colour: str, chinese: bool, rng: random.Random) -> str:
    """A whole phrase of what the thing is for, never framed: it may be a question or a wish."""
    phrase = rng.choice(subject.slots["purpose"][chinese])
    if chinese:
        return f"{phrase}，{colour}" if colour else phrase
    if colour and phrase.startswith(("something ", "i need something ")):
        return phrase.replace("something ", f"something {colour} ", 1)
    return f"{phrase}, in {colour}" if colour else phrase


def _composed(subject: Subject, rng: random.Random, chinese: bool) -> Caption:
    slots = _template(subject, rng)
    facts = frozenset(subject.slot_facts[slot] for slot in slots)
    if "purpose" in slots:
        chinese = chinese and all(subject.slots[slot][1] for slot in slots)
        colours = subject.slots["colour"][chinese] if "colour" in slots else ("",)
        colour = colours[0] if rng.random() < 0.5 else rng.choice(colours)
        return Caption(_for_a_purpose(subject, colour, chinese, rng), facts)
    if chinese and all(subject.slots[slot][1] for slot in slots):
        words = [rng.choice(subject.slots[slot][1]) for slot in slots]
        joint = "的" if rng.random() < 0.2 and len(words) > 1 else ""
        text = "".join(words[:-1]) + joint + words[-1]
        return Caption(rng.choice(_FRAMES_ZH).format(text), facts)
    choices = [subject.slots[slot][0] for slot in slots]
    if not all(choices):
        slots = tuple(slot for slot in slots if subject.slots[slot][0])
        choices = [subject.slots[slot][0] for slot in slots]
        facts = frozenset(subject.slot_facts[slot] for slot in slots)
    if not choices:
        return rng.choice(subject.catalogue_texts or subject.fixed)
    words = [choice[0] if rng.random() < 0.5 else rng.choice(choice) for choice in choices]
    style = rng.random()
    if len(words) > 1 and style < 0.12:
        rng.shuffle(words)
        return Caption(" ".join(words), facts)
    if len(words) > 1 and style < 0.2:
        return Caption(f"{words[-1]} in {' '.join(words[:-1])}", facts)
    if len(words) > 1 and style < 0.25:
        return Caption(", ".join(words), facts)
    return Caption(rng.choice(_FRAMES_EN).format(" ".join(words)), facts)


def _without_some_words(caption: Caption, rng: random.Random) -> Caption:
    """A long caption with some words dropped, as only its owner's: enough of it must be left."""
    words = caption.text.split(" ")
    if len(words) < 5:
        return caption
    kept = [word for word in words if rng.random() > 0.15]
    return Caption(" ".join(kept or words), caption.facts)


def write_caption(subject: Subject, rng: random.Random, strength: float = 1.0) -> Caption:
    """One caption that is true of the subject."""
    style = rng.random()
    chinese = rng.random() < 0.3
    if style < 0.12 and subject.catalogue_texts:
        caption = rng.choice(subject.catalogue_texts)
        caption = _without_some_words(caption, rng) if rng.random() < 0.4 else caption
    elif style < 0.42 and subject.fixed:
        caption = rng.choice(subject.fixed)
    else:
        caption = _composed(subject, rng, chinese)
    return Caption(roughen(caption.text, rng, strength), caption.facts)


def write_nonsense(rng: random.Random) -> Caption:
    """A text that matches no picture at all."""
    return Caption(nonsense(rng), frozenset({NOTHING}))
