"""Statements: the same bytes for the same words, and every fault at once."""

from __future__ import annotations

import json

import pytest

from pagus.errors import ShapeError
from pagus.trust import KINDS, STATEMENT_TYPE, read_statement, sign, statement_payload
from tests.trust.making import MEASURED, NOW, key, statement


def read(data: object) -> object:
    return read_statement(sign(json.dumps(data).encode(), STATEMENT_TYPE, key("publisher")))


@pytest.mark.parametrize("kind", KINDS)
def test_written_and_read_back(kind: str) -> None:
    made = statement(kind)
    payload = statement_payload(made)
    assert read_statement(sign(payload, STATEMENT_TYPE, key("publisher"))) == made
    assert statement_payload(statement(kind, facts=dict(reversed(made.facts.items())))) == payload


def test_the_bytes_of_a_publication_are_those_of_the_reference() -> None:
    made = statement(issued_ms=1_780_000_000_000, by="Hôpital", expires_ms=1_790_000_000_000, facts={"note": "v"})
    assert statement_payload(made).decode() == (
        '{\n  "by": "Hôpital",\n  "digest": "' + "ab" * 32 + '",\n  "expires_ms": 1790000000000,\n'
        '  "facts": {\n    "note": "v"\n  },\n  "format": 1,\n  "issued_ms": 1780000000000,\n'
        '  "kind": "publication",\n  "kit": "pagus/weight-home",\n  "version": "1.2.0"\n}\n'
    )


WRONG_FACTS = [
    ("publication", {"verdict": "scale"}, "verdict"),
    ("evaluation", {}, "verdict"),
    ("evaluation", {"verdict": "good"}, "verdict"),
    ("measured_result", MEASURED | {"n": 0}, "n:"),
    ("measured_result", MEASURED | {"n": 1.5}, "n:"),
    ("measured_result", MEASURED | {"value": 0.9}, "outside low and high"),
    ("measured_result", MEASURED | {"period": "2026-03-31/2026-01-01"}, "no period"),
    ("measured_result", MEASURED | {"period": "2026"}, "no period"),
    ("measured_result", MEASURED | {"simulated": 1}, "simulated"),
    ("measured_result", {name: MEASURED[name] for name in MEASURED if name != "n"}, "n: Field required"),
    ("revocation", {"reason": "x"}, "urgency"),
    ("revocation", {"reason": "x", "urgency": "later"}, "urgency"),
    ("clinical_acceptance", {"note": "a\x07b"}, "cannot be printed"),
    ("clinical_acceptance", {"note": ""}, "note"),
]


@pytest.mark.parametrize(("kind", "facts", "fault"), WRONG_FACTS)
def test_wrong_facts_can_neither_be_signed_nor_read(kind: str, facts: dict, fault: str) -> None:
    with pytest.raises(ShapeError, match=fault):
        statement_payload(statement(kind, facts=facts))
    data = json.loads(statement_payload(statement(kind))) | {"facts": facts}
    with pytest.raises(ShapeError, match=fault):
        read(data)


def test_all_faults_are_told_at_once() -> None:
    data = json.loads(statement_payload(statement("measured_result")))
    data |= {"kit": "Weight", "version": "1", "digest": "AB" * 32, "issued_ms": -1, "more": 1}
    data["facts"]["n"] = -5
    del data["by"]
    with pytest.raises(ShapeError) as caught:
        read(data)
    for name in ("kit", "version", "digest", "issued_ms", "more", "by", "n"):
        assert f"{name}: " in str(caught.value)


@pytest.mark.parametrize("value", ["1", None, True, 2, 1.0])
def test_another_format_is_refused(value: object) -> None:
    data = json.loads(statement_payload(statement()))
    assert read(data) == statement()
    with pytest.raises(ShapeError, match="format"):
        read(data | {"format": value})


def test_dates_that_cannot_be() -> None:
    with pytest.raises(ShapeError, match="not after issued_ms"):
        statement_payload(statement(issued_ms=NOW, expires_ms=NOW))
    with pytest.raises(ShapeError, match="does not expire"):
        statement_payload(statement("revocation", expires_ms=NOW + 1))


def test_another_payload_is_no_statement() -> None:
    with pytest.raises(ShapeError, match="not a statement"):
        read_statement(sign(statement_payload(statement()), "text/plain", key("publisher")))
    with pytest.raises(ShapeError, match="UTF-8"):
        read_statement(sign(b"\xff", STATEMENT_TYPE, key("publisher")))
