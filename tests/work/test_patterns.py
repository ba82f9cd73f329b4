"""Compiled patterns that are kept: what is found with them is what is found without."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from re import _compiler  # type: ignore[attr-defined]  # no public way

import pytest

from diglot.disk.cache import NO_CACHE, Cache
from diglot.work import patterns as module
from diglot.work.patterns import Patterns

KINDS: list[tuple[str | bytes, int]] = [
    (r"(?P<year>\d{4})-(?P<month>\d\d)?", 0),
    (r"(?:ו|ש|כש)?ה?(שלום|Peace) \1", re.IGNORECASE),
    (r"  (?<! x ) [a-fא-ת]+ # words", re.VERBOSE),
    (r"(?P<a>x)(?P<b>y)?(?(b)z|w)", 0),
    ("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", 0),
    ("[\ud800-\udfff]", 0),
    (r"(?is:a.b)|(?m:^c$)", 0),
    (r"\w+", re.ASCII),
    (r"[\d\w]+", 0),
    (rb"[\d\w]+", 0),
    *((rf"{word}+?(a|b){{2,{count}}}", 0) for count, word in enumerate("pqrstuv", 2)),
]
TEXTS = (
    "2024-05 2023- x9",
    "ושלום שלום Peace PEACE",
    " x ab",
    "xyz xw x",
    "a\nb c",
    "é٣ pppaa\ud800",
)


def seen(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[object]:
    """Return what a pattern is and finds."""
    found: list[object] = [pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)]
    for text in TEXTS:
        given = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
        found += [
            (match.span(), match.groups(), match.groupdict(), match.lastgroup)
            for match in pattern.finditer(given)  # type: ignore[arg-type]
        ]
    return found


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """Return a cache into which something is kept already, where bytecode may be written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Cache(tmp_path)


def test_a_kept_pattern_is_the_pattern(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it finds, and whatever it tells of itself, and none is compiled a second time."""
    expected = [seen(module._compile(*kind)) for kind in KINDS]
    first = Patterns(cache)
    assert [seen(first.compile(*kind)) for kind in KINDS] == expected
    first.keep()
    monkeypatch.setattr(_compiler, "_code", None)
    assert [seen(first.compile(*kind)) for kind in KINDS] == expected
    assert [seen(Patterns(cache).compile(*kind)) for kind in KINDS] == expected


def test_processes_add_to_what_is_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that end one after the other, the second takes nothing away; there is an end to it."""
    one, other = Patterns(cache), Patterns(cache)
    for number in range(20):
        one.compile(f"one{number}")
        other.compile(f"other{number}")
    one.keep()
    other.keep()
    monkeypatch.setattr(module, "_code", None)
    assert Patterns(cache).compile("one7").fullmatch("one7")
    assert Patterns(cache).compile("other7").fullmatch("other7")
    monkeypatch.undo()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(module, "_MOST", 30)
    third = Patterns(cache)
    for number in range(20):
        third.compile(f"third{number}")
    third.keep()
    monkeypatch.setattr(module, "_code", None)
    assert Patterns(cache).compile("third7").fullmatch("third7")
    with pytest.raises(TypeError):
        Patterns(cache).compile("one7")


@pytest.mark.parametrize("pattern", ["(", "[b-a]", "a**", "(?P<x>a)(?P<x>b)", "(?<=a+)b"])
def test_what_is_no_pattern_is_told_as_ever(cache: Cache, pattern: str) -> None:
    """Its error is the one of `re`."""
    with pytest.raises(re.error) as expected:
        module._compile(pattern, 0)
    with pytest.raises(re.error, match=f"^{re.escape(str(expected.value))}$"):
        Patterns(cache).compile(pattern)


def test_nothing_is_kept_where_nobody_wants_it(tmp_path: Path, cache: Cache) -> None:
    """Neither a few patterns nor a first folder are worth it, nor any where Python keeps none."""
    few, nowhere, none = (Patterns(c) for c in (cache, Cache(tmp_path / "new"), NO_CACHE))
    few.compile("few")
    for number in range(20):
        nowhere.compile(f"some{number}")
        none.compile(f"some{number}")
    for patterns in (few, nowhere, none):
        patterns.keep()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.heavy
def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    """A second process compiles what the first one kept, where not a byte of it is lost."""
    code = (
        "import re; from diglot.work.patterns import keep_patterns; keep_patterns()\n"
        "print(all(re.fullmatch(f'a{n}+', f'a{n}') for n in range(1, 30)))"
    )

    def run() -> bytes:
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
        environment.pop("PYTHONDONTWRITEBYTECODE", "")
        command = [sys.executable, "-c", code]
        assert subprocess.check_output(command, env=environment, text=True) == "True\n"
        (file,) = tmp_path.rglob("*.patterns")
        return file.read_bytes()

    (tmp_path / "diglot").mkdir()
    first = run()
    (file,) = tmp_path.rglob("*.patterns")
    file.write_bytes(first[:-3])
    assert len(run()) == len(first)
    assert run()[:32] == file.read_bytes()[:32]
