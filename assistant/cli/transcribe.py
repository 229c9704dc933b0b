"""`vitrine transcribe`: what is said in sound files, as text, JSON or subtitles; no products."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from assistant.cli.options import device_option, language_option, speech_model_option
from assistant.cli.sounds import gather_sounds, sound_name
from assistant.errors import QueryError
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.hearing import SpeechRecognizer
    from speech.transcript import Transcript

Form = Literal["text", "json", "srt", "vtt"]
SUFFIXES: dict[Form, str] = {"text": ".txt", "json": ".json", "srt": ".srt", "vtt": ".vtt"}

HELP = """Write down what is said in sound files, videos, or all of a folder; `-` is standard input.

\b
vitrine transcribe samples/audio/dress-slt.opus
vitrine transcribe interview.mp4 --srt > interview.srt
vitrine transcribe recordings/ --json
vitrine transcribe *.wav --vtt --out captions/

A file that cannot be used is told on standard error and the others go on; the exit code is 2 then.
"""


@click.command("transcribe", help=HELP)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "form", flag_value="json", help="One JSON object a file, one a line.")
@click.option("--srt", "form", flag_value="srt", help="SubRip subtitles.")
@click.option("--vtt", "form", flag_value="vtt", help="WebVTT subtitles.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to, one file for each that is heard.",
)
@language_option
@speech_model_option
@device_option
def command(
    files: tuple[str, ...],
    form: Form | None,
    out: Path | None,
    language: str | None,
    speech_model: str | None,
    device: str | None,
) -> int:
    """Hear every file and tell each as it is done."""
    settings, _ = load_settings(
        {"language": language, "speech_model": speech_model, "device": device}
    )
    form = form or "text"
    sounds = gather_sounds(files)
    if len(sounds) > 1 and form in ("srt", "vtt") and out is None:
        raise QueryError(
            "Subtitles of several files need a folder: add --out FOLDER, or name one file."
        )
    recognizer = open_recognizer(settings.speech_model, settings.chosen_device, form == "json")
    from speech.errors import AudioError

    exit_code = 0
    for sound in sounds:
        try:
            transcript = recognizer.transcribe(sound, language=settings.chosen_language)
        except AudioError as error:
            click.echo(f"vitrine: {_printable(str(error))}", err=True)
            exit_code = error.exit_code
            continue
        told = rendered(transcript, sound, form)
        if out is not None:
            _write(told, out, sound, form)
        elif form == "text" and len(sounds) > 1:
            click.echo(f"{sound_name(sound)}: {told}")
        else:
            click.echo(told.rstrip("\n"))
        if form != "json":
            _tell_doubts(transcript, sound)
    return exit_code


def open_recognizer(name: str, device: str | None, quiet: bool) -> SpeechRecognizer:
    """The speech model of a name, with a spinner while it loads. Raises RecognizerError."""
    from assistant.cli.progress import loading
    from speech import load_recognizer
    from speech.speaking.vad import voice_probabilities

    with loading(quiet=quiet) as progress:
        return load_recognizer(
            name, device=device, progress=progress, voice_detector=voice_probabilities
        )


def rendered(transcript: Transcript, sound: Path | bytes, form: Form) -> str:
    """A transcript in one of the forms."""
    from assistant.subtitles import to_srt, to_vtt

    if form == "json":
        path = None if isinstance(sound, bytes) else sound
        return json.dumps(transcript.to_json(path), ensure_ascii=False)
    if form == "text":
        return _printable(transcript.text)
    return to_srt(transcript) if form == "srt" else to_vtt(transcript)


def _write(told: str, folder: Path, sound: Path | bytes, form: Form) -> None:
    """Writes one file of the folder, named after the sound, never over another sound's."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "standard-input" if isinstance(sound, bytes) else sound.name
    target = folder / f"{name}{SUFFIXES[form]}"
    target.write_text(told.rstrip("\n") + "\n", encoding="utf-8")
    click.echo(str(target))


def _tell_doubts(transcript: Transcript, sound: Path | bytes) -> None:
    if transcript.notice:
        click.echo(f"Note: {_printable(transcript.notice)}", err=True)
    if not transcript.text:
        click.echo(f"Nobody speaks in {_printable(sound_name(sound))}.", err=True)


def _printable(text: str) -> str:
    from assistant.cli.main import printable

    return printable(text)
