"""Findings: what is wrong in the content, where, and what to do about it.

A finding is data. It is collected, sorted and shown with all the others; what
stops the build is a `DiglotError` (diglot/errors.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from diglot.model import Position

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: a stable code and name, and a line of documentation."""

    code: str
    name: str
    severity: Severity
    summary: str


_TABLE = (
    # S: structure of the two languages
    Rule("S101", "missing-chapter", "error", "A source chapter has no file in the translation."),
    Rule("S102", "extra-chapter", "error", "A chapter exists only in the translation."),
    Rule("S103", "missing-section", "error", "A source section has no counterpart."),
    Rule("S104", "extra-section", "error", "A section exists only in the translation."),
    Rule("S105", "section-level", "error", "A section stands at another level than its source."),
    Rule("S106", "section-order", "error", "A section stands at another place than its source."),
    Rule("S107", "section-id", "error", "A section's explicit id differs from its source's."),
    Rule("S108", "duplicate-id", "error", "Two places of one chapter carry the same id."),
    Rule("S109", "invalid-id", "error", "An id has a form that e-books do not allow."),
    Rule("S110", "untranslated-chapter", "note", "A chapter is marked as not translated yet."),
    # R: what the text refers to
    Rule("R301", "broken-link", "error", "A link inside the book leads nowhere."),
    Rule("R302", "undefined-note", "error", "A note mark has no note."),
    Rule("R303", "undefined-citation", "error", "A citation's key is not among the references."),
    Rule("R304", "missing-image", "error", "A picture's file does not exist."),
    Rule("R305", "remote-image", "error", "A picture lies on the network."),
    Rule("R306", "outside-image", "error", "A picture's path leaves the content folder."),
    Rule("R307", "broken-image", "error", "A picture's file cannot be used as a picture."),
    Rule("R308", "image-alt", "warning", "A picture has no text for those who cannot see it."),
    Rule("R309", "unused-note", "warning", "A note is defined but never marked in the text."),
    # M: how the files are written
    Rule("M501", "not-utf8", "error", "A file is not UTF-8 text."),
    Rule("M502", "byte-order-mark", "warning", "A file begins with a byte order mark."),
    Rule("M503", "line-ends", "warning", "A file has Windows or mixed line ends."),
    Rule("M504", "empty-chapter", "error", "A chapter has no text."),
    Rule("M505", "front-matter", "error", "A chapter's front matter cannot be read."),
    Rule("M506", "unknown-key", "error", "A chapter's front matter has an unknown key."),
    Rule("M507", "raw-html", "error", "Raw HTML or TeX would be lost in some of the editions."),
    Rule("M508", "raw-script", "error", "A script in the text."),
    Rule("M509", "no-title", "error", "A chapter has neither a title nor a first heading."),
    Rule("M510", "broken-math", "error", "A formula cannot be read."),
    Rule("M511", "conflict-marker", "error", "Git left both versions of a place in the text."),
    Rule("M512", "heading-space", "error", "A heading is not read as one for want of a space."),
    Rule("M513", "heading-blank-line", "error", "A heading has no empty line before it."),
    Rule("M514", "unclosed-fence", "error", "Code between fences is never closed."),
    Rule("M515", "unclosed-div", "error", "A division is never closed, or closed once too often."),
    Rule("M516", "unreadable-chapter", "error", "A text is nested too deeply to be read."),
    # G: glyphs
    Rule("G601", "missing-glyph", "error", "No font of the book has this character."),
    # P: what the book says about the check itself
    Rule("P801", "ignore-without-reason", "error", "A rule is silenced without a reason."),
    Rule("P802", "unused-ignore", "warning", "A comment silences nothing any more."),
    Rule("P803", "unused-allow", "warning", "An entry under parity.allow matches nothing."),
    Rule("P804", "broken-ignore", "error", "A comment for the check cannot be understood."),
)

RULES: dict[str, Rule] = {rule.name: rule for rule in _TABLE}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where something is wrong.

    rule: a name from `RULES`. counterpart: the place on the other side, if any.
    chosen: how grave the book's settings say it is; None for as the rule says.
    """

    rule: str
    position: Position
    message: str
    hint: str
    counterpart: Position | None = None
    chosen: Severity | None = None

    @property
    def code(self) -> str:
        """Return the rule's stable code."""
        return RULES[self.rule].code

    @property
    def severity(self) -> Severity:
        """Return how grave it is."""
        return self.chosen or RULES[self.rule].severity


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was compared. translation: the first one's language, None without one."""

    source: str
    translation: str | None
    chapters: int
    sections: int


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file, line and column, then by code, each once."""
    return tuple(sorted(set(findings), key=lambda f: (f.position, f.code, f.message)))
