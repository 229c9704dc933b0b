"""`vitrine listen`: speak to the microphone, see the products; not for sound files."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.ask import check_store, opened, show
from assistant.cli.options import (
    json_option,
    language_option,
    speech_model_option,
    store_option,
)
from assistant.cli.telling import printable
from assistant.query import Query
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.recording import Recording
    from speech.microphone.microphone import Microphone

HELP = """Ask by speaking: Enter to talk, Enter again when done, then the answer.

\b
vitrine listen
vitrine listen --hands-free --repeat
vitrine listen --device "USB Microphone" --in-stock --filter 'price<60'

With --hands-free it stops by itself when you stop speaking. Ctrl-C ends it. `vitrine devices`
lists microphones.
"""


@click.command("listen", help=HELP)
@click.option("--hands-free", is_flag=True, help="Begin and end by hearing you, without keys.")
@click.option("--repeat", is_flag=True, help="Listen again after each answer, until Ctrl-C.")
@click.option("--device", "microphone", metavar="NAME", help="Microphone, or a part of its name.")
@store_option
@click.option("-k", "k", type=click.IntRange(min=1), help="Hits wanted.")
@click.option("--filter", "filters", multiple=True, metavar="EXPR", help="Must hold exactly.")
@click.option("--in-stock", is_flag=True, help="Only what is in stock.")
@click.option("--explain", is_flag=True, help="Say what each hit owes to what.")
@language_option
@speech_model_option
@json_option
def command(
    hands_free: bool,
    repeat: bool,
    microphone: str | None,
    store: Path | None,
    k: int | None,
    filters: tuple[str, ...],
    in_stock: bool,
    explain: bool,
    language: str | None,
    speech_model: str | None,
    as_json: bool,
) -> None:
    """Record, recognise, ask and show, once or until Ctrl-C."""
    from assistant.assistant import to_filters
    from speech.microphone.devices import find_device
    from speech.microphone.microphone import Microphone
    from speech.transcript import Transcript

    settings, _ = load_settings(
        {
            "microphone": microphone,
            "store": store,
            "k": k,
            "language": language,
            "speech_model": speech_model,
        }
    )
    nothing = Transcript("", "", 0.0, 0.0)
    to_filters(Query(audio=[nothing], filters=filters))
    check_store(settings)
    # Told before models are loaded: no microphone, or none of that name.
    name = find_device(settings.chosen_microphone).name
    with opened(settings, quiet=as_json, hears=True) as assistant:
        while True:
            source = Microphone(settings.chosen_microphone)
            recording = _hands_free(source, name) if hands_free else _toggled(source, name)
            for notice in recording.notices:
                click.echo(f"Note: {printable(notice)}", err=True)
            query = Query(
                audio=[recording.waveform], filters=filters, in_stock=in_stock, k=settings.k
            )
            show(assistant.ask(query), as_json, explain, settings.thumbnails)
            if not repeat:
                return


def _toggled(microphone: Microphone, name: str) -> Recording:
    from assistant.cli.meter import LevelMeter
    from assistant.recording import record_while

    click.echo(f"Press Enter to talk ({name}).", err=True)
    _wait_for_enter()
    is_done = threading.Event()
    with microphone, LevelMeter() as meter:
        click.echo("Listening; press Enter when done.", err=True)
        threading.Thread(target=_set_at_enter, args=(is_done,), daemon=True).start()
        return record_while(microphone, lambda: not is_done.is_set(), meter.level)


def _hands_free(microphone: Microphone, name: str) -> Recording:
    from assistant.cli.meter import LevelMeter
    from assistant.recording import record_utterance
    from speech.speaking.endpoint import EndOfSpeech

    end_of_speech = EndOfSpeech()
    with microphone, LevelMeter() as meter:
        click.echo(f"Listening ({name}); say what you are looking for.", err=True)
        return record_utterance(microphone, end_of_speech, meter.level)


def _wait_for_enter() -> None:
    """Returns at Enter; the end of standard input is an Abort, else a script would never end."""
    if not sys.stdin.readline():
        raise click.Abort


def _set_at_enter(event: threading.Event) -> None:
    sys.stdin.readline()
    event.set()
