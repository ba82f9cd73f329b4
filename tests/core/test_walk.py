"""What is found out about a part once, for as long as it lives."""

from __future__ import annotations

import gc

from diglot.core.model import Chapter, Position
from diglot.core.walk import OncePer


def test_a_part_is_looked_at_once_and_let_go() -> None:
    """The same part is not looked at twice, an equal one is, and neither is held."""
    seen: list[str] = []

    @OncePer
    def name(chapter: Chapter) -> str:
        seen.append(chapter.name)
        return chapter.name.upper()

    one, equal = (Chapter("oil", "en", (), Position("oil.md")) for _ in range(2))
    assert [name(one), name(one), name(equal)] == ["OIL"] * 3
    assert seen == ["oil", "oil"]
    del one, equal
    gc.collect()
    assert not name._known
