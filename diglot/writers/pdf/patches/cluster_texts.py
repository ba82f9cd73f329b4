"""What each glyph of pointed text stands for, told by WeasyPrint as it draws it.

A PDF says of a glyph, once for a whole file, what it stands for. That is not enough where
a face has one glyph for two points (as Ezra SIL has for both kinds of holam), or draws a
letter with a thin space or in another form where points crowd. So after each piece of
pointed text, WeasyPrint writes a comment into the page with the text of each glyph's
cluster, and `text_objects`, which reads it, gives each glyph its share.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from diglot.lang.he.script import IN_WORDS

# A comment: the texts in hexadecimal, a glyph after the other; "" where a glyph belongs to the
# cluster of the one before it.
OPENING = b"%~"
_POINT = re.compile(f"[{IN_WORDS}]")
_IGNORED = frozenset({"Zs", "Cf"})


def mend_cluster_texts() -> None:
    """Make WeasyPrint tell what the glyphs of pointed text stand for."""
    from weasyprint.draw import text
    from weasyprint.pdf import stream

    if not hasattr(text.draw_first_line, "untold"):
        heard: list[str] = []
        stream.Font = _telling_font(stream.Font, heard)
        text.draw_first_line = _telling(text.draw_first_line, heard)


def _telling_font(original: Any, heard: list[str]) -> Any:
    class TellingFont(original):  # type: ignore[misc]
        """A font that hears of every glyph that is drawn, not of new ones only."""

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            self.to_unicode = _Texts(heard)

    return TellingFont


class _Texts(dict[int, str]):
    """What glyphs stand for; while pointed text is drawn, it is told of all its glyphs.

    Then it says that it knows none of them. All other text asks it as the dict that it is, for
    each glyph of a book.
    """

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self._heard = heard

    def __setitem__(self, glyph: int, text: str) -> None:
        self._heard.append(text)
        self.setdefault(glyph, text)

    @classmethod
    @contextmanager
    def listening(cls) -> Iterator[None]:
        """Let all of them be told of every glyph."""
        setattr(cls, "__contains__", lambda _texts, _glyph: False)  # noqa: B010 - for mypy
        try:
            yield
        finally:
            delattr(cls, "__contains__")


def _telling(original: Any, heard: list[str]) -> Any:
    @functools.wraps(original)
    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        if not _POINT.search(textbox.text):
            return original(stream, textbox, *rest)
        heard.clear()
        with _Texts.listening():
            drawn = original(stream, textbox, *rest)
        stream.stream.append(OPENING + b",".join(map(_written, heard)))
        return drawn

    draw_first_line.untold = original  # type: ignore[attr-defined]
    return draw_first_line


def _written(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def read_texts(comment: bytes) -> list[str]:
    """Return the texts in a comment, without what opens it."""
    parts = comment.decode("ascii").split(",")
    return [bytes.fromhex(part).decode("utf-16-be") for part in parts]


def shared_out(texts: Sequence[str], glyphs: Sequence[Collection[str]]) -> list[str]:
    """Return what each glyph of a line stands for.

    texts: of clusters, from left to right, "" for the further glyphs of a cluster.
    glyphs: for each, the characters that the font has it for.
    """
    result: list[str] = []
    start = 0
    for end in range(1, len(texts) + 1):
        if end == len(texts) or texts[end]:
            result += _in_cluster(texts[start], glyphs[start:end])
            start = end
    return result


def _in_cluster(text: str, glyphs: Sequence[Collection[str]]) -> list[str]:
    """Share the text of a cluster out to its glyphs: the last one is that of the letter.

    First come the glyphs that the font has for a part of the text; then those that it has
    for nothing, in order. Spaces that make room for points say nothing. A letter and its
    point in one glyph are said by the one character for both, if there is one.
    """
    left = list(unicodedata.normalize("NFD", text))
    found: list[str | None] = [None] * len(glyphs)
    for index in reversed(range(len(glyphs))):
        for own in sorted(glyphs[index], key=lambda c: -len(unicodedata.normalize("NFD", c))):
            parts = unicodedata.normalize("NFD", own)
            if all(part in left for part in parts):
                for part in parts:
                    left.remove(part)
                found[index] = own
                break
        else:
            if glyphs[index] and all(unicodedata.category(c) in _IGNORED for c in glyphs[index]):
                found[index] = ""
    free = [index for index in reversed(range(len(glyphs))) if found[index] is None]
    for number, index in enumerate(free):
        count = max(len(left) - (len(free) - number - 1), 0) if number == 0 else 1
        found[index], left = "".join(left[:count]), left[count:]
    if left:  # a glyph draws more than the font has it for
        found[-1] = (found[-1] or "") + "".join(left)
    return [share or "" for share in found]
