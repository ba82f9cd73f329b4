"""One chapter: its file → the chapter, and what is wrong with how it is written.

Each step of the way is in a module of its own; their order is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diglot.config import Config
from diglot.core.chapter_names import file_stem, folder_of
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import NO_ATTRIBUTES, Chapter, Heading, Inline, Position, Text
from diglot.disk.steps import Store
from diglot.reader.blocks import BlockReader
from diglot.reader.comments.align_marks import read_align_marks
from diglot.reader.comments.directives import read_directives
from diglot.reader.front_matter import ForeignKey, FrontMatter
from diglot.reader.html import without_html
from diglot.reader.images import ImageFinder
from diglot.reader.inlines import ChapterReading
from diglot.reader.pandoc.calls import ReadingOptions
from diglot.reader.pandoc.nodes import Node, plain_nodes
from diglot.reader.pandoc.readings import read_kept
from diglot.reader.pandoc.running import UnreadableError
from diglot.reader.positions import Places
from diglot.reader.prose import loose_marks, prose_of, slips_of, slips_of_labels
from diglot.reader.sections import Item, chapter_items, section_tree, title_of
from diglot.reader.source import Source, load_source
from diglot.reader.trials import Trials
from diglot.source.meant.inline import as_meant
from diglot.source.slips.depth import refuse_depth
from diglot.text.marks.typography import Settings, typeset_chapter

# What a chapter has by the name that its key has in the front matter.
_AS_WRITTEN = (FrontMatter.model_fields.keys() & set(Chapter.__struct_fields__)) - {
    "title", "subtitle",
}  # fmt: skip


class ChapterJob(Struct, frozen=True):
    """One chapter to read."""

    name: str
    path: Path
    language: str


class ReadChapter(Struct, frozen=True):
    """A chapter as it was read, and what is wrong with its writing.

    foreign: the settings of other tools in its front matter. pictures: the files that were looked
        for, found or not. cites: whether works may be cited, so that references were read.
    """

    chapter: Chapter
    findings: tuple[Finding, ...]
    foreign: tuple[ForeignKey, ...] = ()
    pictures: tuple[Path, ...] = ()
    cites: bool = False


def read_chapter(
    config: Config, job: ChapterJob, *, store: Store | None, trials: Trials
) -> ReadChapter:
    """Return a chapter and what is wrong with it; an empty one where nobody can read it."""
    relative = job.path.relative_to(config.project).as_posix()
    source = load_source(job.path, relative)
    try:
        refuse_depth(source.meant)
        return _read(config, job, source, store, trials)
    except DiglotError:
        raise
    except Exception as error:  # noqa: BLE001 - one chapter never costs another
        empty = replace(source, text="", meant="", labels=(), lines=None)
        read = _read(config, job, empty, None, trials)
        return replace(read, findings=(*read.findings, _unreadable(relative, error)))


def _read(
    config: Config, job: ChapterJob, source: Source, store: Store | None, trials: Trials
) -> ReadChapter:
    text = _with_head(source)
    cites = "@" in text
    how = ReadingOptions(
        job.language,
        config.references(job.language) if cites else (),
        config.citation_style,
        config.works_order,
    )
    nodes, formulas, found = read_kept(text, how, store, config.project)
    if any(sign in source.meant for sign in ("<", ":::", "$$")):
        nodes = without_html(nodes, job.language)
    findings = [*source.findings, *found]
    folders = (config.folder(job.language), config.folder(config.languages[0]))
    places = Places(source.path, source.text, source.lines)
    finder = ImageFinder(
        config.content, tuple(dict.fromkeys(folders)), findings, trials, folder_of(job.name)
    )
    reading = ChapterReading(
        places=places,
        mathml=formulas,
        trials=trials,
        known_keys=_known_keys(nodes),
        find_asset=finder,
        findings=findings,
    )
    typography = typography_of(config)
    chapter = typeset_chapter(_chapter(nodes, source, reading, job), typography)
    prose = prose_of(places.prose)
    # A loose mark of a title that is in the front matter is not looked for in the text.
    loose = [mark for mark in typography.loose if mark.position != Position(source.path)]
    findings += [*slips_of(prose, places.at), *loose_marks(prose, loose, places.at)]
    findings += slips_of_labels(source.labels, job.language, typography)
    findings += _unprinted_notes(places)
    looked_at = tuple(finder.looked_at)
    return ReadChapter(chapter, tuple(_each_once(findings)), source.foreign, looked_at, cites)


def _each_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, of marks of other programs at one place only the first."""
    seen: set[Position] = set()
    for finding in findings:
        if finding.rule == "foreign-markup":
            if finding.position in seen:
                continue
            seen.add(finding.position)
        yield finding


def _unprinted_notes(places: Places) -> Iterator[Finding]:
    """Yield a finding for each note's text that no mark leads to."""
    for note in places.unused_notes():
        yield Finding(
            "unused-note",
            places.at(note.mark_offset),
            f'the note "[^{note.label}]" has no mark in the text',
            "put its mark where the note belongs, or delete the note",
        )
    for note in places.doubled_notes():
        yield Finding(
            "unused-note",
            places.at(note.mark_offset),
            f'another text of the note "[^{note.label}]" follows and takes the place of this one',
            "give one of the two a label of its own, or delete it",
        )


def typography_of(config: Config) -> Settings:
    """Return how marks are set in each language of a book."""
    return Settings({tag: edition.typography for tag, edition in config.editions.items()})


def _unreadable(path: str, error: Exception) -> Finding:
    match error:
        case RecursionError():
            reason = "it is nested too deeply"
        case UnreadableError():
            reason = str(error)
        case _:
            reason = f"the program stumbled over it ({error!r})"
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
    return "".join(f"# {as_meant(text)}\n\n" for text in head) + source.meant


def _chapter(
    nodes: Sequence[Node], source: Source, reading: ChapterReading, job: ChapterJob
) -> Chapter:
    matter = source.front_matter
    blocks_reader = BlockReader(reading)
    first: list[Node] = next((n["c"][2] for n in nodes if n["t"] == "Header"), [])
    reading.title = plain_nodes(first)
    head_count = bool(matter.title) + bool(matter.title and matter.subtitle)
    reading.generated = True  # the title is in the front matter, not in the text
    head = blocks_reader.read(nodes[:head_count])
    reading.generated = False
    items = chapter_items(blocks_reader.read(nodes[head_count:]))
    titles = [block.inlines for block in head if isinstance(block, Heading)]
    position, title_line, attributes = Position(source.path), 0, NO_ATTRIBUTES
    if found := title_of(items, titles[0] if titles else None):
        place, heading = found
        titles[:1] = [heading.inlines]
        position, title_line = heading.position, heading.position.line
        attributes = heading.attributes
        del items[place]
    title = titles[0] if titles else _untitled(source, reading, job, items)
    opening, sections = section_tree(items)
    return Chapter(
        name=job.name,
        language=job.language,
        title=title,
        position=position,
        blocks=opening,
        sections=sections,
        subtitle=titles[1] if len(titles) > 1 else (),
        authors=tuple(entry.person() for entry in matter.author),
        directives=read_directives(reading.places.with_comments, title_line, opening, sections),
        align_marks=read_align_marks(reading.places.with_comments, opening, sections),
        id=attributes.id,
        attributes=attributes,
        **matter.model_dump(include=_AS_WRITTEN, exclude_none=True),
    )


def _untitled(
    source: Source, reading: ChapterReading, job: ChapterJob, items: Sequence[Item]
) -> tuple[Inline, ...]:
    if items and not any(finding.rule == "front-matter" for finding in reading.findings):
        reading.find(
            "no-title",
            Position(source.path),
            "the chapter has no title",
            "begin the text with `# Title`, or write `title:` in the front matter",
        )
    return (Text(file_stem(job.name)),)


def _known_keys(nodes: Sequence[Node]) -> frozenset[str]:
    """Return the keys of the works that the citation processor found."""
    for node in nodes:
        if node["t"] == "Div" and node["c"][0][0] == "refs":
            names = (entry["c"][0][0] for entry in node["c"][1] if entry["t"] == "Div")
            return frozenset(name.removeprefix("ref-") for name in names)
    return frozenset()
