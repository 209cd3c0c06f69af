"""Entries of ``pathway/*.yaml`` and their texts -> frozen pathways; and a kit whose facts stand among its features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pagus.kit_language.entries import Placed
from pagus.kit_language.model import Evidence, Feature, Kit, Signal, Text
from pagus.kit_language.pathway_model import (
    Assumption,
    Assumptions,
    Course,
    Escalation,
    Fact,
    Happens,
    Migration,
    Notice,
    Owner,
    Pathway,
    State,
    Task,
    Timer,
    Transition,
)
from pagus.kit_language.pathway_schema import (
    AssumptionsEntry,
    FactEntry,
    PathwayEntry,
    StateEntry,
    TaskEntry,
    TransitionEntry,
)
from pagus.kit_language.schema import EvidenceEntry
from pagus.kit_language.schema_course import HAPPENINGS, HappensEntry
from pagus.kit_language.schema_scenario import ScenarioEntry
from pagus.kit_language.texts import Texts

__all__ = ["assemble_course", "assemble_pathway", "kit_with_facts"]

SECTION = "pathways"
MOST_COUNTED = 100_000.0


def assemble_pathway(placed: Placed[PathwayEntry], entry: PathwayEntry, texts: Texts) -> Pathway:
    """Which pathway does this entry make?

    Takes: the entry where it stands, its checked shape, the texts of the kit (told of each text that lacks).
    Gives: the pathway, with the file and line of each part.
    """
    name = placed.name
    return Pathway(
        name=name,
        title=texts.text(SECTION, name, "title"),
        start=entry.start,
        owner=Owner(role=entry.owner.role, within_ms=entry.owner.within),
        evidence=_evidence(entry.evidence, texts, name),
        states={key: _state(placed, key, one, texts) for key, one in entry.states.items()},
        tasks={key: _task(placed, key, one, texts) for key, one in entry.tasks.items()},
        facts={key: _fact(placed, key, one, texts) for key, one in entry.facts.items()},
        notices={
            key: Notice(
                name=key,
                to=one.to,
                text=texts.text(SECTION, name, "notices", key, "text"),
                line=placed.line("notices", key),
            )
            for key, one in entry.notices.items()
        },
        moved=entry.moved or "",
        migrations=tuple(
            Migration(since=one.since, states=dict(one.states), line=placed.line("migrates", position))
            for position, one in enumerate(entry.migrates)
        ),
        assumptions=_assumptions(entry.assume, placed.line("assume")),
        file=placed.document.file,
        line=placed.line(),
    )


def _evidence(entry: EvidenceEntry, texts: Texts, name: str) -> Evidence:
    take = texts.text if entry.certainty == "local" else texts.optional
    return Evidence(certainty=entry.certainty, sources=tuple(entry.sources), note=take(SECTION, name, "note"))


def _state(placed: Placed[PathwayEntry], name: str, entry: StateEntry, texts: Texts) -> State:
    where = ("states", name)
    branches = tuple(entry.branches or ())
    return State(
        name=name,
        title=texts.text(SECTION, placed.name, "states", name, "title"),
        tasks=tuple(entry.tasks),
        tells=tuple(entry.tells),
        timers=tuple(
            Timer(
                name=key,
                after_ms=one.after,
                times=one.times,
                tells=tuple(one.tells),
                line=placed.line(*where, "timers", key),
            )
            for key, one in entry.timers.items()
        ),
        transitions=tuple(
            _transition(one, placed.line(*where, "next", position)) for position, one in enumerate(entry.next)
        ),
        end=entry.end,
        branches=branches,
        need=entry.need or len(branches),
        joined=entry.joined or "",
        calls=entry.calls or "",
        line=placed.line(*where),
    )


def _transition(entry: TransitionEntry, line: int) -> Transition:
    kind, name = entry.trigger()
    evidence = entry.evidence
    return Transition(
        kind=kind,
        name=name,
        to=entry.to,
        guard=entry.guard,
        evidence=Evidence(certainty=evidence.certainty, sources=tuple(evidence.sources)) if evidence else None,
        line=line,
    )


def _task(placed: Placed[PathwayEntry], name: str, entry: TaskEntry, texts: Texts) -> Task:
    escalate = entry.escalate
    return Task(
        name=name,
        title=texts.text(SECTION, placed.name, "tasks", name, "title"),
        advice=texts.optional(SECTION, placed.name, "tasks", name, "advice"),
        role=entry.role,
        due_ms=entry.due,
        escalation=Escalation(to=escalate.to, after_ms=escalate.after) if escalate is not None else None,
        form=entry.form or "",
        repeats=entry.repeats,
        line=placed.line("tasks", name),
    )


def _fact(placed: Placed[PathwayEntry], name: str, entry: FactEntry, texts: Texts) -> Fact:
    low, high = entry.range or (0.0, MOST_COUNTED)
    return Fact(
        name=name,
        label=texts.text(SECTION, placed.name, "facts", name, "name"),
        unit=entry.unit,
        plausible=(float(low), float(high)),
        form=entry.form or "",
        task=entry.task or "",
        counts=entry.counts or "",
        line=placed.line("facts", name),
    )


def _assumptions(entry: AssumptionsEntry, line: int) -> Assumptions:
    return Assumptions(
        drop_out=dict(entry.drop_out),
        takes_ms=dict(entry.takes),
        missed=dict(entry.missed),
        facts={
            name: Assumption(
                values=tuple(map(float, one.values or ())), low=float(one.low or 0.0), high=float(one.high or 0.0)
            )
            for name, one in entry.facts.items()
        },
        line=line,
    )


def kit_with_facts(kit: Kit, pathways: Iterable[Pathway]) -> Kit:
    """What is this kit when the facts of these pathways may be named beside its features?

    Takes: a kit and pathways. Gives: the kit with a feature, and a signal with its plausible range, for each fact: what
    reads features (units, ranges, words of conditions) then reads facts too. A feature of the kit keeps its name.
    """
    facts = {name: fact for pathway in pathways for name, fact in pathway.facts.items() if name not in kit.features}
    nothing = Text("", "", "")
    signals = {
        f"fact:{name}": Signal(code=name, name=nothing, subject=kit.subject, unit=fact.unit, plausible=fact.plausible)
        for name, fact in facts.items()
    }
    features = {
        name: Feature(name=name, kind="last", signal=f"fact:{name}", unit=fact.unit, label=fact.label)
        for name, fact in facts.items()
    }
    return replace(kit, signals={**kit.signals, **signals}, features={**kit.features, **features})


def assemble_course(entry: ScenarioEntry) -> Course | None:
    """What does this scenario say of a pathway?

    Takes: the checked shape of a scenario. Gives: its course; None when it is about alerts.
    """
    enrol, then = entry.given.enrol, entry.then
    if enrol is None or then.states is None:
        return None
    tasks, messages = then.tasks, then.messages
    return Course(
        pathway=enrol.pathway,
        facts=dict(enrol.facts),
        events=tuple(_happens(one) for one in entry.when.events),
        states=tuple(then.states),
        path=tuple(then.path) if then.path is not None else None,
        tasks=tuple((one.task, one.role, one.due) for one in tasks) if tasks is not None else None,
        messages=tuple((one.notice, one.at) for one in messages) if messages is not None else None,
        outcome=then.outcome,
        doubts=then.doubts,
    )


def _happens(entry: HappensEntry) -> Happens:
    kind, name = next(((key, getattr(entry, key)) for key in HAPPENINGS if getattr(entry, key) is not None), ("", ""))
    return Happens(
        kind=name if kind == "leaves" else kind or "data",
        at_ms=entry.at,
        name="" if kind == "leaves" else name,
        by=entry.by or "",
        facts=dict(entry.facts),
        measured_ms=entry.measured,
    )
