"""A book → what is wrong with it, by what was kept of its chapters or by their texts.

Both ways go through the same rules; that they find the same is what the tests hold them to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

from msgspec import Struct

from diglot.bitext import Bitext, bitext
from diglot.config import Config
from diglot.core.findings import Finding, in_order
from diglot.core.model import Book
from diglot.disk.template_files import templates_of
from diglot.fonts.glyphs import missing_glyphs, missing_in_labels
from diglot.hearing.exceptions import silence, unused_allow, with_severities
from diglot.reader.edition import arranged
from diglot.render.templates import typecase_of
from diglot.rules import compare
from diglot.rules.check import Comparison
from diglot.run.checking.chapters import Chapters, source_of
from diglot.run.checking.pairs import Pairs
from diglot.run.checking.said import KeptWords
from diglot.run.checking.texts import Texts
from diglot.run.stamped import stamped_units
from diglot.translation import Stamped, freshness, lock_path
from diglot.work.workers import Pool


class Grounds(Struct, frozen=True):
    """What the findings of a book come of. written: what is wrong with how chapters are written.

    glyphs: the signs that fonts lack. stamped: by language, the units of each translation with
    the stamps kept of them.
    """

    book: Book
    written: tuple[Finding, ...]
    compared: Comparison
    glyphs: tuple[Finding, ...]
    stamped: Mapping[str, Stamped]


def kept_grounds(texts: Texts, chapters: Chapters, pairs: Pairs, pool: Pool | None) -> Grounds:
    """Return the grounds of a book of which only what is new is read and compared.

    pool: does it, where that is much.
    """
    config = texts.config
    read, written = arranged(config, texts.manuscript, chapters.read(pool))
    with pairs.helped_by(pool):
        text = bitext(read, pairs)
    records = (chapters.record(c) for edition in text.book.editions for c in edition.chapters)
    glyphs = (*chapters.labels(), *(finding for record in records for finding in record.glyphs))
    stamped = stamped_units(config, text.alignments, KeptWords(text.book, chapters))
    compared = compare(text, config.allow, config.glossary, pairs)
    return Grounds(text.book, written, compared, glyphs, stamped)


def whole_grounds(config: Config, read: tuple[Book, tuple[Finding, ...]], text: Bitext) -> Grounds:
    """Return the grounds of a book whose texts are all there. read: it, as the reader gave it."""
    book = text.book
    compared = compare(text, config.allow, config.glossary)
    glyphs = tuple(_glyphs(config, book))
    return Grounds(book, read[1], compared, glyphs, stamped_units(config, text.alignments))


def findings_of(config: Config, grounds: Grounds) -> tuple[Finding, ...]:
    """Return all that is wrong in a book, as far as it wants to hear it."""
    unused = unused_allow(grounds.compared.unused_allow, config.allow_places)
    fresh = (
        finding
        for tag, units in grounds.stamped.items()
        for finding in freshness(units, lock_path(tag))
    )
    known = (*grounds.written, *grounds.compared.findings, *grounds.glyphs)
    return heard(config, (*known, *unused, *fresh), grounds.book)


def heard(config: Config, findings: Iterable[Finding], book: Book) -> tuple[Finding, ...]:
    """Return findings as far as a book wants to hear them, and as grave as it wants them."""
    return in_order(with_severities(silence(in_order(findings), book), config.severities))


def _glyphs(config: Config, book: Book) -> Iterator[Finding]:
    typecase = typecase_of(templates_of(config.project))
    find = lru_cache(maxsize=1)(partial(source_of, config.project))
    for edition in book.editions:
        tag = edition.language
        yield from missing_in_labels(config.editions[tag].labels, tag, typecase, find)
        for chapter in edition.chapters:
            yield from missing_glyphs(chapter, typecase, find)
