"""Pictures as other programs write them, and their sizes.

Knows `![words](picture.png =300x200)` (some editors), `![words|300](picture.png)` and
`![[picture.png|words|300]]` (Obsidian), `[mill]: picture.png width=300` (MultiMarkdown). Goes in:
prose without code. Comes out: what makes pandoc read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.source.edits import Edit

_SIZED = re.compile(
    r"!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([^()\s]+(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
    r"(?P<size>[ ]+=(?P<width>\d+%?)?x(?P<height>\d+%?)?[ ]*\))(?!\{)"
)
_BAR_SIZE = r"\\?\|[ ]*(?P<width>\d+)(?:x(?P<height>\d+))?[ ]*"
_BESIDE_WORDS = re.compile(
    rf"!\[[^\[\]|\\\n]*(?P<size>{_BAR_SIZE})\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]+\])(?P<more>\{{)?"
)
_DEFINED = re.compile(
    r"^ {0,3}\[[^\]\n]+\]:[ ]*\S+(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?"
    r"(?P<pairs>(?:[ ]+(?:width|height)=\w+%?)+)[ ]*$",
    re.MULTILINE,
)
EMBEDDED = re.compile(
    r"!\[\[(?P<file>[^\[\]|#\\\n]+\.(?:png|jpe?g|svg|gif|webp))[ ]*"
    rf"(?:\\?\|(?!\d+(?:x\d+)?[ ]*\])(?P<words>[^\[\]|\\\n]*))?(?:{_BAR_SIZE})?\]\]",
    re.IGNORECASE,
)


def size_edits(prose: str) -> Iterator[Edit]:
    """Yield what puts a picture's size, in pixels of the screen, into braces behind it."""
    for match in _DEFINED.finditer(prose) if "]:" in prose and "=" in prose else ():
        yield Edit(match.start("pairs"), match.end(), f" {{{match['pairs'].strip()}}}")
    if "![" not in prose:
        return
    for match in _SIZED.finditer(prose) if " =" in prose else ():
        yield Edit(match.start("size"), match.end("size"), f"){_braces(match)}")
    for match in _BESIDE_WORDS.finditer(prose) if "|" in prose else ():
        yield Edit(match.start("size"), match.end("size"), "")
        if not match["more"]:  # what is said there holds
            yield Edit(match.end(), match.end(), _braces(match))
    for match in EMBEDDED.finditer(prose) if "![[" in prose else ():
        words = (match["words"] or "").strip()
        picture = f"![{words}](<{match['file'].strip()}>){_braces(match)}"
        yield Edit(match.start(), match.end(), picture)


def _braces(match: re.Match[str]) -> str:
    sides = ((name, match[name]) for name in ("width", "height") if match[name])
    pairs = " ".join(f"{name}={size}" for name, size in sides)
    return f"{{{pairs}}}" if pairs else ""
