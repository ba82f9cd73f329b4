"""`clean`: remove what earlier runs kept."""

from __future__ import annotations

from pathlib import Path

import click

from diglot.cli.shared import STATUS_OK, project_folder, project_option

_MEGABYTE = 1_000_000


@click.command("clean")
@project_option
@click.pass_obj
def clean(default_project: Path, project: Path | None) -> int:
    """Remove what earlier runs kept in .diglot/.

    The next run makes everything anew. Your files and what was built stay.
    """
    from diglot.cli.terminal import Terminal
    from diglot.disk.cache import project_cache

    freed = project_cache(project_folder(project or default_project)).clear()
    size = f"{freed / _MEGABYTE:.1f} MB" if freed >= _MEGABYTE / 10 else f"{freed / 1000:.0f} kB"
    Terminal().say(f"Removed {size} from .diglot/." if freed else "Nothing was kept.")
    return STATUS_OK
