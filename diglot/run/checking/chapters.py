"""The chapters of a book, each read once: of one that has not changed, what was kept is read.

Goes in: files. Comes out: chapters, most of them sketches, and what is wrong with each by itself.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from diglot.bitext.sections.eyes import Measure, WholeEyes
from diglot.bitext.sketch import Sketch, drawn, sketch_of
from diglot.core.findings import RULES, Finding
from diglot.core.model import Chapter
from diglot.core.walk import (
    OncePer,
    walk_sections,
)
from diglot.disk.cache import HeldBack, cache_key
from diglot.disk.sources import read_bytes
from diglot.disk.steps import Step, records, step
from diglot.disk.template_files import templates_of
from diglot.fonts.glyphs import missing_glyphs, missing_in_labels
from diglot.fonts.typecase import Typecase
from diglot.reader.chapter import ChapterJob, ReadChapter
from diglot.reader.front_matter import ForeignKey
from diglot.reader.images import state_of
from diglot.reader.records import from_record, to_record
from diglot.render.templates import typecase_of
from diglot.run.checking.inputs import READING, room_digests, typeface_states
from diglot.run.checking.texts import Texts
from diglot.translation.words import digest, spoken
from diglot.work.workers import Pool

NOTHING_READ: Mapping[str, ReadChapter] = MappingProxyType({})
Name = tuple[str, str]
Said = tuple[str, ...]
Findings = tuple[Finding, ...]


class ChapterRecord(Struct, frozen=True, weakref=True):
    """What is kept of a chapter.

    findings: on its writing. own: on ids and pictures. glyphs: on signs that fonts lack. measures,
    digests: of its sections; of what these say, the opening's first. pictures: the files that
    were looked for, each with its state. references: the digest of those that were read.
    """

    sketch: Sketch
    findings: tuple[Finding, ...]
    foreign: tuple[ForeignKey, ...]
    own: tuple[Finding, ...]
    glyphs: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    digests: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    references: str


class _Known(Struct, frozen=True):
    """A chapter of which all is known.

    of: the step that gave the record. key: names all that it is made of. sketch: as it is drawn
    of the record.
    """

    record: ChapterRecord
    of: Step
    key: str
    sketch: Chapter


class Chapters:
    """The chapters of a book, most of them known without being read.

    texts: those that must be read. store: where records are kept. former: chapters that this
        process has read before, by what they are made of.
    """

    def __init__(
        self, texts: Texts, store: HeldBack, former: Mapping[str, ReadChapter] = NOTHING_READ
    ) -> None:
        self.config = texts.config
        self._texts = texts
        self._store = store
        self._jobs = {_name(job): job for job in texts.jobs}
        self._former = former
        self._before: dict[ChapterJob, Step] = {}  # what they were before they were read
        self._known: dict[Name, _Known] = {}
        self._said: dict[str, Said] = {}
        self._cited: dict[str, str] = {}

    def read(self, pool: Pool | None = None) -> list[ReadChapter]:
        """Return all chapters as their sketches. pool: reads those of which nothing was kept."""
        missing = []
        for job in self._texts.jobs:
            if known := self._kept(job):
                self._known[_name(job)] = known
                self._texts.told(self._texts.path(job))
            else:
                missing.append(job)
        for job, chapter in zip(missing, self._texts.read(missing, pool), strict=True):
            self._known[_name(job)] = self._taken(job, chapter)
        every = [self._known[_name(job)] for job in self._texts.jobs]
        return [ReadChapter(k.sketch, k.record.findings, k.record.foreign) for k in every]

    def read_whole(self, chapters: Iterable[Chapter], pool: Pool | None = None) -> None:
        """Read chapters with their texts, side by side. pool: whose processes do, if they do."""
        wanted = {(chapter.language, chapter.name) for chapter in chapters}
        jobs = [self._jobs[name] for name in self._jobs if name in wanted]
        self._take_kept(jobs)
        deque(self._texts.read(jobs, pool), 0)

    def packed(self, chapter: Chapter) -> bytes:
        """Return a chapter that was read with its text as it is given to another process."""
        return self._texts.packed(self._jobs[chapter.language, chapter.name])

    def read_texts(self) -> list[ReadChapter]:
        """Return all chapters with their texts; of those that were kept, pandoc is not asked."""
        self._before = {job: self._step_of(job) for job in self._texts.jobs}
        for job in self._texts.unread:
            if _name(job) not in self._known and (known := self._kept(job)):
                self._known[_name(job)] = known
        self._take_kept(self._texts.unread)
        every = list(self._texts.read(self._texts.jobs))
        for job, chapter in zip(self._texts.jobs, every, strict=True):
            self._keep_text(job, chapter)
        return every

    def is_known(self) -> bool:
        """Tell whether the chapters are known as they are in the texts that were read."""
        known = ((job, self._known.get(_name(job))) for job in self._texts.jobs)
        return all(
            of is not None
            and job in self._before
            and {of.of.key} == {self._before[job].key, self._step_of(job).key}
            for job, of in known
        )

    def texts_by_key(self) -> dict[str, ReadChapter]:
        """Return the chapters that were read, by the name of all that each is made of."""
        read = ((job, self._known.get(_name(job)), self._texts.taken(job)) for job in self._before)
        return {
            known.key: text
            for job, known, text in read
            if known and text and known.of.key == self._before[job].key
        }

    def _take_kept(self, jobs: Iterable[ChapterJob]) -> None:
        """Take the texts of known chapters that an earlier run has read."""
        for job in jobs:
            known = self._known.get(_name(job))
            if known and not self._texts.taken(job) and (text := self._kept_text(known.key)):
                self._texts.take(job, text)

    def _kept_text(self, key: str) -> ReadChapter | None:
        """Return a chapter as this process or another has read it. key: of what it is made of."""
        if key in self._former:
            return self._former[key]
        kept = self._store.get(_text_key(key))
        return from_record(kept, self.config.project) if kept else None

    def _keep_text(self, job: ChapterJob, read: ReadChapter) -> None:
        """Keep a chapter, if its file is still what it was before it was read."""
        known = self._known.get(_name(job))
        if known is None or self._store.has(key := _text_key(known.key)):
            return
        names = {known.of.key, self._before[job].key, self._step_of(job).key}
        if len(names) == 1 and self._is_fresh(known.record, job):
            content = to_record(read, self.config.project)
            if content:
                self._store.put(key, content)

    def whole(self, chapter: Chapter) -> Chapter:
        """Return a chapter with its text; its sections have no names yet."""
        job = self._jobs[chapter.language, chapter.name]
        self._take_kept([job])
        return next(self._texts.read([job])).chapter

    def record(self, chapter: Chapter) -> ChapterRecord:
        """Return what is kept of a chapter."""
        return self._known[chapter.language, chapter.name].record

    def key(self, chapter: Chapter) -> str:
        """Return the name of all that a chapter is made of: of other text, it is another."""
        return self._known[chapter.language, chapter.name].key

    def text(self, chapter: Chapter, number: int) -> str:
        """Return what a section says, by its number; the opening has 0."""
        key = self.key(chapter)
        if key not in self._said:
            count = len(self.record(chapter).digests)
            self._said[key] = step("said", [key]).result(
                lambda: _said(self.whole(chapter)),
                records(Said),
                store=self._store,
                fits=lambda said: len(said) == count,
            )
        return self._said[key][number]

    def labels(self) -> tuple[Finding, ...]:
        """Return the signs of what is printed of the settings that no font has."""
        found: list[Finding] = []
        for tag, edition in self.config.editions.items():
            files = dict.fromkeys(position.path for _, position in edition.labels)
            parts = [*self._environment, tag, repr(edition.labels)]
            parts += (f"{path} {_digest(self._bytes(path))}" for path in files)
            found += step("labels", parts).result(
                partial(self._lacking_in_labels, tag),
                records(Findings),
                store=self._store,
                fits=_are_ours,
            )
        return tuple(found)

    def _lacking_in_labels(self, tag: str) -> Findings:
        labels = self.config.editions[tag].labels
        return tuple(missing_in_labels(labels, tag, self._typecase, self._source_of))

    # How they are known --------------------------------------------------------------

    def _taken(self, job: ChapterJob, read: ReadChapter) -> _Known:
        """Keep what is known of a chapter that was read."""
        content = self.config.content
        pictures = tuple(
            (path.relative_to(content).as_posix(), state_of(content, path))
            for path in read.pictures
        )
        references = self._references(job.language) if read.cites else ""
        record = _record(read, self._glyphs(read.chapter), pictures, references)
        of = self._step_of(job)
        # What was given up for want of time or memory may be read the next time.
        if not any(finding.rule == "unreadable-chapter" for finding in read.findings):
            of.keep(record, records(ChapterRecord), self._store)
        return _known_of(record, of)

    def _kept(self, job: ChapterJob) -> _Known | None:
        """Return what was kept of a chapter, if its file and all that it shows are the same."""
        of = self._step_of(job)
        record = of.kept(records(ChapterRecord), self._store, _is_whole)
        return _known_of(record, of) if record and self._is_fresh(record, job) else None

    def _is_fresh(self, record: ChapterRecord, job: ChapterJob) -> bool:
        content, sketch = self.config.content, record.sketch
        return (
            (sketch.language, sketch.name) == _name(job)
            and all(state == state_of(content, content / path) for path, state in record.pictures)
            and record.references in {"", self._references(job.language)}
        )

    def _step_of(self, job: ChapterJob) -> Step:
        path = self._texts.path(job)
        parts = [*self._environment, *self._settings, job.language, job.name, path]
        return step("chapter", [*parts, self._bytes(path)])

    def _bytes(self, path: str) -> bytes:
        try:
            return (self.config.project / path).read_bytes()
        except OSError as error:
            return f"? {error.strerror}".encode()

    @cached_property
    def _environment(self) -> tuple[str, ...]:
        fonts = typeface_states(self.config.project)
        return (*room_digests(READING), self._texts.trials.version, *fonts)

    @cached_property
    def _settings(self) -> tuple[str, ...]:
        """Return the settings that chapters are read by."""
        config = self.config
        folders = [(tag, config.homes[tag].folder) for tag in config.languages]
        marks = [(tag, edition.typography) for tag, edition in config.editions.items()]
        return repr(folders), repr(marks)

    def _references(self, language: str) -> str:
        """Return the digest of the works that can be cited, and of how they are."""
        if language not in self._cited:
            self._cited[language] = self._cited_in(language)
        return self._cited[language]

    def _cited_in(self, language: str) -> str:
        config = self.config
        style = (config.citation_style,) if config.citation_style else ()
        files = (*config.references(language), *style)
        paths = [path.relative_to(config.project).as_posix() for path in files]
        contents = [f"{path} {_digest(self._bytes(path))}" for path in paths]
        return _digest(repr((config.works_order, contents)).encode())

    def _glyphs(self, chapter: Chapter) -> tuple[Finding, ...]:
        return tuple(missing_glyphs(chapter, self._typecase, self._source_of))

    @cached_property
    def _typecase(self) -> Typecase:
        return typecase_of(templates_of(self.config.project), self._store)

    @cached_property
    def _source_of(self) -> Callable[[str], str]:
        return lru_cache(maxsize=1)(partial(source_of, self.config.project))


def source_of(project: Path, path: str) -> str:
    """Return a file's text as far as it can be read; what is wrong with it is told elsewhere."""
    return (read_bytes(project, path) or b"").decode("utf-8-sig", errors="replace")


def _record(
    read: ReadChapter,
    glyphs: tuple[Finding, ...],
    pictures: tuple[tuple[str, str], ...],
    references: str,
) -> ChapterRecord:
    from diglot.rules.check import own_findings  # who reads what was kept needs no rule

    chapter = read.chapter
    return ChapterRecord(
        sketch=sketch_of(chapter),
        findings=read.findings,
        foreign=read.foreign,
        own=tuple(own_findings(chapter)),
        glyphs=glyphs,
        measures=tuple(WholeEyes().measures(chapter)),
        digests=tuple(map(digest, _said(chapter))),
        pictures=pictures,
        references=references,
    )


def _said(chapter: Chapter) -> Said:
    """Return what a chapter's opening says, and each of its sections."""
    return (spoken(chapter), *map(spoken, walk_sections(chapter)))


def _known_of(record: ChapterRecord, of: Step) -> _Known:
    key = cache_key("known", [of.key, repr(record.pictures), record.references])
    return _Known(record, of, key, _sketch(record))


@OncePer
def _sketch(record: ChapterRecord) -> Chapter:
    return drawn(record.sketch)


def _is_whole(record: ChapterRecord) -> bool:
    """Tell whether a record agrees with itself, and says what this program may say."""
    sections = sum(1 for _ in walk_sections(_sketch(record)))
    counts = len(record.measures), len(record.digests) - 1
    return counts == (sections, sections) and _are_ours(
        (*record.findings, *record.own, *record.glyphs)
    )


def _are_ours(findings: Iterable[Finding]) -> bool:
    return all(finding.rule in RULES for finding in findings)


def _text_key(key: str) -> str:
    return f"text-{key.rpartition('-')[2]}"


def _name(job: ChapterJob) -> Name:
    return job.language, job.name


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
