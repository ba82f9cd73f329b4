"""Small typed records ↔ the bytes in which they are kept: JSON, read as strictly as it was written.

Nothing in them is run: whatever a file holds that is not such a record is no record.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

Record = TypeVar("Record")


def pack(record: object, kind: Any) -> bytes:
    """Return a record as it is kept. kind: its type, a frozen dataclass or a tuple of such."""
    return bytes(_adapter(kind).dump_json(record))


def unpack(content: bytes, kind: type[Record]) -> Record | None:
    """Return a record of a type, or None where the bytes are none."""
    try:
        found: Any = kind  # a type is a key like any other
        record: Record = _adapter(found).validate_json(content, strict=True)
    except ValidationError:
        return None
    return record


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
