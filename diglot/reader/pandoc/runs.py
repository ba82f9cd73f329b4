"""Words between spaces as one node: pandoc gives each word and each space a node of its own.

Goes in and comes out: pandoc's tree, as JSON. To read and to walk these takes much of the time that
a chapter takes here, and nobody asks for a word. A space beside anything else than words stays a
node, as does one beside a word that is blank: who takes HTML away looks for these. So does the end
of a line.
"""

from __future__ import annotations

import re

_BETWEEN = r'"\},\{"t":"Space"\},\{"t":"Str","c":"'
# A string that ends before it is a word, and not the name of a node that has none.
_NO_WORD = "".join(rf'(?<!"t":"{kind}{_BETWEEN})' for kind in ("Space", "SoftBreak", "LineBreak"))
_SPACE = re.compile(rf'{_BETWEEN}(?<=[^\s"]{_BETWEEN}){_NO_WORD}(?=[^\s"])')


def with_words_joined(tree: str) -> str:
    """Return a tree in which words with one space between them are one node."""
    return _SPACE.sub(" ", tree)
