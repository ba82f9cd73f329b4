"""The lines of a text in which side remarks and directives of other programs are read."""

from __future__ import annotations

import re

from msgspec import Struct, field

from diglot.core.model import UNTITLED
from diglot.source.meant.inline import as_meant
from diglot.source.repairs import Repair

_ITEM = re.compile(r"[ ]*(?:[-*+]|\(?(?:\d{1,9}|#|\w)[.)])[ ]+(?=\S)")

KINDS = (
    "note|tip|info|hint|important|warning|caution|danger|error|bug|success|check|question|help|"
    "example|abstract|summary|tldr|todo|failure|attention|seealso|details|admonition|secondary"
)
# Those that say what they are above their title, too.
HEADED = (
    *("theorem", "lemma", "corollary", "proposition", "conjecture", "definition", "algorithm"),
    *("proof", "remark", "property", "axiom", "assumption", "observation", "criterion"),
    *("exercise", "solution", "hypothesis"),
)
TITLE = re.compile(r"\btitle=[\"']([^\"']*)[\"']")


class Remarks(Struct):
    """What becomes of the remarks of a text.

    texts: the lines, those of remarks without their indents or quotation marks. repair: what
    is read in place of some. removed: how many columns a line has lost. bodies: the
    numbers of the lines of each. code: the lines of code among those of the repair.
    """

    texts: list[str]
    repair: Repair = field(default_factory=dict)
    removed: dict[int, int] = field(default_factory=dict)
    bodies: list[range] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    _ends: dict[int, list[str]] = field(default_factory=dict)
    _beginnings: dict[int, str] = field(default_factory=dict)

    def open(self, number: int, base: str, kind: str, title: str, name: str = "") -> None:
        """Begin a remark in a line, which says nothing else. name: "#oil", or "" for none."""
        self.texts[number] = ""
        self.repair[number] = self.opening(base, kind, title, name)

    @staticmethod
    def opening(base: str, kind: str, title: str, name: str = "") -> str:
        """Return the lines that begin a remark."""
        return f"\n{base}::: {_braces(kind, title, name)}{label(base, title)}"

    def open_before(self, number: int, base: str, kind: str, name: str = "") -> None:
        """Begin a remark without a title before a line, which is the first of its text."""
        inner = f"\n{base}::: {_braces(kind, '', name)}\n\n"
        self._beginnings[number] = self._beginnings.get(number, "") + inner

    def put_before(self, number: int, beginning: str) -> None:
        """Put lines before a line, and before the beginning of a remark there."""
        self._beginnings[number] = beginning + self._beginnings.get(number, "")

    def close(self, number: int, base: str) -> None:
        """End a remark before a line. base: its indent."""
        if number == len(self.texts):
            self.texts.append("")
        self._ends.setdefault(number, []).append(base)

    def write_ends(self) -> None:
        """Put beginnings and ends into the repair, before whatever is read in their lines."""
        for number, beginning in self._beginnings.items():
            self.repair[number] = beginning + (self.repair.get(number, self.texts[number]) or "")
        for number, bases in self._ends.items():
            closing = "".join(f"\n{base}:::\n" for base in reversed(bases))
            line = self.repair.get(number, self.texts[number])
            self.repair[number] = f"{closing}\n{line}" if line else closing


def home_of(texts: list[str], number: int, base: str) -> str:
    """Return the indent at which pandoc looks for a block that is at `base`.

    In a list that is the column of the item's first word, and no other.
    """
    width = len(base.expandtabs(4))
    for text in reversed(texts[:number]):
        if not width:
            break
        item = _ITEM.match(text.expandtabs(4))
        if item and item.end() <= width:
            return " " * item.end()
        if text.strip() and not text.startswith((" ", "\t")) and not item:
            break
    return ""


def move(remarks: Remarks, numbers: range, lead: re.Pattern[str], home: str) -> None:
    """Put an indent in the place of what some lines begin with."""
    for number in numbers:
        if found := lead.match(remarks.texts[number]):
            remarks.texts[number] = home + remarks.texts[number][found.end() :]
            removed = found.end() - len(home)
            remarks.removed[number] = remarks.removed.get(number, 0) + removed


def kind_in(classes: str, otherwise: str) -> str:
    """Return the first of some classes that is a kind of remark."""
    return next((name for name in classes.split() if re.fullmatch(KINDS, name)), otherwise)


def classes_of(kind: str, title: str) -> str:
    """Return the classes of a remark, in braces. title: "" if it has none."""
    kind = kind.lower()
    if kind in ("tab", "card", "center"):
        return f"{{.{kind}}}"
    if kind == "note":
        return "{.note}"
    is_headed = kind in HEADED or not title.strip()
    return f"{{.note .{kind} .{UNTITLED}}}" if is_headed else f"{{.note .{kind}}}"


def _braces(kind: str, title: str, name: str) -> str:
    classes = classes_of(kind, title)
    return f"{{{name} {classes[1:]}" if name else classes


def label(base: str, title: str) -> str:
    """Return the title of a remark as the paragraph with which it begins, a line end for none."""
    return f"\n\n{base}**{as_meant(title.strip())}**\n" if title.strip() else "\n"
