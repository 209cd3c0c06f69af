"""The legal minimum: does a kit that names a line of home monitoring do what this line asks?"""

from __future__ import annotations

from collections.abc import Iterator

from pagus.errors import Fault
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.legal_minimum import Answer, legal_minimum
from pagus.kit_language.model import Funding, Kit
from pagus.kit_language.schema import ManifestEntry
from pagus.library.lines import monitoring_lines
from pagus.library.lines.model import Line

__all__ = ["funding_faults"]


def funding_faults(kit: Kit, placed: Placed[ManifestEntry]) -> Iterator[Fault]:
    """What does this kit lack for the lines that it says it can serve?

    Takes: the kit, its kit.yaml. Gives: faults at the entry of the line, each with what would be right.
    """
    known: set[str] = set()
    for position, serves in enumerate(kit.funding):
        where = ("funding", position, "line")
        lines = monitoring_lines()
        if serves.line not in lines:
            yield placed.fault(f"no line is called {serves.line!r}", nearest(serves.line, lines), *where)
            continue
        if serves.line in known:
            yield placed.fault(f"the line {serves.line} stands twice", "keep one", *where)
        known.add(serves.line)
        if not kit.clinical:
            yield placed.fault("only a clinical kit serves a line of home monitoring", "add clinical: true", *where)
        yield from _line_faults(kit, placed, lines[serves.line], serves, position)


def _line_faults(
    kit: Kit, placed: Placed[ManifestEntry], line: Line, serves: Funding, position: int
) -> Iterator[Fault]:
    for part, written, asked in (("data", serves.data, line.data), ("alerts", serves.alerts, line.alerts)):
        for name in written:
            if name not in asked:
                message = f"the line {line.id} has no {part} called {name!r}"
                yield placed.fault(message, nearest(name, asked), "funding", position, part, name)
    asked_if = {signal.when_prescribed for signal in kit.signals.values() if signal.when_prescribed}
    for name in serves.prescribes:
        if name not in asked_if:
            message = f"no signal is asked only if {name}"
            yield placed.fault(message, nearest(name, asked_if), "funding", position, "prescribes")
    for answer in legal_minimum(kit, line, serves):
        if not answer.met:
            where = ("funding", position, answer.part, *((answer.asked,) if answer.by else ()))
            message, remedy = _words(kit, line, answer)
            yield placed.fault(f"{line.id} asks for {answer.asked}: {message}", remedy, *where)


def _words(kit: Kit, line: Line, answer: Answer) -> tuple[str, str]:
    """What is wrong, and what would be right."""
    if answer.part == "data":
        return _data_words(kit, line, answer)
    match answer.why:
        case "missing":
            return "no rule stands for it", f"add {answer.asked}: [RULE] under alerts"
        case "unknown":
            return f"no rule is called {answer.of!r}", nearest(answer.of, kit.rules)
        case "optional_rule":
            return f"the rule {answer.of} can be switched off", f"write mandatory: true in the rule {answer.of}"
        case "no_silence":
            message = f"nothing watches the silence of {answer.of}"
            return message, "name a rule with mandatory: true on a since_last feature of each signal under data"
        case "other_signal":
            about = ", ".join(line.alerts[answer.asked].about)
            return f"the rule {answer.of} reads none of its data", f"name a rule on the signals of {about}"
    message = f"the threshold of {answer.of} cannot be set for one person"
    return message, "compare with a parameter whose layers hold person"


def _data_words(kit: Kit, line: Line, answer: Answer) -> tuple[str, str]:
    datum = line.data[answer.asked]
    units = ", ".join(datum.units)
    match answer.why:
        case "missing":
            return "no signal gives it", f"add {answer.asked}: [SIGNAL] under data, in {units}"
        case "unknown":
            return f"no signal is called {answer.of!r}", nearest(answer.of, kit.signals)
        case "unit":
            return f"{answer.of} is in {kit.signals[answer.of].unit}", f"name a signal in {units}"
        case "only_if_prescribed":
            name = kit.signals[answer.of].when_prescribed
            remedy = f"add {name} to prescribes, or name a signal that is asked of everybody"
            return f"{answer.of} is asked only if prescribed", remedy
    return f"{answer.of} is expected less often", f"write every: {datum.every} or less in the signal {answer.of}"
