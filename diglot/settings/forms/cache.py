"""How much is kept between runs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from diglot.settings.strict import Strict

_MEGABYTE = 1_000_000


class CacheEntry(Strict):
    """`cache:` in content/book.yaml.

    megabytes: how large the folder of what is kept between runs may become.
    """

    megabytes: Annotated[int, Field(ge=1)] = 2000

    @property
    def most_bytes(self) -> int:
        """Return the same in bytes."""
        return self.megabytes * _MEGABYTE
