"""What is told of the machine and the program: versions, and what the program is made of."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

from diglot.disk import cache
from diglot.disk.cache import program_digest
from diglot.disk.states import version_of


def test_versions_are_those_that_packages_say() -> None:
    """Of every package that is installed here, however its name is written."""
    told = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
    assert {name: version_of(name) for name in told} == told
    assert version_of("PyYAML") == version_of("pyyaml") == told["PyYAML"]
    assert version_of("typing-extensions") == version_of("Typing_Extensions")


@pytest.mark.heavy
def test_a_folder_without_a_version_is_read(tmp_path: Path) -> None:
    """Older installers call it by the name alone; of two, the one that is found first counts."""
    for folder, name, version in (
        ("first", "older.egg-info/PKG-INFO", "3.1"),
        ("first", "Some.Name-2.0.dist-info/METADATA", "2.0"),
        ("second", "some_name-1.0.dist-info/METADATA", "1.0"),
    ):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True)
        path.write_text(f"Metadata-Version: 2.1\nName: {name.split('.')[0]}\nVersion: {version}\n")
    code = (
        "from diglot.disk.states import version_of\n"
        "print(*map(version_of, ('older', 'some-name', 'SOME_NAME')))"
    )
    paths = f"sys.path[:0] = [{str(tmp_path / 'first')!r}, {str(tmp_path / 'second')!r}]"
    command = [sys.executable, "-c", f"import sys\n{paths}\n{code}"]
    assert subprocess.check_output(command, text=True).split() == ["3.1", "2.0", "2.0"]


def test_nobody_has_a_package_that_is_not_there() -> None:
    """It is an error, as where Python is asked."""
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        version_of("no-such-package")


def test_a_package_of_the_program_is_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its digest is another with every file in it, and with none outside."""
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    for name in ("a/one.py", "a/inside/two.py", "a/words.po", "ab/three.py", "a/data.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)

    def digests() -> tuple[str, str]:
        program_digest.cache_clear()
        cache._source_state.cache_clear()
        return program_digest("a"), program_digest()

    seen = [digests()]
    for name in ("a/one.py", "a/inside/two.py", "a/words.po"):
        (tmp_path / name).write_text("changed")
        seen.append(digests())
    (tmp_path / "a/one.py").rename(tmp_path / "a/other.py")
    seen.append(digests())
    assert len({own for own, _ in seen}) == len(seen) == len({whole for _, whole in seen})
    own, whole = seen[-1]
    (tmp_path / "a/data.txt").write_text("changed")
    assert digests() == (own, whole)
    (tmp_path / "ab/three.py").write_text("changed")
    assert digests()[0] == own
    assert digests()[1] != whole
    monkeypatch.undo()
    program_digest.cache_clear()


@pytest.mark.heavy
def test_states_load_nothing_of_packages() -> None:
    """What reads what is said of packages is loaded by nobody who only wants their versions."""
    code = "import sys; from diglot.disk.states import *; version_of('lxml'); print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "importlib.metadata" not in loaded
