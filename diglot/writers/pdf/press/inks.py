"""Colours of a screen → the inks of a press.

Text, rules and tints become black ink alone, never a black of four inks. Pictures
become grey, or are converted to the profile of a press with four inks; what is
neutral in them stays black ink alone.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from PIL import Image

# Small type in a screened grey looks ragged: what is darker than this is printed solid.
SOLID_BELOW = 0.55
_NEUTRAL = 0.02
_JPEG_QUALITY = 92


class Paint(Struct, frozen=True):
    """A colour as a content stream sets it: its operator for filling, and the numbers before it."""

    operator: str
    values: tuple[float, ...]


def luma(red: float, green: float, blue: float) -> float:
    """Return how light a colour of a screen looks, 0 to 1. Source: ITU-R BT.601."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


class Inks:
    """The inks of one press. profile: the ICC profile of four inks, or b"" for black alone."""

    def __init__(self, profile: bytes) -> None:
        self.profile = profile

    def of_text(self, rgb: tuple[float, float, float]) -> Paint:
        """Return the ink for what is no picture: black, or a tint of it."""
        light = luma(*rgb)
        return Paint("g", (0.0 if light < SOLID_BELOW else round(light, 4),))

    def of_picture(self, rgb: tuple[float, float, float]) -> Paint:
        """Return the inks for a part of a drawing."""
        if not self.profile:
            return Paint("g", (round(luma(*rgb), 4),))
        if max(rgb) - min(rgb) <= _NEUTRAL:
            return Paint("k", (0.0, 0.0, 0.0, round(1 - luma(*rgb), 4)))
        return Paint("k", _separated(self.profile, tuple(round(value * 255) for value in rgb)))

    def picture(self, image: Image.Image) -> Image.Image:
        """Return a picture in these inks, mode "L" or "CMYK"."""
        wanted = "CMYK" if self.profile else "L"
        if image.mode == wanted:
            return image
        if image.mode not in ("RGB", "L", "CMYK"):
            image = image.convert("RGB")
        if not self.profile or image.mode == "L":
            return image.convert("L")
        return _applied(self.profile, image)


@lru_cache(maxsize=4096)
def _separated(profile: bytes, rgb: tuple[int, ...]) -> tuple[float, ...]:
    from PIL import Image

    pixel = _applied(profile, Image.new("RGB", (1, 1), rgb)).tobytes()
    return tuple(round(value / 255, 4) for value in pixel)


def _applied(profile: bytes, image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    result = ImageCms.applyTransform(image, _transform(profile))
    assert result is not None  # it is None only where it works in place
    return result


@lru_cache(maxsize=2)
def _transform(profile: bytes) -> Any:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def as_jpeg(image: Image.Image) -> bytes:
    """Return a grey picture as JPEG, as fine as eyes can tell."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return target.getvalue()
