"""The forms in which a book is made, as data: the one table that knows their names.

All packages ask it what there is and how the files are called. How a form is made says the module
of its name in `run/building/makers/`, in the folder of what it is made of.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

# What a form is made of: all editions together, as they are aligned; one of them; the pages that
# one was laid out on; or the pages of all.
Substance = Literal["book", "edition", "pages", "all pages"]


class Format(Struct, frozen=True):
    """A form in which a book is made.

    name: what it is called on the command line, in settings and in the manifest.
    made_of: what must be there before it can be made.
    files: the path of what is made, in the output folder; {id} stands for the book's and
        {language} for the edition's. One with a slash at its end is a folder.
    purpose: what it is for, in the help of the command; "" where the name says it.
    is_usual: whether it is made where no form is named.
    is_offered: whether the website lets readers take it along, if the book does not decline.
    """

    name: str
    made_of: Substance
    files: str
    purpose: str = ""
    is_usual: bool = True
    is_offered: bool = False

    def path(self, book: str, language: str = "") -> str:
        """Return what is made of a book with some id, in one of its languages."""
        return self.files.format(id=book, language=language)

    @property
    def is_of_one_language(self) -> bool:
        """Tell whether there is one for each language, and not one for all."""
        return self.made_of in ("edition", "pages")

    @property
    def needs_layout(self) -> bool:
        """Tell whether pages are laid out for it."""
        return self.files.endswith(".pdf")

    @property
    def is_folder(self) -> bool:
        """Tell whether many files are made, one of them index.html."""
        return self.files.endswith("/")


# In the order in which they are listed, and made where nothing else tells.
FORMATS = (
    Format("site", "book", "site/"),
    Format("epub", "edition", "{id}-{language}.epub", is_offered=True),
    Format("pdf", "pages", "{id}-{language}.pdf", "for screens", is_offered=True),
    Format("print", "pages", "{id}-{language}-print.pdf", "for a press"),
    Format("cover", "pages", "{id}-{language}-cover.pdf", "back, spine and front for the press"),
    Format(
        "bilingual-epub",
        "book",
        "{id}-bilingual.epub",
        "both languages in one e-book",
        is_usual=False,
        is_offered=True,
    ),
    Format(
        "bilingual",
        "book",
        "{id}-bilingual.pdf",
        "both languages on facing pages",
        is_usual=False,
        is_offered=True,
    ),
    Format(
        "bilingual-print",
        "book",
        "{id}-bilingual-print.pdf",
        "the same for a press",
        is_usual=False,
    ),
    Format(
        "bilingual-cover",
        "book",
        "{id}-bilingual-cover.pdf",
        "its cover",
        is_usual=False,
    ),
    Format(
        "back-to-back",
        "all pages",
        "{id}-back-to-back.pdf",
        "both languages, each from its own cover",
        is_usual=False,
    ),
    Format(
        "back-to-back-print",
        "all pages",
        "{id}-back-to-back-print.pdf",
        "the same for a press",
        is_usual=False,
    ),
    Format(
        "back-to-back-cover",
        "all pages",
        "{id}-back-to-back-cover.pdf",
        "its cover, with two fronts",
        is_usual=False,
    ),
    Format(
        "columns",
        "book",
        "{id}-columns.pdf",
        "both languages in two columns",
        is_usual=False,
        is_offered=True,
    ),
    Format(
        "interlinear",
        "book",
        "{id}-interlinear.pdf",
        "each paragraph above its translation",
        is_usual=False,
        is_offered=True,
    ),
    Format(
        "booklet",
        "pages",
        "{id}-{language}-booklet.pdf",
        "sheets to fold and staple",
        is_usual=False,
    ),
    Format(
        "bilingual-booklet",
        "book",
        "{id}-bilingual-booklet.pdf",
        "those of the facing pages",
        is_usual=False,
    ),
    Format(
        "columns-booklet",
        "book",
        "{id}-columns-booklet.pdf",
        "those of the two columns",
        is_usual=False,
    ),
)
