"""What a document of pages may look up in templates/: what it names, and what that names."""

from __future__ import annotations

from pathlib import Path

from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.engine.looked_up import LookedUp
from support import write_project

SHEET = '@font-face { src: url("../fonts/EzraSIL-Regular.ttf") } @import "my%20own.css";'


def test_files_are_those_that_are_named(tmp_path: Path) -> None:
    """A picture in a style sheet that another one brings is among them, and no other font."""
    own = write_project(
        tmp_path,
        {
            "styles/my own.css": "body { background: url(../art/sea.svg) }",
            "art/sea.svg": "<svg/>",
            "art/land.svg": "<svg/>",
            "fonts/EzraSIL-Regular.ttf": "of one's own",
        },
    )
    files = LookedUp((own, builtin_templates())).files("<p>", SHEET)
    assert [address for address, _ in files.digests] == [
        "templates/art/sea.svg",
        "templates/fonts/EzraSIL-Regular.ttf",
        "templates/styles/my own.css",
    ]
    assert files.read("templates/fonts/EzraSIL-Regular.ttf") == b"of one's own"


def test_nothing_outside_is_looked_up(tmp_path: Path) -> None:
    """A link out of the folder leads nowhere."""
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg/>")
    own = write_project(tmp_path / "templates", {"styles/a.css": ""})
    (own / "secret.svg").symlink_to(secret)
    assert LookedUp((own,)).files("url(secret.svg)").digests == ()
