"""Files that a step is made of: each is known by what is in it, and found by an address.

So a step with pictures and fonts has the same key wherever they lie, and can be done where none
of these paths exists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diglot.core.errors import DiglotError


@dataclass(frozen=True, slots=True)
class Files:
    """Files by address. Two are equal where the same addresses have the same content.

    digests: of each address, the SHA-256 in hex of what it leads to. places: by digest, where
        the content is: a file of this machine, or the bytes themselves.
    """

    digests: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, Path | bytes] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, found: Iterable[tuple[str, str, Path]]) -> Files:
        """Return files, given the address, the digest and the path of each."""
        rows = sorted(found)
        pairs = tuple((address, digest) for address, digest, _ in rows)
        return cls(pairs, {digest: path for _, digest, path in rows})

    def __or__(self, other: Files) -> Files:
        """Return these files and some others; where an address is in both, these."""
        both = dict(other.digests) | dict(self.digests)
        return Files(tuple(sorted(both.items())), {**other.places, **self.places})

    def under(self, start: str) -> Files:
        """Return the files whose address begins with something."""
        return Files(tuple(p for p in self.digests if p[0].startswith(start)), self.places)

    def read(self, address: str) -> bytes | None:
        """Return what is in a file, None where there is no such address.

        Raises DiglotError where that is not what was there when the step was planned.
        """
        digest = dict(self.digests).get(address)
        if digest is None:
            return None
        place = self.places[digest]
        if isinstance(place, bytes):
            return place
        try:
            content = place.read_bytes()
        except OSError as error:
            raise DiglotError(f"{place}: {error.strerror}.\n  hint: build again") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise DiglotError(
                f"{place}: it has changed while the book was being made.\n  hint: build again"
            )
        return content

    def with_contents(self, contents: Mapping[str, bytes]) -> Files:
        """Return the same files with their bytes at hand, and no path."""
        return Files(self.digests, {digest: contents[digest] for _, digest in self.digests})


NO_FILES = Files()
