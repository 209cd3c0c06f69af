"""Is this text a valid resource of FHIR R4, and which one?

The fastest way is that of an Observation whose like was read before (``moulds``). The fast way is one typed decode
(``pagus.fhir_r4.base``). What it cannot see is told from the bytes: a property given
twice (the body then has more colons than the model writes; one that is what the model writes has none), characters that
FHIR does not allow, the rare constructs that ``doubt`` names. Only what fails or is in doubt is read again, slowly, to
say everything that is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from pagus.fhir_r4.base import Doubt, doubts
from pagus.fhir_r4.containing import misplaced
from pagus.fhir_r4.embedding import decode
from pagus.fhir_r4.faults import Fault, FhirFaults
from pagus.fhir_r4.moulds import MOULDED, moulds
from pagus.kernel.remark import Remark

if TYPE_CHECKING:
    from pagus.fhir_r4.generated.datatypes import Resource

__all__ = ["read"]

_encoder = msgspec.json.Encoder(decimal_format="number")
_ESCAPES = re.compile(rb"\\(?:u00[01]|u003[aA]|[bf])").search


def read(body: bytes, expected: str | None = None) -> Resource:
    """Which resource is this?

    Takes: JSON in UTF-8; the type that it must be, where the address says so. Gives: its model, with every element
    and extension kept, decimals with the digits they were written with, absent elements UNSET. Refuses: FhirFaults, all
    faults of the document with their places.
    """
    if expected == MOULDED and (found := moulds.model(body)) is not None:
        return found  # type: ignore[no-any-return]
    try:
        resource = decode(body, expected or "")
    except (ValueError, RecursionError) as refusal:
        doubts()
        raise _refused(_explain(body, expected) or [_unexplained(refusal)]) from None
    if _in_doubt(body, resource) and (faults := _explain(body, expected)):
        raise _refused(faults)
    if expected == MOULDED:
        moulds.learn(body, resource)
    return resource


def _refused(faults: list[Fault]) -> FhirFaults:
    return FhirFaults("{count} faults in the FHIR document", faults)


def _in_doubt(body: bytes, resource: Resource) -> bool:
    """Must the slow reading have a look at what the fast one took?"""
    found, written = doubts(), _encoder.encode(resource)
    if written != body and body.count(b":") != written.count(b":"):
        return True
    if _strange(body) or (found and Doubt.EXTRAS in found):
        return True
    local = found or (b"#" in written and b'"#' in written)
    return bool(local) and any(True for _ in misplaced(msgspec.json.decode(written)))


def _strange(body: bytes) -> bool:
    """Is there a character that FHIR does not allow, or one that hides a colon?"""
    return b"\\" in body and _ESCAPES(body) is not None


def _explain(body: bytes, expected: str | None) -> list[Fault]:
    from pagus.fhir_r4.explaining import explain

    return explain(body, expected)


def _unexplained(refusal: Exception) -> Fault:
    """The slow reading must find what the fast one refused; should it ever not, the refusal stands."""
    place = str(refusal).rpartition("`$")[2].rstrip("`") if isinstance(refusal, msgspec.ValidationError) else ""
    return Fault("error", "structure", place.lstrip("."), Remark("this has another shape than FHIR gives it"))
