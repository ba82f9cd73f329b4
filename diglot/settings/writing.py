"""How numbers are counted and which marks are set, as the settings files say it."""

from __future__ import annotations

from typing import Annotated, get_args

from msgspec.structs import asdict
from pydantic import BeforeValidator

from diglot.core.conventions import TYPOGRAPHY_OFF, NumeralSystem, QuoteStyle, Typography
from diglot.settings.entries import Switch
from diglot.settings.strict import Strict


def _as_numerals(value: object) -> object:
    """Accept one word for all that is counted, or lines for each."""
    if not isinstance(value, str):
        return value
    if value not in get_args(NumeralSystem):
        raise ValueError(
            f'"{value}" is not a way to write numbers; give arabic or hebrew, '
            "or each by itself: {chapters: hebrew, pages: arabic}"
        )
    return dict.fromkeys(("chapters", "pages", "notes", "lists"), value)


class NumeralsEntry(Strict):
    """What is counted in which numerals; what is not given is left to a wider setting."""

    chapters: NumeralSystem | None = None
    pages: NumeralSystem | None = None
    notes: NumeralSystem | None = None
    lists: NumeralSystem | None = None


NumeralsSetting = Annotated[NumeralsEntry, BeforeValidator(_as_numerals)]


def _as_typography(value: object) -> object:
    """Accept `off` and `on` for all features together."""
    if value == "off":
        return asdict(TYPOGRAPHY_OFF)
    if isinstance(value, str) and value != "on":
        raise ValueError(f'"{value}": give on or off, or lines such as `quotes: curly`')
    return {} if value == "on" else value


def _as_style(value: object) -> object:
    return Typography().quotes if value == "on" else value


class TypographyEntry(Strict):
    """Which marks are set; what is not given is left to a wider setting."""

    quotes: Annotated[QuoteStyle | None, BeforeValidator(_as_style)] = None
    geresh: Switch | None = None
    maqaf: Switch | None = None
    dashes: Switch | None = None
    ellipsis: Switch | None = None
    spaces: Switch | None = None
    signs: Switch | None = None


TypographySetting = Annotated[TypographyEntry, BeforeValidator(_as_typography)]
