"""The stamps on disk and the sections that they belong to."""

from __future__ import annotations

from collections.abc import Mapping

from diglot.bitext import Alignment
from diglot.config import Config
from diglot.disk.sources import read_text
from diglot.translation import Stamped, lock_path, parse_stamps, units_of, with_stamps
from diglot.translation.units import SPOKEN, Said


def stamped_units(
    config: Config, alignments: Mapping[str, Alignment], said: Said = SPOKEN
) -> dict[str, Stamped]:
    """Return, by language, the units of each translation with the stamps kept of them."""
    return {
        tag: with_stamps(
            tuple(units_of(alignment, said)),
            parse_stamps(read_text(config.project, lock_path(tag)) or ""),
        )
        for tag, alignment in alignments.items()
    }
