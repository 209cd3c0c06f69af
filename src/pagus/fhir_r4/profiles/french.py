"""The French national health identity (INS) on a patient: its systems, its shape, and when it may be there at all.

Source: FR Core (repository Interop-Sante/hl7.fhir.fr.core, FRCorePatientINSProfile), read in November 2026: fr-core-1,
fr-core-2 and the slices of identifiers. The shape of a number (13 characters and a key of two digits, 97 less the rest
of the division by 97, 2A counting as 19 and 2B as 18) is known from practice and marked local, as is the whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pagus.fhir_r4.profiles.profile import Found, Profile
from pagus.kernel.remark import Remark

__all__ = ["FRENCH", "is_ins"]

_NIR: Final = "urn:oid:1.2.250.1.213.1.4.8"
_NIA: Final = "urn:oid:1.2.250.1.213.1.4.9"
_TEST: Final = "urn:oid:1.2.250.1.213.1.4.10"
_DEMO: Final = "urn:oid:1.2.250.1.213.1.4.11"
_USES: Final[dict[str, tuple[str, ...]]] = {
    _NIR: ("official", "old"),
    _NIA: ("temp", "old"),
    _TEST: ("official",),
    _DEMO: ("official",),
}
_RELIABILITY: Final = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability"
_SHAPE = re.compile(r"[1-478]\d{4}(?:\d\d|2[AB])\d{6}\d{2}", re.ASCII).fullmatch


def is_ins(number: str) -> bool:
    """Has this text the shape of a French INS number, with the right key? Says nothing of whether it is somebody's."""
    if _SHAPE(number) is None:
        return False
    digits = number[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97 == int(number[13:])


def _identifiers(patient: Mapping[str, Any]) -> Found:
    for index, identifier in enumerate(patient.get("identifier", [])):
        system, place = identifier.get("system"), f"identifier[{index}]"
        if system not in _USES:
            continue
        if identifier.get("use") not in _USES[system]:
            yield place, Remark("only these codes may stand here: {codes}", codes=", ".join(_USES[system]))
        if "type" not in identifier:
            yield place, Remark("{name} is missing", name="type")
        if not is_ins(str(identifier.get("value", ""))):
            yield f"{place}.value", Remark("this has not the shape of a French INS number")


def _validated(patient: Mapping[str, Any]) -> bool:
    for extension in patient.get("extension", []):
        if extension.get("url") == _RELIABILITY:
            for inner in extension.get("extension", []):
                if inner.get("url") == "identityStatus" and inner.get("valueCoding", {}).get("code") == "VALI":
                    return True
    return False


def _validated_identity(patient: Mapping[str, Any]) -> Found:
    if not _validated(patient):
        return
    there = {(each.get("system"), each.get("use")) for each in patient.get("identifier", [])}
    if not there & {(_NIR, "official"), (_NIA, "temp"), (_TEST, "official"), (_DEMO, "official")}:
        yield "identifier", Remark("a validated identity has an INS identifier")
    official = [each for each in patient.get("identifier", []) if each.get("use") == "official"]
    if len(official) != 1 and (_NIA, "temp") not in there:
        yield "identifier", Remark("a validated identity has one official identifier")


def _traits(patient: Mapping[str, Any]) -> Found:
    for name in ("birthDate", "gender", "identifier"):
        if name not in patient:
            yield "", Remark("{name} is missing", name=name)
    if not any(each.get("use") == "official" for each in patient.get("name", [])):
        yield "name", Remark("the official name is missing")


FRENCH: Final = (
    Profile(
        name="fr-core-patient-ins",
        url="https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-ins",
        type="Patient",
        source="FR Core, repository Interop-Sante/hl7.fhir.fr.core, FRCorePatientINSProfile",
        certainty="local",
        rules=(_identifiers, _validated_identity, _traits),
    ),
)
