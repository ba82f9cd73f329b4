"""Findings: what is wrong in the content, where, and what to do about it.

A finding is data. It is collected, sorted and shown with all the others; what
stops the build is a `DiglotError` (diglot/core/errors.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from diglot.core.model import Position

Severity = Literal["error", "warning", "note"]


class Rule(Struct, frozen=True):
    """One thing that can be wrong: a stable code and name, and a line of documentation."""

    code: str
    name: str
    severity: Severity
    summary: str

    @property
    def family(self) -> str:
        """Return which of `FAMILIES` the rule is of."""
        return FAMILIES[self.code[0]]


FAMILIES = {
    "S": "structure",
    "B": "blocks",
    "R": "references",
    "T": "wording",
    "F": "freshness",
    "M": "markup",
    "D": "signs",
    "P": "exceptions",
    "G": "glyphs",
}
"""By the first letter of their codes, what families of rules look at."""

_TABLE = (
    # S: structure of the two languages
    Rule("S101", "missing-chapter", "error", "A source chapter has no file in the translation."),
    Rule("S102", "extra-chapter", "error", "A chapter exists only in the translation."),
    Rule("S103", "missing-section", "error", "A source section has no counterpart."),
    Rule("S104", "extra-section", "error", "A section exists only in the translation."),
    Rule("S105", "section-level", "error", "A section is at a different level from its source."),
    Rule("S106", "section-order", "error", "A section is in a different place from its source."),
    Rule("S107", "section-id", "error", "A section's explicit id differs from its source's."),
    Rule("S108", "duplicate-id", "error", "Two places of one chapter carry the same id."),
    Rule("S109", "invalid-id", "error", "An id has a form that e-books do not allow."),
    Rule("S110", "untranslated-chapter", "note", "A chapter is marked as not translated yet."),
    Rule("S111", "same-heading", "warning", "Two sections share a heading, their sources do not."),
    Rule("S112", "front-matter-key", "warning", "The front matter of one side lacks a key."),
    Rule("S113", "heading-exchanged", "warning", "Two sections have each other's headings."),
    Rule("S114", "renamed-chapter", "error", "A chapter has another file name in translation."),
    Rule("S115", "heading-varies", "note", "One heading of the source has two translations."),
    # B: blocks of paired sections
    Rule("B201", "block-sequence", "error", "A block of a section exists in one language only."),
    Rule("B202", "list-items", "error", "A list has more or fewer items than its source."),
    Rule("B203", "table-shape", "error", "A table has not as many rows or columns as its source."),
    Rule("B204", "code-changed", "warning", "A block of code differs in more than its words."),
    Rule("B205", "math-changed", "warning", "A formula differs from its source's."),
    Rule("B206", "caption", "warning", "A table or figure has a caption in one language only."),
    Rule("B207", "block-split", "warning", "A block was split in two, or two were joined."),
    Rule("B208", "list-numbering", "warning", "A list is not numbered like its source."),
    Rule("B209", "inline-code", "warning", "Code within a line of the source does not reappear."),
    Rule("B210", "block-order", "warning", "A block is in a different place from its source."),
    Rule("B211", "bold-lost", "warning", "Bold words of the source are not bold."),
    Rule("B212", "exchanged", "warning", "Items, cells or pictures are in each other's places."),
    Rule("B213", "verse-lines", "warning", "A verse has more or fewer lines than its source."),
    Rule("B214", "remark", "warning", "A side remark is set apart in one language only."),
    Rule("B215", "block-doubled", "warning", "A passage has the text of another one."),
    Rule("B216", "align-mark", "warning", "A mark of alignment has not its one counterpart."),
    # R: what the text refers to
    Rule("R301", "broken-link", "error", "A link inside the book leads nowhere."),
    Rule("R302", "undefined-note", "error", "A note mark has no note."),
    Rule("R303", "undefined-citation", "error", "A citation's key is not among the references."),
    Rule("R304", "missing-image", "error", "A picture's file does not exist."),
    Rule("R305", "remote-image", "error", "A picture is on the network."),
    Rule("R306", "outside-image", "error", "A picture's path leaves the content folder."),
    Rule("R307", "broken-image", "error", "A picture's file cannot be used as a picture."),
    Rule("R308", "image-alt", "warning", "A picture has no text for those who cannot see it."),
    Rule("R309", "unused-note", "warning", "A note is defined but never marked in the text."),
    Rule("R310", "note-count", "error", "A section has more or fewer notes than its source."),
    Rule("R311", "note-place", "warning", "A note is in a different block from the source."),
    Rule("R312", "citation-missing", "error", "A citation of the source does not reappear."),
    Rule("R313", "link-target", "warning", "A link leads elsewhere than its source's, or is gone."),
    Rule("R314", "image-target", "warning", "A picture differs from its source's, or is gone."),
    Rule("R315", "citation-extra", "note", "A work is cited in the translation only."),
    Rule("R316", "svg-text", "error", "A drawing has Hebrew letters as text, not as outlines."),
    Rule("R317", "undefined-link", "error", "A link names a reference that is not defined."),
    Rule("R318", "bad-address", "error", "An address on the web is not written as one."),
    Rule("R319", "broken-references", "error", "The references or their style cannot be read."),
    # D: direction and signs
    Rule("D401", "direction-control", "warning", "An invisible sign that turns the direction."),
    Rule("D402", "unbalanced-isolate", "warning", "A direction control without its partner."),
    Rule("D403", "visual-order", "warning", "Hebrew typed backwards."),
    Rule("D404", "mirrored-bracket", "warning", "A closing parenthesis before its opening one."),
    Rule("D405", "look-alike", "warning", "A sign that only looks like the Hebrew one."),
    Rule("D406", "final-letter-inside", "warning", "A final letter in the middle of a word."),
    Rule("D407", "latin-in-hebrew-word", "warning", "A foreign letter inside a Hebrew word."),
    Rule("D408", "not-normalised", "warning", "A letter in a form that searching does not find."),
    Rule("D409", "unbalanced-quotes", "warning", "A quotation mark without its partner."),
    Rule("D410", "number-order", "warning", "A number or a range typed backwards."),
    Rule("D411", "edge-sign", "warning", "A sign at the edge of a number that may change sides."),
    # M: how the files are written
    Rule("M501", "not-utf8", "error", "A file is not UTF-8 text."),
    Rule("M502", "byte-order-mark", "warning", "A file begins with a byte order mark."),
    Rule("M503", "line-ends", "warning", "A file has Windows or mixed line ends."),
    Rule("M504", "empty-chapter", "error", "A chapter has no text."),
    Rule("M505", "front-matter", "error", "A chapter's front matter cannot be read."),
    Rule("M506", "unknown-key", "error", "A chapter's front matter has an unknown key."),
    Rule("M507", "raw-html", "error", "HTML or TeX in the text that no edition can show."),
    Rule("M508", "raw-script", "error", "A script in the text."),
    Rule("M509", "no-title", "error", "A chapter has neither a title nor a first heading."),
    Rule("M510", "broken-math", "error", "A formula cannot be read."),
    Rule("M511", "conflict-marker", "error", "Git left both versions of a place in the text."),
    Rule("M512", "heading-space", "error", "A heading lacks its space, so it is not read as one."),
    Rule("M513", "heading-blank-line", "error", "A heading has no empty line before it."),
    Rule("M514", "unclosed-fence", "error", "Code between fences is never closed."),
    Rule("M515", "unclosed-div", "error", "A division is never closed, or closed once too often."),
    Rule("M516", "unreadable-chapter", "error", "A chapter cannot be read."),
    Rule("M517", "block-blank-line", "warning", "Lines may be meant as another block."),
    Rule("M520", "foreign-markup", "warning", "A sign of another program would be printed."),
    Rule("M521", "hebrew-in-formula", "warning", "Hebrew in a formula is outside \\text{…}."),
    Rule("M526", "unread-file", "note", "A file that may be text is not read."),
    Rule("M527", "foreign-key", "note", "Front matter has settings of other tools."),
    Rule("M528", "chapter-list", "error", "The list of chapters and the files do not agree."),
    Rule(
        "M529",
        "table-cells",
        "warning",
        "A table drawn with bars lacks cells, or its line of hyphens.",
    ),
    Rule("M530", "table-end", "warning", "A table drawn as a grid is not drawn to its end."),
    Rule("M531", "language-folder", "error", "A language's files are not in its folder."),
    Rule("M532", "fenced-chapter", "error", "A whole chapter is between fences of code."),
    # T: the text itself
    Rule("T601", "untranslated", "warning", "Text of the translation is in the source's language."),
    Rule("T602", "number-missing", "warning", "A number or its unit does not reappear."),
    Rule("T603", "length", "warning", "A passage is far longer or shorter than expected."),
    Rule("T604", "glossary-term", "warning", "A term is not translated as the glossary says."),
    Rule(
        "T605",
        "end-punctuation",
        "warning",
        "A passage does not end with the mark of its source.",
    ),
    Rule("T606", "name-missing", "warning", "A name is another one, or is gone."),
    Rule("T607", "repeated-word", "warning", "A small word or a sentence is there twice in a row."),
    # F: freshness
    Rule("F701", "stale-section", "warning", "The source changed after its translation."),
    Rule("F702", "stamp-orphan", "note", "A stamp belongs to no section of the source."),
    Rule("F703", "untranslated-section", "warning", "A section is still a skeleton."),
    # G: what pages are made of
    Rule("G601", "missing-glyph", "error", "No font that sets this place has this character."),
    Rule("G602", "low-resolution", "warning", "A picture has too few pixels for print."),
    Rule("G603", "preflight", "error", "The print PDF is not fit for a press."),
    Rule("G604", "cover-text", "warning", "The description is too long for the back cover."),
    Rule("G606", "chapter-not-laid-out", "error", "A chapter cannot be laid out."),
    Rule(
        "G607", "squeezed-column", "warning", "Columns of a table are too narrow for their words."
    ),
    Rule("G608", "edition-not-made", "error", "A file that was to be built is missing."),
    # P: what the book says about the check itself
    Rule("P801", "ignore-without-reason", "error", "A rule is silenced without a reason."),
    Rule("P802", "unused-ignore", "warning", "A comment silences nothing any more."),
    Rule("P803", "unused-allow", "warning", "An entry under parity.allow matches nothing."),
    Rule("P804", "broken-ignore", "error", "A comment for the check cannot be understood."),
)

RULES: dict[str, Rule] = {rule.name: rule for rule in _TABLE}


class Finding(Struct, frozen=True):
    """One place where something is wrong.

    rule: a name from `RULES`. counterpart: the place on the other side, if any.
    chosen: how grave it is, by the book's settings or as a guess; None for as the rule says.
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
    def family(self) -> str:
        """Return the family of its rule."""
        return RULES[self.rule].family

    @property
    def severity(self) -> Severity:
        """Return how grave it is."""
        return self.chosen or RULES[self.rule].severity


class Counts(Struct, frozen=True):
    """How much was compared. translation: the first one's language, None without one."""

    source: str
    translation: str | None
    chapters: int
    sections: int


def cut_short(text: str, longest: int = 80) -> str:
    """Return text as a message quotes it: on one line, and no longer than a line."""
    line = " ".join(part.strip() for part in text.splitlines())
    return line if len(line) <= longest else f"{line[:longest].rstrip()}…"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file, line and column, then by code, each once."""

    def place(finding: Finding) -> tuple[object, ...]:
        other = finding.counterpart or Position("")
        words = finding.message, finding.hint
        return finding.position, finding.code, *words, other, finding.chosen or ""

    return tuple(sorted(set(findings), key=place))
