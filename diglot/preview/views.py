"""What the preview shows beside the book's own website, as HTML.

Goes in: a session. Comes out: the list of findings, the PDF as pages, and the script that every
page carries. What they look like is in templates/preview/.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from diglot.core.findings import Finding
from diglot.core.formats import Format
from diglot.core.model import Position
from diglot.disk.sources import read_text
from diglot.disk.template_files import builtin_templates
from diglot.lang.locales import Locale, load_locale
from diglot.preview.session import CHECK, PAGED, SITE, Session
from diglot.preview.sheets import sheets_of
from diglot.render.templates import environment, fill
from diglot.run.building.worksheet import opened_at, worksheet_of

_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)


class Place(Struct, frozen=True):
    """Where a finding is. line: what is written there. address: opens it in an editor, or ""."""

    position: Position
    line: str
    address: str


class Views:
    """The pages of the preview.

    interface: the language of its own words, "" for the source language. editor: the address
    by which a file is opened, None for as the book says.
    """

    def __init__(self, session: Session, interface: str, editor: str | None) -> None:
        self._session = session
        self._interface = interface
        self._editor = editor
        self._templates = builtin_templates()

    def with_script(self, page: bytes, part: str, made: int | None = None) -> bytes:
        """Return a page that loads again when a part of the book was made again.

        made: how often it had been made when the page was; as often as now if nobody says so.
        """
        made = self._session.state.made.get(part, 0) if made is None else made
        script = f'<script src="/-/client.js" data-part="{part}" data-made="{made}" defer></script>'
        end = _HEAD_END.search(page)
        place = end.start() if end else 0
        return page[:place] + script.encode() + page[place:]

    def client(self) -> str:
        """Return the script."""
        locale = self._locale()
        words = {
            "busy": locale.gettext("Making it again …"),
            "sound": locale.gettext("Nothing was found: the two languages agree."),
            "errors": locale.gettext("Errors"),
            "warnings": locale.gettext("Warnings"),
            "error": locale.gettext("This could not be made"),
            "gone": locale.gettext("The preview has ended"),
            "panel": locale.gettext("Preview"),
        }
        return self._filled("client.js", words=words, views=self._listed())

    def waiting(self, part: str) -> bytes:
        """Return the page in the place of what is not made yet."""
        return self.with_script(self._filled("waiting.html").encode(), part)

    def lost(self) -> bytes:
        """Return the page for an address where nothing is."""
        return self.with_script(self._filled("lost.html").encode(), SITE.name)

    def findings(self) -> bytes:
        """Return the list of what the check finds, by files."""
        checked = self._session.checked
        if checked is None:
            return self.waiting(CHECK)
        files = [
            (path, [(finding, self._place(finding.position)) for finding in found])
            for path, found in groupby(checked.findings, lambda finding: finding.position.path)
        ]
        page = self._filled("findings.html", files=files, place=self._counterpart)
        return self.with_script(page.encode(), CHECK)

    def worksheet(self) -> bytes:
        """Return the translator's worksheet."""
        checked = self._session.checked
        if checked is None:
            return self.waiting(CHECK)
        return worksheet_of(checked, self._interface, self._editor).encode()

    def pages(self, form: Format, language: str) -> bytes:
        """Return the pages of a PDF one below another."""
        part = self._session.want(form, language)
        file = self._session.file(form, language)
        made = self._session.state.made.get(part, 0)
        if file is None or not made:
            return self.waiting(part)
        page = self._filled("pages.html", part=part, made=made, sheets=sheets_of(file))
        return self.with_script(page.encode(), part)

    def _listed(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return all that can be looked at: a name, and languages with their addresses."""
        locale = self._locale()
        config = self._session.config
        languages = config.languages if config else ()
        every = [(load_locale(tag).native_name, f"/{tag}") for tag in languages]
        paged = [
            (name, [(words, f"/-/pages/{name}{tag}") for words, tag in every])
            if form.is_of_one_language
            else (name, [("", f"/-/pages/{name}")])
            for name, form in PAGED.items()
            if form.is_of_one_language or len(languages) > 1
        ]
        return [
            (locale.gettext("Website"), [("", "/index.html")]),
            (locale.gettext("Findings"), [("", "/-/findings")]),
            (locale.gettext("Worksheet"), [("", "/-/worksheet")]),
            *paged,
        ]

    def _place(self, position: Position) -> Place:
        lines = (read_text(self._session.project, position.path) or "").split("\n")
        line = lines[position.line - 1] if 1 <= position.line <= len(lines) else ""
        return Place(position, line.strip(), self._address(position))

    def _counterpart(self, finding: Finding) -> Place | None:
        return self._place(finding.counterpart) if finding.counterpart else None

    def _address(self, position: Position) -> str:
        config = self._session.config
        own = self._editor if self._editor is not None else config.editor if config else ""
        return opened_at(self._session.project, own, position.path, position.line) if own else ""

    def _locale(self) -> Locale:
        config = self._session.config
        return load_locale(self._interface or (config.languages[0] if config else "en"))

    def _filled(self, name: str, **values: object) -> str:
        templates: Sequence[Path] = [self._templates]
        return str(fill(environment(templates, self._locale()), f"preview/{name}", **values))
