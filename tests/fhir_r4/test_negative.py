"""Every document with a broken rule is refused, with that rule and its place."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from pagus.fhir_r4 import FhirFaults, read
from pagus.fhir_r4.explaining import explain
from tests.fhir_r4.documents import VALID
from tests.fhir_r4.negative import codes, invariants, primitives, shapes, texts
from tests.fhir_r4.negative.case import Case
from tests.fhir_r4.negative.texts import Text

CASES = [*primitives.CASES, *shapes.CASES, *codes.CASES, *invariants.CASES]


@pytest.mark.parametrize("name", sorted(VALID))
def test_the_document_itself_is_valid(name: str) -> None:
    body = json.dumps(VALID[name]).encode()
    assert explain(body) == []
    assert type(read(body)).__name__ == VALID[name]["resourceType"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_broken_rule_is_refused(case: Case) -> None:
    with pytest.raises(FhirFaults) as refused:
        read(case.body())
    found = [(fault.code, fault.rule) for fault in refused.value.faults]
    assert (case.code, case.key) in found, f"{case.rule}: {refused.value}"


@pytest.mark.parametrize("text", texts.CASES, ids=lambda text: text.name)
def test_broken_text_is_refused(text: Text) -> None:
    with pytest.raises(FhirFaults) as refused:
        read(text.body)
    assert refused.value.faults[0].code == text.code, f"{text.rule}: {refused.value}"


def test_the_set_is_as_large_as_promised_and_says_each_rule() -> None:
    assert len(CASES) + len(texts.CASES) >= 300
    assert all(case.rule for case in CASES)
    assert max(Counter(case.body() for case in CASES).values()) == 1
