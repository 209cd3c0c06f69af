"""What a checked kit is: frozen objects that the engines, the sentences and the pages all read.

Durations and instants are integers of milliseconds (``kernel.time``); units are UCUM codes (``kernel.units``). Nothing
here executes: a rule is its text and, once compiled by ``pagus.rules``, a typed syntax tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pagus.errors import NotFound

if TYPE_CHECKING:
    from pagus.kit_language.choices_model import Clock, TargetSet
    from pagus.kit_language.evaluation_model import Evaluation
    from pagus.kit_language.form_model import Form
    from pagus.kit_language.pathway_model import Course, Pathway

Language = Literal["fr", "en", "de"]
LANGUAGES: tuple[Language, ...] = ("fr", "en", "de")

SubjectKind = Literal["person", "place", "thing"]
Severity = Literal["information", "warning", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("information", "warning", "high", "critical")
Certainty = Literal["law", "consensus", "study", "local"]
CERTAINTIES: tuple[Certainty, ...] = ("law", "consensus", "study", "local")
Control = Literal["fixed", "bounded", "free"]
Maturity = Literal["draft", "pilot", "evaluated", "transferred"]
Mode = Literal["simulation", "investigational", "certified"]
Layer = Literal["kit", "territory", "team", "person"]
Selector = Literal["threshold", "duration", "share", "number", "yes_no"]
LAYERS: tuple[Layer, ...] = ("kit", "territory", "team", "person")
_Plain = Literal["last", "delta", "mean", "sd", "min", "max", "count", "quantile", "slope"]
FeatureKind = Literal[_Plain, "share_in_range", "since_last", "coverage"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the three languages."""

    fr: str
    en: str
    de: str

    def say(self, language: str) -> str:
        """The text in ``language``; English for a language nobody wrote."""
        return {"fr": self.fr, "de": self.de}.get(language, self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a number comes from: one entry of ``sources.bib``."""

    key: str
    title: str
    authors: str = ""
    year: int | None = None
    doi: str | None = None
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a threshold has its value: the strength of what stands behind it, and the entries of ``sources.bib``.

    ``law`` legal text; ``consensus`` published expert consensus or guideline; ``study`` published study;
    ``local`` a local default that no guideline gives (its ``note`` says so to the reader).
    """

    certainty: Certainty
    sources: tuple[str, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """The definition of something measurable. ``form``, ``fact``: which answers of the kit give it, or empty."""

    code: str
    name: Text
    subject: SubjectKind
    unit: str
    plausible: tuple[float, float]
    loinc: str | None = None
    every_ms: int | None = None
    conversions: tuple[str, ...] = ()
    """Named conversions (``kernel.conversions``) that an incoming value may go through, as ``ppb_to_ug_m3:o3``."""
    evidence: Evidence | None = None
    """Why the plausible range ends where it does; None when the kit does not say."""
    form: str = ""
    fact: str = ""
    when_prescribed: str = ""
    """The parameter (yes or no) that says for whom it is asked; empty: for everybody."""
    times_a_day: str = ""
    """The parameter that says how often a day it is asked of somebody; empty: at the rhythm of ``every_ms``."""
    by_device: bool = False
    """A device sends it: it is expected in its rhythm, and nobody is asked to write it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of values; each end is open, closed, or absent (None)."""

    low: float | None = None
    high: float | None = None
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A number computed from a window of observations of one signal of one subject.

    The exact window at instant T is closed at both ends: [T - over_ms, T]. With ``pane_ms`` the window is
    the whole panes floor(t / pane_ms) in (floor(T / pane_ms) - over_ms / pane_ms, floor(T / pane_ms)],
    cut at T. Fewer points than ``min_points``, or less coverage than ``min_coverage``, gives unknown.
    """

    name: str
    kind: FeatureKind
    signal: str
    unit: str
    over_ms: int | None = None
    pane_ms: int | None = None
    probability: float | None = None
    band: Band | None = None
    min_points: int = 1
    min_coverage: float | None = None
    every_ms: int | None = None
    """Expected rhythm of the signal: coverage is count x every_ms / over_ms, at most 1."""
    label: Text | None = None
    """What it is called, as the subject of a sentence: "the time in range". Every feature of a loaded kit has one."""
    evidence: Evidence | None = None
    """Why the ends of ``band`` are where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A typed input of the kit. ``fixed``: the signer only; ``bounded``: within [minimum, maximum]; ``free``."""

    name: str
    label: Text
    selector: Selector
    unit: str
    default: float
    control: Control
    evidence: Evidence
    minimum: float | None = None
    maximum: float | None = None
    layers: tuple[Layer, ...] = ("kit", "territory")
    """The layers that may set it. A person's own value needs "person" here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Evaluate at fixed instants, not at each observation: every ``every_ms``, ``offset_ms`` after the UTC epoch."""

    every_ms: int
    offset_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition that raises an alert, with its hygiene and its source."""

    id: str
    title: Text
    advice: Text
    when: str
    severity: Severity
    evidence: Evidence
    clear: str | None = None
    """Hysteresis: once raised, the rule re-arms only when this is true. Default: when ``when`` is false."""
    schedule: Schedule | None = None
    sustained_ms: int = 0
    confirm: tuple[int, int] = (1, 1)
    """n of m: true in n of the last m evaluations."""
    refractory_ms: int = 0
    mandatory: bool = False
    """A no-data rule that neither the kit's parameters nor the operator can switch off."""
    group: str = ""
    """Alerts of one subject and one group join one open case."""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A defined number by place or site and period.

    ``share_of_subjects``: people whose ``numerator`` holds among those whose ``denominator`` holds (rule language
    over the kit's features, evaluated at the end of the period). ``days_by_class`` and ``population_by_class``:
    over the daily classes of ``table`` (library/tables). ``mean_of_subjects``: mean of ``numerator``, a number
    of the rule language. A parameter in them has the value of the set of targets chosen for the person, else the kit's.
    """

    id: str
    title: Text
    kind: Literal["share_of_subjects", "mean_of_subjects", "days_by_class", "population_by_class"]
    unit: str
    period_ms: int
    evidence: Evidence
    numerator: str = ""
    denominator: str = ""
    table: str = ""
    membership: str = ""
    target: float | None = None
    better: Literal["higher", "lower", "neither"] = "neither"
    description: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """given (parameters, values) -> then (alerts). Instants are offsets in ms from the scenario's day zero."""

    name: str
    title: str
    kind: Literal["happy", "silence", "outage", "false_alarm_budget", "boundary", "uninstall", "other", "pathway"]
    file: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    observations: tuple[tuple[str, int, float], ...] = ()
    """(signal, offset_ms, value), in arrival order: a late point is simply listed later."""
    arrivals: tuple[int, ...] = ()
    """When each observation arrives, as offset in ms, in the same order; empty: each at its own instant."""
    until_ms: int = 0
    alerts: tuple[tuple[str, int | None], ...] = ()
    """(rule id, offset_ms or None for any time): exactly these, in order of time, unless ``most_alerts`` is given."""
    severities: tuple[Severity | None, ...] = ()
    """The severity of each of ``alerts``, None for any; empty: any."""
    withdrawn: tuple[tuple[str, int | None], ...] = ()
    """Alerts that were raised and that late data took back; they do not stand in ``alerts``."""
    most_alerts: int | None = None
    rule: str | None = None
    """The rule whose boundary this scenario holds."""
    uninstall_at_ms: int | None = None
    course: Course | None = None
    """What a scenario of kind pathway says; None in any other."""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Medical-device facts that a kit with clinical alerts must name (EU 2017/745)."""

    manufacturer: str
    intended_use: Text
    device_class: str
    certificate: str | None
    risk_file: str
    vigilance_contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A line of home monitoring (``library.lines``) that the kit can serve: which signals and rules answer it."""

    line: str
    data: Mapping[str, tuple[str, ...]]
    alerts: Mapping[str, tuple[str, ...]]
    prescribes: tuple[str, ...] = ()
    """Parameters of signals asked only if prescribed: the line is that of the people for whom all of them are yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredKit:
    """Another kit that must run beside this one, in a version within ``range``."""

    id: str
    range: str
    why: Text
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Something outside that gives values for a signal, as an algorithm; ``rule`` fires when it gives none.

    With ``reads`` it is asked: every ``every_ms``, with the last ``over_ms`` of those signals. Without, it sends.
    """

    name: str
    signal: str
    rule: str
    when_silent: Text
    reads: tuple[str, ...] = ()
    """The signals whose values leave for it, under a pseudonym of its own; empty: nothing leaves."""
    every_ms: int | None = None
    over_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """What must be there for the kit to run. ``pagus`` is a range of versions; empty: any."""

    pagus: str = ""
    kits: tuple[RequiredKit, ...] = ()
    capabilities: tuple[Capability, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """The earlier versions whose people may be moved to this one, and what changes for them."""

    moves_from: tuple[str, ...]
    changes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A kit as its folder says it, checked whole: nothing in it can execute."""

    id: str
    version: str
    digest: str
    title: Text
    summary: Text
    maturity: Maturity
    licence: str
    publisher: str
    subject: SubjectKind
    legal_basis: Text
    data_categories: tuple[str, ...]
    roles: tuple[str, ...]
    inclusion: Text
    disclaimer: Text
    signals: Mapping[str, Signal]
    features: Mapping[str, Feature]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, Rule]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    scenarios: tuple[Scenario, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of the things that it follows; none named: every thing
    clinical: bool = False
    clinical_owner: str = ""
    device: Device | None = None
    funding: tuple[Funding, ...] = ()
    workload: Text | None = None
    url: str = ""
    """Its canonical address: a name that stays, whether or not something answers there."""
    requires: Requirements = Requirements()
    upgrade: Upgrade | None = None  # None: nobody is moved here from another version.
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    evaluation: Evaluation | None = None
    clocks: Mapping[Severity, Clock] = field(default_factory=dict)
    """How soon an alert should be looked at, where the kit says so; the house's own clocks hold for the others."""
    target_sets: Mapping[str, TargetSet] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name after the publisher: ``diabetes-home`` of ``pagus/diabetes-home``."""
        return self.id.rpartition("/")[2]

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id, or NotFound."""
        if rule_id in self.rules:
            return self.rules[rule_id]
        raise NotFound("kit {kit} has no rule {rule}", kit=self.id, rule=rule_id)
