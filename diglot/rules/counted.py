"""Rules B209 and R313: code and links that are there more or less often than in the source.

Each of them is in the passage, so none is missing. Goes in: a section and its translation,
block by block. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PartPair
from diglot.core.findings import Finding, Severity
from diglot.core.model import Code, Text
from diglot.core.wording import quoted
from diglot.rules.blocks.code import has_hebrew
from diglot.rules.paired_references import Thing, codes_in, links_in

_WORD = re.compile(r"[^\W\d_]{3,}")


def counted_findings(compared: Compared) -> Iterator[Finding]:
    """Yield what is there once instead of another, and code that only the translation has."""
    paths = compared.source.position.path, compared.translation.position.path
    section = [codes_in(part.source, paths[0]) for part in compared.parts]
    everywhere = {thing.key for things in section for thing in things}
    for part in compared.parts:
        if not part.is_pair:
            continue
        code = codes_in(part.source, paths[0]), codes_in(part.translation, paths[1])
        links = links_in(part.source, paths[0]), links_in(part.translation, paths[1])
        yield from _in_place_of(part, "inline-code", "the code", *code)
        yield from _in_place_of(part, "link-target", "the link to", *links)
        yield from _extra_code(part, *code, everywhere)


def _in_place_of(
    part: PartPair, rule: str, noun: str, ours: list[Thing], theirs: list[Thing]
) -> Iterator[Finding]:
    """Yield a finding where the one of two things has a place of the other."""
    if len(ours) != len(theirs) or not ours:
        return
    wanted, has = (Counter(thing.key for thing in things) for things in (ours, theirs))
    fewer, more = wanted - has, has - wanted
    if fewer.total() != 1 or wanted.keys() != has.keys():
        return
    (lost,), (other,) = fewer, more
    shown = {thing.key: thing for thing in theirs}
    yield _finding(
        part,
        rule,
        f"{noun} {quoted(shown[lost].shown)} is here {_times(has[lost])}, in the source "
        f"{_times(wanted[lost])}; {quoted(shown[other].shown)} has the place of one",
        "see which of them is the wrong one",
        shown[other],
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _extra_code(
    part: PartPair, ours: list[Thing], theirs: list[Thing], everywhere: set[str]
) -> Iterator[Finding]:
    """Yield code of a translation whose source has it neither as code nor in words."""
    has = {thing.key for thing in theirs}
    if not ours or not all(thing.key in has for thing in ours):
        return  # what is there instead of another is said of that one
    words = "".join(i.text for i in part.source if isinstance(i, Text | Code)).casefold()
    for thing in theirs:
        parts = _WORD.findall(thing.shown.casefold())
        is_said = thing.key in everywhere or any(word in words for word in parts)
        if is_said or not parts or has_hebrew(thing.shown):
            continue
        yield _finding(
            part,
            "inline-code",
            f"the code {quoted(thing.shown)} is not in the source",
            "take it out, or write it in the source too, if it belongs",
            thing,
            "note",
        )
        return


def _finding(
    part: PartPair, rule: str, words: str, hint: str, at: Thing, chosen: Severity | None = None
) -> Finding:
    here, there = part.translation_position, part.source_position
    assert here is not None
    return Finding(rule, at.position or here, words, hint, there, chosen)
