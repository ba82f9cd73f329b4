"""Results of steps at hand in a process that goes on."""

from __future__ import annotations

import pickle
from pathlib import Path

from diglot.disk.cache import Cache, HeldBack
from diglot.disk.memory import Memory
from diglot.disk.steps import BYTES, JSON, records, step

WORDS = records(tuple[str, ...])


def test_a_value_is_read_once(tmp_path: Path) -> None:
    """Who asks again gets the very value; a process without memory reads it from the folder."""
    cache = Cache(tmp_path, Memory())
    made = step("words", ["a"]).result(lambda: ("oil", "gas"), WORDS, store=cache)
    assert step("words", ["a"]).result(lambda: (), WORDS, store=cache) is made
    assert step("words", ["a"]).kept(WORDS, cache) is made
    other = step("words", ["a"]).kept(WORDS, Cache(tmp_path))
    assert other == made
    assert other is not made


def test_what_may_change_is_not_shared(tmp_path: Path) -> None:
    """A list that someone may write to is read anew for each who asks."""
    cache = Cache(tmp_path, Memory())
    step("list", ["a"]).result(lambda: ["oil"], JSON, store=cache).append("changed")
    assert step("list", ["a"]).kept(JSON, cache) == ["oil"]


def test_memory_is_bounded() -> None:
    """What was asked for last stays, as much as there is room for."""
    memory = Memory(most_bytes=30)
    for name in ("a", "b", "c"):
        memory.put(name, name.upper(), 10)
    assert memory.get("a") == "A"
    memory.put("d", "D", 10)
    assert [memory.get(name) for name in ("a", "b", "c", "d")] == ["A", None, "C", "D"]
    memory.put("d", "D", 31)
    assert [memory.get(name) for name in ("a", "c", "d")] == [None, None, None]


def test_what_is_held_back_and_dropped_is_forgotten(tmp_path: Path) -> None:
    """A result of files that changed meanwhile is at hand for its own run only."""
    cache = Cache(tmp_path, Memory())
    held = HeldBack(cache)
    of = step("words", ["a"])
    of.result(lambda: ("wrong",), WORDS, store=held)
    assert of.kept(WORDS, held) == ("wrong",)
    assert of.kept(WORDS, cache) is None
    held.drop()
    assert of.kept(WORDS, held) is None
    of.result(lambda: ("right",), WORDS, store=held)
    held.keep()
    assert of.kept(WORDS, cache) == ("right",)


def test_another_process_has_its_own() -> None:
    """A memory that is sent to a worker arrives empty."""
    memory = Memory()
    memory.put("a", "A", 1)
    assert pickle.loads(pickle.dumps(memory)).get("a") is None


def test_without_a_folder_nothing_is_at_hand() -> None:
    """Where nothing may be kept, nothing is remembered either."""
    cache = Cache(None, Memory())
    step("words", ["a"]).result(lambda: ("oil",), WORDS, store=cache)
    assert step("words", ["a"]).kept(WORDS, cache) is None
    assert step("bytes", ["a"]).kept(BYTES, cache) is None
