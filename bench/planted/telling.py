"""What was found, as tables for people: by kind, by rule, by text, and each miss."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from diglot.core.findings import RULES
from planted.books import Text
from planted.kinds import GROUPS, STRICT
from planted.scoring import Fault, Result
from planted.variants import VARIANTS, as_written


def tell(result: Result, texts: Sequence[Text], *, in_full: bool) -> Iterator[str]:
    """Yield the report, line by line. in_full: with each miss and each false alarm."""
    yield from _kinds(result.faults)
    yield ""
    yield from _rules(result)
    yield ""
    yield from _totals(result, texts)
    if in_full:
        yield from _misses(result.faults)
    yield from _alarms(result)


def _row(name: str, faults: Sequence[Fault]) -> str:
    found = sum(fault.said is not None for fault in faults)
    again = sum(len(fault.again) for fault in faults)
    beside = sum(len(fault.beside) for fault in faults)
    share = f"{found / len(faults):7.1%}" if faults else "      –"
    return f"{name:32}{found:5}/{len(faults):<5}{share}{again:7}{beside:8}"


def _kinds(faults: Iterable[Fault]) -> Iterator[str]:
    grouped: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        grouped[fault.kind.name].append(fault)
    groups = {name: some[0].kind.group for name, some in grouped.items()}
    for group in GROUPS:
        yield f"{group.upper():32}found/planted   share  again  beside"
        for name in sorted(name for name, of in groups.items() if of == group):
            yield _row(name, grouped[name])
        yield _row(f"all of {group}", [f for f in faults if f.kind.group == group])
        yield ""


def _rules(result: Result) -> Iterator[str]:
    """Yield how often each rule was right, where faults were planted and where none were.

    A rule counts once a fault, so that a chapter in pieces does not outweigh all others.
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for fault in result.faults:
        right.update({finding.rule for finding in [fault.said, *fault.again] if finding})
        wrong.update({finding.rule for finding in fault.beside})
    for (_, way), alarms in result.alarms.items():
        if way == as_written.__name__:
            wrong.update(finding.rule for finding in alarms)
    yield f"{'RULE':32}{'right':>6}{'wrong':>7}  precision"
    for rule in sorted(right.keys() | wrong.keys(), key=lambda rule: RULES[rule].code):
        share = right[rule] / (right[rule] + wrong[rule])
        name = f"{RULES[rule].code} {rule}"
        yield f"{name:32}{right[rule]:6}{wrong[rule]:7}{share:9.1%}"
    everything = right.total() + wrong.total()
    share = right.total() / max(everything, 1)
    yield f"{'all rules':32}{right.total():6}{wrong.total():7}{share:9.1%}"


def _totals(result: Result, texts: Sequence[Text]) -> Iterator[str]:
    for title, chosen in (
        ("texts for tuning", [text for text in texts if not text.late]),
        ("late texts, held out", [text for text in texts if text.late]),
        ("all texts", list(texts)),
    ):
        names = {text.name for text in chosen}
        faults = [fault for fault in result.faults if fault.text.name in names]
        passages = sum(result.passages[name] for name in names)
        yield f"{title.upper():32}found/planted   share  again  beside"
        strict = [fault for fault in faults if fault.kind.group in STRICT]
        yield _row("structure, numbers, links, code", strict)
        yield _row("all kinds", faults)
        for way in (variant.__name__ for variant in VARIANTS):
            alarms = sum(len(result.alarms[name, way]) for name in names)
            share = f"{1000 * alarms / max(passages, 1):.1f} in 1,000"
            yield f"on sound text {way}: {alarms} in {passages} passages, {share}"
        yield ""


def _misses(faults: Iterable[Fault]) -> Iterator[str]:
    yield "MISSED, AND SAID BESIDE"
    for fault in sorted(faults, key=lambda f: (f.kind.group, f.kind.name, f.text.name)):
        if fault.said is None:
            yield f"missed {fault.kind.name}: {fault.text.name} {fault.where}"
            yield from (f"    | {line}" for line in fault.shown)
        for finding in fault.beside:
            yield f"beside {fault.kind.name}: {fault.text.name} at {fault.where}"
            place = f"{finding.position.path}:{finding.position.line}"
            yield f"    {place} {finding.rule}: {finding.message}"
    yield ""


def _alarms(result: Result) -> Iterator[str]:
    yield "ON SOUND TEXT"
    for (name, way), alarms in result.alarms.items():
        same = result.alarms[name, as_written.__name__] if way != as_written.__name__ else []
        known = {(finding.rule, finding.message) for finding in same}
        for finding in alarms:
            if (finding.rule, finding.message) not in known:
                place = f"{finding.position.path}:{finding.position.line}"
                yield f"{name} {way} {place} {finding.code} {finding.rule}: {finding.message}"
