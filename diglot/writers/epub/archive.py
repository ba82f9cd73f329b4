"""Files → a zip archive as OCF wants it; what had been packed before is not packed again.

The type comes first and is stored, all else is packed, nothing has a time. Python's own writer
takes files only as they are: to pack fonts and pictures anew is a third of what an e-book takes
where a paragraph changed.
Source: OCF 3.3 (4.3); APPNOTE.TXT 6.3 (4.3), of PKWARE.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from diglot.core.errors import DiglotError
from diglot.disk.steps import BYTES, step

MIMETYPE = b"application/epub+zip"
_STORED, _DEFLATED = 0, 8
_VERSION, _UNIX, _UTF8 = 20, 3, 0x800
_MODE = 0o644 << 16
_DAY = 1 << 5 | 1  # 1 January 1980, the first that there is
_MOST_BYTES, _MOST_FILES = 4_000_000_000, 65_000
# Of each file, as it is said before the file and at the end: from the version to the extras.
_ENTRY = struct.Struct("<HHHHHLLLHH")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the archive of files by name. Raises DiglotError where that cannot hold so much."""
    archive, directory = bytearray(), bytearray()
    for name in ("mimetype", *sorted(files)):
        is_type = name == "mimetype"
        content = MIMETYPE if is_type else files[name]
        packed = content if is_type else _packed(content)
        if len(archive) + len(packed) > _MOST_BYTES or len(files) >= _MOST_FILES:
            raise DiglotError(
                "an e-book holds 4 GB and 65,000 files, and this one would have more.\n"
                "  hint: make its pictures smaller, or fewer"
            )
        said, written = _entry(name, content, packed, _STORED if is_type else _DEFLATED)
        place = len(archive)
        archive += b"PK\x03\x04" + said + written + packed
        ends = struct.pack("<HHHLL", 0, 0, 0, _MODE, place)
        directory += b"PK\x01\x02" + bytes((_VERSION, _UNIX)) + said + ends + written
    count = len(files) + 1
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(archive), 0)
    return bytes(archive + directory + b"PK\x05\x06" + end)


def _entry(name: str, content: bytes, packed: bytes, method: int) -> tuple[bytes, bytes]:
    """Return what is said of a file, and its name."""
    written = name.encode()
    flags = 0 if name.isascii() else _UTF8
    sums = (zlib.crc32(content), len(packed), len(content))
    return _ENTRY.pack(_VERSION, flags, method, 0, _DAY, *sums, len(written), 0), written


def _packed(content: bytes) -> bytes:
    """Return a file as it is in the archive."""

    def pack() -> bytes:
        packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        return packing.compress(content) + packing.flush()

    return step("packed", [zlib.ZLIB_RUNTIME_VERSION, content]).result(pack, BYTES)
