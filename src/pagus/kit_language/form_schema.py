"""The shape of a form in forms/*.yaml: pydantic models that say every fault of a form at once."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from pagus.errors import InputError
from pagus.kit_language.form_model import ItemKind, Terms, Wording
from pagus.kit_language.model import Severity
from pagus.kit_language.schema import Entry, EvidenceEntry, Formula, Name, Names, Number, Unit, Version
from pagus.kit_language.written import check_name

__all__ = ["CutOffEntry", "FormEntry", "ItemEntry", "OptionEntry", "ScoreEntry", "StepEntry"]

NUMBERS = {"integer", "decimal"}
CHOICES = {"choice", "choices"}


def _as_option(written: Any) -> Any:
    """``never: 0`` is short for ``never: {points: 0}``, ``never:`` for an option without points."""
    if written is None:
        return {}
    return {"points": written} if isinstance(written, (int, float)) and not isinstance(written, bool) else written


class OptionEntry(Entry):
    """One option: its points, or nothing, or a block."""

    points: Number | None = None
    alone: bool = False


Options = Annotated[
    dict[Annotated[str, AfterValidator(check_name)], Annotated[OptionEntry, BeforeValidator(_as_option)]],
    Field(min_length=2, max_length=60),
]


class ItemEntry(Entry):
    """One entry of ``items``."""

    kind: ItemKind
    options: Options | Name | None = None
    unit: Unit | None = None
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    group: Name | None = None
    when: Formula | None = None
    optional: bool = False
    points_if_not_asked: Number | None = None
    loinc: Annotated[str, StringConstraints(pattern=r"^\d{1,7}-\d$")] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> ItemEntry:
        if (self.kind in CHOICES) != (self.options is not None) and self.kind != "yes_no":
            raise InputError("options belong to choice and choices, which need them: at least two")
        if self.kind == "yes_no" and self.options is not None and set(self.options) != {"no", "yes"}:
            raise InputError("the options of yes_no are no and yes: as options: {no: 0, yes: 1}")
        if self.kind not in NUMBERS and (self.unit is not None or self.range is not None):
            raise InputError("unit and range belong to integer and decimal: remove them")
        if self.kind in NUMBERS and self.range is None:
            raise InputError("a number needs the range of what can be answered: as range: [0, 250]")
        if self.range is not None and self.range[0] >= self.range[1]:
            raise InputError("range is [lowest, highest]: the first must be the smaller")
        if self.points_if_not_asked is not None and self.when is None:
            raise InputError("points_if_not_asked belongs to an item with when: remove it")
        return self


class StepEntry(Entry):
    """One step: an upper end, or none for all that is left, and what it is worth (``points``) or means (``name``)."""

    at_most: Number | None = None
    below: Number | None = None
    points: Number | None = None
    name: Name | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> StepEntry:
        if self.at_most is not None and self.below is not None:
            raise InputError("a step ends with at_most (included) or below (excluded): keep one")
        return self

    @property
    def upper(self) -> float | None:
        """Its upper end."""
        return self.at_most if self.at_most is not None else self.below


def _check_rising(steps: list[StepEntry]) -> list[StepEntry]:
    ends = [(step.upper, step.at_most is not None) for step in steps]
    if any(upper is None for upper, _ in ends[:-1]) or (ends and ends[-1][0] is not None):
        raise InputError("each step has an end but the last, which takes all that is left")
    known = [(upper, closed) for upper, closed in ends if upper is not None]
    if any(not low < high for low, high in pairwise(known)):
        raise InputError("steps rise: order them by their ends, below before at_most")
    return steps


def _check_points(steps: list[StepEntry]) -> list[StepEntry]:
    if any(step.points is None or step.name is not None for step in steps):
        raise InputError("each step has points, and no name")
    return _check_rising(steps)


def _check_bands(steps: list[StepEntry]) -> list[StepEntry]:
    if any(step.name is None or step.points is not None for step in steps):
        raise InputError("each band has a name, and no points")
    names = [step.name for step in steps]
    if len(set(names)) < len(names):
        raise InputError("two bands have one name: a name is the key of its words")
    return _check_rising(steps)


Steps = Annotated[list[StepEntry], Field(min_length=2), AfterValidator(_check_points)]
Bands = Annotated[list[StepEntry], Field(min_length=2), AfterValidator(_check_bands)]


class TableEntry(Entry):
    """The steps for those for whom ``when`` holds."""

    when: Formula
    steps: Steps


def _as_names(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


class TermEntry(Entry):
    """One term of a linear formula."""

    factor: Number
    of: Annotated[Annotated[list[Name], Field(max_length=4)], BeforeValidator(_as_names)] = Field(default_factory=list)
    when: Formula | None = None


class CaseEntry(Entry):
    """One rule of a rule list."""

    when: Formula | None = None
    value: Annotated[Formula, BeforeValidator(lambda it: str(it) if type(it) in {int, float} else it)] | None = None
    gives: Name | None = None

    @model_validator(mode="after")
    def _gives_one_thing(self) -> CaseEntry:
        if (self.value is None) == (self.gives is None):
            raise InputError("a rule gives a value (a number or a formula) or a word (gives): one of the two")
        return self


class CutOffEntry(Entry):
    """A named limit of a score."""

    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    evidence: EvidenceEntry

    @model_validator(mode="after")
    def _has_one_end(self) -> CutOffEntry:
        if sum(end is not None for end in (self.at_least, self.above, self.at_most, self.below)) != 1:
            raise InputError("a cut-off has one end: at_least, above, at_most or below")
        return self


class MissingEntry(Entry):
    """How many answers of a sum may lack, and what stands for them."""

    at_most: Annotated[int, Field(ge=1, le=100)]
    fill: Literal["mean", "zero"]


_FIELDS = {
    "sum": ({"of"}, {"times", "missing"}),
    "steps": ({"of"}, {"steps", "tables"}),
    "linear": ({"terms"}, {"constant"}),
    "rules": ({"cases"}, {"outcomes"}),
}
_OWN = {"of", "times", "missing", "steps", "tables", "constant", "terms", "cases", "outcomes"}


class ScoreEntry(Entry):
    """One entry of ``scores``."""

    kind: Literal["sum", "steps", "linear", "rules"]
    evidence: EvidenceEntry
    unit: Unit = "1"
    of: Annotated[Names, BeforeValidator(_as_names)] | None = None
    times: Number | None = None
    missing: MissingEntry | None = None
    steps: Steps | None = None
    tables: Annotated[list[TableEntry], Field(min_length=1)] | None = None
    constant: Number | None = None
    terms: Annotated[list[TermEntry], Field(min_length=1, max_length=40)] | None = None
    cases: Annotated[list[CaseEntry], Field(min_length=1, max_length=60)] | None = None
    outcomes: Names | None = None
    valid: Formula | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    bands: Bands | None = None
    cut_offs: dict[Annotated[str, AfterValidator(check_name)], CutOffEntry] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> ScoreEntry:
        needed, allowed = _FIELDS[self.kind]
        given = {name for name in _OWN if getattr(self, name) is not None}
        if not needed <= given or given - needed - allowed:
            parts = " and ".join(sorted(needed))
            raise InputError(
                "a score of kind {kind} has {parts}, may have {more}, and nothing else of these",
                kind=self.kind, parts=parts, more=", ".join(sorted(allowed)),
            )  # fmt: skip
        if self.kind == "steps" and ((self.steps is None) == (self.tables is None) or len(self.of or ()) != 1):
            raise InputError("steps read one name (of), through steps or through tables: one of the two")
        if self.kind == "rules":
            self._check_outcomes()
        return self

    def _check_outcomes(self) -> None:
        words = [case.gives for case in self.cases or () if case.gives is not None]
        if bool(words) != (self.outcomes is not None):
            raise InputError("outcomes lists the words that the rules give, in their order; numbers have none")
        if words and (len(words) != len(self.cases or ()) or set(words) != set(self.outcomes or ())):
            raise InputError("each rule gives one of the outcomes, and each outcome is given by a rule")
        if words and (self.bands is not None or self.decimals is not None):
            raise InputError("outcomes are words already: remove bands and decimals")


class CalculatedEntry(Entry):
    """One entry of ``calculated``: a formula of the rule language, shown in a unit."""

    formula: Formula
    unit: Unit = "1"
    valid: Formula | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None


class FlagEntry(Entry):
    """One entry of ``flags``."""

    when: Formula
    severity: Severity
    evidence: EvidenceEntry


class FormEntry(Entry):
    """One form of forms/*.yaml."""

    version: Version
    wording: Wording
    terms: Terms
    evidence: EvidenceEntry
    url: Annotated[str, StringConstraints(max_length=300, pattern=r"^https://[^\s/]+\S*$")] = ""
    choices: dict[Annotated[str, AfterValidator(check_name)], Options] = Field(default_factory=dict)
    items: Annotated[dict[Annotated[str, AfterValidator(check_name)], ItemEntry], Field(min_length=1, max_length=300)]
    calculated: dict[Annotated[str, AfterValidator(check_name)], CalculatedEntry] = Field(default_factory=dict)
    scores: dict[Annotated[str, AfterValidator(check_name)], ScoreEntry] = Field(default_factory=dict)
    flags: dict[Annotated[str, AfterValidator(check_name)], FlagEntry] = Field(default_factory=dict)
