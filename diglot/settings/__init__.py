"""What a book's settings files may say, as pydantic models; knows neither files nor folders.

`strict` knows what is wrong in words; each other module knows one kind of settings.
"""

from diglot.settings.book import BookFile, EditionFile
from diglot.settings.entries import People, check_date
from diglot.settings.glossary import GlossaryFile, Term
from diglot.settings.page import Page
from diglot.settings.strict import describe_errors

__all__ = [
    "BookFile",
    "EditionFile",
    "GlossaryFile",
    "Page",
    "People",
    "Term",
    "check_date",
    "describe_errors",
]
