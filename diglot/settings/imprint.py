"""The pages around the text, and the ISBN of each form of the book."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from diglot.core.imprint import Isbns
from diglot.settings.strict import Strict


def check_isbn(value: str) -> str:
    """Return an ISBN of 13 digits with its hyphens in their places; "" as it is.

    Raises ValueError for one with a wrong digit, and for one of ten digits.
    Source: ISO 2108; the ranges of the agencies come with the library stdnum.
    """
    if not value:
        return value
    from stdnum import isbn
    from stdnum.exceptions import InvalidChecksum, ValidationError

    digits = isbn.compact(value)
    if len(digits) == 10 and isbn.is_valid(digits):
        raise ValueError(
            f'"{value}" is an ISBN of ten digits; books have carried thirteen since 2007: '
            f"{isbn.format(isbn.to_isbn13(digits))}"
        )
    try:
        return str(isbn.format(isbn.validate(digits)))
    except InvalidChecksum:
        raise ValueError(
            f'"{value}" is not an ISBN: the last digit does not agree with those before it'
        ) from None
    except ValidationError:
        raise ValueError(
            f'"{value}" is not an ISBN; give its 13 digits, with or without hyphens'
        ) from None


Isbn = Annotated[str, BeforeValidator(check_isbn)]


def _as_isbns(value: object) -> object:
    """Accept one ISBN for all forms, or lines for each."""
    return (
        dict.fromkeys(("print", "epub", "pdf"), check_isbn(value))
        if isinstance(value, str)
        else value
    )


class IsbnEntry(Strict):
    """`isbn:` in content/<language>/book.yaml."""

    print: Isbn = ""
    epub: Isbn = ""
    pdf: Isbn = ""

    def isbns(self) -> Isbns:
        """Return the ISBNs that these settings give."""
        return Isbns(self.print, self.epub, self.pdf)


IsbnSetting = Annotated[IsbnEntry, BeforeValidator(_as_isbns)]
