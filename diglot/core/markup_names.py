"""What markup says to the PDF writer that reads it back: names that both sides have to know.

`render/` and `templates/` write them into HTML; `writers/pdf/` finds them again in pages that
are laid out. Style sheets and templates have them as plain text: a test holds those against
this list.
"""

from __future__ import annotations

FOOTNOTE = "footnote"
"""The class of a note that goes to the foot of its page, and so is a note in the tags."""
NOTE_NUMBER = "data-number"
"""The attribute of such a note that holds its number as the edition writes it."""
NOTE_SERIES = "data-series"
"""The attribute of such a note that is of the second series, the translator's."""
NOTE_PLACE = "data-place"
"""The attribute of such a note that says which it is of all in its chapter, from 1."""
NOTE_OWN = "data-own"
"""The attribute of such a note that a translator or an editor adds in his own name."""
FORMULA = "math"
"""The class of a picture that is a formula, and so is one in the tags."""
TABLE_LINE = "data-line"
"""The attribute of a table that holds its line in the source, from 1."""
FORMULA_ALONE = "formula"
"""The class of a paragraph on pages that is a formula and nothing else."""
PAGE_NUMBER = "page-number"
"""The class of the room that a reference leaves for the number of a page."""
PAGE_ANCHOR, PAGE_RAISED = "page-of:", "raised:"
"""What the id of such a room begins with, and that of the same place a little higher up."""
RAISED_EM = 0.2
"""By how much of its size the second place is above the first."""
PAGE_QUERY = "?page"
"""The end of the address of a link whose words are only the number of a page."""
PLACE_SCHEME = "diglot:"
"""The beginning of an address that is a place in the book: "diglot:chapter/id"."""

CONTENTS, REFERENCES = "contents", "references"
"""The classes of lists that may end on a page with few lines: of contents, of works cited."""
PART_TITLE, LIST_TITLE = "part-title", "list-title"
"""The classes of titles inside the contents."""
KEPT, UNCUT = "kept", "uncut"
"""The classes of rows of such a list: one stays with the row before it, one is not divided."""
WIDE, TIGHT, SQUEEZED, CRUSHED = "wide", "tight", "squeezed", "crushed"
"""The classes of a table whose long words break, of one in small type besides, of one whose words
break but for the short ones, and of one whose words all do."""
LONG_WORDS = "long-words"
"""The class of its cells that have words that break."""
ROW, BELOW_ROW = "--row-", "--below-"
"""What the ids begin with of a row on facing pages, and of the place right below it."""
CUT_AT = "data-cut-at"
"""The attribute of such a row that says on which pages it is cut, and how far down."""
NEW_GRID = "data-new-grid"
"""The attribute of such a row from whose top on lines are counted, as if it began a page."""
