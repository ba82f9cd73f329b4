"""All that is changed in WeasyPrint while it lays pages out: what, why, and until when.

Each patch names the functions that it replaces with the parameters that they had in the version
it was made for, and the test that fails on the day it is needed no more. What is put right in
a finished PDF is no patch: `tags.py` and the glyphs; nor is what is put right before it is laid
out: drawings without a size (`pictures/drawings.py`) and mixed lines.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable, Mapping

from msgspec import Struct

from diglot.core.errors import DiglotError
from diglot.disk.states import version_of
from diglot.writers.pdf.patches.baseline import mend_baselines
from diglot.writers.pdf.patches.cluster_texts import mend_cluster_texts
from diglot.writers.pdf.patches.divided_words import mend_divided_words
from diglot.writers.pdf.patches.given_cuts import mend_cuts
from diglot.writers.pdf.patches.keeping import mend_keeping
from diglot.writers.pdf.patches.line_ends import mend_line_ends
from diglot.writers.pdf.patches.logical_floats import mend_logical_floats
from diglot.writers.pdf.patches.nested_links import mend_nested_links
from diglot.writers.pdf.patches.note_order import mend_note_order
from diglot.writers.pdf.patches.note_pages import mend_note_pages
from diglot.writers.pdf.patches.quicker.late_styles import mend_late_styles
from diglot.writers.pdf.patches.quicker.page_margins import mend_page_margins
from diglot.writers.pdf.patches.quicker.pieces import mend_pieces
from diglot.writers.pdf.patches.quicker.rtl_lines import mend_rtl_lines
from diglot.writers.pdf.patches.quicker.sizes import mend_sizes
from diglot.writers.pdf.patches.quicker.spaced_texts import mend_spaced_texts
from diglot.writers.pdf.patches.ragged_lines import mend_wide_spaces
from diglot.writers.pdf.patches.roles import mend_roles
from diglot.writers.pdf.patches.word_breaks import mend_word_breaks

LIBRARY, SEEN = "weasyprint", "70.0"


class Patch(Struct, frozen=True):
    """One thing that is changed.

    mend: changes it, once however often it is called. why: what goes wrong without it.
    replaces: from the name of a function or class to its parameters in version `SEEN`.
    canary: the test, by its path below tests/writers/pdf/, that fails when WeasyPrint does it
        by itself.
    """

    mend: Callable[[], None]
    why: str
    replaces: Mapping[str, str]
    canary: str


_SPLIT = "text style context max_width justification_spacing is_line_start minimum"
_LINES = (
    "context box index child new_children page_is_empty absolute_boxes fixed_boxes "
    "adjoining_margins bottom_space position_y skip_stack first_letter_style first_line_style "
    "draw_bottom_decoration max_lines"
)
_LINE = (
    "context linebox position_y bottom_space skip_stack containing_block "
    "absolute_boxes fixed_boxes first_letter_style first_line_style"
)
_CONTAINER = (
    "context box bottom_space skip_stack page_is_empty absolute_boxes fixed_boxes "
    "adjoining_margins first_letter_style first_line_style discard max_lines"
)
_CONTEXT = "style_for get_image_from_uri font_config counter_style target_collector"
_DRAWN = "stream textbox text_overflow block_ellipsis matrix"
_EARLIER = "context children absolute_boxes fixed_boxes"

PATCHES = (
    Patch(
        mend_late_styles,
        "every element gets six pseudo-elements and a style for each; less work, the same pages",
        {"css.StyleFor": "html sheets presentational_hints font_config target_collector"},
        "patches/quicker/test_late_styles.py::test_few_styles_are_made",
    ),
    Patch(
        mend_page_margins,
        "every page has sixteen boxes in its margins, empty or not; less work, the same pages",
        {"layout.make_margin_boxes": "context page state"},
        "patches/quicker/test_page_margins.py::test_no_box_is_made_for_an_empty_margin",
    ),
    Patch(
        mend_line_ends,
        "the space at the end of a line moves all boxes of a mixed line, or none",
        {
            "layout.inline.remove_last_whitespace": "context line",
            "layout.inline.split_first_line": _SPLIT,
            "layout.inline.can_break_text": "text lang",
            "layout.inline.trailing_whitespace_size": "context box",
        },
        "patches/test_line_ends.py::test_weasyprint_still_needs_the_mending",
    ),
    Patch(
        mend_divided_words,
        "a page ends with half a word, and half a word is a paragraph's last line",
        {
            "layout.inline.split_first_line": _SPLIT,
            "layout.inline.get_next_linebox": _LINE,
            "layout.block._linebox_layout": _LINES,
            "layout.block.find_earlier_page_break": _EARLIER,
        },
        "patches/test_justified.py::test_no_word_is_divided_at_the_end_of_a_page_or_a_paragraph",
    ),
    Patch(
        mend_wide_spaces,
        "the spaces of a justified line grow without a limit",
        {"layout.inline.justify_line": "context line extra_width"},
        "patches/test_justified.py::test_no_space_is_more_than_twice_as_wide",
    ),
    Patch(
        mend_baselines,
        "there is no baseline grid",
        {"layout.block.block_container_layout": _CONTAINER},
        "patches/test_baseline.py::test_weasyprint_still_needs_the_mending",
    ),
    Patch(
        mend_cuts,
        "a block ends at the foot of a page or by itself, never where its counterpart does",
        {"layout.block.block_container_layout": _CONTAINER},
        "patches/test_given_cuts.py::test_weasyprint_still_needs_the_mending",
    ),
    Patch(
        mend_note_order,
        "notes of a second series stand among the others at the foot of a page",
        {"layout.LayoutContext": _CONTEXT},
        "patches/test_note_order.py::test_weasyprint_still_needs_the_mending",
    ),
    Patch(
        mend_note_pages,
        "notes leave the page of their marks to make room for a line, or are lost",
        {"layout.block._linebox_layout": _LINES},
        "patches/test_note_pages.py::test_weasyprint_still_needs_the_mending",
    ),
    Patch(
        mend_keeping,
        "a page ends far too early for what is to stay together",
        {"layout.block.find_earlier_page_break": _EARLIER},
        "patches/test_keeping.py::test_weasyprint_still_needs_the_mending",
    ),
    Patch(
        mend_rtl_lines,
        "every line from right to left is laid out twice; less work, the same pages",
        {
            "layout.inline.get_next_linebox": _LINE,
            "layout.inline.avoid_collisions": "context box containing_block outer",
        },
        "patches/quicker/test_rtl_lines.py::test_lines_of_both_directions_are_laid_out_once",
    ),
    Patch(
        mend_sizes,
        "the sizes of each piece of a line are worked out anew; less work, the same pages",
        {"layout.inline.resolve_percentages": "box containing_block"},
        "patches/quicker/test_sizes.py::test_sizes_are_worked_out_once_a_style",
    ),
    Patch(
        mend_pieces,
        "each piece of a mixed line is measured twice; less work, the same pages",
        {
            "layout.inline.split_first_line": _SPLIT,
            "text.line_break.get_font_description": "style",
            "text.line_break._font_style_cache_key": "style include_size",
        },
        "patches/quicker/test_pieces.py::test_a_piece_that_fits_is_measured_once",
    ),
    Patch(
        mend_spaced_texts,
        "each piece of a justified line is laid out once more for nothing; the same pages",
        {"layout.inline.create_layout": "text style context max_width justification_spacing"},
        "patches/quicker/test_spaced_texts.py::test_pieces_of_justified_lines_are_not_laid_out",
    ),
    Patch(
        mend_roles,
        "the tags say neither languages nor notes, and have one for every line",
        {"pdf.tags._build_box_tree": "box parent pdf page_number nums annotations tags"},
        "book/test_joining.py::test_weasyprint_has_a_span_for_each_line",
    ),
    Patch(
        mend_logical_floats,
        "what floats to the beginning or the end of a line, among words, is a KeyError",
        {"css.computed_values.compute_float": "style name value"},
        "patches/test_logical_floats.py::test_weasyprint_stops_at_a_logical_float",
    ),
    Patch(
        mend_nested_links,
        "every element inside a link has an annotation of its own",
        {"pdf.add_links": "links_and_anchors matrix pdf page names tags"},
        "patches/test_mending.py::test_weasyprint_still_has_a_link_for_each_element_in_a_link",
    ),
    Patch(
        mend_cluster_texts,
        "a glyph has one text wherever it stands, so both kinds of holam are one",
        {
            "pdf.stream.Font": "pango_font description font_size",
            "draw.text.draw_first_line": _DRAWN,
        },
        "glyphs/test_extraction.py::test_weasyprint_still_says_one_thing_of_a_glyph",
    ),
    Patch(
        mend_word_breaks,
        "whoever reads by the tags finds no space at the end of a line, nor between elements",
        {
            "layout.inline.get_next_linebox": _LINE,
            "draw.text.draw_first_line": _DRAWN,
        },
        "patches/test_word_breaks.py::test_weasyprint_still_needs_the_mending",
    ),
)


def mend_weasyprint() -> None:
    """Change all that is listed in this process.

    Raises DiglotError where a function is not there or takes other parameters.
    """
    importlib.import_module("diglot.writers.pdf.loading")
    _look()
    for patch in PATCHES:
        patch.mend()


@functools.cache
def _look() -> None:
    """Look once at what is to be replaced."""
    for patch in PATCHES:
        for name, parameters in patch.replaces.items():
            look_at(name, parameters)


def look_at(name: str, parameters: str) -> None:
    """Raise DiglotError unless WeasyPrint has a function of that name and those parameters.

    name: from the package on, "layout.inline.justify_line". parameters: names with spaces
        between them.
    """
    module, _, function = f"{LIBRARY}.{name}".rpartition(".")
    found = getattr(importlib.import_module(module), function, None)
    taken = " ".join(inspect.signature(found).parameters) if found else "nothing, as it is gone"
    if taken != parameters:
        version = version_of(LIBRARY)
        raise DiglotError(
            f"WeasyPrint {version} is not as this program knows it ({SEEN}): {name} takes "
            f"{taken}; it took {parameters}.\n"
            f'  hint: install the version that fits: pip install "{LIBRARY}=={SEEN}"'
        )
