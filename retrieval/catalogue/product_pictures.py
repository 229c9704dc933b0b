"""Finds the pictures a product names, on disk or by URL, and hashes them; decodes none."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from retrieval.catalogue.picture_download import fetch_into, fetched_path, is_web_address
from retrieval.catalogue.rows import HASH_BYTES
from retrieval.errors import InputError

MAX_PICTURES_A_PRODUCT = 100
MAX_PICTURE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture file that is there. input_hash: of its bytes."""

    path: Path
    input_hash: str


@dataclass(frozen=True, slots=True)
class LostPicture:
    """A picture that cannot be had. image: as the source names it."""

    image: str
    reason: str


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """Where pictures are looked for. pictures_folder: for those fetched, when allow_urls.

    unfetched: URL -> why it could not be fetched, so that it is not tried twice in one run.
    """

    base_folder: Path
    pictures_folder: Path
    allow_urls: bool
    unfetched: dict[str, str] = field(default_factory=dict)


def find_pictures(
    images: Iterable[str], place: PicturePlace
) -> tuple[list[FoundPicture], list[LostPicture]]:
    """The pictures that are there, in order and each once, and those that are not."""
    found: dict[Path, FoundPicture] = {}
    lost: list[LostPicture] = []
    for image in images:
        if len(found) >= MAX_PICTURES_A_PRODUCT:
            reason = f"a product has at most {MAX_PICTURES_A_PRODUCT} pictures"
            lost.append(LostPicture(image, reason))
            continue
        try:
            path = _path_of(image, place)
            found.setdefault(path, FoundPicture(path, picture_hash(path)))
        except InputError as error:
            lost.append(LostPicture(image, str(error)))
    return list(found.values()), lost


def picture_hash(path: Path) -> str:
    """The hash of a picture file's bytes; InputError when it cannot be read."""
    try:
        with os.fdopen(_open_at_once(path), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(f"{path} is not a file")
            if status.st_size > MAX_PICTURE_BYTES:
                raise InputError(f"{path} is larger than {MAX_PICTURE_BYTES:,} bytes")
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=HASH_BYTES))
            return digest.hexdigest()
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read: {reason}") from error


def _open_at_once(path: Path) -> int:
    # Without O_NONBLOCK, opening a named pipe waits for its other end for ever.
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _path_of(image: str, place: PicturePlace) -> Path:
    if is_web_address(image):
        return _fetched(image, place)
    scheme = image.partition("://")[0].lower() if "://" in image else ""
    if scheme == "file":
        image = unquote(urlsplit(image).path)
    elif scheme:
        raise InputError(f"pictures by {scheme}:// are not supported")
    # normpath, not resolve: a link keeps the name that its owner gave it.
    return Path(os.path.normpath(place.base_folder / Path(image).expanduser()))


def _fetched(url: str, place: PicturePlace) -> Path:
    path = fetched_path(url, place.pictures_folder)
    if path.exists():
        return path
    if not place.allow_urls:
        raise InputError("pictures by URL are off; allow them with --allow-urls")
    if (reason := place.unfetched.get(url)) is not None:
        raise InputError(reason)
    fetch_into(url, path)
    return path
