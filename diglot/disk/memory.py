"""Results of steps as values, at hand for as long as a process goes on.

Only for values that never change, as all who ask share one. It is bounded: what was asked for
last stays longest.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

MOST_BYTES = 64_000_000  # as they are written down; a value takes some times more


class Memory:
    """Values by the names of the steps that gave them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._values: OrderedDict[str, tuple[object, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[Memory], tuple[int]]:
        """Be an empty one in another process."""
        return Memory, (self._most_bytes,)

    def get(self, key: str) -> object | None:
        """Return a value, or None."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: str, value: object, size: int) -> None:
        """Keep a value. size: in bytes, as it is written down."""
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = value, size
            self._bytes += size - before
            while self._bytes > self._most_bytes:
                _, (_, freed) = self._values.popitem(last=False)
                self._bytes -= freed
