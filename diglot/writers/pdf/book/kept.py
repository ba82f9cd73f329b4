"""The PDF of an edition as it is kept: its pages by the name of the step that joined them."""

from __future__ import annotations

import json

from diglot.core.finding_records import finding_entry, finding_from
from diglot.disk.cache import used
from diglot.disk.steps import Form
from diglot.writers.pdf.book.edition import PdfBook


def _written(book: PdfBook) -> bytes:
    parts = [[name, pages.start, pages.stop] for name, pages in book.parts.items()]
    findings = [finding_entry(finding) for finding in book.findings]
    return json.dumps([book.joined, book.pages, parts, findings, book.layouts]).encode()


def _read(content: bytes) -> PdfBook | None:
    try:
        joined, pages, parts, findings, layouts = json.loads(content)
        ranges = {str(name): range(start, stop) for name, start, stop in parts}
        found = tuple(map(finding_from, findings))
    except (ValueError, TypeError):
        return None
    pdf = used().get(joined)
    return None if pdf is None else PdfBook(pdf, pages, ranges, found, joined, layouts)


BOOK = Form(_written, _read)
