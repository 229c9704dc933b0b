"""Sentences with brands that no model was trained on, said by synthesizers; not recognising them.

Every brand is made up, of other parts than those the training grammar makes its brands of. Training
also joins syllables at random, 40 million names and more, and has said none of these.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from speech.audio.waveform import FloatArray
from speech.errors import SpeechError
from speech.training.grammar import with_articles
from speech.training.noise import between_silences
from speech.training.synthesizers import INSTALLING
from speech.training.voices import Manner, Voice, say
from speech.training.word_lists import wording

# In the list: a shop has them.
RARE = (
    "Zavrique", "Brunelsa", "Tamakko", "Oskarvi", "Galdemar", "Vescuro", "Plinthea", "Jovanki",
    "Sardeva", "Mirokai", "Ekvalis", "Dunbrax", "Calpurno", "Yunadori", "Trevisk", "Fontarel",
    "Huskavik", "Bellagrim", "Sonderup", "Axmundi", "Wexlund", "Lumidax", "Pravetti", "Gostrimo",
    "Naxhaven", "Tilsborg", "Ambrosko", "Skarvig", "Drevanko", "Moltisse", "Ubertani", "Chandril",
    "Serrapinto", "Kyogama", "Balvenko", "Ostrelia", "Hjelmar", "Quorvex", "Tibarno", "Grunfeldo",
    "Marvessa", "Zenthora", "Blixado", "Cadrun", "Delphiro", "Espargo", "Foldemir", "Gavrolin",
    "Hexabor", "Ivardo", "Jaspero", "Krellik", "Lothvig", "Nembruso", "Orvanza", "Pezzaro",
    "Rovaltis", "Strogano", "Tuvalek", "Urskala",
)  # fmt: skip
# In no list: the first twelve like none of it, the others one sound away from one of it.
UNLISTED_FAR = (
    "Kolvindo", "Sepharque", "Dristani", "Umberosk", "Falkenor", "Gimbatta", "Ravelloq",
    "Thaddura", "Yestrani", "Bokhamel", "Cressiva", "Elmandro",
)  # fmt: skip
UNLISTED_NEAR = (
    "Tanakko", "Crevisk", "Lumirax", "Sunbrax", "Jovanka", "Gavrodin", "Mirosai", "Pravelli",
    "Rovantis", "Hexador", "Denthora", "Delphira",
)  # fmt: skip

CARRIERS = (
    "a black backpack from {brand}",
    "do you have the {brand} running shoes",
    "show me a wool coat by {brand}",
    "I'm looking for a red dress from {brand}",
    "does {brand} make leather sofas",
    "the blue one from {brand} please",
)
# Without any brand: a list of rare ones has nothing to do here.
BRANDLESS = (
    "a long red dress", "show me a brown leather sofa", "do you have a red alarm clock",
    "I need a pink backpack under fifty dollars", "the second one but in blue",
    "something cheaper please", "a warm jacket for the winter", "without the stripes",
    "can you show me more like the third one", "sneakers under forty bucks",
    "we went to the market on Sunday", "what is the weather like tomorrow",
    "my sister lives near the station", "a wooden table for six people",
    "I would like a pair of white trainers in size nine", "how much does the silver kettle cost",
    "is this available in green", "not the plastic one", "a birthday gift for my father",
    "three four seven nine two", "a yellow umbrella with dots", "anything made of bamboo",
    "thank you that is all", "a set of glass bowls for the kitchen",
)  # fmt: skip
# Two known voices say each sentence, and one of those that pocket was never trained on.
KNOWN_VOICES = (
    Voice("espeak", "en-us"),
    Voice("flite", "rms"),
    Voice("espeak", "en-gb"),
    Voice("flite", "awb"),
)
HELD_OUT_VOICES = (Voice("flite", "slt"), Voice("espeak", "en-gb-scotland"))
SILENCE_AROUND_S = 0.25


@dataclass(frozen=True, eq=False)
class Said:
    """One sentence said. brand: "" for none. samples: (n,) float32 at 16 kHz."""

    text: str
    brand: str
    voice: Voice
    samples: FloatArray


def check_synthesizers() -> None:
    """Raises SpeechError unless the programs of all voices are there."""
    missing = [program for program in ("espeak-ng", "flite") if shutil.which(program) is None]
    if missing:
        raise SpeechError(f"{' and '.join(missing)} not found on this machine; {INSTALLING}.")


def said_with(brands: Sequence[str], n_carriers: int = 2) -> list[Said]:
    """Each brand in so many sentences, each of them said by two known voices and a held-out one."""
    sentences = [
        (CARRIERS[(2 * index + turn) % len(CARRIERS)].format(brand=brand), brand)
        for index, brand in enumerate(brands)
        for turn in range(n_carriers)
    ]
    return _said([(with_articles(text), brand) for text, brand in sentences])


def said_without(n_sentences: int) -> list[Said]:
    """At most so many sentences without a brand, said in the same way."""
    return _said([(text, "") for text in BRANDLESS[:n_sentences]])


def that_training_could_say(brands: Sequence[str]) -> list[str]:
    """Brands that begin or end as the made-up brands of training do, or are among its words."""
    parts = [line.split() for line in wording("brand_parts")]
    firsts, lasts = tuple(part[0] for part in parts), tuple(part[-1] for part in parts)
    words = {word.lower() for word in wording("words")}
    return [
        brand
        for brand in brands
        if brand.lower().startswith(firsts)
        or brand.lower().endswith(lasts)
        or brand.lower() in words
    ]


def _said(sentences: Sequence[tuple[str, str]]) -> list[Said]:
    planned = [
        (text, brand, voice)
        for index, (text, brand) in enumerate(sentences)
        for voice in (
            KNOWN_VOICES[index % len(KNOWN_VOICES)],
            KNOWN_VOICES[(index + 1) % len(KNOWN_VOICES)],
            HELD_OUT_VOICES[index % len(HELD_OUT_VOICES)],
        )
    ]
    sounds = say([text for text, _, _ in planned], [Manner(voice) for _, _, voice in planned])
    return [
        Said(
            text,
            brand,
            voice,
            between_silences(sound.astype(np.float32) / np.float32(32768), SILENCE_AROUND_S),
        )
        for (text, brand, voice), sound in zip(planned, sounds, strict=True)
        if len(sound)
    ]
