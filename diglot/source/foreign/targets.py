"""Where links and tags lead, in which no mark of another program is looked for."""

from __future__ import annotations

import re

# Each with what is in a text that has any.
_TARGETS = (
    ("<", re.compile(r"<[A-Za-z/][^<>\n]*>")),
    ("](", re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)")),
    ("]:", re.compile(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)),
    ("://", re.compile(r"https?://[^\s\"{}]+")),
    ("www.", re.compile(r"www\.\S+")),
)
# A sign that is itself, but for a reference of bookdown, \@ref(fig:a).
ESCAPE = re.compile(r"\\(?!@ref\()[^\w\s]")


def without_targets(prose: str) -> str:
    """Return a text with something else for its addresses and tags, as long as they are."""
    for sign, pattern in _TARGETS:
        prose = pattern.sub(_fill, prose) if sign in prose else prose
    return prose


def _fill(match: re.Match[str]) -> str:
    """Return something that is neither a word nor a space, as long as what was matched."""
    return "\n".join("\ufffc" * len(line) for line in match[0].split("\n"))
