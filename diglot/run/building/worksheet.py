"""The translator's worksheet of a book that is checked."""

from __future__ import annotations

from diglot.run.pipeline import Checked, templates_of
from diglot.writers.worksheet import worksheet


def worksheet_of(checked: Checked, interface: str) -> str:
    """Return the page on which a translator sees both languages with the findings.

    interface: the language of its own words, "" for the source language.
    """
    return worksheet(
        checked.bitext,
        checked.findings,
        templates_of(checked.config),
        interface or checked.book.source.language,
    )
