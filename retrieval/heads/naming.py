"""How an encoder with heads is called, `pocket+heads:FILE`; not for loading either of them."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import InputError

HEADS_MARK = "+heads:"


def split_name(name: str) -> tuple[str, Path | None]:
    """(the encoder's name, the heads file) of a model's name; None when it wears no heads."""
    encoder, mark, file = name.partition(HEADS_MARK)
    if not mark:
        return name, None
    if not encoder or not file:
        raise InputError(
            f"Model {name!r} lacks the encoder or the heads file: write it as pocket+heads:FILE."
        )
    return encoder, Path(file).expanduser()


def joined_name(encoder: str, file: Path) -> str:
    """The name that loads the encoder with these heads again, from any folder."""
    return f"{encoder}{HEADS_MARK}{file.expanduser().resolve()}"


def whole_name(name: str) -> str:
    """A model's name as a store would note it: the path of its heads file made whole."""
    encoder, file = split_name(name)
    return name if file is None else joined_name(encoder, file)
