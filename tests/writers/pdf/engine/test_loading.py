"""WeasyPrint as a worker loads it: what it seldom calls is there when it is called."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.heavy

CALLS = """
import sys
import diglot.writers.pdf.loading
from weasyprint.pdf import fonts

assert "fontTools.subset" not in sys.modules
options = fonts.subset.Options()
from fontTools.subset import Options
assert type(options) is Options
try:
    fonts.instantiateVariableFont()
except TypeError as error:
    print(error)
"""


def test_what_is_put_off_is_loaded_by_its_first_call() -> None:
    """WeasyPrint cuts fonts by fontTools' own functions, which are loaded where it calls them."""
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("instantiateVariableFont() missing")
