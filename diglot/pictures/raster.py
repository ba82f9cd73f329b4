"""Pictures of dots: decoded to their end, and within bounds."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image as Picture

# Two pages of A4 side by side, at 600 dots an inch, have 70.
MOST_MEGAPIXELS = 80
_MILLION = 1_000_000
_FORMATS = {
    "image/png": ("PNG",),
    "image/jpeg": ("JPEG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
}
_SIGNATURES = {
    "PNG": b"\x89PNG\r\n\x1a\n",
    "JPEG": b"\xff\xd8\xff",
    "GIF": b"GIF8",
    "WebP": b"RIFF",
    "TIFF": b"II*\0",
    "BMP": b"BM",
}
# Of a PNG file: the bytes of its header that say how many bits a dot has, and of what they are.
_DEPTH, _COLOR = 24, 25
_SIXTEEN_BITS, _GREY = 16, 0
# Of a photograph: how the camera was held, and the ways that lay it on its side (Exif 2.3, 4.6.4).
_ORIENTATION, _TURNED = 274, range(5, 9)


def raster_problem(content: bytes, media_type: str) -> tuple[str, str] | None:
    """Return what is wrong with a picture of dots, and the way out."""
    # Loaded here because most checks look at no picture that has not been seen before.
    from PIL import Image, ImageFile

    name = media_type.partition("/")[2].upper()
    is_named_so = any(content.startswith(_SIGNATURES[n]) for n in _SIGNATURES if n.upper() == name)
    if not is_named_so:
        return _other_kind(content, name)
    # WeasyPrint asks Pillow to fill what is missing of a picture with grey, in silence.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes; they are looked at here
            with Image.open(io.BytesIO(content), formats=_FORMATS[media_type]) as picture:
                if not (problem := _too_large(*picture.size)):
                    _decode(picture)
                return problem
    except Image.DecompressionBombError:
        return _too_large(*_huge_size(content))
    except Exception as error:  # noqa: BLE001 - decoders raise whatever they stumble over
        reason = str(error).partition("\n")[0].partition(" <")[0].lower() or type(error).__name__
        return (
            f"is damaged: {reason}",
            "copy or download it again, or save it anew from the program that made it",
        )


def _decode(picture: Picture.Image) -> None:
    """Decode a picture, all of an animation's frames as far as they are no more than a picture."""
    frames = getattr(picture, "n_frames", 1) if picture.format in ("GIF", "WEBP", "PNG") else 1
    width, height = picture.size
    bounded = min(frames, max(MOST_MEGAPIXELS * _MILLION // (width * height), 1))
    for number in range(bounded):
        picture.seek(number)
        picture.load()


def _too_large(width: int, height: int) -> tuple[str, str] | None:
    megapixels = width * height / _MILLION
    if megapixels <= MOST_MEGAPIXELS:
        return None
    return (
        f"has {width} by {height} pixels: {megapixels:.0f} million, at most {MOST_MEGAPIXELS}",
        "save it smaller: a whole page in print needs no more than 5,000 by 7,000",
    )


def _huge_size(content: bytes) -> tuple[int, int]:
    """Return the size of a picture that Pillow refuses to open for its size."""
    from PIL import Image

    most, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.size
    finally:
        Image.MAX_IMAGE_PIXELS = most


def _other_kind(content: bytes, name: str) -> tuple[str, str]:
    kind = next((kind for kind, start in _SIGNATURES.items() if content.startswith(start)), "")
    if kind in ("TIFF", "BMP", ""):
        return f"is not {name} as its name says", "save the picture again in that format"
    return (
        f"is a file of {kind}, not of {name} as its name says",
        f"rename it so that it ends in .{kind.lower()}, here too",
    )


def raster_size(content: bytes) -> tuple[float, float]:
    """Return how many dots a sound picture has, across and down, as its camera was held."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
        is_turned = picture.getexif().get(_ORIENTATION, 1) in _TURNED
    return (height, width) if is_turned else (width, height)


def raster_for_pages(content: bytes) -> bytes:
    """Return a picture as WeasyPrint can embed it: grey of 16 bits, which it cannot, with 8."""
    head = content[: _COLOR + 1]
    is_png = head.startswith(_SIGNATURES["PNG"]) and len(head) > _COLOR
    if not (is_png and head[_DEPTH] == _SIXTEEN_BITS and head[_COLOR] == _GREY):
        return content
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        grey = picture.point(lambda value: value * (1 / 256)).convert("L")
        target = io.BytesIO()
        clear = picture.info.get("transparency")
        grey.save(target, "PNG", **({} if clear is None else {"transparency": clear >> 8}))
    return target.getvalue()
