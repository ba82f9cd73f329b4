"""Rule M515: divisions that are never closed, and lines that close none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.source.repairs import Repair, start_of
from diglot.source.scan.containers import shown_before
from diglot.source.scan.scanned import Lines

# pandoc would take the first word for the division's name.
_OPEN_BRACES = re.compile(r":{3,}[ \t]*\{[^{}]*")
# Signs that no class, id or value has: pandoc takes the line for text, and what it opens.
_STRANGE = re.compile(r":{3,}[ \t]*\{(?=[^{}]*[<>*`\[\]])(?:[^{}\"]|\"[^\"]*\")*\}")
# A directive of mkdocstrings, which no line ends: ::: package.module
_DOCUMENTED = re.compile(r":::[ \t]+[A-Za-z_]\w*(?:\.\w+)+")


def check_divisions(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield what is wrong with divisions; a line that opens or closes nothing is not read."""
    for number, kind in enumerate(lines.kinds):
        if kind == "division" and lines.indents[number]:  # which pandoc takes for text
            repair[number] = lines.meant(number, lines.words(number))
        if kind == "division" and _begins_note(lines, number):  # where pandoc looks for none
            sign = lines.meant(number, "").rstrip()
            inside = shown_before(lines.stacks[number])
            repair[number] = f"{sign}\n{inside}{lines.words(number)}"
        if kind == "text" and _OPEN_BRACES.fullmatch(words := lines.words(number)):
            repair[number] = lines.meant(number, f"\\{words}", lines.indents[number])
            yield Finding(
                "unclosed-div",
                start_of(lines, number, path),
                "the braces of the division do not end on its line, so it is read as text",
                "write them on one line: ::: {.note}",
            )
        if kind == "division" and _STRANGE.match(re.sub(r"\"[^\"]*\"", "", lines.words(number))):
            yield Finding(
                "unclosed-div",
                start_of(lines, number, path),
                "what is in the braces is no class, id or value, so the division is read as text",
                'write {#id .class key="value"}',
            )
    for number in lines.open_divisions:
        if _DOCUMENTED.fullmatch(words := lines.words(number).rstrip()):  # which rule M520 names
            repair[number] = lines.meant(number, f"\\{words}")
            continue
        opening, _, title = (repair.get(number) or "").partition("\n")
        repair[number] = opening if _begins_note(lines, number) else title
        yield Finding(
            "unclosed-div",
            start_of(lines, number, path),
            "the division that begins here has no end",
            "close it with a line of its own: :::",
        )
    for number in lines.spare_ends:
        repair[number] = ""
        yield Finding(
            "unclosed-div",
            start_of(lines, number, path),
            "this line closes a division where none is open",
            "delete it; or see that the line that opens the division follows an empty line "
            "and says what it is: ::: {.note}",
        )


def _begins_note(lines: Lines, number: int) -> bool:
    stack = lines.stacks[number]
    return bool(stack) and stack[-1].kind == "note" and stack[-1].first == number
