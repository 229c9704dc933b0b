"""Pictures of every sound kind come out right; every broken one is refused in one sentence."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from retrieval.errors import InputError
from retrieval.pictures.decode import load_picture


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def gradient(width: int = 64, height: int = 48) -> Image.Image:
    across = np.linspace(0, 255, width, dtype=np.uint8)[None, :].repeat(height, 0)
    down = np.linspace(0, 255, height, dtype=np.uint8)[:, None].repeat(width, 1)
    return Image.fromarray(np.stack([across, down, across[:, ::-1]], -1))


def png_header_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_every_usual_format_is_read_whatever_its_name_says(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(encoded(gradient(), kind))
    picture = load_picture(path)
    assert picture.mode == "RGB"
    assert picture.size == (64, 48)
    assert np.abs(np.asarray(picture, float) - np.asarray(gradient(), float)).mean() < 12


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF"])
def test_a_truncated_picture_is_refused_in_one_sentence(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8))
    whole = encoded(noise, kind)
    with pytest.raises(InputError) as refused:
        load_picture(whole[: len(whole) // 2])
    assert "\n" not in str(refused.value)


def test_an_empty_file_is_refused_as_empty(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    with pytest.raises(InputError, match="empty"):
        load_picture(tmp_path / "a.jpg")
    with pytest.raises(InputError, match="empty"):
        load_picture(b"")


def test_a_hundred_megapixel_png_is_refused_by_its_header() -> None:
    with pytest.raises(InputError, match="100 megapixels"):
        load_picture(png_header_claiming(10_000, 10_000))
    with pytest.raises(InputError, match="too many pixels"):
        load_picture(png_header_claiming(60_000, 60_000))


def test_a_giant_jpeg_is_decoded_at_a_reduced_size() -> None:
    giant = encoded(Image.new("L", (10_000, 6_000), 128), "JPEG")
    assert load_picture(giant).size == (5_000, 3_000)


def test_a_jpeg_is_shrunk_while_decoding_only_as_far_as_asked() -> None:
    picture = encoded(gradient(800, 600), "JPEG")
    assert load_picture(picture, at_least_px=150).size == (200, 150)
    assert load_picture(picture, at_least_px=400).size == (800, 600)
    assert load_picture(encoded(gradient(800, 600), "PNG"), at_least_px=150).size == (800, 600)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_of_an_animation_is_shown(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "lime")]
    options = {"lossless": True} if kind == "WEBP" else {}
    moving = encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    assert load_picture(moving).getpixel((10, 10)) == (255, 0, 0)


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    red = Image.new("CMYK", (32, 32), (0, 255, 255, 0))
    r, g, b = load_picture(encoded(red, "JPEG", quality=95)).getpixel((16, 16))
    assert r > 240
    assert g < 15
    assert b < 15


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_greys_are_scaled_and_not_clipped(kind: str) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None, :].repeat(8, 0)
    row = np.asarray(load_picture(encoded(Image.fromarray(ramp), kind)))[4, :, 0]
    assert np.abs(row.astype(int) - np.arange(256)).max() <= 1


def deep_colour_png(ramp: np.ndarray) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    header = struct.pack(">IIBBBBB", len(ramp), 1, 16, 2, 0, 0, 0)
    row = b"\0" + np.repeat(ramp[:, None], 3, 1).astype(">u2").tobytes()
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def deep_colour_tiff(ramp: np.ndarray) -> bytes:
    pixels = np.repeat(ramp[:, None], 3, 1).astype("<u2").tobytes()
    n_tags = 9
    bits_at = 8 + 2 + n_tags * 12 + 4
    tags = [
        (256, 3, 1, len(ramp)), (257, 3, 1, 1), (258, 3, 3, bits_at), (259, 3, 1, 1),
        (262, 3, 1, 2), (273, 4, 1, bits_at + 6), (277, 3, 1, 3), (278, 3, 1, 1),
        (279, 4, 1, len(pixels)),
    ]  # fmt: skip
    directory = struct.pack("<H", n_tags) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0\x08\0\0\0" + directory + b"\0" * 4 + struct.pack("<HHH", 16, 16, 16) + pixels


@pytest.mark.parametrize("make", [deep_colour_png, deep_colour_tiff])
def test_sixteen_bit_colours_are_scaled_and_not_clipped(make: Callable) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)
    row = np.asarray(load_picture(make(ramp)))[0]
    assert np.abs(row.astype(int) - np.arange(256)[:, None]).max() <= 1


def test_floating_greys_between_zero_and_one_are_scaled() -> None:
    ramp = np.linspace(0, 1, 256, dtype=np.float32)[None, :].repeat(8, 0)
    row = np.asarray(load_picture(encoded(Image.fromarray(ramp), "TIFF")))[4, :, 0]
    assert np.abs(row.astype(int) - np.arange(256)).max() <= 1


def test_transparency_lies_on_white() -> None:
    layered = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    layered.paste((0, 0, 255, 255), (0, 0, 10, 20))
    for picture in (
        load_picture(encoded(layered, "PNG")),
        load_picture(encoded(layered, "WEBP", lossless=True)),
        load_picture(layered),
    ):
        assert picture.getpixel((2, 2)) == (0, 0, 255)
        assert picture.getpixel((15, 2)) == (255, 255, 255)


def test_a_transparent_palette_colour_lies_on_white() -> None:
    palette = Image.new("P", (20, 20), 0)
    palette.putpalette([255, 0, 0, 0, 0, 255] + [0] * 762)
    palette.paste(1, (0, 0, 10, 20))
    for kind in ("PNG", "GIF"):
        picture = load_picture(encoded(palette, kind, transparency=0))
        assert picture.getpixel((15, 5)) == (255, 255, 255)
        assert picture.getpixel((5, 5)) == (0, 0, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_rotated_by_exif_stands_upright(orientation: int) -> None:
    upright = Image.new("RGB", (40, 20), "white")
    upright.paste("red", (0, 0, 10, 10))  # red in the top left corner
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = load_picture(encoded(stored, "PNG", exif=exif))
    assert picture.size == (40, 20)
    assert picture.getpixel((4, 4)) == (255, 0, 0)
    assert picture.getpixel((35, 15)) == (255, 255, 255)


def test_broken_exif_does_not_spoil_a_sound_picture() -> None:
    picture = encoded(gradient(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40)
    assert load_picture(picture).size == (64, 48)


def test_a_single_pixel_is_a_picture() -> None:
    assert load_picture(encoded(Image.new("RGB", (1, 1), "red"), "PNG")).size == (1, 1)


def test_a_folder_a_missing_file_and_a_web_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        load_picture(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        load_picture(tmp_path / "none.jpg")
    with pytest.raises(InputError, match="web address"):
        load_picture("https://example.com/a.jpg")
    with pytest.raises(InputError):
        load_picture("a\0b.jpg")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_device_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(InputError, match="regular file"):
        load_picture(tmp_path / "pipe.jpg")
    with pytest.raises(InputError, match="regular file"):
        load_picture("/dev/zero")


def test_a_text_file_and_a_heic_photo_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("hello\x1b[31m")
    with pytest.raises(InputError, match="not a picture"):
        load_picture(tmp_path / "notes.jpg")
    with pytest.raises(InputError, match="convert it to JPEG"):
        load_picture(b"\0\0\0\x18ftypheic\0\0\0\0" + b"\0" * 64)


def test_control_characters_in_a_path_do_not_reach_the_message() -> None:
    with pytest.raises(InputError) as refused:
        load_picture("\x1b[31mnone.jpg")
    assert "\x1b" not in str(refused.value)


def test_the_callers_own_picture_is_left_as_it_was() -> None:
    lazy = Image.open(io.BytesIO(encoded(gradient(800, 600), "JPEG")))
    assert load_picture(lazy, at_least_px=100).size == lazy.size == (800, 600)
    mine = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    load_picture(mine)
    assert mine.mode == "RGBA"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"]),
    at=st.integers(0, 10_000),
    junk=st.binary(min_size=1, max_size=8),
)
def test_damaged_bytes_give_a_picture_or_an_input_error(kind: str, at: int, junk: bytes) -> None:
    whole = bytearray(encoded(gradient(16, 12), kind))
    at %= len(whole)
    whole[at : at + len(junk)] = junk
    try:
        assert load_picture(bytes(whole)).mode == "RGB"
    except InputError as error:
        assert "\n" not in str(error)
