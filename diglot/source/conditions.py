"""Passages that Quarto and MyST show in some formats and not in others, or nowhere.

Knows `::: {.content-visible when-format="html"}`, `.content-hidden`, `unless-format`, on divisions,
on words and on code, `::: {.hidden}`, and cells that are run and not shown. What no edition is to
show is made empty, as a comment is; what every edition is to show stays; what only some are to
show is named (rule M520).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.source.bare import bare, blank
from diglot.source.scan import starts
from diglot.source.scan.lines import scan
from diglot.source.scan.scanned import Fence, Lines

# What Quarto calls each form of our editions. Its PDF is made by TeX or by Typst.
_FORMS = (
    frozenset({"html", "html4", "html5", "html:js"}),
    frozenset({"html", "epub", "epub2", "epub3"}),
    frozenset({"pdf", "latex", "typst"}),
)
_SIGNS = ("content-", "hidden", "include", "remove-")
_SIGN = re.compile(
    r"\bcontent-(?:visible|hidden)\b|\.hidden\b|:::[ \t]*hidden\b|\binclude[ ]*[=:][ ]*[Ff]|"
    r"remove-(?:cell|input)"
)
# Cells that are run and not shown: in knitr, in Quarto, in MyST.
_UNSHOWN_CHUNK = re.compile(r"\{(?:r|python|julia)\b[^{}]*\binclude\s*=\s*F(?:ALSE)?\b[^{}]*\}")
_CELL = re.compile(r"\{(?:(?:r|python|julia|ojs)\b[^{}]*|code-cell)\}.*")
_UNSHOWN = re.compile(
    r"[ \t]*(?:#\|[ \t]*include:[ \t]*false|:?tags:.*\bremove-cell\b.*)[ \t]*", re.IGNORECASE
)
_OPTION = re.compile(r"[ \t]*(?:#\||:?[\w-]+:|---[ \t]*$|[-][ ])")
_OUTPUT_ONLY = re.compile(r"[ \t]*:?tags:.*\bremove-input\b.*")
_CLASS = re.compile(r"(?:^|[\s{.])(?P<name>content-visible|content-hidden|hidden)(?=$|[\s}])")
_CONDITION = re.compile(
    r"\b(?P<sense>when|unless)-(?P<of>format|profile|meta)=(?:\"(?P<value>[^\"]*)\"|(?P<bare>[^\s}]+))"
)
_SPAN = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])*\](?P<braces>\{[^{}\n]*\.content-(?:visible|hidden)[^{}\n]*\})"
)
_HINT = "for every edition: take out the condition; for none: write <!-- … --> around the passage"


def read_conditions(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a text with nothing in the place of what no edition shows, and findings.

    Every line keeps its number, and what is left its column.
    """
    if not any(sign in text for sign in _SIGNS) or not _SIGN.search(text):
        return text, ()
    lines = scan(text.split("\n"))
    texts = list(lines.texts)
    named: dict[int, str] = {}
    for first, last in _blocks(lines):
        words = lines.words(first).strip()
        is_cell = words[0] != ":" and _is_unshown(lines, lines.fences[first])
        is_shown = False if is_cell else _is_shown(words)
        if is_shown is None:
            named[first] = words
        for number in range(first, last + 1) if is_shown is False else ():
            texts[number] = texts[number][: lines.starts[number]].rstrip()
            named.pop(number, None)
    findings = [
        _finding(words, Position(path, number + 1, lines.starts[number] + 1))
        for number, words in named.items()
    ]
    findings += [
        _output_lost(Position(path, fence.first + 1, lines.starts[fence.first] + 1))
        for fence in lines.fences.values()
        if fence.info.startswith("{code-cell}")
        and any(map(_OUTPUT_ONLY.fullmatch, _options(lines, fence)))
    ]
    text = "\n".join(texts)
    for match in reversed(list(_SPAN.finditer(bare(scan(texts))))):
        is_shown = _is_shown(match["braces"])
        if is_shown is None:
            line = text.count("\n", 0, match.start())
            column = match.start() - text.rfind("\n", 0, match.start())
            findings.append(_finding(match["braces"], Position(path, line + 1, column)))
        elif not is_shown:
            text = text[: match.start()] + blank(match) + text[match.end() :]
    return text, tuple(findings)


def _blocks(lines: Lines) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last line of what has a condition on its first."""
    opened: list[int] = []
    for number, kind in enumerate(lines.kinds):
        words = lines.words(number)
        fence = lines.fences.get(number)
        if fence and fence.is_closed and (_CLASS.search(fence.info) or _is_unshown(lines, fence)):
            yield fence.first, fence.last
        if kind != "division":
            continue
        if not starts.is_division_end(words):
            opened.append(number)
        elif opened and _CLASS.search(lines.words(first := opened.pop())):
            yield first, number


def _is_unshown(lines: Lines, fence: Fence) -> bool:
    """Tell whether code is a cell that is run, and of which nothing is shown."""
    if _UNSHOWN_CHUNK.match(fence.info):
        return True
    return bool(_CELL.fullmatch(fence.info)) and any(
        map(_UNSHOWN.fullmatch, _options(lines, fence))
    )


def _options(lines: Lines, fence: Fence) -> Iterator[str]:
    """Yield the lines of options at the beginning of a cell."""
    for number in fence.inside:
        text = lines.texts[number]
        if not _OPTION.match(text):
            return
        yield text


def _is_shown(braces: str) -> bool | None:
    """Tell whether every edition shows what has these attributes, or none does; None if some do."""
    match = _CLASS.search(braces)
    conditions = list(_CONDITION.finditer(braces))
    if any(condition["of"] != "format" for condition in conditions):
        return None
    is_met = {all(_holds(condition, form) for condition in conditions) for form in _FORMS}
    if len(is_met) > 1:
        return None
    return is_met.pop() == (match is None or match["name"] == "content-visible")


def _holds(condition: re.Match[str], form: frozenset[str]) -> bool:
    is_of = (condition["value"] or condition["bare"] or "").strip().lower() in form
    return is_of == (condition["sense"] == "when")


def _finding(words: str, position: Position) -> Finding:
    return Finding(
        "foreign-markup",
        position,
        f'"{cut_short(words.lstrip(": "), 60)}" is a condition of Quarto; here every edition '
        "would show the passage",
        _HINT,
    )


def _output_lost(position: Position) -> Finding:
    return Finding(
        "foreign-markup",
        position,
        '"{code-cell}" is a cell of which only what it makes is to be shown; here its code is '
        "printed, and nothing comes of it",
        "put what it makes here, ![caption](picture.svg) or a table, and take the cell out",
    )
