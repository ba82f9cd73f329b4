"""Whether an edition keeps the passages of a source: what is lost, out of order, or too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from witness.markdown import Passage

STRONG = frozenset({"heading", "code", "table", "list", "quote"})
"""Kinds that the editions must not change in silence."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of an edition; kinds: what it stands in; made: the program wrote it."""

    word: str
    kinds: frozenset[str] = frozenset()
    made: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What an edition does not keep of the lines first to last. what: "lost", "order", …"""

    what: str
    first: int
    last: int
    words: tuple[str, ...]
    detail: str = ""

    def __str__(self) -> str:
        shown = " ".join(self.words[:14]) + (" …" if len(self.words) > 14 else "")
        return f"lines {self.first}–{self.last}: {self.what}: {shown}{self.detail}"


def faults(passages: Sequence[Passage], seen: Sequence[Seen], *, closely: bool) -> list[Fault]:
    """Return how an edition's words fail the passages of its source.

    Every word of a passage must be there as many times, in the passage's order, wherever
    the passage has gone to. closely: words that no passage has, and other kinds of block
    than the source's, are faults too.
    """
    ordered = [passage for passage in passages if passage.ordered]
    taken, found = _aligned(ordered, seen)
    result: list[Fault] = []
    for number, passage in enumerate(ordered):
        places = found[number]
        if len(places) < len(passage.words):
            again = _moved(passage, seen, taken, places)
            if again is None:
                result.append(_missing(passage, seen, taken, places))
                continue
            places = found[number] = again
        if closely and (kinds := _other_kinds(passage, [seen[place] for place in places])):
            result.append(kinds)
    for passage in passages:
        if not passage.ordered:
            result += _missing_of_bag(passage, seen, taken)
    return result + (_extra(passages, ordered, found, seen, taken) if closely else [])


def _aligned(
    ordered: Sequence[Passage], seen: Sequence[Seen]
) -> tuple[list[bool], list[list[int]]]:
    """Return which words of an edition are taken, and by passage the places of its words."""
    source = [(number, word) for number, p in enumerate(ordered) for word in p.words]
    matcher = SequenceMatcher(
        None, [word for _, word in source], [s.word for s in seen], autojunk=False
    )
    taken = [False] * len(seen)
    found: list[list[int]] = [[] for _ in ordered]
    for start, place, length in matcher.get_matching_blocks():
        for step in range(length):
            taken[place + step] = True
            found[source[start + step][0]].append(place + step)
    return taken, found


def _moved(
    passage: Passage, seen: Sequence[Seen], taken: list[bool], places: Sequence[int]
) -> list[int] | None:
    """Return where a whole passage stands among words that no other one took, or None."""
    for place in places:
        taken[place] = False
    free = [place for place in range(len(seen)) if not taken[place]]
    # Begin where the passage stands in one piece, if it does.
    whole = _run(passage.words, [seen[place].word for place in free])
    again = free[whole : whole + len(passage.words)] if whole is not None else []
    if not again:
        words = iter(passage.words)
        wanted = next(words, None)
        for place in free:
            if seen[place].word == wanted:
                again.append(place)
                wanted = next(words, None)
    kept = again if len(again) == len(passage.words) else places
    for place in kept:
        taken[place] = True
    return again if kept is again else None


def _run(words: Sequence[str], free: Sequence[str]) -> int | None:
    wanted = list(words)
    for start in range(len(free) - len(wanted) + 1):
        if free[start] == wanted[0] and list(free[start : start + len(wanted)]) == wanted:
            return start
    return None


def _missing(
    passage: Passage, seen: Sequence[Seen], taken: Sequence[bool], places: Sequence[int]
) -> Fault:
    missing = Counter(passage.words) - Counter(seen[place].word for place in places)
    free = Counter(s.word for s, is_taken in zip(seen, taken, strict=True) if not is_taken)
    gone = missing - free
    words = gone or missing
    shown = tuple(word for word in passage.words if word in words)
    return Fault("lost" if gone else "order", passage.first, passage.last, shown)


def _missing_of_bag(passage: Passage, seen: Sequence[Seen], taken: list[bool]) -> list[Fault]:
    wanted = Counter(passage.words)
    for place, one in enumerate(seen):
        if not taken[place] and wanted[one.word] > 0:
            wanted[one.word] -= 1
            taken[place] = True
    lost = tuple(word for word in dict.fromkeys(passage.words) if wanted[word] > 0)
    return [Fault("lost", passage.first, passage.last, lost)] if lost else []


def _other_kinds(passage: Passage, there: Sequence[Seen]) -> Fault | None:
    """Return that words of a passage stand in another kind of block than the source's."""
    wanted = passage.kinds & STRONG
    if "html" in passage.kinds or "alt" in passage.kinds or "title" in passage.kinds:
        return None
    for one in there:
        is_code = "code" in one.kinds
        lacks = wanted - one.kinds
        if lacks or is_code != ("code" in wanted):
            detail = f" ({_names(wanted)} became {_names(one.kinds & STRONG)})"
            return Fault("kind", passage.first, passage.last, (one.word,), detail)
    return None


def _names(kinds: frozenset[str]) -> str:
    return "+".join(sorted(kinds)) or "text"


def _extra(
    passages: Sequence[Passage],
    ordered: Sequence[Passage],
    found: Sequence[Sequence[int]],
    seen: Sequence[Seen],
    taken: Sequence[bool],
) -> list[Fault]:
    """Return words of an edition that the source does not have: markup that was printed."""
    owner = {place: number for number, places in enumerate(found) for place in places}
    perhaps = Counter(word for passage in passages for word in passage.perhaps)
    result: list[Fault] = []
    before = 0
    for place, one in enumerate(seen):
        before = owner.get(place, before)
        if taken[place] or one.made:
            continue
        if perhaps[one.word] > 0:
            perhaps[one.word] -= 1
            continue
        first_of_all = place < min(owner, default=0)
        after = next((owner[p] for p in range(place, len(seen)) if p in owner), before)
        lines = [ordered[number] for number in {before, after}] if ordered else []
        first = 1 if first_of_all else min((p.first for p in lines), default=1)
        last = max((p.last for p in lines), default=10**6)
        if result and result[-1].what == "extra" and result[-1].last == last:
            result[-1] = Fault("extra", first, last, (*result[-1].words, one.word))
        else:
            result.append(Fault("extra", first, last, (one.word,)))
    return result
