"""Errors as FHIR says them: an OperationOutcome with a place (FHIRPath) for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pagus.errors import DoorError, PagusError, StoreError, treatment_of
from pagus.fhir_r4 import Fault, FhirFaults

__all__ = [
    "CONTENT_TYPE",
    "FhirError",
    "Issue",
    "encode",
    "error_of",
    "issues_of_faults",
    "outcome",
    "outcome_response",
]

CONTENT_TYPE = "application/fhir+json; fhirVersion=4.0; charset=utf-8"
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_CODES = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    409: "conflict",
    410: "deleted",
    411: "incomplete",
    412: "conflict",
    413: "too-long",
    415: "not-supported",
    422: "processing",
    429: "throttled",
    503: "transient",
}


class Issue(NamedTuple):
    """One issue: ``expression`` names the element, the parameter or the header that is meant."""

    severity: str
    code: str
    text: str
    expression: str


class FhirError(DoorError):
    """A request that is not answered as asked: its status, and where the fault lies."""

    def __init__(
        self, key: str, *, status: int, expression: str, code: str = "", issues: Sequence[Issue] = (), **facts: object
    ) -> None:
        super().__init__(key, protocol="FHIR R4", **facts)
        self.status = status
        self.expression = expression
        self.code = code or _CODES.get(status, "processing")
        self.issues = tuple(issues)
        """Said instead of the one sentence, where there are several."""

    def said(self) -> tuple[Issue, ...]:
        """The issues of the outcome."""
        return self.issues or (Issue("error", self.code, _said(self), self.expression),)


def _said(error: PagusError) -> str:
    text: str = _(error.key)
    return text.format(**error.facts) if error.facts else text


def issues_of_faults(faults: Iterable[Fault], within: str = "") -> tuple[Issue, ...]:
    """The faults of a document as issues; ``within`` is the place of the document in a bundle."""
    return tuple(
        Issue(fault.severity, fault.code, fault.remark.in_words(_), placed(fault.expression, within))
        for fault in faults
    )


def placed(expression: str, within: str) -> str:
    """The place of an element of a resource that lies in a bundle. Takes: ``Observation.status``, the entry's place."""
    if not within:
        return expression or "Resource"
    rest = expression.partition(".")[2]
    return f"{within}.{rest}" if rest else within


def error_of(error: PagusError) -> FhirError:
    """Any error of the tree as one of this door."""
    if isinstance(error, FhirError):
        return error
    if isinstance(error, FhirFaults):
        broken = any(fault.code == "structure" and not fault.expression for fault in error.faults)
        issues = issues_of_faults(error.faults)
        return FhirError(
            error.key, status=400 if broken else 422, expression="Resource", issues=issues, count=len(issues)
        )
    status = treatment_of(error).http_status
    facts = {name: fact for name, fact in error.facts.items() if name != "protocol"}
    code = "transient" if isinstance(error, StoreError) and error.retryable else ""
    made = FhirError(error.key, status=status, expression="Resource", code=code)
    made.facts |= facts
    return made


def outcome(issues: Iterable[Issue]) -> dict[str, object]:
    """An OperationOutcome of these issues."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": issue.severity,
                "code": issue.code,
                "details": {"text": issue.text},
                "diagnostics": issue.text,
                "expression": [issue.expression],
            }
            for issue in issues
        ],
    }


def encode(content: object) -> bytes:
    """JSON, with decimals as they were written."""
    return _ENCODER.encode(content)


def outcome_response(error: FhirError) -> HttpResponse:
    """The answer that says what is wrong."""
    response = HttpResponse(encode(outcome(error.said())), status=error.status, content_type=CONTENT_TYPE)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="fhir"'
    if error.status == 503:
        response.headers["Retry-After"] = "5"
    return response
