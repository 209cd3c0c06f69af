"""The shape of each entry of a kit's files: pydantic models that say every fault of an entry at once.

What depends on other entries (a rule's features, a text's languages) is checked in ``lint``. The page
``docs/reference/kit-format.md`` describes the same shapes for people.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from pagus.errors import InputError
from pagus.kit_language.model import Certainty, Control, FeatureKind, Layer, Maturity, Selector, Severity, SubjectKind
from pagus.kit_language.schema_funding import FundingEntry
from pagus.kit_language.version import read_range
from pagus.kit_language.written import check_name, read_confirm, read_duration, read_offset

FORMAT = 1

_VERSION = r"^(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})$"


def _check_range(text: str) -> str:
    return str(read_range(text))


def _no_repetition(items: list[str]) -> list[str]:
    for item in items:
        if items.count(item) > 1:
            raise InputError("{item!r} stands twice in the list: keep one", item=item)
    return items


Name = Annotated[str, AfterValidator(check_name)]
Names = Annotated[list[Name], AfterValidator(_no_repetition)]
Duration = Annotated[int, BeforeValidator(read_duration)]
Offset = Annotated[int, BeforeValidator(read_offset)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=30, pattern=r"^\S+$")]
KitId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,47}/[a-z][a-z0-9-]{0,47}$")]
Version = Annotated[str, StringConstraints(pattern=_VERSION)]
KitRole = Literal["coordinator", "nurse", "physician", "educator", "carer", "analyst", "operator"]
VersionRange = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_check_range)]


class Entry(BaseModel):
    """An entry of a kit: nothing is guessed, nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EvidenceEntry(Entry):
    """The block ``evidence``."""

    certainty: Certainty
    sources: Annotated[list[str], AfterValidator(_no_repetition)] = []

    @model_validator(mode="after")
    def _has_a_source(self) -> EvidenceEntry:
        if self.certainty != "local" and not self.sources:
            raise InputError("certainty {certainty} needs at least one key of sources.bib", certainty=self.certainty)
        return self


class DeviceEntry(Entry):
    """The block ``device`` of kit.yaml."""

    manufacturer: Words
    device_class: Words = Field(alias="class")
    certificate: Words
    risk_file: Words
    vigilance_contact: Words


class RequiredKitEntry(Entry):
    """One kit of ``requires.kits``."""

    id: KitId
    range: VersionRange


class CapabilityEntry(Entry):
    """One capability of ``requires.capabilities``."""

    name: Name
    signal: Name
    when_silent: Name
    reads: Names = []
    every: Duration | None = None
    over: Duration | None = None

    @model_validator(mode="after")
    def _is_asked_whole(self) -> CapabilityEntry:
        if len({bool(self.reads), self.every is not None, self.over is not None}) > 1:
            raise InputError("reads, every and over belong together: add what lacks, or remove all three if it sends")
        return self


class RequiresEntry(Entry):
    """The block ``requires`` of kit.yaml."""

    pagus: VersionRange = ""
    kits: list[RequiredKitEntry] = []
    capabilities: list[CapabilityEntry] = []


class UpgradeEntry(Entry):
    """The block ``upgrade`` of kit.yaml."""

    moves_from: Annotated[list[Version], Field(min_length=1), AfterValidator(_no_repetition)]


class ManifestEntry(Entry):
    """kit.yaml."""

    format: Literal[1]
    id: KitId
    version: Version
    maturity: Maturity
    licence: Words
    publisher: Words
    subject: SubjectKind
    roles: Annotated[list[KitRole], Field(min_length=1)]
    data_categories: Annotated[list[Literal["health", "environment", "contact", "activity"]], Field(min_length=1)]
    clinical: bool = False
    clinical_owner: Annotated[str, StringConstraints(max_length=300)] = ""
    tables: Names = []
    kinds: Names = []
    url: Annotated[str, StringConstraints(max_length=300, pattern=r"^https://[^\s/]+\S*$")] = ""
    requires: RequiresEntry = RequiresEntry()
    upgrade: UpgradeEntry | None = None
    device: DeviceEntry | None = None
    funding: list[FundingEntry] = []


class ParameterEntry(Entry):
    """One entry of parameters.yaml."""

    selector: Selector
    unit: Unit
    default: Number
    control: Control
    evidence: EvidenceEntry
    minimum: Number | None = None
    maximum: Number | None = None
    layers: Annotated[list[Layer], AfterValidator(_no_repetition)] = []

    @model_validator(mode="after")
    def _bounds_fit(self) -> ParameterEntry:
        low, high = self.minimum, self.maximum
        if self.control == "bounded" and (low is None or high is None):
            raise InputError("a bounded parameter needs minimum and maximum: add them, or make it free or fixed")
        if self.control != "bounded" and (low is not None or high is not None):
            raise InputError("only a bounded parameter has minimum and maximum: remove them, or make it bounded")
        if low is not None and high is not None and not low <= self.default <= high:
            raise InputError(
                "default {default:g} is not between minimum {low:g} and maximum {high:g}",
                default=self.default, low=low, high=high,
            )  # fmt: skip
        if self.selector == "yes_no" and (self.unit, low, high, self.default in {0, 1}) != ("1", 0, 1, True):
            raise InputError('yes_no is 1 or 0: write unit: "1", control: bounded, minimum: 0, maximum: 1')
        if "kit" in self.layers:
            raise InputError("the layer kit is always there, as the default: list only territory, team, person")
        if (self.control == "fixed") == bool(self.layers):
            raise InputError("layers say who may set it: list some for bounded and free, none for fixed")
        return self


class SignalEntry(Entry):
    """One entry of signals/*.yaml."""

    unit: Unit
    plausible: Annotated[list[Number], Field(min_length=2, max_length=2)]
    every: Duration | None = None
    loinc: Annotated[str, StringConstraints(pattern=r"^\d{1,7}-\d$")] | None = None
    accepts: Annotated[list[str], AfterValidator(_no_repetition)] = []
    form: Name | None = None
    fact: Name | None = None
    when_prescribed: Name | None = None
    times_a_day: Name | None = None
    by_device: bool = False
    evidence: EvidenceEntry | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> SignalEntry:
        if (self.form is None) != (self.fact is None):
            raise InputError("form and fact belong together: write which fact of which form gives the signal")
        if self.plausible[0] >= self.plausible[1]:
            raise InputError("plausible is [lowest, highest]: the first must be the smaller")
        return self


class BandEntry(Entry):
    """The block ``band`` of a feature: which values are inside."""

    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _has_ends(self) -> BandEntry:
        lows = [end for end in (self.at_least, self.above) if end is not None]
        highs = [end for end in (self.at_most, self.below) if end is not None]
        if len(lows) > 1 or len(highs) > 1 or not lows + highs:
            raise InputError("a band has at_least or above, at_most or below, one of each kind at most, and not none")
        if lows and highs and lows[0] >= highs[0]:
            raise InputError("the lower end of the band is not below its upper end: exchange them")
        return self


class FeatureEntry(Entry):
    """One entry of ``features`` in rules/*.yaml."""

    kind: FeatureKind
    signal: Name
    over: Duration | None = None
    panes: Duration | None = None
    probability: Annotated[float, Field(ge=0, le=1)] | None = None
    band: BandEntry | None = None
    min_points: Annotated[int, Field(ge=1, le=100_000)] = 1
    min_coverage: Annotated[float, Field(gt=0, le=1)] | None = None
    evidence: EvidenceEntry | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> FeatureEntry:
        for message in feature_shape_faults(self):
            raise InputError(message)
        return self


def feature_shape_faults(feature: FeatureEntry) -> list[str]:
    """What of this feature does not fit its kind? Each text says what would be right."""
    found: list[str] = []
    kind = feature.kind
    if kind == "since_last" and (feature.over or feature.panes or feature.min_coverage is not None):
        found.append("since_last has no window: remove over, panes and min_coverage")
    if kind not in {"since_last", "last"} and feature.over is None:
        found.append(f"{kind} needs a window: add over, as over: 14d")
    if (kind == "quantile") != (feature.probability is not None):
        found.append("probability belongs to quantile, and quantile needs it: as probability: 0.95")
    if (kind == "share_in_range") != (feature.band is not None):
        found.append("share_in_range needs a band, and only it has one: as band: {at_least: 70, at_most: 180}")
    if (feature.band is None) != (feature.evidence is None):
        found.append("the ends of a band are thresholds: evidence stands beside band, and only there")
    if kind in {"count", "coverage", "since_last"} and (feature.min_points != 1 or feature.min_coverage is not None):
        found.append(f"{kind} is known even without data: remove min_points and min_coverage")
    if feature.min_coverage is not None and feature.over is None:
        found.append("min_coverage speaks of a window: add over, or remove it")
    if feature.panes is not None:
        if kind == "quantile":
            found.append("quantile is computed on exact windows: remove panes")
        if feature.over is None or feature.over % feature.panes:
            found.append("over must be a whole number of panes")
    return found


class ScheduleEntry(Entry):
    """The block ``schedule`` of a rule."""

    every: Duration
    offset: Offset = 0

    @model_validator(mode="after")
    def _offset_fits(self) -> ScheduleEntry:
        if self.offset >= self.every:
            raise InputError("offset must be shorter than every")
        return self


class RuleEntry(Entry):
    """One entry of ``rules`` in rules/*.yaml."""

    when: Formula
    severity: Severity
    evidence: EvidenceEntry
    clear: Formula | None = None
    schedule: ScheduleEntry | None = None
    sustained: Duration = 0
    confirm: Annotated[tuple[int, int], BeforeValidator(read_confirm)] = (1, 1)
    refractory: Duration = 0
    mandatory: bool = False
    group: Annotated[str, StringConstraints(max_length=48)] = ""


class IndicatorEntry(Entry):
    """One entry of indicators/*.yaml."""

    kind: Literal["share_of_subjects", "mean_of_subjects", "days_by_class", "population_by_class"]
    unit: Unit
    period: Duration
    evidence: EvidenceEntry
    numerator: Formula = ""
    denominator: Formula = ""
    table: str = ""
    membership: str = ""
    target: Number | None = None
    better: Literal["higher", "lower", "neither"] = "neither"

    @model_validator(mode="after")
    def _fits_its_kind(self) -> IndicatorEntry:
        wanted = {"share_of_subjects": ("numerator", "denominator"), "mean_of_subjects": ("numerator",)}
        needs = wanted.get(self.kind, ("table",))
        for name in ("numerator", "denominator", "table"):
            if (name in needs) != bool(getattr(self, name)):
                parts = " and ".join(needs)
                raise InputError("{kind} has {parts}, and nothing else of these", kind=self.kind, parts=parts)
        return self
