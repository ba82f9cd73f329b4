"""The marker `heavy`: a test cannot go without it where `make quick` has to leave it out."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page
from weasyprint import HTML

from lent_pools import LentPool
from support import ProjectMaker, run_diglot
from weights import TooHeavyError


def test_a_light_test_lays_out_no_pages() -> None:
    """Pages are laid out by heavy tests."""
    with pytest.raises(TooHeavyError, match="lays out pages"):
        HTML(string="<p>x").render()


def test_a_light_test_starts_no_programs() -> None:
    """Programs such as validators and viewers are started by heavy tests."""
    with pytest.raises(TooHeavyError, match="starts python"):
        subprocess.run([sys.executable, "-c", ""], check=True)


def test_a_light_test_starts_no_workers() -> None:
    """Processes that make pages are started by heavy tests."""
    with pytest.raises(TooHeavyError, match="starts worker processes"):
        LentPool(1).submit(int)


def test_a_light_test_may_ask_pandoc(project: ProjectMaker) -> None:
    """A small book is checked, and its site built, without the marker."""
    folder = project()
    assert run_diglot("check", "--project", folder).status == 0
    assert run_diglot("site", "--project", folder).status == 0


@pytest.mark.heavy
def test_a_heavy_test_may_do_all_that() -> None:
    """With the marker nothing is held back."""
    assert len(HTML(string="<p>x").render().pages) == 1
    subprocess.run([sys.executable, "-c", ""], check=True)


def test_the_marker_comes_with_a_fixture(request: pytest.FixtureRequest, page: Page) -> None:
    """Who is given the browser, through another fixture too, has the marker without naming it."""
    assert page.url == "about:blank"
    assert request.node.get_closest_marker("heavy") is not None
