"""What an installation would do, before it does it: ``install`` executes exactly this plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pagus.errors import Fault, KitError, PagusError
from pagus.kernel.remark import Remark
from pagus.kit_language import check_choice
from pagus.kit_language.model import Kit, Mode, Parameter, Severity, SubjectKind, Text
from pagus.kit_language.requirements import outgrown_fault, requirement_faults

__all__ = [
    "InstallPlan",
    "PlannedParameter",
    "PlannedRule",
    "PlannedSignal",
    "Remark",
    "Surroundings",
    "needs_acceptance",
    "plan_install",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the plan must know of the workspace; read by the shell."""

    territory: str
    mode: Mode
    things: tuple[str, ...] = ()
    """Codes of the things in the territory."""
    places: tuple[str, ...] = ()
    """Codes of the communes in the territory."""
    known_signals: frozenset[str] = frozenset()
    roles_held: frozenset[str] = frozenset()
    """Roles that some account holds in the territory."""
    installed_version: str | None = None
    """Version of the same kit that runs in the same territory already."""
    accepted: bool = False
    """Has somebody who may accepted this content for this territory?"""
    known_categories: frozenset[str] = frozenset()
    """Categories of data that kits running here handle already."""
    distrust: tuple[Remark, ...] = ()
    """Why the trust policy of the workspace does not let this kit in."""
    pagus: str = ""
    """The version of this Pagus; empty when it is not asked about."""
    beside: tuple[Kit, ...] = ()
    """The other kits that are current in the territory."""
    capabilities: Mapping[str, str] = field(default_factory=dict)
    """The registered capabilities and their mode, ``shadow`` or ``approved``."""


@dataclass(frozen=True, slots=True)
class PlannedSignal:
    """A signal that the kit needs, and whether the store learns it now."""

    code: str
    name: Text
    unit: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """A rule that will watch."""

    id: str
    title: Text
    severity: Severity
    mandatory: bool


@dataclass(frozen=True, slots=True)
class PlannedParameter:
    """A parameter with the value that the territory layer gives it (or the kit's own)."""

    name: str
    label: Text
    unit: str
    default: float
    value: float
    control: str

    @property
    def is_local(self) -> bool:
        """Does the territory set it, instead of taking the kit's value?"""
        return self.value != self.default


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallPlan:
    """Everything an installation creates, and what it needs people to know first."""

    kit_id: str
    version: str
    digest: str
    territory: str
    mode: Mode
    subject: SubjectKind
    signals: tuple[PlannedSignal, ...]
    rules: tuple[PlannedRule, ...]
    indicators: tuple[str, ...]
    parameters: tuple[PlannedParameter, ...]
    subjects: tuple[str, ...]
    """Things or places enrolled at once; people are enrolled one by one, by a professional."""
    roles: tuple[str, ...]
    roles_missing: tuple[str, ...]
    new_categories: tuple[str, ...] = ()
    """Categories of data that nothing here handled before."""
    needs_acceptance: bool = False
    """Must somebody accept this content clinically before it can run so? True also when they have."""
    accepted: bool = False
    refusals: tuple[Remark, ...] = field(default=())
    """Why it cannot be installed so; empty when it can."""
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def local_values(self) -> dict[str, float]:
        """The values that the territory layer will hold."""
        return {parameter.name: parameter.value for parameter in self.parameters if parameter.is_local}


def plan_install(kit: Kit, values: Mapping[str, float], around: Surroundings) -> InstallPlan:
    """What would installing this kit create here, and what stands against it?

    Takes: a checked kit; values of the territory layer by parameter name; the surroundings.
    Gives: the plan, with its refusals in words. Pure: it reads and writes nothing.
    Refuses: KitError listing every value that the kit does not accept.
    """
    faults = [fault for name, value in values.items() for fault in _value_faults(kit, name, value)]
    if faults:
        raise KitError("{kit} does not accept {count} of these values", faults, kit=kit.id, count=len(faults))
    subjects = {"thing": around.things, "place": around.places, "person": ()}[kit.subject]
    missing = tuple(role for role in kit.roles if role not in around.roles_held)
    return InstallPlan(
        kit_id=kit.id,
        version=kit.version,
        digest=kit.digest,
        territory=around.territory,
        mode=around.mode,
        subject=kit.subject,
        signals=tuple(
            PlannedSignal(signal.code, signal.name, signal.unit, signal.code not in around.known_signals)
            for signal in kit.signals.values()
        ),
        rules=tuple(PlannedRule(rule.id, rule.title, rule.severity, rule.mandatory) for rule in kit.rules.values()),
        indicators=tuple(kit.indicators),
        parameters=tuple(_planned(parameter, values) for parameter in kit.parameters.values()),
        subjects=tuple(sorted(subjects)),
        roles=kit.roles,
        roles_missing=missing,
        new_categories=tuple(each for each in kit.data_categories if each not in around.known_categories),
        needs_acceptance=needs_acceptance(kit, around.mode),
        accepted=around.accepted,
        refusals=tuple(_refusals(kit, around, missing)),
        remarks=tuple(_remarks(kit, around, missing, subjects)),
    )


def needs_acceptance(kit: Kit, mode: Mode) -> bool:
    """Must somebody accept this kit clinically before it runs in this mode? A simulation reaches no patient."""
    return kit.clinical and mode != "simulation"


def _value_faults(kit: Kit, name: str, value: float) -> Iterable[Fault]:
    if name in kit.parameters and value == kit.parameters[name].default:
        return
    try:
        check_choice(kit, "territory", name, value)
    except PagusError as error:
        yield Fault(file="parameters", path=name, message=str(error))


def _planned(parameter: Parameter, values: Mapping[str, float]) -> PlannedParameter:
    return PlannedParameter(
        parameter.name,
        parameter.label,
        parameter.unit,
        parameter.default,
        float(values.get(parameter.name, parameter.default)),
        parameter.control,
    )


def _refusals(kit: Kit, around: Surroundings, missing: tuple[str, ...]) -> Iterable[Remark]:
    yield from around.distrust
    if around.installed_version is not None:
        facts = {"kit": kit.id, "version": around.installed_version, "territory": around.territory}
        yield Remark("{kit} {version} runs in {territory} already", **facts)
    certificate = kit.device.certificate if kit.device else None
    if around.mode == "certified" and certificate is None:
        key = "{kit} names no certificate: it can run in mode simulation or investigational, not certified"
        yield Remark(key, kit=kit.id)
    yield from _unmet(kit, around)
    if needs_acceptance(kit, around.mode) and not around.accepted:
        yield Remark("{kit} {version} waits for its clinical acceptance here", kit=kit.id, version=kit.version)
    if around.mode != "simulation":
        yield from _vacant(missing)
        yield from _unregistered(kit, around)


def _unregistered(kit: Kit, around: Surroundings) -> Iterable[Remark]:
    for each in kit.requires.capabilities:
        if each.every_ms is not None and each.name not in around.capabilities:
            yield Remark("the capability {name} is not registered here: pagus capability add", name=each.name)


def _unmet(kit: Kit, around: Surroundings) -> Iterable[Remark]:
    """What the kit requires and is not here, and what runs here and requires another version of it."""
    outgrown = outgrown_fault(kit, around.pagus) if around.pagus else None
    before = {str(fault) for fault in requirement_faults(around.beside)}
    together = [fault for fault in requirement_faults((kit, *around.beside)) if str(fault) not in before]
    for fault in ([outgrown] if outgrown else []) + together:
        yield Remark("it does not fit what runs here: {fault}", fault=f"{fault.message} ({fault.remedy})")


def _vacant(missing: tuple[str, ...]) -> Iterable[Remark]:
    for role in missing:
        yield Remark("nobody here holds the role {role}, which the kit works with", role=role)


def _remarks(kit: Kit, around: Surroundings, missing: tuple[str, ...], subjects: tuple[str, ...]) -> Iterable[Remark]:
    if around.mode == "simulation":
        yield from _vacant(missing)
        yield from _unregistered(kit, around)
    for each in kit.requires.capabilities:
        if around.capabilities.get(each.name) == "shadow":
            yield Remark("the capability {name} is in shadow mode: its values reach no rule", name=each.name)
    if kit.clinical and around.mode == "simulation":
        yield Remark("a simulation follows virtual people only; before real ones, somebody must accept it clinically")
    if kit.subject == "thing" and not subjects:
        yield Remark("the territory has no thing to enrol")
    if kit.subject == "place" and not subjects:
        yield Remark("the territory has no place to enrol")
