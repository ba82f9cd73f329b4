"""Findings → why there are so many of them: the same slip, the same tag, the same folder.

A cause is what many findings of one rule share, in words: a finding's message without what
differs from place to place. Goes in: findings. Comes out: causes with how many of them.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from diglot.core.findings import RULES, Finding, Severity, cut_short

_QUOTED = re.compile(r""""[^"]*"|“[^”]*”|`[^`]*`|\u2068[^\u2069]*\u2069|(?<!\w)'[^']*'(?!\w)""")
# Not those that are part of a name: U+2019, UTF-8, h2, S103.
_NUMBER = re.compile(r"(?<![\w+&#-])\d+(?:[.,:]\d+)*(?!\w)")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*:)(?:(?P<host>//[^/?#]*))?")
_MARKS = '"“”`\u2068\u2069'
_LONGEST = 90  # characters of a cause
# What a message of these rules quotes is the cause itself: a character, a key, a term.
_SAME_WORDS = frozenset(
    {"end-punctuation", "front-matter-key", "glossary-term", "missing-glyph", "unknown-key"}
)
# And of these it is a path, of which the folder or the kind is the cause.
_PATHS = frozenset(
    {
        *("broken-link", "link-target", "bad-address"),
        *("missing-image", "remote-image", "outside-image", "broken-image"),
        *("image-alt", "image-target"),
    }
)
# What comes after a colon is what changed at this place.
_EXPLAINED = frozenset({"stale-section"})


class Cause(Struct, frozen=True):
    """What findings of one rule have in common. words: as in their messages."""

    rule: str
    words: str

    @property
    def code(self) -> str:
        """Return the rule's stable code."""
        return RULES[self.rule].code


class Tally(Struct, frozen=True):
    """A cause, how grave the book says it is, and how many findings have it."""

    cause: Cause
    severity: Severity
    count: int


def cause_of(finding: Finding) -> Cause:
    """Return the cause of a finding."""
    return Cause(finding.rule, cut_short(_words(finding.rule, finding.message), _LONGEST))


def by_cause(findings: Iterable[Finding]) -> tuple[Tally, ...]:
    """Return the causes of findings, those with most of them first."""
    counts = Counter((cause_of(finding), finding.severity) for finding in findings)
    tallies = [Tally(cause, severity, count) for (cause, severity), count in counts.items()]
    return tuple(sorted(tallies, key=lambda t: (-t.count, t.cause.code, t.cause.words)))


def _words(rule: str, message: str) -> str:
    """Return a message without what is said of its place only."""
    if rule in _SAME_WORDS:
        return message
    if rule in _PATHS:
        brief = message.partition(": ")[0]
        return _QUOTED.sub(lambda match: f'"{family(match[0].strip(_MARKS))}"', brief)
    brief = message.partition(": " if rule in _EXPLAINED else "; ")[0]
    return _NUMBER.sub("…", _QUOTED.sub('"…"', brief))


def family(path: str) -> str:
    """Return which paths one belongs with: those of its folder, or else of its kind."""
    if match := _SCHEME.match(path):
        return f"{match[0]}/…" if match["host"] else f"{match[0]}…"
    if path.startswith("#"):
        return "#…"
    parts = path.partition("#")[0].split("/")
    folders = 1
    while folders < len(parts) and parts[folders - 1] in ("", ".", ".."):
        folders += 1
    if len(parts) > folders:
        return "/".join(parts[:folders]) + "/…"
    suffix = posixpath.splitext(parts[-1])[1]
    return "/".join([*parts[:-1], f"…{suffix}"])
