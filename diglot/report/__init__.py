"""Findings → the formats in which people and programs read them, one module a format.

Goes in: findings as data. Comes out: a whole report as text. The worksheet for
translators shows the book itself too, so it is made by the writers.
"""

from diglot.report.changes import Changes, changes
from diglot.report.github import as_github
from diglot.report.json import as_json
from diglot.report.listing import (
    MOST_OF_A_CAUSE,
    Listing,
    count,
    counted,
    first_of_each_cause,
    listing,
)
from diglot.report.sarif import as_sarif
from diglot.report.several import (
    BookReport,
    below,
    several_as_github,
    several_as_json,
    several_as_sarif,
)
from diglot.report.text import Excerpt, as_text, finding_lines
from diglot.report.wording import isolated

__all__ = [
    "MOST_OF_A_CAUSE",
    "BookReport",
    "Changes",
    "Excerpt",
    "Listing",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "below",
    "changes",
    "count",
    "counted",
    "finding_lines",
    "first_of_each_cause",
    "isolated",
    "listing",
    "several_as_github",
    "several_as_json",
    "several_as_sarif",
]
