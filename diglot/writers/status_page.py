"""How far the translations of a book are → one page of HTML that needs nothing else.

Goes in: the report that `status --format json` writes, and what changed in sections that are
stale. What it looks like is in templates/report/.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from diglot.disk.template_files import find_file
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.changes import Run, marked_changes
from diglot.render.templates import environment, fill

Changes = Mapping[tuple[str, str], Sequence[Sequence[Run]]]
"""By language and name of a section, each place where its source changed."""

_FONTS = (
    ("Assistant", "Assistant-Regular.woff2", 400),
    ("Assistant", "Assistant-SemiBold.woff2", 600),
    ("Source Serif 4", "SourceSerif4-SemiBold.woff2", 600),
    ("Frank Ruhl Libre", "FrankRuhlLibre-Bold.woff2", 600),
)
# What a bar is made of, in its order; what is left of it is still to be translated.
_IN_BAR = ("translated", "unaccepted", "stale")
_WAITING = ("stale", "untranslated", "missing")


class Part(Struct, frozen=True):
    """A piece of a bar. share: of its whole length, in per cent."""

    state: str
    share: float


class Waiting(Struct, frozen=True):
    """A section that is to be done. changes: of a stale one, each place that changed."""

    name: str
    title: str
    state: str
    words: str
    where: str
    changes: tuple[Markup, ...]


class ChapterView(Struct, frozen=True):
    """A chapter as the page shows it. numbers are written as its language writes them."""

    title: str
    status: str
    percent: str
    words_left: int
    errors: int
    warnings: int
    bar: tuple[Part, ...]
    waiting: tuple[Waiting, ...]


class TranslationView(Struct, frozen=True):
    """A translation as the page shows it."""

    locale: Locale
    title: str
    percent: str
    bar: tuple[Part, ...]
    summary: Mapping[str, Any]
    chapters: tuple[ChapterView, ...]


def status_page(
    report: Mapping[str, Any],
    titles: Mapping[str, str],
    changes: Changes,
    templates: Sequence[Path],
    interface: str,
) -> str:
    """Return the page of a report.

    titles: of the book, by language. interface: the language of the page's own words.
    """
    locale = load_locale(interface)
    source = load_locale(report["source"])
    views = [_translation(entry, titles, changes, locale) for entry in report["translations"]]
    values = {
        "title": titles.get(source.tag, ""),
        "source": source,
        "translations": views,
        "fonts": [(family, _font(templates, file), weight) for family, file, weight in _FONTS],
    }
    return str(fill(environment(templates, locale), "report/status.html", **values))


def _translation(
    entry: Mapping[str, Any], titles: Mapping[str, str], changes: Changes, locale: Locale
) -> TranslationView:
    tag = entry["language"]
    chapters = tuple(_chapter(chapter, tag, changes, locale) for chapter in entry["chapters"])
    sections = [section for chapter in entry["chapters"] for section in chapter["sections"]]
    summary = entry["summary"]
    percent = locale.percent(summary["percent"] / 100)
    target = load_locale(tag)
    return TranslationView(target, titles.get(tag, ""), percent, _bar(sections), summary, chapters)


def _chapter(entry: Mapping[str, Any], tag: str, changes: Changes, locale: Locale) -> ChapterView:
    summary = entry["summary"]
    return ChapterView(
        entry["title"],
        entry["status"],
        locale.percent(summary["percent"] / 100),
        summary["words_left"],
        summary["findings"]["error"],
        summary["findings"]["warning"],
        _bar(entry["sections"]),
        tuple(
            _waiting(section, changes.get((tag, section["name"]), ()), locale)
            for section in entry["sections"]
            if section["state"] in _WAITING
        ),
    )


def _waiting(
    section: Mapping[str, Any], changes: Sequence[Sequence[Run]], locale: Locale
) -> Waiting:
    place = section.get("translation") or section["source"]
    return Waiting(
        section["name"],
        section["title"],
        section["state"],
        locale.number(section["words"]),
        f"{place['path']}:{place['line']}",
        tuple(map(marked_changes, changes)),
    )


def _bar(sections: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Return the parts of a bar, by words; by sections where these have none."""
    has_words = any(section["words"] for section in sections)
    weights = [section["words"] if has_words else 1 for section in sections]
    whole = sum(weights) or 1
    shares = (
        (state, sum(w for w, s in zip(weights, sections, strict=True) if s["state"] == state))
        for state in _IN_BAR
    )
    return tuple(Part(state, round(100 * share / whole, 2)) for state, share in shares if share)


def _font(templates: Sequence[Path], name: str) -> str:
    content = base64.b64encode(find_file(templates, f"fonts/{name}").read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"
