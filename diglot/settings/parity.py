"""What a book asks of its check: what it shows, severities, sections of one language only."""

from __future__ import annotations

import difflib
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from diglot.core.findings import RULES
from diglot.settings.strict import Strict


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
    """

    show: Literal["differences", "all"] = "differences"
