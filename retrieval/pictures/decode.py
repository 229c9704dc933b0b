"""Turn one picture of any usual kind into plain RGB pixels; not for fetching or resizing it."""

from __future__ import annotations

import io
import os
import stat
import warnings
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from retrieval.errors import InputError

PictureSource = str | Path | bytes | Image.Image

# Imported by name: Pillow would import every plugin it has on meeting a format not yet loaded.
FORMATS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        MpoImagePlugin.MpoImageFile,
        PngImagePlugin.PngImageFile,
        GifImagePlugin.GifImageFile,
        WebPImagePlugin.WebPImageFile,
        TiffImagePlugin.TiffImageFile,
        BmpImagePlugin.BmpImageFile,
        AvifImagePlugin.AvifImageFile,
    )
    if plugin.format in Image.OPEN
)
MAX_DECODED_PIXELS = 50_000_000  # 150 MB of RGB
MAX_FILE_BYTES = 256 * 1024 * 1024
JPEG_MAX_SHRINK = 8  # libjpeg can shrink by 2, 4 or 8 while decoding
WHITE = (255, 255, 255)

_ORIENTATION_TAG = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TIFF_BITS_TAG = 258
_TIFF_PHOTOMETRIC_TAG = 262
_TIFF_WHITE_IS_ZERO = 0

# Pillow warns on the terminal about sizes (our limit is stricter) and about broken EXIF (which
# we tolerate); filtering once here, since catching warnings is not thread-safe.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")


def load_picture(source: PictureSource, *, at_least_px: int | None = None) -> Image.Image:
    """Decode a path, bytes or Pillow picture to RGB: first frame, upright, transparency on white.

    With ``at_least_px`` a large JPEG is decoded at 1/2, 1/4 or 1/8 of its size as long as both
    sides stay at least that long, which is several times faster. The file's content decides
    its format, never its name. Raises InputError with one sentence saying what is wrong.
    """
    name = _shown(source)
    if isinstance(source, Image.Image):
        return _decoded(source, name)
    if isinstance(source, bytes):
        if not source:
            raise InputError(f"{name} is empty (0 bytes); give a real picture.")
        return _opened(io.BytesIO(source), source[:16], name, at_least_px)
    if isinstance(source, str | Path):
        with _regular_file(source, name) as file:
            start = file.read(16)
            file.seek(0)
            return _opened(file, start, name, at_least_px)
    raise InputError(
        f"A picture must be a path, bytes or a Pillow picture, not {type(source).__name__}."
    )


def _shown(source: object) -> str:
    if isinstance(source, str | Path):
        text = "".join(c if c.isprintable() else "?" for c in str(source))
        return f"Picture {text[:200]!r}"
    return "The picture"


def _regular_file(path: str | Path, name: str) -> BinaryIO:
    """Open a regular file; a pipe, device or folder is refused before anything can block."""
    if str(path).lower().startswith(("http://", "https://")):
        raise InputError(f"{name} is a web address; save the picture to a file first.")
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
            raise InputError(f"{name} is {kind}; give the path of a picture file.")
        # Without blocking, should the path have become a pipe since.
        file_descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError as error:
        raise InputError(f"{name} does not exist; check the path.") from error
    except PermissionError as error:
        raise InputError(f"{name} may not be read; check its permissions.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name} cannot be opened ({reason}).") from error
    file = os.fdopen(file_descriptor, "rb")
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= MAX_FILE_BYTES:
        file.close()
        if status.st_size == 0:
            raise InputError(f"{name} is empty (0 bytes); give a real picture.")
        raise InputError(
            f"{name} is larger than {MAX_FILE_BYTES // 1024**2} MB; give a smaller file."
        )
    return file


def _opened(
    file: BinaryIO | io.BytesIO, start: bytes, name: str, at_least_px: int | None
) -> Image.Image:
    try:
        picture: Image.Image = Image.open(file, formats=FORMATS)
        _shrink_while_decoding(picture, at_least_px)
    except Image.DecompressionBombError as error:
        raise InputError(f"{name} has too many pixels; give a smaller picture.") from error
    except UnidentifiedImageError as error:
        if start[4:8] == b"ftyp" and start[8:11] in (b"hei", b"hev", b"mif"):
            raise InputError(f"{name} is HEIC; convert it to JPEG first.") from error
        raise InputError(
            f"{name} is not a picture this program reads"
            " (JPEG, PNG, GIF, WebP, TIFF, BMP, AVIF), or its beginning is damaged."
        ) from error
    except Exception as error:  # a decoder fed hostile bytes may raise anything
        raise _damaged(name, error) from error
    return _decoded(picture, name)


def _decoded(picture: Image.Image, name: str) -> Image.Image:
    try:
        width, height = picture.size
        if width * height > MAX_DECODED_PIXELS:
            raise InputError(
                f"{name} has {width * height / 1e6:.0f} megapixels, more than the"
                f" {MAX_DECODED_PIXELS // 10**6} that are decoded; give a smaller picture."
            )
        if width == 0 or height == 0:
            raise InputError(f"{name} has no pixels.")
        picture.load()
        return _upright(_rgb(picture), _orientation(picture))
    except InputError:
        raise
    except MemoryError as error:
        raise InputError(f"{name} does not fit in memory; give a smaller picture.") from error
    except Exception as error:  # a decoder fed hostile bytes may raise anything
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> InputError:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return InputError(f"{name} is cut short or damaged ({reason}); save it again.")


def _shrink_while_decoding(picture: Image.Image, at_least_px: int | None) -> None:
    """Ask the JPEG decoder for a smaller picture; other formats have no such thing."""
    if picture.format not in ("JPEG", "MPO"):
        return
    width, height = picture.size
    wanted = 1
    if at_least_px:
        wanted = max(1, min(width, height) // at_least_px)
    while width * height > MAX_DECODED_PIXELS * wanted**2 and wanted < JPEG_MAX_SHRINK:
        wanted *= 2
    if wanted > 1:
        picture.draft(None, (width // wanted, height // wanted))  # type: ignore[arg-type]


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:  # broken EXIF is no reason to refuse sound pixels
        return 1


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _rgb(picture: Image.Image) -> Image.Image:
    """Any Pillow mode to RGB; deep grey is scaled, not clipped; transparency lies on white."""
    if picture.mode == "RGB" and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return _deep_grey(picture).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, WHITE)
        ground.paste(layered, mask=layered.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _deep_grey(picture: Image.Image) -> Image.Image:
    """Greys of 12, 16 or 32 bits or floats, scaled to 8 bits.

    Integers scale by their type's full range; floats count as 0..1 when they all lie there, as
    0..255 when they lie there, and are stretched from lowest to highest otherwise.
    """
    values = np.asarray(picture).astype(np.float32)
    tags = getattr(picture, "tag_v2", {})
    if picture.mode == "F":
        values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        low, high = float(values.min()), float(values.max())
        if low >= 0 and high <= 1:
            low, high = 0.0, 1.0
        elif low >= 0 and high <= 255:
            low, high = 0.0, 255.0
    else:
        bits = tags.get(_TIFF_BITS_TAG, (16,))
        low, high = 0.0, float(2 ** min(int(np.max(bits)), 16) - 1)
        if values.max() > high:
            high = float(2**31 - 1)
    scaled = np.clip((values - low) / max(high - low, 1e-9), 0, 1) * 255
    if tags.get(_TIFF_PHOTOMETRIC_TAG) == _TIFF_WHITE_IS_ZERO:
        scaled = 255 - scaled
    return Image.fromarray(np.round(scaled).astype(np.uint8))
