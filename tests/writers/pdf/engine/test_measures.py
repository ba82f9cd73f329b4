"""Where rows of facing pages may be cut, as it was measured: there the pages do end."""

from __future__ import annotations

import pytest

from diglot.core.markup_names import CUT_AT, ROW
from diglot.writers.pdf.engine.layout import LayoutJob, Pages, lay_out
from diglot.writers.pdf.engine.measures import RowMeasure

pytestmark = pytest.mark.heavy

HEIGHT = 1000
SHEET = f"""
@page {{ size: 300pt {HEIGHT}pt; margin: 0 }}
html {{ font: 10pt/16pt "Source Serif 4" }}
body {{ margin: 0 }}
.row {{ display: flow-root }}
.cut * {{ orphans: 1; widows: 1; break-inside: auto; break-before: auto; break-after: auto }}
p {{ margin: 0 }}
pre {{ box-decoration-break: clone; margin: 8pt 0; padding: 6pt; font: inherit }}
aside {{ margin: 8pt 0; padding: 8pt }}
blockquote {{ margin: 8pt 0 8pt 20pt }}
ul, dl {{ margin: 8pt 0 }}
table {{ border-collapse: collapse; margin: 8pt 0 }}
td {{ padding: 2pt 0 }}
"""
LINES = ["{}"] * 5
ROWS = {
    "lines": f"<p>{'<br>'.join(LINES)}</p>",
    "code": f"<pre>{'<br>'.join(LINES)}</pre>",
    "code in a list": f"<ul><li>{{}}<pre>{'<br>'.join(LINES)}</pre></li><li>{{}}</li></ul>",
    "code in a box": f"<aside><p>{{}}</p><pre>{'<br>'.join(LINES)}</pre></aside><p>{{}}</p>",
    "a box between lines": f"<p>{{}}</p><aside><p>{'<br>'.join(LINES)}</p></aside><p>{{}}</p>",
    "two boxes": "<aside><p>{}</p><p>{}</p></aside><aside><p>{}</p></aside><p>{}</p>",
    "a quotation": f"<blockquote><p>{'</p><p>'.join(LINES)}</p></blockquote><p>{{}}</p>",
    "terms": "<dl><dt>{}</dt><dd>{}<br>{}</dd><dt>{}</dt><dd>{}</dd></dl>",
    "a table": f"<p>{{}}</p><table><tr><td>{'</td></tr><tr><td>'.join(LINES)}</td></tr></table>",
    "after a table": "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table><p>{}<br>{}</p>",
}


def laid_out(row: str, attributes: str = 'class="row"', *, measured: bool = False) -> Pages:
    """Return the pages of a row whose lines have ids: 0, 1, 2 and so on."""
    count = row.count("{}")
    content = row.format(*(f'<span id="{number}">{number}</span>' for number in range(count)))
    html = (
        f'<html lang="en"><head><title>x</title></head><body>'
        f'<div id="{ROW}0" {attributes}>{content}</div></body></html>'
    )
    return lay_out(LayoutJob("x", html, SHEET, tagged=False, measured=measured))


@pytest.mark.parametrize("name", ROWS)
def test_a_page_ends_where_a_cut_is(name: str) -> None:
    """Told to end at a cut, it has all the lines above that, and the next page has the others."""
    row = ROWS[name]
    whole = laid_out(row).anchors
    lows = {n: HEIGHT - whole[str(n)].y_pt for n in range(row.count("{}"))}
    (measure,) = laid_out(row, measured=True).rows
    assert isinstance(measure, RowMeasure)
    assert len(measure.cuts) >= 3
    for cut in measure.cuts:
        told = f'class="row cut" {CUT_AT}="1 {cut.above_pt + cut.slack_pt:.2f} 0"'
        pages = laid_out(row, told).anchors
        ends = {n: pages[str(n)].page for n in lows}
        assert ends == {n: int(low > cut.at_pt - 1) for n, low in lows.items()}, cut
