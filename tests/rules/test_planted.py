"""The bench that plants faults into texts of many kinds: it plants, checks and counts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy

BENCH = Path(__file__).parents[2] / "bench" / "check_drift.py"


def test_the_bench_finds_what_it_plants() -> None:
    """A sentence's number and a paragraph are planted into one text, found, and nothing else is."""
    command = [sys.executable, str(BENCH), "--texts=cookbook", "--jobs=1"]
    command.append("--only=digits_transposed,paragraph_doubled")
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = {line.split("  ")[0]: line.split() for line in told.splitlines() if "/" in line}
    assert lines["digits_transposed"][1:] == ["1/1", "100.0%", "0", "0"]
    assert lines["paragraph_doubled"][1:] == ["1/1", "100.0%", "0", "0"]
    assert "on sound text as_written: 0 in" in told
