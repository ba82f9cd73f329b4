"""ICC profiles that come with no press: black ink on paper, and the colours of a screen."""

from __future__ import annotations

import struct

from pikepdf import Array, Dictionary, Name, Pdf, String

GREY_NAME = "Black ink, gamma 2.2"
SCREEN_NAME = "sRGB IEC61966-2.1"
# Where a profile's header has the time of its making: it must not differ from build to build.
_MADE = slice(24, 36)


def grey_profile() -> bytes:
    """Return an ICC profile of black ink on white paper, the grey of which has a gamma of 2.2.

    Source: ICC.1:2001-04, 6.1 (header), 6.3.3 (what a profile with one ink must hold), 6.5.
    """
    white = b"XYZ \0\0\0\0" + _number(0.9642) + _number(1.0) + _number(0.8249)
    name = GREY_NAME.encode() + b"\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": b"text\0\0\0\0No copyright; use as you like\0",
        b"wtpt": white,
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)),
    }
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    header = (
        struct.pack(">I", start + len(body)) + bytes(4) + bytes((2, 0x40, 0, 0))
        + b"prtrGRAYXYZ " + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
        + _number(0.9642) + _number(1.0) + _number(0.8249) + bytes(48)
    )  # fmt: skip
    return header + struct.pack(">I", len(tags)) + table + body


def screen_profile() -> bytes:
    """Return the ICC profile of sRGB."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_MADE] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    return bytes(profile)


def intend(book: Pdf, kind: Name, profile: bytes, inks: int, name: str) -> None:
    """Say for which press or screen a file's colours are meant.

    kind: /GTS_PDFX or /GTS_PDFA1. inks: how many numbers a colour has.
    Source: ISO 32000-1, 14.11.5.
    """
    stream = book.make_stream(profile)
    stream.N = inks
    book.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=kind,
                OutputConditionIdentifier=String("Custom"),
                Info=String(name),
                DestOutputProfile=stream,
            )
        ]
    )


def _number(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))
