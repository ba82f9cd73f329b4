"""What two chapters have to do with each other, found once: how they pair, what they differ in.

Goes in: chapters of which some are sketches. Comes out: what alignment and the rules ask. Only
where nothing was kept of a pair, its two texts are read and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from msgspec import Raw, Struct

from diglot.bitext import ChapterPair, SectionPair
from diglot.bitext.sections.eyes import Measure, Top, WholeEyes
from diglot.bitext.sections.outline import Outline, outline
from diglot.core.findings import RULES, Finding
from diglot.core.model import Chapter, Position, Section
from diglot.core.walk import OncePer
from diglot.disk.cache import HeldBack
from diglot.disk.records import pack, unpack
from diglot.disk.steps import Step, Store, records, step
from diglot.reader.edition import unpacked
from diglot.rules.check import WholeJudge
from diglot.rules.wording.names import NamedSection
from diglot.run.checking.chapters import Chapters
from diglot.run.checking.inputs import COMPARING, room_digests
from diglot.settings import Term
from diglot.work.shares import in_shares
from diglot.work.workers import Pool

_NONE = -1
_MANY = 30  # from so many pairs on, it pays to let processes compare them
Numbers = tuple[int, int, int, int]
"""Two sections by number, and their rival: of the source or the translation; -1 for none."""
Found = tuple[tuple[int, int], ...]
Names = tuple[NamedSection, ...]


class PairRecord(Struct, frozen=True, weakref=True):
    """What is kept of a chapter and its namesake.

    are_strange: whether each may be the translation of another. texts: where sections begin
    whose headings alone the translation lacks. lacks_names: whether a name may be gone, which
    the whole book must tell. names: the sections in which names are, in JSON that is read only
    then.
    """

    are_strange: bool
    sections: tuple[Numbers, ...]
    findings: tuple[Finding, ...]
    texts: dict[int, Position]
    lacks_names: bool
    names: Raw


class _Known(Struct, frozen=True):
    """A pair of which all is known. key: names all that went into it."""

    source: Chapter
    translation: Chapter
    record: PairRecord
    key: str


_New = tuple[Chapter, Chapter, Step]


class Pairs:
    """The pairs of a book: eyes for its alignment, and a judge for its rules.

    jobs: how many are compared at a time, where others help.
    """

    def __init__(
        self,
        chapters: Chapters,
        store: HeldBack,
        glossary: Sequence[Term],
        jobs: int = 1,
    ) -> None:
        self._chapters = chapters
        self._store = store
        self._glossary = tuple(glossary)
        self._judge = WholeJudge(glossary)
        self._pool: Pool | None = None
        self._jobs = jobs
        self._ratio = 1.0
        self._known: dict[tuple[str, str], _Known] = {}
        self._inputs = (*room_digests(COMPARING), repr(self._glossary))

    @contextmanager
    def helped_by(self, pool: Pool | None) -> Iterator[None]:
        """Let a pool compare pairs where they are many."""
        self._pool = pool
        try:
            yield
        finally:
            self._pool = None

    # What alignment asks -------------------------------------------------------------

    def measures(self, chapter: Chapter) -> Sequence[Measure]:
        """Return the measures of a chapter's sections."""
        return self._chapters.record(chapter).measures

    def begin(self, namesakes: Sequence[tuple[Chapter, Chapter]], ratio: float) -> None:
        """Know all pairs of a translation; those of which nothing was kept are compared."""
        self._ratio = ratio
        new: list[_New] = []
        for one, other in namesakes:
            of = self._step("pair", [one, other])
            known = self._known.get((other.language, one.name))
            if known and known.key == of.key:
                continue
            record = of.kept(records(PairRecord), self._store, partial(_fits, one=one, other=other))
            if record:
                self._known[other.language, one.name] = _Known(one, other, record, of.key)
            else:
                new.append((one, other, of))
        self._chapters.read_whole((c for one, other, _ in new for c in (one, other)), self._pool)
        found = self._compared(new)
        store: Store = self._store
        if self._are_many(new):  # while others compare, this process writes
            store = self._store.settled()
        for (one, other, of), record in zip(new, found, strict=True):
            of.keep(record, records(PairRecord), store)
            self._known[other.language, one.name] = _Known(one, other, record, of.key)

    def are_strange(self, one: Chapter, other: Chapter) -> bool:
        """Tell whether two namesakes are strangers."""
        return self._known[other.language, one.name].record.are_strange

    def pair(self, one: Chapter, other: Chapter) -> ChapterPair:
        """Return two namesakes with their sections as counterparts."""
        numbers = self._known[other.language, one.name].record.sections
        return ChapterPair(one, other, tuple(_sections(numbers, outline(one), outline(other))))

    def renamed(
        self, ours: Sequence[Chapter], theirs: Sequence[Chapter], taken: bool = False
    ) -> list[tuple[Chapter, Chapter]]:
        """Return the chapters that are one under two names."""
        if not ours or not theirs:
            return []

        def look() -> Found:
            whole = [[self._chapters.whole(c) for c in side] for side in (ours, theirs)]
            places = [{id(c): n for n, c in enumerate(side)} for side in whole]
            found = self._eyes().renamed(whole[0], whole[1], taken)
            return tuple((places[0][id(a)], places[1][id(b)]) for a, b in found)

        parts = [str(taken), str(len(ours))]
        of = self._step("renamed", [*ours, *theirs], parts)
        found = self._looked_for(of, look, (len(ours), len(theirs)))
        return [(ours[i], theirs[j]) for i, j in found]

    def moved(self, ours: Sequence[Top], theirs: Sequence[Top]) -> list[tuple[Top, Top]]:
        """Return the sections that are one in two chapters."""
        if not ours or not theirs:
            return []

        def look() -> Found:
            whole = [[self._whole(top) for top in side] for side in (ours, theirs)]
            places = [{id(top.section): n for n, top in enumerate(side)} for side in whole]
            found = self._eyes().moved(whole[0], whole[1])
            return tuple((places[0][id(a.section)], places[1][id(b.section)]) for a, b in found)

        parts = [str(len(ours)), *(str(_number(top)) for top in (*ours, *theirs))]
        chapters = [top.chapter for top in (*ours, *theirs)]
        of = self._step("moved", chapters, parts)
        found = self._looked_for(of, look, (len(ours), len(theirs)))
        return [(ours[i], theirs[j]) for i, j in found]

    # What the rules ask --------------------------------------------------------------

    def own(self, chapter: Chapter) -> Iterable[Finding]:
        """Return what is wrong with a chapter, whatever the others are."""
        return self._chapters.record(chapter).own

    def findings(self, pair: ChapterPair) -> Iterable[Finding]:
        """Return what a chapter and its translation differ in."""
        return self._of(pair).record.findings

    def texts(self, pair: ChapterPair) -> Mapping[int, Position]:
        """Return where the sections begin whose headings alone the translation lacks."""
        return self._of(pair).record.texts

    def lacks_names(self, pair: ChapterPair) -> bool:
        """Tell whether a name may be gone from the translation."""
        return self._of(pair).record.lacks_names

    def names(self, pair: ChapterPair) -> Iterable[NamedSection]:
        """Return the sections in which names are."""
        known = self._of(pair)
        names = _names_of(known.record)
        if names is None:
            names = _names_of(self._compare(known.source, known.translation))
        return names or ()

    # How it is found -----------------------------------------------------------------

    def _of(self, pair: ChapterPair) -> _Known:
        assert pair.source
        assert pair.translation
        return self._known[pair.translation.language, pair.source.name]

    def _are_many(self, new: Sequence[_New]) -> bool:
        """Tell whether others compare pairs, as these are many."""
        return self._pool is not None and len(new) >= _MANY

    def _compared(self, new: Sequence[_New]) -> Iterator[PairRecord]:
        """Return what is found in pairs; others have begun to compare them if they are many."""
        if self._pool is None or not self._are_many(new):
            return (self._compare(one, other) for one, other, _ in new)
        pack = self._chapters.packed
        packed = [(pack(one), pack(other)) for one, other, _ in new]
        names = [f"{one.position.path}, {other.position.path}" for one, other, _ in new]
        compare = partial(compare_share, self._glossary, self._ratio)
        return in_shares(self._pool, compare, packed, names, self._jobs)

    def _compare(self, one: Chapter, other: Chapter) -> PairRecord:
        """Compare two chapters by their texts."""
        whole = self._chapters.whole
        return _compare(self._judge, self._ratio, whole(one), whole(other))

    def _eyes(self) -> WholeEyes:
        return _eyes(self._ratio)

    def _whole(self, top: Top) -> Top:
        chapter = self._chapters.whole(top.chapter)
        return Top(chapter, outline(chapter).sections[_number(top)])

    def _step(self, kind: str, chapters: Iterable[Chapter], more: Iterable[str] = ()) -> Step:
        own = (self._chapters.key(chapter) for chapter in chapters)
        return step(kind, [*self._inputs, str(self._ratio), *more, *own])

    def _looked_for(self, of: Step, look: Callable[[], Found], sizes: tuple[int, int]) -> Found:
        """Return what a step finds of chapters or sections, by number."""
        ours, theirs = map(range, sizes)
        found: Found = of.result(
            look,
            records(Found),
            store=self._store,
            fits=lambda found: all(i in ours and j in theirs for i, j in found),
        )
        return found


def compare_share(
    glossary: Sequence[Term], ratio: float, share: Sequence[tuple[bytes, bytes]]
) -> list[PairRecord]:
    """Return what is found in pairs of chapters, packed as they came from those who read them."""
    judge = WholeJudge(glossary)
    return [
        _compare(judge, ratio, unpacked(one).chapter, unpacked(other).chapter)
        for one, other in share
    ]


def _compare(judge: WholeJudge, ratio: float, one: Chapter, other: Chapter) -> PairRecord:
    eyes = _eyes(ratio)
    pair = eyes.pair(one, other)
    judged = judge.judge(pair)
    are_strange = eyes.are_strange(one, other)
    numbers = tuple(_numbers(pair))
    texts = dict(judged.texts)
    names = Raw(pack(judged.names))
    return PairRecord(are_strange, numbers, judged.findings, texts, judged.lacks_names, names)


@OncePer
def _names_of(record: PairRecord) -> Names | None:
    """Return the sections of a pair in which names are, or None where its record has none."""
    return unpack(bytes(record.names), Names)


def _eyes(ratio: float) -> WholeEyes:
    eyes = WholeEyes()
    eyes.begin((), ratio)
    return eyes


def _number(top: Top) -> int:
    """Return the number of a section in its chapter."""
    sections = outline(top.chapter).sections
    return next(n for n, section in enumerate(sections) if section is top.section)


def _numbers(pair: ChapterPair) -> Iterator[Numbers]:
    """Yield the sections of a pair by number."""
    places = [
        {id(section): n for n, section in enumerate(outline(chapter).sections)}
        for chapter in (pair.source, pair.translation)
    ]
    for both in pair.sections:
        rival = id(both.rival) if both.rival else 0
        yield (
            places[0].get(id(both.source), _NONE),
            places[1].get(id(both.translation), _NONE),
            places[0].get(rival, _NONE),
            places[1].get(rival, _NONE),
        )


def _sections(numbers: Iterable[Numbers], one: Outline, other: Outline) -> Iterator[SectionPair]:
    for i, j, ours, theirs in numbers:
        rival = _section(one, ours) or _section(other, theirs)
        yield SectionPair(_section(one, i), _section(other, j), rival)


def _section(tree: Outline, number: int) -> Section | None:
    return None if number == _NONE else tree.sections[number]


def _fits(record: PairRecord, one: Chapter, other: Chapter) -> bool:
    """Tell whether a record speaks of the sections that two chapters have, and of our rules."""
    sizes = [len(outline(chapter)) for chapter in (one, other)]
    places = [[pair[side] for pair in record.sections if pair[side] != _NONE] for side in (0, 1)]
    rivals = all(_NONE <= a < sizes[0] and _NONE <= b < sizes[1] for _, _, a, b in record.sections)
    is_each_once = all(
        sorted(found) == list(range(size)) for found, size in zip(places, sizes, strict=True)
    )
    return is_each_once and rivals and all(finding.rule in RULES for finding in record.findings)
