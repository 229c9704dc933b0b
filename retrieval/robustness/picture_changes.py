"""What else happens to photos: JPEG, screenshots, a word printed on a sticker; not the corruptions.

Nothing here looks at an encoder.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from retrieval.robustness.corruptions.digital import compressed

STICKER_SHARE = (0.5, 0.2)  # of the photo's width and height
STICKER_PLACE = (0.88, 0.925)  # of the room left of it and above it
PAPER, EDGE, INK = (250, 250, 247), (190, 190, 190), (15, 15, 20)
SCREEN_PX = (540, 1080)
SCREEN_QUALITY = 70


def sticker(
    picture: Image.Image,
    word: str,
    place: tuple[float, float] = STICKER_PLACE,
    share: tuple[float, float] = STICKER_SHARE,
) -> Image.Image:
    """A paper label, by default in the lower right corner, with a word; with "" the same blank.

    place: from 0 (left, top) to 1 (right, bottom). share: its part of the width and height.

    The control tells what is lost because something is covered; only the rest is lost because the
    encoder reads (Goh et al., Multimodal neurons in artificial neural networks, Distill 2021).
    """
    photo = picture.convert("RGB").copy()
    width, height = (round(side * part) for side, part in zip(photo.size, share, strict=True))
    left, top = (
        round((side - covered) * at)
        for side, covered, at in zip(photo.size, (width, height), place, strict=True)
    )
    label = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(label)
    draw.rectangle((0, 0, width - 1, height - 1), outline=EDGE)
    if word:
        font = _fitting_font(draw, word, int(width * 0.9), int(height * 0.8))
        draw.text((width / 2, height / 2), word, fill=INK, font=font, anchor="mm")
    photo.paste(label, (left, top))
    return photo


def _fitting_font(
    draw: ImageDraw.ImageDraw, word: str, width: int, height: int
) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    """Pillow's own font at the largest size at which the word fits."""
    for size in range(max(height, 6), 5, -1):
        font = ImageFont.load_default(size)
        left, top, right, bottom = draw.textbbox((0, 0), word, font=font)
        if right - left <= width and bottom - top <= height:
            return font
    return ImageFont.load_default(6)


def screenshot(picture: Image.Image) -> Image.Image:
    """The photo as a phone shows it in another shop's app: bars, a price, buttons, then JPEG."""
    width = SCREEN_PX[0]
    screen = Image.new("RGB", SCREEN_PX, (255, 255, 255))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, width, 44), fill=(32, 32, 36))
    draw.text((20, 12), "12:41", fill=(255, 255, 255), font=ImageFont.load_default(18))
    draw.rectangle((0, 44, width, 104), fill=(246, 246, 248))
    draw.text((24, 62), "< Back", fill=(40, 90, 200), font=ImageFont.load_default(22))
    photo = picture.convert("RGB")
    scale = min(width / photo.width, 600 / photo.height)
    shown = photo.resize(
        (max(round(photo.width * scale), 1), max(round(photo.height * scale), 1)),
        Image.Resampling.BILINEAR,
    )
    screen.paste(shown, ((width - shown.width) // 2, 120 + (600 - shown.height) // 2))
    draw.text((24, 750), "24.90", fill=(20, 20, 20), font=ImageFont.load_default(40))
    for line in range(3):
        top = 820 + 34 * line
        draw.rectangle((24, top, width - 60 - 90 * line, top + 14), fill=(224, 224, 228))
    draw.rounded_rectangle((24, 950, width - 24, 1020), 16, fill=(255, 140, 0))
    draw.text(
        (width / 2, 985), "Buy", fill=(255, 255, 255), font=ImageFont.load_default(28), anchor="mm"
    )
    return compressed(screen, SCREEN_QUALITY)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """The photo saved once more as JPEG, at its own size."""
    return compressed(picture.convert("RGB"), quality)
