"""Words between spaces as one node: pandoc gives each word and each space a node of its own.

Goes in and comes out: pandoc's tree, as JSON. To read and to walk it takes most of the time that
a chapter takes here, and nobody asks for a word. A space beside anything else than words stays a
node, as does one beside a word that is blank: who takes HTML away looks for these.
"""

from __future__ import annotations

import re

_NEXT = r'"\},\{"t":"S'  # a node that has a string ends, and a space or a word begins
_BARE = "".join(rf'(?<!"t":"{kind}{_NEXT})' for kind in ("Space", "SoftBreak", "LineBreak"))
_SPACE = re.compile(
    rf'{_NEXT}(?<=[^\s"]{_NEXT}){_BARE}(?:pace|oftBreak)"\}},\{{"t":"Str","c":"(?=[^\s"])'
)


def with_words_joined(tree: str) -> str:
    """Return a tree in which words with one space between them are one node."""
    return _SPACE.sub(" ", tree)
