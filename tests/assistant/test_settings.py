"""Settings: one object, four sources, and honest messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings, save_setting


@pytest.fixture
def settings_toml(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text('k = 5\nmodel = "ViT-B-32/laion2b_s34b_b79k"\n', encoding="utf-8")
    return file


def test_a_flag_beats_the_environment_beats_the_file_beats_the_default(settings_toml: Path) -> None:
    environment = {"VITRINE_K": "7", "VITRINE_DEVICE": "cpu"}
    settings, origins = load_settings({"k": 9}, file=settings_toml, environment=environment)
    source = {origin.name: origin.source for origin in origins}
    assert (settings.k, source["k"]) == (9, "--k")
    assert (settings.device, source["device"]) == ("cpu", "$VITRINE_DEVICE")
    assert (settings.model, source["model"]) == ("ViT-B-32/laion2b_s34b_b79k", str(settings_toml))
    assert (settings.thumbnails, source["thumbnails"]) == ("auto", "default")


def test_a_flag_not_given_changes_nothing(settings_toml: Path) -> None:
    settings, _ = load_settings({"k": None}, file=settings_toml, environment={})
    assert settings.k == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("k = 0", "k in"),
        ("k = true", "whole number"),
        ("kk = 3", "unknown setting 'kk'"),
        ("device = 'abacus'", "one of auto, cpu"),
        ("allow_urls = 'perhaps'", "true or false"),
        ("k = = 3", "cannot be read as TOML"),
        ("store = 3", "must be a text"),
    ],
)
def test_a_bad_settings_file_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(file=file, environment={})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_settings_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00k")
    with pytest.raises(SettingsError, match="cannot be read as TOML"):
        load_settings(file=file, environment={})


def test_saving_one_setting_leaves_the_rest_of_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_setting("microphone", 'Bob\'s "best" \\ mic', file=file)
    file.write_text("# mine\nk = 5  # hits\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    save_setting("device", "cpu", file=file)
    save_setting("device", "auto", file=file)
    settings, _ = load_settings(file=file, environment={})
    assert settings.microphone == 'Bob\'s "best" \\ mic'
    assert (settings.device, settings.k) == ("auto", 5)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# mine\nk = 5  # hits\n")
    assert text.count("device") == 1


@pytest.mark.parametrize(
    ("name", "value", "before"),
    [
        ("device", "abacus", ""),
        ("devise", "cpu", ""),
        ("device", "cpu", "k = = 3"),
        ("device", "cpu", 'model = """\ndevice = 3\n"""\ndevice = "auto"\n'),
    ],
)
def test_what_cannot_be_saved_leaves_the_file_as_it_was(
    tmp_path: Path, name: str, value: str, before: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(before, encoding="utf-8")
    with pytest.raises(SettingsError):
        save_setting(name, value, file=file)
    assert file.read_text(encoding="utf-8") == before
