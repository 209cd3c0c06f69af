"""A draft whose entries all have their shape -> the frozen ``Kit``: texts joined, units derived, series written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import BaseModel

from pagus.errors import UnitError
from pagus.kernel.units import difference_unit, divide, parse_unit
from pagus.kit_language.choices_assembly import assemble_clocks, assemble_target_sets
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed
from pagus.kit_language.evaluation import plan_of
from pagus.kit_language.evaluation_model import Evaluation
from pagus.kit_language.form_assembly import assemble_form
from pagus.kit_language.model import (
    Band,
    Capability,
    Device,
    Evidence,
    Feature,
    FeatureKind,
    Funding,
    Indicator,
    Kit,
    Layer,
    Parameter,
    RequiredKit,
    Requirements,
    Rule,
    Scenario,
    Schedule,
    Signal,
    SubjectKind,
    Text,
    Upgrade,
)
from pagus.kit_language.pathway_assembly import assemble_course, assemble_pathway
from pagus.kit_language.schema import (
    BandEntry,
    DeviceEntry,
    EvidenceEntry,
    FeatureEntry,
    IndicatorEntry,
    ManifestEntry,
    ParameterEntry,
    RequiresEntry,
    RuleEntry,
    SignalEntry,
    UpgradeEntry,
)
from pagus.kit_language.schema_funding import FundingEntry
from pagus.kit_language.schema_scenario import ExpectedAlertEntry, ObservationEntry, ScenarioEntry
from pagus.kit_language.texts import Texts

__all__ = [
    "assemble",
    "feature_unit",
]

MOST_POINTS = 20_000

Shape = TypeVar("Shape", bound=BaseModel)
Part = TypeVar("Part")


def assemble(draft: Draft) -> Kit | None:
    """Which kit does this draft make?

    Takes: a draft. Gives: the kit, of those entries whose shape is right; None when kit.yaml itself cannot be read.
    Adds to ``draft.faults`` every text that is missing or unknown, and every series that is too long.
    """
    texts = Texts(draft.messages, draft.faults)
    manifest = draft.manifest.value if draft.manifest is not None else None
    kit = _kit(draft, manifest, texts) if manifest is not None else None
    if kit is not None and not draft.unreadable:
        texts.refuse_unasked()
    return kit


def _kit(draft: Draft, manifest: ManifestEntry, texts: Texts) -> Kit:
    return Kit(
        id=manifest.id,
        version=manifest.version,
        digest=draft.digest,
        title=texts.text("kit", "title"),
        summary=texts.text("kit", "summary"),
        maturity=manifest.maturity,
        licence=manifest.licence,
        publisher=manifest.publisher,
        subject=manifest.subject,
        legal_basis=texts.text("kit", "legal_basis"),
        data_categories=tuple(manifest.data_categories),
        roles=tuple(manifest.roles),
        inclusion=texts.text("kit", "inclusion"),
        disclaimer=texts.text("kit", "disclaimer"),
        signals=_parts("signals", draft.signals, texts, lambda name, it: _signal(name, it, manifest.subject, texts)),
        features=_parts("features", draft.features, texts, lambda name, it: _feature(name, it, draft, texts)),
        parameters=_parts("parameters", draft.parameters, texts, lambda name, it: _parameter(name, it, texts)),
        rules=_parts("rules", draft.rules, texts, lambda name, it: _rule(draft.rules[name], it, texts)),
        indicators=_parts("indicators", draft.indicators, texts, lambda name, it: _indicator(name, it, texts)),
        pathways=_parts(
            "pathways", draft.pathways, texts, lambda name, it: assemble_pathway(draft.pathways[name], it, texts)
        ),
        sources=draft.bibliography.sources,
        scenarios=tuple(_scenario(placed, draft) for placed in draft.scenarios.values() if placed.value is not None),
        forms=_parts("forms", draft.forms, texts, lambda name, it: assemble_form(name, it, texts)),
        tables=tuple(manifest.tables),
        kinds=tuple(manifest.kinds),
        clinical=manifest.clinical,
        clinical_owner=manifest.clinical_owner,
        device=_device(manifest.device, texts) if manifest.device is not None else None,
        funding=tuple(_funding(each) for each in manifest.funding),
        workload=texts.text("kit", "workload") if manifest.clinical else texts.optional("kit", "workload"),
        url=manifest.url,
        requires=_requirements(draft, manifest.requires, texts),
        upgrade=_upgrade(manifest.upgrade, texts) if manifest.upgrade is not None else None,
        evaluation=_evaluation(draft, texts),
        clocks=assemble_clocks(draft, texts),
        target_sets=assemble_target_sets(draft, texts),
    )


def _requirements(draft: Draft, entry: RequiresEntry, texts: Texts) -> Requirements:
    assert draft.manifest is not None  # the caller has it
    kits = [
        RequiredKit(
            id=each.id,
            range=each.range,
            why=texts.text("requires", each.id, "why"),
            line=draft.manifest.line("requires", "kits", position),
        )
        for position, each in enumerate(entry.kits)
    ]
    capabilities = [
        Capability(
            name=each.name,
            signal=each.signal,
            rule=each.when_silent,
            when_silent=texts.text("capabilities", each.name, "when_silent"),
            reads=tuple(each.reads),
            every_ms=each.every,
            over_ms=each.over,
        )
        for each in entry.capabilities
    ]
    return Requirements(pagus=entry.pagus, kits=tuple(kits), capabilities=tuple(capabilities))


def _evaluation(draft: Draft, texts: Texts) -> Evaluation | None:
    if draft.evaluation is None:
        return None
    if draft.evaluation.value is None:
        texts.skip("evaluation")
        return None
    return plan_of(draft.evaluation.value, texts)


def _upgrade(entry: UpgradeEntry, texts: Texts) -> Upgrade:
    return Upgrade(moves_from=tuple(entry.moves_from), changes=texts.text("kit", "upgrade"))


def _parts(
    section: str, placed: Mapping[str, Placed[Shape]], texts: Texts, build: Callable[[str, Shape], Part]
) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for name, entry in placed.items():
        if entry.value is None:
            texts.skip(section, name)
        else:
            parts[name] = build(name, entry.value)
    return parts


def _evidence(entry: EvidenceEntry, note: Text | None) -> Evidence:
    return Evidence(certainty=entry.certainty, sources=tuple(entry.sources), note=note)


def _noted(entry: EvidenceEntry, texts: Texts, section: str, name: str) -> Evidence:
    """The evidence with its note; a local number must have one."""
    take = texts.text if entry.certainty == "local" else texts.optional
    return _evidence(entry, take(section, name, "note"))


def _funding(entry: FundingEntry) -> Funding:
    return Funding(
        line=entry.line,
        data={name: tuple(signals) for name, signals in entry.data.items()},
        alerts={name: tuple(rules) for name, rules in entry.alerts.items()},
        prescribes=tuple(entry.prescribes),
    )


def _device(entry: DeviceEntry, texts: Texts) -> Device:
    return Device(
        manufacturer=entry.manufacturer,
        intended_use=texts.text("kit", "intended_use"),
        device_class=entry.device_class,
        certificate=None if entry.certificate == "none" else entry.certificate,
        risk_file=entry.risk_file,
        vigilance_contact=entry.vigilance_contact,
    )


def _signal(name: str, entry: SignalEntry, subject: SubjectKind, texts: Texts) -> Signal:
    return Signal(
        code=name,
        name=texts.text("signals", name, "name"),
        subject=subject,
        unit=entry.unit,
        plausible=(float(entry.plausible[0]), float(entry.plausible[1])),
        loinc=entry.loinc,
        every_ms=entry.every,
        conversions=tuple(entry.accepts),
        form=entry.form or "",
        fact=entry.fact or "",
        when_prescribed=entry.when_prescribed or "",
        times_a_day=entry.times_a_day or "",
        by_device=entry.by_device,
        evidence=_noted(entry.evidence, texts, "signals", name) if entry.evidence is not None else None,
    )


def feature_unit(kind: FeatureKind, signal_unit: str) -> str:
    """Which unit has a feature of this kind over a signal of this unit?

    Takes: the kind and a UCUM code. Gives: a UCUM code. A difference of temperatures in Cel is in K.
    """
    if kind in {"count", "share_in_range", "coverage"}:
        return "1"
    if kind == "since_last":
        return "h"
    if kind not in {"delta", "sd", "slope"}:
        return signal_unit
    try:
        difference = difference_unit(parse_unit(signal_unit))
        return difference.code if kind != "slope" else divide(difference, parse_unit("d")).code
    except UnitError:  # an unknown unit is told by the signal
        return signal_unit


def _feature(name: str, entry: FeatureEntry, draft: Draft, texts: Texts) -> Feature:
    placed = draft.signals.get(entry.signal)
    signal = placed.value if placed is not None else None
    return Feature(
        name=name,
        label=texts.text("features", name, "name"),
        kind=entry.kind,
        signal=entry.signal,
        unit=feature_unit(entry.kind, signal.unit if signal is not None else "1"),
        over_ms=entry.over,
        pane_ms=entry.panes,
        probability=entry.probability,
        band=_band(entry.band) if entry.band is not None else None,
        min_points=entry.min_points,
        min_coverage=entry.min_coverage,
        every_ms=signal.every if signal is not None else None,
        evidence=_noted(entry.evidence, texts, "features", name) if entry.evidence is not None else None,
    )


def _band(entry: BandEntry) -> Band:
    return Band(
        low=entry.at_least if entry.at_least is not None else entry.above,
        high=entry.at_most if entry.at_most is not None else entry.below,
        low_closed=entry.above is None,
        high_closed=entry.below is None,
    )


def _parameter(name: str, entry: ParameterEntry, texts: Texts) -> Parameter:
    layers: tuple[Layer, ...] = ("kit", *entry.layers)
    return Parameter(
        name=name,
        label=texts.text("parameters", name, "name"),
        selector=entry.selector,
        unit=entry.unit,
        default=float(entry.default),
        control=entry.control,
        evidence=_noted(entry.evidence, texts, "parameters", name),
        minimum=entry.minimum,
        maximum=entry.maximum,
        layers=layers,
    )


def _rule(placed: Placed[RuleEntry], entry: RuleEntry, texts: Texts) -> Rule:
    name, schedule = placed.name, entry.schedule
    return Rule(
        id=name,
        title=texts.text("rules", name, "title"),
        advice=texts.text("rules", name, "advice"),
        when=entry.when,
        severity=entry.severity,
        evidence=_noted(entry.evidence, texts, "rules", name),
        clear=entry.clear,
        schedule=Schedule(every_ms=schedule.every, offset_ms=schedule.offset) if schedule is not None else None,
        sustained_ms=entry.sustained,
        confirm=entry.confirm,
        refractory_ms=entry.refractory,
        mandatory=entry.mandatory,
        group=entry.group,
        line=placed.line("when"),
    )


def _indicator(name: str, entry: IndicatorEntry, texts: Texts) -> Indicator:
    return Indicator(
        id=name,
        title=texts.text("indicators", name, "title"),
        kind=entry.kind,
        unit=entry.unit,
        period_ms=entry.period,
        evidence=_noted(entry.evidence, texts, "indicators", name),
        numerator=entry.numerator,
        denominator=entry.denominator,
        table=entry.table,
        membership=entry.membership,
        target=entry.target,
        better=entry.better,
        description=texts.optional("indicators", name, "description"),
    )


def _scenario(placed: Placed[ScenarioEntry], draft: Draft) -> Scenario:
    entry = placed.value
    assert entry is not None  # the caller has seen it
    points = _points(placed, entry.given.observations, draft)
    return Scenario(
        name=placed.name,
        title=entry.title,
        kind=entry.kind,
        file=placed.document.file,
        parameters=dict(entry.given.parameters),
        observations=tuple((signal, at, value) for _, signal, at, value in points),
        arrivals=tuple(arrival for arrival, *_ in points),
        until_ms=entry.when.until,
        alerts=_expected(entry.then.alerts or []),
        severities=tuple(alert.severity for alert in entry.then.alerts or []),
        withdrawn=_expected(entry.then.withdrawn),
        most_alerts=entry.then.most_alerts,
        rule=entry.rule,
        uninstall_at_ms=entry.when.uninstall,
        course=assemble_course(entry),
        line=placed.line(),
    )


def _expected(alerts: list[ExpectedAlertEntry]) -> tuple[tuple[str, int | None], ...]:
    return tuple((alert.rule, alert.at) for alert in alerts)


def _points(
    placed: Placed[ScenarioEntry], entries: list[ObservationEntry], draft: Draft
) -> list[tuple[int, str, int, float]]:
    """Every point as (arrival, signal, instant, value) in order of arrival; those of one arrival as they are listed."""
    points: list[tuple[int, str, int, float]] = []
    for number, entry in enumerate(entries):
        written = _written(entry)
        if len(points) + len(written) > MOST_POINTS:
            where = ("given", "observations", number)
            message = f"more than {MOST_POINTS} points in one scenario"
            draft.faults.append(placed.fault(message, "take a longer step or a shorter time", *where))
            break
        points += [(at if entry.received is None else entry.received, entry.signal, at, value) for at, value in written]
    return sorted(points, key=lambda point: point[0])


def _written(entry: ObservationEntry) -> list[tuple[int, float]]:
    if entry.at is not None and entry.value is not None:
        return [(entry.at, float(entry.value))]
    assert entry.start is not None  # the shape has seen to it
    assert entry.end is not None
    assert entry.every is not None
    assert entry.values is not None
    steps = range(entry.start, entry.end, entry.every)
    return [(at, float(entry.values[index % len(entry.values)])) for index, at in enumerate(steps[: MOST_POINTS + 1])]
