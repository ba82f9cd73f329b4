"""The editions of a build as readers see them while their translations are on the way."""

from __future__ import annotations

from diglot.core.model import Edition
from diglot.lang.locales import load_locale
from diglot.run.git_changes import line_dates
from diglot.run.pipeline import Checked
from diglot.translation import Stamped, lock_path
from diglot.translation.shown import Showing, shown


def as_shown(edition: Edition, checked: Checked) -> Edition:
    """Return an edition with what its settings ask for where its translation waits."""
    wanted = checked.config.editions[edition.language].translation
    has_source = wanted.untranslated == "source"
    stamped = checked.stamped.get(edition.language) if wanted.notices or has_source else None
    if stamped is None:
        return edition
    accepted = _accepted(checked, edition.language, stamped) if wanted.notices else {}
    showing = Showing(wanted.notices, has_source, checked.book.source.language, accepted)
    return shown(edition, stamped, showing, load_locale(edition.language))


def _accepted(checked: Checked, language: str, stamped: Stamped) -> dict[str, str]:
    """Return by key when units that are stale were accepted, as far as git knows."""
    stale = [unit.key for unit in stamped.units if stamped.state(unit) == "stale"]
    dates = line_dates(checked.config.project, lock_path(language)) if stale else {}
    lines = {key: stamped.stamps[key].line for key in stale}
    return {key: dates[line] for key, line in lines.items() if line in dates}
