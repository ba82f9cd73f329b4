"""What a press is given: bleed, marks, inks, and how fine pictures have to be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import BeforeValidator

from diglot.settings.entries import LARGEST_BLEED_MM, LengthMm, Switch, no_more_than, whole
from diglot.settings.strict import Strict

Ink = Literal["grey", "cmyk"]
Archive = Literal["none", "2u", "3u"]
RESOLUTIONS_PPI = (72, 1200)
LARGEST_MULTIPLE = 64
# Where systems keep colour profiles: Linux, macOS, those of one user.
PROFILE_FOLDERS = (
    "/usr/share/color/icc",
    "/usr/local/share/color/icc",
    "/Library/ColorSync/Profiles",
    "~/.local/share/icc",
    "~/.color/icc",
)


class Press(Struct, frozen=True):
    """How the print PDF is made.

    ink: of pictures; all else is black. profile: the ICC profile of the press,
        for ink "cmyk". multiple: of which the number of pages is. resolution_ppi:
        below which a picture is told of.
    """

    bleed_mm: float
    has_marks: bool
    ink: Ink
    profile: Path | None
    multiple: int
    resolution_ppi: int


def _as_ink(value: object) -> object:
    return "grey" if value == "gray" else value


class PdfEntry(Strict):
    """`pdf:` in content/book.yaml: the PDF for screens and archives."""

    archive: Archive = "none"


class PrintEntry(Strict):
    """`print:` in content/book.yaml."""

    bleed: Annotated[LengthMm, no_more_than(LARGEST_BLEED_MM)] = 3.0
    marks: Switch = True
    ink: Annotated[Ink, BeforeValidator(_as_ink)] = "grey"
    profile: str = ""
    multiple: Annotated[int, whole(1, LARGEST_MULTIPLE)] = 2
    resolution: Annotated[int, whole(*RESOLUTIONS_PPI)] = 200

    def press(self, content: Path) -> Press:
        """Return the press that these settings describe.

        content: the folder that a profile may be in. Raises ValueError where
            there is no such profile, and where one is wanted or not.
        """
        if self.ink == "cmyk" and not self.profile:
            raise ValueError("ink: cmyk needs the press's ICC profile, in a line `profile: …`")
        if self.ink == "grey" and self.profile:
            raise ValueError("a profile is for ink: cmyk; grey pictures need none")
        profile = find_profile(self.profile, content) if self.profile else None
        return Press(self.bleed, self.marks, self.ink, profile, self.multiple, self.resolution)


def find_profile(name: str, content: Path) -> Path:
    """Return the ICC profile of a CMYK press: a file in `content`, or one of the system's.

    Raises ValueError where there is none of that name, or it is of another kind.
    Source: ICC.1:2022, 7.2 (the header of a profile).
    """
    found = next(iter(_profiles(name, content)), None)
    if found is None:
        raise ValueError(
            f'there is no profile "{name}": no such file in content/, and none among the '
            "profiles that this system has"
        )
    header = found.read_bytes()[:128]
    if header[36:40] != b"acsp":
        raise ValueError(f'"{name}" is not an ICC profile')
    if (header[12:16], header[16:20]) != (b"prtr", b"CMYK"):
        raise ValueError(f'"{name}" is not the profile of a press with four inks')
    return found


def _profiles(name: str, content: Path) -> list[Path]:
    own = (content / name).resolve()
    if own.is_file() and own.is_relative_to(content.resolve()):
        return [own]
    wanted = {name, f"{name}.icc", f"{name}.icm"}
    folders = (Path(folder).expanduser() for folder in PROFILE_FOLDERS)
    files = (path for folder in folders if folder.is_dir() for path in folder.rglob("*.ic[cm]"))
    return sorted(path for path in files if path.name in wanted)
