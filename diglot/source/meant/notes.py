"""Notes as Sefaria and Pressbooks write them in the line, read as notes.

Goes in: prose without code. Comes out: what makes pandoc read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.source.edits import Edit

_NO_I = r"(?:[^<\n]|<(?!/?i\b))*"
_NOTE = re.compile(
    r"<sup(?:\s+class=[\"']?footnote-marker[\"']?)?>[^<>\n]{1,4}</sup>[ ]?"
    rf"<i\s+class=[\"']?footnote[\"']?>(?P<note>{_NO_I}(?:<i>{_NO_I}</i>{_NO_I})*)</i>"
)
_SHORTCODE = re.compile(
    r"\[footnote\](?P<note>(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\]){1,4000}?)\[/footnote\]"
)


def note_edits(prose: str) -> Iterator[Edit]:
    """Yield what makes notes of `<sup>1</sup><i class="footnote">words</i>`, `[footnote]`."""
    for match in _SHORTCODE.finditer(prose) if "[/footnote]" in prose else ():
        yield Edit(match.start(), match.start("note"), "^[")
        yield Edit(match.end("note"), match.end(), "]")
    for match in _NOTE.finditer(prose) if "footnote" in prose else ():
        if match["note"].strip() and match["note"].count("[") == match["note"].count("]"):
            yield Edit(match.start(), match.start("note"), "^[")
            yield Edit(match.end("note"), match.end(), "]")
