"""A drawing in SVG → the same picture in dots, for those who show no drawings."""

from __future__ import annotations

import io

from diglot.pictures.drawings import read_drawing

_QUALITY = 88  # of 100; below, the edges of letters on flat colour begin to fray


def drawing_as_jpeg(content: bytes) -> bytes:
    """Return a drawing as a JPEG of its own size in px; b"" where it has words that need a font.

    Raises XMLSyntaxError for what is no drawing.
    """
    # Both are loaded for e-books only.
    import resvg_py
    from PIL import Image

    if any(True for _ in read_drawing(content).iter("{*}text")):
        return b""
    dots = resvg_py.svg_to_bytes(
        svg_string=content.decode(), background="white", skip_system_fonts=True
    )
    target = io.BytesIO()
    with Image.open(io.BytesIO(dots)) as picture:
        picture.convert("RGB").save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
