"""What has come apart inside the paired sections of one chapter: rules of B, R and T.

Goes in: a pair of chapters. Comes out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from diglot.bitext.section_pairs import Compared, compare_sections
from diglot.bitext.sections.align import usual_ratio
from diglot.bitext.sections.paired import Paired, in_each_others_place
from diglot.core.findings import Finding
from diglot.rules.block_rules import block_findings
from diglot.rules.blocks.doubled import doubled_passages
from diglot.rules.counted import counted_findings
from diglot.rules.exchanges import exchange_findings
from diglot.rules.paired_references import (
    note_findings,
    reference_findings,
    swapped_finding,
    swapped_notes,
)
from diglot.rules.text_rules import passages_in, runs_left, text_findings, without_untranslated
from diglot.rules.values.missing import (
    measure_findings,
    number_findings,
    repeated_findings,
)
from diglot.rules.values.months import month_findings
from diglot.rules.values.order import order_findings
from diglot.rules.values.parts import part_findings
from diglot.rules.values.places import exchanged_findings
from diglot.rules.values.scales import scale_findings
from diglot.rules.values.small import small_number_findings
from diglot.rules.wording.glossary import Glossary, glossary_findings
from diglot.rules.wording.headings import exchanged_finding, exchanged_headings
from diglot.rules.wording.names import NamedSection, named_section
from diglot.rules.wording.repeats import repeated_words
from diglot.rules.wording.sentences import sentence_findings


def content_findings(
    chapter: Paired, glossary: Glossary, names: list[NamedSection]
) -> Iterator[Finding]:
    """Yield what the sections of a chapter that both languages have differ in.

    names: takes in the sections in which names are, for what only the whole book can tell.
    """
    if not (chapter.translated.blocks or chapter.translated.sections):
        return  # an empty file: that is one finding, and the reader's
    ratio = usual_ratio(chapter.chapter.language, chapter.translated.language)
    sections = tuple(compare_sections(chapter, ratio))
    exchanged = list(exchanged_headings(sections, ratio))
    yield from map(exchanged_finding, exchanged)
    others = {id(c) for two in exchanged if two.are_texts for c in two.compared}
    sections = tuple(compared for compared in sections if id(compared) not in others)
    yield from note_findings(sections)
    swapped = list(swapped_notes(sections, ratio))
    yield from (swapped_finding(one, other) for one, other in swapped)
    elsewhere = {b.position for notes in swapped for note in notes for b in note.blocks}
    elsewhere |= {c.translation.position for two in exchanged for c in two.compared}
    elsewhere |= {chapter.translation.sections[j].position for j in in_each_others_place(chapter)}
    runs = runs_left(sections)
    yield from doubled_passages(sections, ratio)
    left = passages_in(runs)
    translated = [without_untranslated(compared, left) for compared in sections]
    found = chain(
        text_findings(sections, ratio, runs),
        sentence_findings(translated, ratio),
        *map(partial(_section_findings, glossary, names), sections, translated),
    )
    yield from (finding for finding in found if finding.position not in elsewhere)


def _section_findings(
    glossary: Glossary, names: list[NamedSection], compared: Compared, translated: Compared
) -> Iterator[Finding]:
    """Yield what a section differs in. translated: it without what is not translated yet."""
    yield from block_findings(compared)
    yield from exchange_findings(compared)
    yield from reference_findings(compared)
    yield from counted_findings(compared)
    yield from number_findings(translated)
    yield from repeated_findings(translated)
    yield from small_number_findings(translated)
    yield from scale_findings(translated)
    yield from measure_findings(translated)
    yield from month_findings(translated)
    yield from exchanged_findings(translated)
    yield from part_findings(translated)
    yield from order_findings(translated)
    names.append(named_section(translated))
    yield from repeated_words(compared)
    if glossary:
        yield from glossary_findings(translated, glossary)
