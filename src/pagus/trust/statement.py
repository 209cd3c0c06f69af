"""What is signed about a kit: a statement of one of five kinds, about one digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from pagus.errors import InputError, ShapeError
from pagus.trust.envelope import Envelope
from pagus.trust.shape import (
    Digest,
    Format,
    KitId,
    KitVersion,
    Milliseconds,
    Shape,
    Words,
    canonical_json,
    faults_of,
    fit,
    read_json,
)

__all__ = ["KINDS", "STATEMENT_TYPE", "Fact", "Kind", "Statement", "read_facts", "read_statement", "statement_payload"]

STATEMENT_TYPE = "application/vnd.pagus.statement+json"
LARGEST_STATEMENT = 64 * 1024

Kind = Literal["publication", "clinical_acceptance", "evaluation", "measured_result", "revocation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Fact = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One assertion about one kit version. ``digest`` names the content; ``by`` is the organisation that speaks."""

    kind: Kind
    kit: str
    version: str
    digest: str
    issued_ms: int
    by: str
    expires_ms: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


class _Note(Shape):
    """Facts of a publication and of a clinical acceptance."""

    note: Words | None = None


class _Acceptance(_Note):
    territory: Words | None = None


class _Evaluation(_Note):
    verdict: Literal["stop", "adapt", "scale"]
    report: Words | None = None


def _check_period(text: str) -> str:
    try:
        first, last = map(date.fromisoformat, text.split("/"))
    except ValueError:
        first, last = date.max, date.min
    if first > last or f"{first}/{last}" != text:
        raise InputError("{text!r} is no period: write first and last day, as 2026-01-01/2026-03-31", text=text[:40])
    return text


class _MeasuredResult(_Note):
    territory: Words
    indicator: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,47}\z")]
    period: Annotated[str, AfterValidator(_check_period)]
    n: Annotated[int, Field(ge=1, le=1_000_000_000)]
    value: Annotated[float, Field(allow_inf_nan=False)]
    low: Annotated[float, Field(allow_inf_nan=False)]
    high: Annotated[float, Field(allow_inf_nan=False)]
    simulated: bool


class _Revocation(Shape):
    reason: Words
    urgency: Literal["immediate", "soon", "routine"]


class _StatementShape(Shape):
    format: Format
    kind: Kind
    kit: KitId
    version: KitVersion
    digest: Digest
    issued_ms: Milliseconds
    expires_ms: Milliseconds | None = None
    by: Words
    facts: dict[str, Fact]


_FACTS: Mapping[Kind, type[Shape]] = {
    "publication": _Note,
    "clinical_acceptance": _Acceptance,
    "evaluation": _Evaluation,
    "measured_result": _MeasuredResult,
    "revocation": _Revocation,
}


def statement_payload(statement: Statement) -> bytes:
    """Which bytes are signed for this statement?

    Takes: a statement. Gives: its JSON text as UTF-8, the same bytes for equal statements.
    Refuses: ShapeError with every fault, so that nothing can be signed that cannot be read.
    """
    written: dict[str, Any] = {
        "format": 1,
        "kind": statement.kind,
        "kit": statement.kit,
        "version": statement.version,
        "digest": statement.digest,
        "issued_ms": statement.issued_ms,
        "by": statement.by,
        "facts": dict(statement.facts),
    }
    if statement.expires_ms is not None:
        written["expires_ms"] = statement.expires_ms
    _checked(written)
    return canonical_json(written).encode()


def read_statement(envelope: Envelope) -> Statement:
    """Which statement does this envelope hold?

    Takes: an envelope; whether its signatures hold is the question of ``verify``. Gives: the statement.
    Refuses: ShapeError when it holds something else, or with every fault of the statement.
    """
    if envelope.payload_type != STATEMENT_TYPE:
        raise ShapeError("the envelope holds {found}, not a statement", found=envelope.payload_type)
    try:
        text = envelope.payload.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ShapeError("the statement is not UTF-8 text") from error
    return _checked(read_json(text, "the statement", LARGEST_STATEMENT))


def read_facts(kind: Kind, written: Mapping[str, str]) -> dict[str, Fact]:
    """Which facts are meant by these texts, as they are written on a command line?

    Takes: the kind of statement; texts by the name of the fact (``n`` and ``120``, ``simulated`` and ``true``).
    Gives: the facts, each with its type. Refuses: ShapeError with every fault.
    """
    try:
        told = _FACTS[kind].model_validate_strings(dict(written), strict=False)
    except ValidationError as error:
        faults = "; ".join(faults_of(error))
        raise ShapeError("{what} cannot be used: {faults}", what="the statement", faults=faults) from error
    return told.model_dump(exclude_none=True)


def _checked(written: Mapping[str, Any]) -> Statement:
    """The statement that this data makes; its facts are checked with the rest, so that all faults are told at once."""
    faults: list[str] = []
    kind, facts = written.get("kind"), written.get("facts")
    shape = _fitted(_StatementShape, written, faults)
    if kind in KINDS and isinstance(facts, dict):
        told = _fitted(_FACTS[kind], facts, faults)
        if isinstance(told, _MeasuredResult) and not told.low <= told.value <= told.high:
            faults.append("value lies outside low and high")
    if shape is not None:
        faults += _date_faults(shape)
    if shape is None or faults:
        raise ShapeError("{what} cannot be used: {faults}", what="the statement", faults="; ".join(faults))
    return Statement(**shape.model_dump(exclude={"format"}))


def _fitted(shape: type[Shape], data: object, faults: list[str]) -> Any:
    try:
        return fit(shape, data, "the statement")
    except ShapeError as error:
        faults.append(str(error.facts["faults"]))
        return None


def _date_faults(shape: _StatementShape) -> list[str]:
    if shape.expires_ms is None:
        return []
    if shape.kind == "revocation":
        return ["expires_ms: a revocation does not expire"]
    return ["expires_ms: it is not after issued_ms"] if shape.expires_ms <= shape.issued_ms else []
