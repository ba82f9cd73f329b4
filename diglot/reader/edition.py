"""The folders of a book → `Book`: every chapter of every language, read side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

from diglot.config import Config
from diglot.errors import DiglotError
from diglot.findings import Finding, in_order
from diglot.model import Block, Book, Chapter, Edition, Heading, Inline, Position, Text
from diglot.reader.blocks import BlockReader
from diglot.reader.directives import read_directives
from diglot.reader.images import ImageFinder
from diglot.reader.inlines import Reading
from diglot.reader.pandoc import (
    Node,
    UnreadableError,
    math_to_mathml,
    pandoc_version,
    read_blocks,
)
from diglot.reader.pandoc import Reading as PandocReading
from diglot.reader.positions import Places
from diglot.reader.prose import (
    loose_marks,
    prose_of,
    slips_of,
    slips_of_labels,
    slips_of_settings,
)
from diglot.reader.sections import section_tree
from diglot.reader.source import Source, load_source
from diglot.source.depth import refuse_depth
from diglot.text.typography import Settings, typeset_chapter, typeset_people, typeset_text
from diglot.walk import plain_text

_MANY = 60  # from so many chapters on, starting processes pays
_MUCH_BYTES = 2_000_000  # or from so much text
_SHARE = 16  # chapters that a process is given at a time, at most


class Store(Protocol):
    """Where results of slow steps are kept, by name."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept, or None."""

    def put(self, key: str, content: bytes) -> None:
        """Keep a result."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One chapter to read."""

    name: str
    path: Path
    language: str
    part: str


def read_book(
    config: Config,
    *,
    store: Store | None = None,
    jobs: int = 2,
    progress: Callable[[str], None] = lambda _path: None,
) -> tuple[Book, tuple[Finding, ...]]:
    """Return the book as its sources say it, and what is wrong with how they are written.

    store: where pandoc's readings are kept between runs. jobs: how many chapters
        are read at once. progress: is told each path that has been read.
    Raises DiglotError where there is nothing to read, or pandoc fails.
    """
    work = [job for tag in config.languages for job in _chapter_jobs(config, tag)]
    results = []
    with _readers(jobs, work) as (pool, share):
        reader = partial(_read_chapter, config, store=store)
        read = pool.map(reader, work, chunksize=share)
        for job, result in zip(work, read, strict=True):
            progress(job.path.relative_to(config.project).as_posix())
            results.append(result)
    findings = [finding for _, found in results for finding in found]
    editions = []
    for tag in config.languages:
        chapters = [chapter for chapter, _ in results if chapter.language == tag]
        findings += slips_of_settings(config.editions[tag].labels, tag, _typography(config))
        editions.append(_edition(config, tag, chapters))
    return Book(config.id, tuple(editions)), in_order(findings)


@contextmanager
def _readers(jobs: int, work: Sequence[_Job]) -> Iterator[tuple[Executor, int]]:
    """Give a pool that reads chapters, and how many it should hand out at a time.

    A few are read in threads, which wait for pandoc and start at once; many in
    processes, as making nouns of what pandoc says takes as long as pandoc does.
    """
    if jobs < 2 or not (len(work) >= _MANY or _is_much(work)):
        with ThreadPoolExecutor(max_workers=max(jobs, 1)) as threads:
            yield threads, 1
        return
    pool = ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn"))
    try:
        yield pool, min(_SHARE, max(len(work) // (4 * jobs), 1))
    except BrokenProcessPool as error:
        raise DiglotError(
            "a process that reads chapters has died, perhaps for want of memory.\n"
            "  hint: try again with fewer of them: --jobs 1"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _is_much(work: Sequence[_Job]) -> bool:
    """Tell whether there is more text than threads, of which one runs at a time, should read."""
    return sum(job.path.stat().st_size for job in work if job.path.is_file()) > _MUCH_BYTES


def _chapter_jobs(config: Config, tag: str) -> list[_Job]:
    folder = config.content / tag
    found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    for name in found:
        _refuse_name(name, tag)
    parts = config.editions[tag].parts
    if config.chapters:
        folders = [config.content / language for language in config.languages]
        for entry in config.chapters:
            if not any((other / f"{entry.name}.md").is_file() for other in folders):
                raise DiglotError(
                    f"{entry.position}: there is no chapter file content/"
                    f"{config.languages[0]}/{entry.name}.md.\n"
                    "  hint: write it, or take it out of `chapters:`"
                )
        jobs = [
            _Job(entry.name, found[entry.name], tag, parts.get(entry.part, ""))
            for entry in config.chapters
            if entry.name in found
        ]
        listed = {entry.name for entry in config.chapters}
        left_out = sorted(set(found) - listed)
        if left_out:
            raise DiglotError(
                f"content/{tag}/{left_out[0]}.md: the file is not listed under `chapters:` in "
                "content/book.yaml.\n  hint: list it, or move it out of the folder"
            )
    else:
        jobs = [_Job(name, path, tag, "") for name, path in found.items()]
    if not jobs:
        raise DiglotError(
            f"content/{tag}/: there are no chapters here.\n"
            "  hint: a chapter is a file such as 01-beginning.md, of the same name in each language"
        )
    return jobs


def _refuse_name(name: str, tag: str) -> None:
    """Raise DiglotError for a file's name that no list of findings could show."""
    if not name.isprintable():
        shown = repr(f"{name}.md")
        raise DiglotError(
            f"content/{tag}/: the name of the file {shown} holds signs that cannot be shown.\n"
            "  hint: rename the file, in letters, digits and hyphens"
        )


def _edition(config: Config, tag: str, chapters: Sequence[Chapter]) -> Edition:
    settings = config.editions[tag]
    numbered = []
    number = 0
    for chapter in chapters:
        if chapter.role == "chapter":
            number += 1
            numbered.append(replace(chapter, number=number))
        else:
            numbered.append(chapter)

    def words(text: str) -> str:
        return typeset_text(text, tag, _typography(config))

    return Edition(
        language=tag,
        title=words(settings.title),
        chapters=tuple(numbered),
        subtitle=words(settings.subtitle),
        authors=typeset_people(settings.authors, tag, _typography(config)),
        publisher=words(settings.publisher),
        date=settings.date,
        rights=words(settings.rights),
        description=words(settings.description),
        conventions=settings.conventions,
        imprint=replace(
            settings.imprint,
            printing=words(settings.imprint.printing),
            dedication="\n".join(map(words, settings.imprint.dedication.splitlines())),
            colophon="\n".join(map(words, settings.imprint.colophon.splitlines())),
        ),
    )


# One chapter -------------------------------------------------------------------


def _read_chapter(
    config: Config, job: _Job, *, store: Store | None
) -> tuple[Chapter, list[Finding]]:
    relative = job.path.relative_to(config.project).as_posix()
    source = load_source(job.path, relative)
    findings = list(source.findings)
    references = config.references(job.language)
    how = PandocReading(
        language=job.language,
        references=references,
        citation_style=config.citation_style,
    )
    try:
        refuse_depth(source.meant)
        nodes, formulas = _pandoc(_with_head(source), how, store, relative)
    except (RecursionError, UnreadableError) as error:
        findings.append(_unreadable(relative, error))
        nodes, formulas, source = [], {}, replace(source, text="")
    folders = (config.content / job.language, config.content / config.languages[0])
    places = Places(relative, source.text)
    reading = Reading(
        places=places,
        mathml=formulas,
        known_keys=_known_keys(nodes),
        find_asset=ImageFinder(config.content, tuple(dict.fromkeys(folders)), findings),
        findings=findings,
    )
    typography = _typography(config)
    chapter = typeset_chapter(_chapter(nodes, source, reading, job), typography)
    prose = prose_of(places.prose)
    # A loose mark of a title that stands in the front matter is not looked for in the text.
    loose = [mark for mark in typography.loose if mark.position != Position(relative)]
    findings += [*slips_of(prose, places.at), *loose_marks(prose, loose, places.at)]
    findings += slips_of_labels(source.labels, job.language, typography)
    for note in places.unused_notes():
        reading.find(
            "unused-note",
            places.at(note.mark_offset),
            f'the note "[^{note.label}]" has no mark in the text',
            "put its mark where the note belongs, or delete the note",
        )
    return chapter, findings


def _typography(config: Config) -> Settings:
    return Settings({tag: edition.typography for tag, edition in config.editions.items()})


def _unreadable(path: str, error: Exception) -> Finding:
    reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return Finding(
        "unreadable-chapter",
        Position(path),
        f"the text cannot be read: {reason}",
        "look for indents, brackets or marks that open again and again, and set them right",
    )


def _with_head(source: Source) -> str:
    """Return the text with the title and subtitle as headings before it.

    So pandoc reads the title as it reads any heading, emphasis and all.
    """
    matter = source.front_matter
    head = [" ".join(text.split()) for text in (matter.title, matter.subtitle) if text]
    return "".join(f"# {text}\n\n" for text in head) + source.meant


def _chapter(nodes: Sequence[Node], source: Source, reading: Reading, job: _Job) -> Chapter:
    matter = source.front_matter
    blocks_reader = BlockReader(reading)
    head_count = bool(matter.title) + bool(matter.title and matter.subtitle)
    reading.generated = True  # the title stands in the front matter, not in the text
    head = blocks_reader.read(nodes[:head_count])
    reading.generated = False
    blocks = list(blocks_reader.read(nodes[head_count:]))
    titles = [block.inlines for block in head if isinstance(block, Heading)]
    position, title_line = Position(source.path), 0
    first = blocks[0] if blocks else None
    heading = first if isinstance(first, Heading) and first.level == 1 else None
    if heading and (not titles or plain_text(titles[0]) == plain_text(heading.inlines)):
        titles[:1] = [heading.inlines]
        position, title_line = heading.position, heading.position.line
        del blocks[0]
    title = titles[0] if titles else _untitled(source, reading, job, blocks)
    opening, sections = section_tree(blocks)
    return Chapter(
        name=job.name,
        language=job.language,
        title=title,
        position=position,
        blocks=opening,
        sections=sections,
        subtitle=titles[1] if len(titles) > 1 else (),
        authors=tuple(entry.person() for entry in matter.author),
        date=matter.date,
        role=source.role,
        part=job.part,
        directives=read_directives(reading.places.with_comments, title_line, opening, sections),
        status=matter.status or "",
    )


def _untitled(
    source: Source, reading: Reading, job: _Job, blocks: Sequence[Block]
) -> tuple[Inline, ...]:
    if blocks and not any(finding.rule == "front-matter" for finding in reading.findings):
        reading.find(
            "no-title",
            Position(source.path),
            "the chapter has no title",
            "begin the text with `# Title`, or write `title:` in the front matter",
        )
    return (Text(job.name),)


def _known_keys(nodes: Sequence[Node]) -> frozenset[str]:
    """Return the keys of the works that the citation processor found."""
    for node in nodes:
        if node["t"] == "Div" and node["c"][0][0] == "refs":
            names = (entry["c"][0][0] for entry in node["c"][1] if entry["t"] == "Div")
            return frozenset(name.removeprefix("ref-") for name in names)
    return frozenset()


def _pandoc(
    text: str, how: PandocReading, store: Store | None, relative: str
) -> tuple[list[Node], dict[tuple[str, bool], str | None]]:
    """Return pandoc's blocks and the MathML of their formulas, kept ones where possible."""
    key = _reading_key(text, how)
    if store and (kept := store.get(key)):
        record = json.loads(kept)
    else:
        try:
            nodes = read_blocks(text, how)
        except DiglotError as error:
            raise DiglotError(f"{relative}: {error}") from error
        formulas = sorted(set(_formulas(nodes)))
        record = {
            "blocks": nodes,
            "math": list(zip(formulas, math_to_mathml(formulas), strict=True)),
        }
        if store:
            store.put(key, json.dumps(record).encode())
    return record["blocks"], {(tex, display): math for (tex, display), math in record["math"]}


def _reading_key(text: str, how: PandocReading) -> str:
    digest = hashlib.sha256()
    for part in (pandoc_version(), "escapes", how.dialect, *how.arguments("@" in text), text):
        digest.update(part.encode() + b"\0")
    files = [*how.references, *([how.citation_style] if how.citation_style else [])]
    for path in files:
        digest.update(path.read_bytes() + b"\0")
    return f"reading-{digest.hexdigest()}"


def _formulas(node: Any) -> list[tuple[str, bool]]:
    """Return every (TeX, display?) inside pandoc nodes."""
    if isinstance(node, list):
        return [formula for item in node for formula in _formulas(item)]
    if isinstance(node, dict):
        if node.get("t") == "Math":
            return [(node["c"][1], node["c"][0]["t"] == "DisplayMath")]
        return _formulas(node.get("c"))
    return []
