"""`vitrine listen`: speak to the microphone, see the products; not for sound files."""

from __future__ import annotations

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
from speech.errors import DeviceError

if TYPE_CHECKING:
    from assistant.cli.enter_key import EnterKey
    from assistant.cli.meter import LevelMeter
    from assistant.hearing import Hearing
    from speech.live.listener import Listener
    from speech.microphone.microphone import Microphone
    from speech.transcript import Transcript

NO_WORDS = "(no words in that; still listening)"

HELP = """Ask by speaking: Enter to talk, Enter again when done, then the answer.

\b
vitrine listen
vitrine listen --hands-free --repeat
vitrine listen --device "USB Microphone" --in-stock --filter 'price<60'

The words show while you speak. With --hands-free it stops by itself when you stop speaking. Ctrl-C
ends it. `vitrine devices` lists microphones.
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
    """Listen, ask and show, once or until Ctrl-C."""
    from assistant.assistant import to_filters
    from assistant.cli.enter_key import EnterKey
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
        enter = None if hands_free else EnterKey()
        while True:
            source = Microphone(settings.chosen_microphone)
            heard = heard_wish(assistant.hearing, source, name, enter, quiet=as_json)
            query = Query(audio=[heard], filters=filters, in_stock=in_stock, k=settings.k)
            show(assistant.ask(query), as_json, explain, settings.thumbnails)
            if not repeat:
                return


def heard_wish(
    hearing: Hearing,
    microphone: Microphone,
    name: str,
    enter: EnterKey | None,
    *,
    quiet: bool,
) -> Transcript:
    """What is said between two presses of Enter; without a key, in the next utterance."""
    from assistant.cli.meter import LevelMeter
    from assistant.hearing import one_wish

    listener = hearing.listener(microphone, one_wish(is_hands_free=enter is None))
    shown_name = printable(name)
    if enter is not None:
        click.echo(f"Press Enter to talk ({shown_name}).", err=True)
        enter.wait()
    with microphone:  # open before the person is told to speak
        if enter is None:
            click.echo(f"Listening ({shown_name}); say what you are looking for.", err=True)
        else:
            click.echo("Listening; press Enter when done.", err=True)
        with LevelMeter(quiet=quiet) as meter:
            if enter is not None:
                enter.on_press(lambda: _stop(listener, meter))
            return _followed(listener, meter)


def _stop(listener: Listener, meter: LevelMeter) -> None:
    listener.stop()
    meter.finish()


def _followed(listener: Listener, meter: LevelMeter) -> Transcript:
    """The transcript at the end, the meter showing what is heard until then.

    A microphone that goes away ends it; DeviceError when nothing was said before.
    """
    from speech.live.events import Final, Level, ListenerEvent, Notice, Partial
    from speech.transcript import Transcript

    heard: list[Transcript] = []

    def show_event(event: ListenerEvent) -> None:
        if isinstance(event, Level):
            meter.level(event.dbfs)
        elif isinstance(event, Partial):
            meter.words(event.committed_text, event.tentative_text)
        elif isinstance(event, Notice):
            meter.tell(f"Note: {event.text}")
        elif isinstance(event, Final):
            if event.transcript.text or not listener.settings.is_hands_free:
                heard.append(event.transcript)
            else:
                meter.words("", NO_WORDS)

    try:
        listener.listen(show_event)
    except DeviceError as error:
        if not heard:
            raise
        meter.tell(f"Note: {error}")
    return heard[0] if heard else Transcript("", "", 0.0, 0.0)
