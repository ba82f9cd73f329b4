"""The glossary: how terms are to be translated."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from pydantic import BeforeValidator, Field

from diglot.settings.strict import Strict


def _as_forms(value: object) -> object:
    """Accept one form of a term, or a list of forms."""
    return [value] if isinstance(value, str) else value


Forms = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    BeforeValidator(_as_forms),
    Field(min_length=1),
]


class GlossaryFile(Strict):
    """content/glossary.yaml: terms, each with its forms by language, and a note.

    `never` lists words that no translation may use for the term.
    """

    terms: tuple[dict[str, Forms], ...] = ()


class Term(Struct, frozen=True):
    """A term of the glossary.

    forms: by language, all the forms that it may take. never: what it must not be called.
    """

    forms: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""
    never: tuple[str, ...] = ()
