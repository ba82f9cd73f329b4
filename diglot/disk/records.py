"""Small typed records ↔ the bytes in which they are kept: JSON, read as strictly as it was written.

Nothing in them is run: whatever a file holds that is not such a record is no record.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from msgspec import MsgspecError
from msgspec.json import Decoder, encode

Record = TypeVar("Record")


def pack(record: object) -> bytes:
    """Return a record as it is kept. record: a frozen Struct or a tuple of such."""
    return encode(record)


def unpack(content: bytes, kind: type[Record]) -> Record | None:
    """Return a record of a type, or None where the bytes are none."""
    try:
        found: Any = kind  # a type is a key like any other
        record: Record = _decoder(found).decode(content)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return record


@cache
def _decoder(kind: Any) -> Decoder[Any]:
    return Decoder(kind)
