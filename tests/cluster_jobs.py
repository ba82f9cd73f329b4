"""Jobs for the machines of a cluster, which import them by name."""

from __future__ import annotations

import os
import time

from diglot.disk.files import Files
from diglot.work.cluster import ClusterError


def told(files: Files) -> tuple[bytes | None, bool]:
    """Return what a file of a job has, and whether all its places are bytes."""
    return files.read("a/x"), all(isinstance(place, bytes) for place in files.places.values())


def refuse() -> None:
    """Raise an error."""
    raise ClusterError("as it was", "a way out")


def two() -> int:
    """Return 2."""
    return 2


def slowly(files: Files, number: int) -> tuple[int, bytes | None]:
    """Return a number and what is in a file, after a while."""
    time.sleep(0.2)
    return number, files.read("a/x")


def die() -> None:
    """End the process."""
    os._exit(1)
