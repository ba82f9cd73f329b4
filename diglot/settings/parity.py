"""What a book asks of its check: what it shows, how files are opened, severities, exceptions."""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from diglot.core.findings import RULES
from diglot.settings.strict import Strict

EDITORS = {
    "vscode": "vscode://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
    "textmate": "txmt://open?url=file://{path}&line={line}",
}
"""Addresses by the names of editors; {path} is the whole path of the file."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = frozenset({"javascript", "vbscript", "data"})


def editor_address(value: str) -> str:
    """Return the address of an editor's name, or an address itself; "" and "none" are none.

    Raises ValueError for anything else.
    """
    if value in {"", "none"}:
        return ""
    if value in EDITORS:
        return EDITORS[value]
    scheme = _SCHEME.match(value)
    if not scheme or scheme[1].lower() in _UNSAFE or "{path}" not in value:
        raise ValueError(
            f'"{value}" is no editor; there are {", ".join(EDITORS)} and none, '
            "or an address with {path} and {line} such as myeditor://open?file={path}&line={line}"
        )
    return value


EditorAddress = Annotated[str, AfterValidator(editor_address)]


def rule_name(key: str) -> str:
    """Return the name of the rule that a code or a name stands for.

    Raises ValueError, with the nearest one, where there is no such rule.
    """
    for rule in RULES.values():
        if key in (rule.code, rule.name):
            return rule.name
    codes = [rule.code for rule in RULES.values()]
    close = difflib.get_close_matches(key, [*RULES, *codes], n=1)
    raise ValueError(f"there is no such rule{f'; did you mean {close[0]}?' if close else ''}")


RuleName = Annotated[str, AfterValidator(rule_name)]


class ParityEntry(Strict):
    """`parity:` in content/book.yaml."""

    allow: dict[str, Annotated[str, Field(min_length=1)]] = Field(default_factory=dict)
    severity: dict[RuleName, Literal["error", "warning", "note", "off"]] = Field(
        default_factory=dict
    )


class CheckEntry(Strict):
    """`check:` in content/book.yaml.

    show: what the command lists where it is not asked for more: what differs between
        the languages, or all that it finds.
    editor: how the worksheet opens a file at its line, "" for not at all.
    """

    show: Literal["differences", "all"] = "differences"
    editor: EditorAddress = ""
