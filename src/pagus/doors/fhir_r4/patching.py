"""JSON Patch (RFC 6902) on a resource. The one module that knows the library."""

from __future__ import annotations

from decimal import Decimal

import jsonpatch
import msgspec
from jsonpointer import JsonPointerException

from pagus.doors.fhir_r4.outcome import FhirError, encode

__all__ = ["MOST_STEPS", "patched"]

MOST_STEPS = 200
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def patched(body: bytes, patch: bytes) -> bytes:
    """A resource after these steps; what they do not touch keeps its digits.

    Refuses: FhirError 400 for what is no patch, 422 for one that cannot be applied.
    """
    try:
        steps = _DECODER.decode(patch)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FhirError("the patch is no JSON", status=400, expression="Patch", code="structure") from error
    if not isinstance(steps, list) or not steps or len(steps) > MOST_STEPS:
        raise FhirError(
            "a patch is a list of 1 to {most} steps", status=400, expression="Patch", code="structure", most=MOST_STEPS
        )
    document = _DECODER.decode(body)
    for number, step in enumerate(steps):
        try:
            document = jsonpatch.JsonPatch([step]).apply(document)
        except jsonpatch.InvalidJsonPatch as error:
            raise StepError("step {number} is none of JSON Patch", 400, number) from error
        except (
            jsonpatch.JsonPatchException,
            JsonPointerException,
            TypeError,
            ValueError,
            KeyError,
            IndexError,
        ) as error:
            raise StepError("step {number} cannot be applied to the current version", 422, number) from error
    return encode(document)


class StepError(FhirError):
    """A step of a patch that cannot be done."""

    def __init__(self, key: str, status: int, number: int) -> None:
        super().__init__(key, status=status, expression=f"Patch[{number}]", number=number)
