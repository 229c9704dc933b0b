"""A folder of Kokoro's format with a small ONNX model in it; espeak-ng gives real phonemes."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from speech.training import neural_voices as module
from speech.training import voices
from speech.training.errors import TrainingError
from speech.training.neural_voices import FOLDER_VARIABLE, NeuralVoices, kokoro_phonemes
from speech.training.voices import HELD_OUT_NEURAL, Manner, Voice, draw_held_out_person, say

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")
SAMPLES_PER_TOKEN = 600


def write_model(file: Path) -> None:
    """A model that holds the style's first value for 600 samples a token, as a sound."""
    nodes = [
        helper.make_node("Size", ["tokens"], ["n_tokens"]),
        helper.make_node("Mul", ["n_tokens", "per_token"], ["n_samples"]),
        helper.make_node("Unsqueeze", ["n_samples", "axis"], ["shape"]),
        helper.make_node("Slice", ["style", "zero", "one", "second_axis"], ["level"]),
        helper.make_node("Squeeze", ["level", "axis"], ["flat"]),
        helper.make_node("Expand", ["flat", "shape"], ["held"]),
        helper.make_node("Mul", ["held", "speed"], ["waveform"]),
    ]
    constants = [
        helper.make_tensor("per_token", TensorProto.INT64, [], [SAMPLES_PER_TOKEN]),
        helper.make_tensor("axis", TensorProto.INT64, [1], [0]),
        helper.make_tensor("zero", TensorProto.INT64, [1], [0]),
        helper.make_tensor("one", TensorProto.INT64, [1], [1]),
        helper.make_tensor("second_axis", TensorProto.INT64, [1], [1]),
    ]
    graph = helper.make_graph(
        nodes,
        "voice",
        [
            helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, None]),
            helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
            helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
        ],
        [helper.make_tensor_value_info("waveform", TensorProto.FLOAT, [None])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path / "kokoro.onnx")
    symbols = " abdefhijklmnopstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒʤʧˈˌːAIOQWY"
    vocabulary = {symbol: number + 1 for number, symbol in enumerate(symbols)}
    (tmp_path / "config.json").write_text(json.dumps({"vocab": vocabulary}), encoding="utf-8")
    (tmp_path / "voices").mkdir()
    for name, level in (("af_heart", 0.5), ("am_adam", 0.2), ("bf_emma", 0.4)):
        style = np.full((100, 256), level, np.float32)
        style.tofile(tmp_path / "voices" / f"{name}.bin")
    return tmp_path


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder is this machine's, for as long as the test lasts."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    module.neural_voices.cache_clear()
    voices.installed_voices.cache_clear()
    yield folder
    module.neural_voices.cache_clear()
    voices.installed_voices.cache_clear()


def test_phonemes_become_those_the_voices_learnt() -> None:
    assert kokoro_phonemes(" ʃˈo^ʊ mˌiː\nd^ʒˈuːsi ʃˈɜːt", is_british=False) == (
        "ʃˈO mˌi ʤˈusi ʃˈɜɹt"
    )
    assert kokoro_phonemes("ʃˈə^ʊ mˌiː ðe^ə", is_british=True) == "ʃˈQ mˌiː ðɛː"
    assert kokoro_phonemes("bˈɑːʔn\u0329 lˈɪtə^l", is_british=True) == "bˈɑːtᵊn lˈɪtᵊl"


@needs_espeak
def test_a_longer_sentence_lasts_longer_and_a_mixture_is_between_two_voices(folder: Path) -> None:
    people = NeuralVoices(folder)
    assert people.names == ("af_heart", "am_adam", "bf_emma")
    short = people.say("a red mug", "am_adam")
    long = people.say("a red mug and a long yellow scarf", "am_adam")
    assert len(long) > 2 * len(short) > 0
    assert short[0] == pytest.approx(0.2)
    assert people.say("a red mug", "am_adam", "af_heart")[0] == pytest.approx(0.305)


@needs_espeak
def test_what_has_no_phonemes_is_silent(folder: Path) -> None:
    assert len(NeuralVoices(folder).say("", "am_adam")) == 0


@pytest.mark.parametrize("spoilt", ["kokoro.onnx", "config.json", "voices/am_adam.bin"])
@pytest.mark.parametrize("content", [None, b"", b"[]"])
def test_a_folder_that_lacks_something_or_holds_something_else_is_told(
    folder: Path, spoilt: str, content: bytes | None
) -> None:
    if content is None and spoilt.endswith(".bin"):
        shutil.rmtree(folder / "voices")
    elif content is None:
        (folder / spoilt).unlink()
    else:
        (folder / spoilt).write_bytes(content)
    with pytest.raises(TrainingError, match=r"is no folder of Kokoro.*voices/NAME\.bin"):
        NeuralVoices(folder)


@needs_espeak
def test_people_of_the_folder_are_drawn_and_the_held_out_one_only_for_validation(
    installed: Path,
) -> None:
    choice = random.Random(1)
    drawn = [voices.draw_manner(choice, "en", False) for _ in range(600)]
    people = [manner for manner in drawn if voices.is_neural(manner.voice.id)]
    assert {manner.voice.name for manner in people} == {"am_adam", "bf_emma"}
    assert {manner.variant for manner in people} <= {"", "am_adam", "bf_emma"}
    assert 0.03 < len(people) / len(drawn) < 0.15
    person = draw_held_out_person(choice)
    assert person is not None
    assert person.voice.id in HELD_OUT_NEURAL


@needs_espeak
def test_they_speak_at_16_khz_beside_the_other_synthesizers(installed: Path) -> None:
    neural, other = say(
        ["a red mug"] * 2,
        [Manner(Voice("kokoro", "am_adam")), Manner(Voice("espeak", "en-us"))],
    )
    n_tokens = len(NeuralVoices(installed).say("a red mug", "am_adam")) / 600
    assert len(neural) == pytest.approx(n_tokens * 600 * 16 / 24, rel=0.02)
    assert np.median(neural) == pytest.approx(0.2 * 32767, rel=0.01)
    assert len(other)


def test_without_a_folder_there_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    module.neural_voices.cache_clear()
    assert module.neural_voices() is None
    with pytest.raises(TrainingError, match="there are none here"):
        say(["a red mug"], [Manner(Voice("kokoro", "am_adam"))])
