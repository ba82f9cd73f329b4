"""A build of which nothing would be new: it looks at digests, and ends.

Goes in: a project, what is asked for, and what was kept of the last build that was asked the
same. Comes out: what that build said, if all that goes into a build is as it was then, and each
file in the output folder is the one that it made. Knows nothing of settings or formats, so that
nothing is loaded that reads them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from diglot.core.finding_records import finding_entry, finding_from
from diglot.core.findings import Finding
from diglot.disk.cache import Cache, cache_key, program_digest
from diglot.disk.output import MANIFEST, Artifact, artifacts_as_made
from diglot.disk.states import file_state, folder_states, installed, program_state, system_libraries
from diglot.disk.template_files import templates_of
from diglot.run.git.history import head

# What says which pandoc is started, and which time files carry.
_ENVIRONMENT = ("PYPANDOC_PANDOC", "SOURCE_DATE_EPOCH")


class LastBuild(Struct, frozen=True):
    """What a build said, and what it left.

    assumptions: what it took for granted. checked, built: what it found wrong before and while
    it made editions. has_errors: whether that was a draft. day: the one whose date the files
    carry, where that is today's; else "". history: the commit whose dates are printed, or "".
    manifest: the digest of the list of what it made. made: the paths on that list that it made.
    """

    assumptions: tuple[str, ...]
    checked: tuple[Finding, ...]
    built: tuple[Finding, ...]
    has_errors: bool
    day: str
    history: str
    manifest: str
    made: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether it found no error."""
        return not self.has_errors and all(f.severity != "error" for f in self.built)


class Builds(Struct, frozen=True):
    """The builds of a project that were asked for the same.

    asked: words that name what is asked for. out: the output folder.
    """

    project: Path
    out: Path
    asked: Sequence[str]
    cache: Cache

    def key(self) -> str:
        """Return the name of all that goes into such a build, as it is now."""
        parts = [self.project.name, str(self.out.resolve()), *self.asked, program_digest()]
        parts += [os.environ.get(name, "") for name in _ENVIRONMENT]
        parts += [installed(), system_libraries(), program_state("pandoc")]
        for folder in (self.project / "content", *templates_of(self.project)):
            parts += [folder.name, *folder_states(folder)]
        return cache_key("build", parts)

    def last(self, key: str, day: str) -> tuple[LastBuild, list[Artifact]] | None:
        """Return the last build, and its files, if to build now would make the same.

        day: today's.
        """
        kept = self.cache.get(key)
        last = _build_from(kept) if kept else None
        if last is None or last.day not in {"", day}:
            return None
        if last.history and last.history != head(self.project):
            return None
        if manifest_state(self.out) != last.manifest:
            return None
        artifacts = artifacts_as_made(self.out)
        if artifacts is None:
            return None
        made = set(last.made)
        return last, [artifact for artifact in artifacts if artifact.path in made]

    def keep(self, key: str, build: LastBuild) -> None:
        """Keep a build, if all that went into it is still as it was before."""
        if self.key() == key:
            self.cache.put(key, _to_bytes(build))


def manifest_state(out: Path) -> str:
    """Return the digest of the list of what is in an output folder."""
    return file_state(out / MANIFEST)


def _to_bytes(build: LastBuild) -> bytes:
    record = {
        "assumptions": build.assumptions,
        "checked": [finding_entry(finding) for finding in build.checked],
        "built": [finding_entry(finding) for finding in build.built],
        "has_errors": build.has_errors,
        "day": build.day,
        "history": build.history,
        "manifest": build.manifest,
        "made": build.made,
    }
    return json.dumps(record, ensure_ascii=False).encode()


def _build_from(content: bytes) -> LastBuild | None:
    """Return a kept build, or None for one that this program did not write."""
    try:
        record: dict[str, Any] = json.loads(content)
        return LastBuild(
            assumptions=tuple(map(str, record["assumptions"])),
            checked=tuple(map(finding_from, record["checked"])),
            built=tuple(map(finding_from, record["built"])),
            has_errors=bool(record["has_errors"]),
            day=str(record["day"]),
            history=str(record["history"]),
            manifest=str(record["manifest"]),
            made=tuple(map(str, record["made"])),
        )
    except (ValueError, KeyError, TypeError):
        return None
