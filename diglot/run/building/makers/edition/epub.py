"""The e-book of an edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from diglot.core.model import Edition
from diglot.core.walk import pictures_of
from diglot.disk.files import Files
from diglot.disk.steps import BYTES
from diglot.run.building.work import Made, Work
from diglot.writers.epub import epub


def make(work: Work, edition: Edition) -> Made:
    """Return the e-book."""

    def write(editions: Sequence[Edition]) -> bytes:
        (edition,), book = editions, work.checked.book
        templates, modified = work.templates, work.order.modified
        return work.step_of("ebook", edition, book.id).result(
            lambda: epub(edition, book, templates, modified, _reading(edition)), BYTES
        )

    return Made(work.with_stand_ins([edition], write))


def _reading(edition: Edition) -> Callable[[Path], bytes]:
    """Return how files are read: pictures as they were when the edition was."""
    assets = (asset for chapter in edition.chapters for asset in pictures_of(chapter))
    pictures = Files.of((str(asset.origin), asset.digest, asset.origin) for asset in assets)

    def read(path: Path) -> bytes:
        content = pictures.read(str(path))
        return path.read_bytes() if content is None else content

    return read
