"""Rules R310 to R316: notes, citations, links, pictures, code and formulas inside the text.

Goes in: a section and its translation, block by block. Comes out: findings. What a
block lacks but another block of the section has in its stead was moved, and is no finding.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext.blocks.pairs import swapped_neighbors
from diglot.bitext.section_pairs import Compared, PartPair, PassagePair, note_unit
from diglot.core.chapter_names import chapter_of
from diglot.core.findings import Finding
from diglot.core.inside_links import same_place
from diglot.core.links import is_outside
from diglot.core.model import Citation, Code, Image, Inline, Link, Math, Note, Position, Text
from diglot.core.walk import walk_inlines
from diglot.core.wording import quoted
from diglot.rules.blocks.code import has_hebrew, same_names
from diglot.rules.blocks.formulas import tex_signs

_WIKI = re.compile(r"^(?:[a-z-]+\.)?(?:m\.)?(wik(?:ipedia|isource|ivoyage|tionary|iquote)\.org)/.*")
_BRACKETS = frozenset({"()", "[]", "<>", "{}"})
_IDLE_SPACE = re.compile(r"(?<!\w) | (?!\w)")  # around signs: those between words part them
_AS_IN_SOURCE = "write the code as the source has it"
_LANGUAGE_PART = re.compile(r"(?<=[/.=_-])(?:en|he|iw)(?:[-_][A-Za-z]{2})?(?=[/.&#_-]|$)")
_LANGUAGE_HOST = re.compile(r"^(?:www|en|he|iw)\.")


class Thing(Struct, frozen=True):
    """Something that the text refers to. key: what makes it the same. shown: as written."""

    key: str
    shown: str
    position: Position | None = None


_Collect = Callable[[Sequence[Inline], str], list[Thing]]


def reference_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the references of a section that its translation lacks, or leads elsewhere."""
    for found in _missing(compared, _citations):
        yield found.finding("citation-missing", "the citation of {ours} is missing here", "cite it")
    for found in _missing(compared, _citations, from_source=False):
        words = "{ours} is cited here, and not in the source"
        yield found.finding("citation-extra", words, "cite it in the source too, if it belongs")
    for found in _missing(compared, links_in):
        if found.other:
            words = "the link leads to {theirs}, its source's to {ours}"
            yield found.finding("link-target", words, "link to the same place as the source")
        else:
            words = "the link to {ours} is missing here"
            yield found.finding("link-target", words, "put it at the words that correspond to it")
    for found in _missing(compared, _images):
        words = "the picture {ours} of the source is missing here"
        if found.other:
            words = "the picture is {theirs}, its source's {ours}"
        hint = (
            "show the same file: a file of this name in the translation's own folder is taken first"
        )
        yield found.finding("image-target", words, hint)
    yield from _code_findings(compared)
    for found in _missing(compared, _formulas):
        words = "the formula {ours} of the source does not reappear"
        if found.other:
            words += "; here it is {theirs}"
        yield found.finding("math-changed", words, "copy the formula from the source")


def _code_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the code of lines that is gone, and once a block what is there as plain words."""
    missing = list(_missing(compared, codes_in))
    for _, group in groupby(missing, key=lambda found: id(found.part)):
        lost = list(group)
        plain = [found for found in lost if found.is_plain]
        for found in lost:
            if found in plain or (found.other and has_hebrew(found.other.shown)):
                continue
            if other := found.in_other_capitals():
                words = "the code {ours} has other capitals here, {theirs}"
                yield replace(other.finding("inline-code", words, _AS_IN_SOURCE), chosen="note")
                continue
            words = "the code {ours} of the source does not reappear"
            if found.other:
                words += "; here it is {theirs}"
            yield found.finding("inline-code", words, _AS_IN_SOURCE)
        if plain:
            more = f" and {len(plain) - 1} more" if len(plain) > 1 else ""
            verb = "are" if more else "is"
            words = f"{{ours}}{more} {verb} code in the source, and here plain words"
            yield replace(plain[0], other=None).finding(
                "inline-code", words, "put it between backticks"
            )


# What is missing ---------------------------------------------------------------------


class _Missing(Struct, frozen=True):
    """Something of a block that its counterpart lacks, and what that has in its place."""

    part: PartPair
    ours: Thing
    other: Thing | None
    from_source: bool

    @property
    def is_plain(self) -> bool:
        """Tell whether its letters are in the counterpart, outside any code."""
        words = "".join(i.text for i in self.part.translation if isinstance(i, Text))
        edge = r"[A-Za-z0-9_]"
        own = "|".join(map(re.escape, (self.ours.shown, self.ours.key)))
        return bool(re.search(rf"(?i)(?<!{edge})(?:{own})(?!{edge})", words))

    def in_other_capitals(self) -> _Missing | None:
        """Return the same with the code of its counterpart that differs in capitals only."""
        codes = codes_in(self.part.translation, "")
        key = self.ours.key.casefold()
        other = next((code for code in codes if code.key.casefold() == key), None)
        return replace(self, other=other) if other else None

    def finding(self, rule: str, words: str, hint: str) -> Finding:
        message = words.replace("{ours}", quoted(self.ours.shown))
        if self.other:
            message = message.replace("{theirs}", quoted(self.other.shown))
        mine, his = self.part.source_position, self.part.translation_position
        assert mine is not None
        assert his is not None
        if not self.from_source:
            return Finding(rule, self.ours.position or his, message, hint, mine)
        mine, his = self._passage() or (mine, his)
        position = (self.other.position if self.other else None) or his
        return Finding(rule, position, message, hint, self.ours.position or mine)

    def _passage(self) -> tuple[Position, Position] | None:
        """Return where the passages are of which one has it and the other has not."""
        shown = self.ours.shown
        for pair in self.part.passages:
            ours, theirs = pair.source.everything, pair.translation.everything
            if shown in ours and (shown not in theirs or self._is_unmarked(pair)):
                return pair.source.position, pair.translation.position
        return None

    def _is_unmarked(self, pair: PassagePair) -> bool:
        """Tell whether a passage has it as code, and the other one as words only."""
        ours, theirs = (
            {i.text for i in walk_inlines(side.inlines) if isinstance(i, Code)}
            for side in (pair.source, pair.translation)
        )
        return self.ours.shown in ours - theirs


def _missing(
    compared: Compared, collect: _Collect, *, from_source: bool = True
) -> Iterator[_Missing]:
    """Yield what one side's blocks have and the other side's section lacks."""
    sides: list[tuple[PartPair, list[Thing], list[Thing]]] = []
    for part in compared.parts:
        ours = collect(part.source, compared.source.position.path)
        theirs = collect(part.translation, compared.translation.position.path)
        if ours or theirs:
            sides.append((part, ours, theirs) if from_source else (part, theirs, ours))
    if not sides:
        return
    spare: Counter[str] = Counter()
    for _, ours, theirs in sides:
        spare.update({thing.key for thing in theirs} - {thing.key for thing in ours})
    for part, ours, theirs in sides:
        if not part.is_pair:
            continue
        has, wanted = {thing.key for thing in theirs}, {thing.key for thing in ours}
        instead = [thing for thing in theirs if thing.key not in wanted]
        seen: set[str] = set()
        for thing in ours:
            if thing.key in has or thing.key in seen:
                continue
            seen.add(thing.key)
            if spare[thing.key] > 0:
                spare[thing.key] -= 1
                continue
            yield _Missing(part, thing, instead.pop(0) if instead else None, from_source)


def _citations(inlines: Sequence[Inline], _path: str) -> list[Thing]:
    return [
        Thing(key, f"@{key}", inline.position)
        for inline in inlines
        if isinstance(inline, Citation)
        for key in inline.keys
    ]


def links_in(inlines: Sequence[Inline], path: str) -> list[Thing]:
    """Return links by where they lead, whatever the language; not those that citations make."""
    made = {
        id(inner) for inline in inlines if isinstance(inline, Citation) for inner in inline.children
    }
    return [
        Thing(_same_target(inline.target, path), inline.target, inline.position)
        for inline in inlines
        if isinstance(inline, Link) and inline.target and id(inline) not in made
        and not inline.target.startswith("#ref-")
    ]  # fmt: skip


def _same_target(target: str, path: str) -> str:
    """Return a target in the form in which it is the same in both languages."""
    if not is_outside(target):
        return same_place(target, chapter_of(path))
    target = unquote(target)
    if target.startswith("mailto:"):
        return target.partition("?")[0].casefold()
    address = re.sub(r"^(?:https?:)?//", "", target)
    if wiki := _WIKI.match(address):
        return wiki[1]
    address = _LANGUAGE_HOST.sub("", address)
    address = _LANGUAGE_PART.sub("", address)
    return re.sub(r"/{2,}", "/", address).rstrip("/?&=")


def _images(inlines: Sequence[Inline], _path: str) -> list[Thing]:
    return [
        Thing(_same_picture(inline.source), inline.source, inline.position)
        for inline in inlines
        if isinstance(inline, Image)
    ]


def _same_picture(source: str) -> str:
    """Return a picture's name without its folder and what names its language."""
    name = posixpath.basename(unquote(source))
    return re.sub(r"[-_.](?:en|he|iw|hebrew|english|ltr|rtl)(?=\.)", "", name.casefold())


def codes_in(inlines: Sequence[Inline], _path: str) -> list[Thing]:
    """Return pieces of code by what they say, whatever brackets are around it or end it."""
    return [
        Thing(_bare(_IDLE_SPACE.sub("", " ".join(same_names(inline.text).split()))), inline.text)
        for inline in inlines
        if isinstance(inline, Code)
    ]


def _bare(code: str) -> str:
    """Return code without the brackets around it, or those of a call at its end."""
    bare = code.removesuffix("()")
    bare = bare[1:-1] if bare[:1] + bare[-1:] in _BRACKETS else bare
    return bare or code


def _formulas(inlines: Sequence[Inline], _path: str) -> list[Thing]:
    return [
        Thing(tex_signs(inline.tex), inline.tex)
        for inline in inlines
        if isinstance(inline, Math) and not inline.display
    ]


# Notes -------------------------------------------------------------------------------


class _Off(Struct, frozen=True):
    """A section whose paired blocks have another number of notes than their sources."""

    difference: int
    finding: Finding
    place: Position
    origin: Position


def note_findings(sections: Sequence[Compared]) -> Iterator[Finding]:
    """Yield the notes of a chapter that are missing, added, or are at another block."""
    off: list[_Off] = []
    for compared in sections:
        differing = [
            (part, len(ours), len(theirs))
            for part in compared.parts
            if part.is_pair
            and len(ours := _notes(part.source)) != len(theirs := _notes(part.translation))
        ]
        if not differing:
            continue
        difference = sum(theirs - ours for _, ours, theirs in differing)
        # What an unpaired block holds may have come from a paired one, or gone to it.
        difference += sum(
            len(_notes(p.translation)) - len(_notes(p.source))
            for p in compared.parts
            if not p.is_pair
        ) if difference else 0  # fmt: skip
        if difference:
            off.append(_counted(compared, differing, difference))
        elif sum(theirs - ours for _, ours, theirs in differing) == 0:
            yield _moved_inside(differing)
    yield from _without_moves(off)


def swapped_notes(sections: Sequence[Compared], ratio: float) -> Iterator[tuple[Note, Note]]:
    """Yield the notes of a translation of which each says what the other should."""
    sides = [
        (_notes(part.source), _notes(part.translation))
        for compared in sections
        for part in compared.parts
    ]
    if any(len(ours) != len(theirs) for ours, theirs in sides):
        return
    ours = [note for notes, _ in sides for note in notes]
    theirs = [note for _, notes in sides for note in notes]
    units = [note_unit(note) for note in ours], [note_unit(note) for note in theirs]
    for place in swapped_neighbors(*units, ratio):
        yield theirs[place], theirs[place + 1]


def swapped_finding(one: Note, other: Note) -> Finding:
    """Return what is said of two notes that have changed places."""
    return Finding(
        "note-place",
        one.position,
        f"this note and that of line {other.position.line} have changed places",
        "swap their marks, or their texts",
        other.position,
    )


def _notes(inlines: Sequence[Inline]) -> list[Note]:
    return [inline for inline in inlines if isinstance(inline, Note)]


def _counted(
    compared: Compared, differing: list[tuple[PartPair, int, int]], difference: int
) -> _Off:
    part, ours, theirs = next(
        (entry for entry in differing if (entry[2] - entry[1]) * difference > 0), differing[0]
    )
    total = sum(len(_notes(part.source)) for part in compared.parts)
    his = total + difference
    words = f"the section has {his} {_noun(his)}, its source {total}"
    if difference < 0:
        words += f"; the first to lack one is this block, with {theirs} for {ours}"
        hint = "translate the note and put its mark here"
    else:
        words += f"; this block has {theirs} for {ours}"
        hint = "take the note out, or give the source one"
    here, there = part.translation_position, part.source_position
    assert here is not None
    assert there is not None
    more = part.translation if difference > 0 else part.source
    mark = next((note.position for note in reversed(_notes(more))), None)
    place = mark if mark and difference > 0 else here
    origin = mark if mark and difference < 0 else there
    return _Off(difference, Finding("note-count", place, words, hint, origin), place, origin)


def _noun(count: int) -> str:
    return "note" if count == 1 else "notes"


def _moved_inside(differing: list[tuple[PartPair, int, int]]) -> Finding:
    part = next((part for part, ours, theirs in differing if theirs > ours), differing[0][0])
    origin = next((part for part, ours, theirs in differing if theirs < ours), part)
    here, there = part.translation_position, origin.source_position
    assert here is not None
    assert there is not None
    notes = _notes(part.translation)
    return _moved(notes[-1].position if notes else here, there)


def _moved(position: Position, origin: Position) -> Finding:
    return Finding(
        "note-place",
        position,
        "the note is in a different block from the source",
        f"put its mark into the block that corresponds to line {origin.line} of the source",
        origin,
    )


def _without_moves(off: list[_Off]) -> Iterator[Finding]:
    """Yield the sections that are off; one note too many and one too few is a note moved."""
    lacking = [entry for entry in off if entry.difference < 0]
    for entry in (entry for entry in off if entry.difference > 0):
        partner = next((one for one in lacking if one.difference == -entry.difference), None)
        if partner is None:
            yield entry.finding
        else:
            lacking.remove(partner)
            yield _moved(entry.place, partner.origin)
    yield from (entry.finding for entry in lacking)
