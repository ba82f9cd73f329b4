"""A page's HTML, read as XML where it is XML, and as HTML where it is not."""

from __future__ import annotations

import pytest
import weasyprint

from diglot.core.model import Chapter, Edition, Math, Paragraph, Position, Text
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine import layout
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.engine.source import read_html
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
LINE = (
    Text("מחיר & <כמות> ב־“Excel”: "),
    Math("\nx\n", display=False, mathml="<math><mi>x</mi></math>"),
    Text(" ועוד"),
)
CHAPTER = Chapter("oil", "he", (Text("נפט"),), HERE, (Paragraph(LINE, HERE),))
BOOK = Edition("he", "ספר", (CHAPTER,), publisher="דיגלוט", date="2026-01-01")


def test_all_that_is_laid_out_is_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the built-in templates make needs no parser of HTML, and looks the same with one."""
    jobs = [job for _, job in PdfEdition(BOOK, USUAL_PAGE, (builtin_templates(),), MAKING).jobs()]
    asked = []
    original = weasyprint.HTML

    def html(string: str, **values: object) -> weasyprint.HTML:
        asked.append(string)
        return original(string=string, **values)

    monkeypatch.setattr(weasyprint, "HTML", html)
    as_xml = [lay_out(job) for job in jobs]
    assert not any(asked)
    monkeypatch.setattr(
        layout, "read_html", lambda text, url, get: html(text, base_url=url, url_fetcher=get)
    )
    assert [lay_out(job) for job in jobs] == as_xml
    assert len(jobs) > 1


def test_a_designers_template_may_be_html_alone() -> None:
    """An unclosed element and a named character are no mistakes."""
    text = "<!DOCTYPE html><html lang=en><title>x</title><p>One&nbsp;line<br>and another"
    tree = read_html(text, "file:///", None).etree_element
    assert tree.find("body/p/br").tail == "and another"
    assert tree.find("body/p").text == "One\N{NO-BREAK SPACE}line"
    pages = lay_out(LayoutJob("own", text, ""))
    assert pages.count == 1
