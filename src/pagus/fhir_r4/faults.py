"""What is wrong in a FHIR document: each fault with the place (FHIRPath), the rule it breaks and words to translate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pagus.errors import DoorError
from pagus.kernel.remark import Remark

__all__ = ["Fault", "FhirFaults", "IssueCode", "Severity"]

Severity = Literal["fatal", "error", "warning", "information"]
IssueCode = Literal[
    "structure", "required", "value", "invariant", "invalid", "code-invalid", "not-supported", "too-long"
]
"""Codes of http://hl7.org/fhir/issue-type, as an OperationOutcome carries them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: ``expression`` is the FHIRPath of the place, "" where the whole text cannot be read."""

    severity: Severity
    code: IssueCode
    expression: str
    remark: Remark
    rule: str = ""
    """The key of the broken invariant of the specification, such as "obs-6"."""

    @property
    def key(self) -> str:
        """The message with ``{facts}``, to translate."""
        return self.remark.key

    @property
    def facts(self) -> Mapping[str, str]:
        """What the message speaks of."""
        return self.remark.facts

    def __str__(self) -> str:
        return f"{self.expression or 'document'}: {self.remark}" + (f" [{self.rule}]" if self.rule else "")


class FhirFaults(DoorError):
    """A document is not valid FHIR R4; ``faults`` lists everything found, not only the first."""

    def __init__(self, key: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(key, protocol="FHIR R4", count=len(self.faults))

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {fault}" for fault in self.faults)])

    def __reduce__(self) -> tuple[object, ...]:
        return FhirFaults, (self.key, self.faults)
