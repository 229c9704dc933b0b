"""How the command line tells a person of errors and foreign text; not which errors there are."""

from __future__ import annotations

import click

from assistant.errors import RetrievalError, SpeechError, VitrineError


def printable(text: str) -> str:
    """The text with control characters shown as escapes, so that no error can drive a terminal."""
    return "".join(
        character if character.isprintable() or character in "\n\t" else repr(character)[1:-1]
        for character in text
    )


def tell_error(error: VitrineError | RetrievalError | SpeechError) -> int:
    """Tells an error in its one sentence, on standard error; its exit code."""
    click.echo(f"vitrine: {printable(str(error))}", err=True)
    return error.exit_code
