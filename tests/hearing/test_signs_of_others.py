"""What a sign of another program holds is said with the sign, and what is beside it by itself."""

from __future__ import annotations

import pytest

from diglot.disk.cache import Cache
from diglot.run.pipeline import check_project
from support import ProjectMaker, Silent


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("import Tabs from '@theme/Tabs';", ["foreign-markup"]),
        ('{% file src="../a.pdf" %}', ["foreign-markup"]),
        ('Some "words alone. :smile:', ["foreign-markup", "unbalanced-quotes"]),
        ("A @work and :smile: in a line", ["foreign-markup", "undefined-citation"]),
    ],
)
def test_what_a_sign_holds_follows_from_it(
    project: ProjectMaker, line: str, rules: list[str]
) -> None:
    """Marks and keys inside the sign are no findings of their own; those beside it are."""
    folder = project(
        {
            "content/book.yaml": "id: small\nlanguages: [en]\n",
            "content/en/01-oil.md": f"# Oil\n\n{line}\n",
        }
    )
    checked = check_project(folder, jobs=1, progress=Silent(), cache=Cache(None))
    found = {f.rule for f in checked.findings if f.position.path == "content/en/01-oil.md"}
    assert sorted(found) == rules
