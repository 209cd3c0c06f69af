"""A body that fits a mould is valid, and its model is the one that the slow way gives: whatever the body."""

from __future__ import annotations

import copy
import json
import random
import re
from decimal import Decimal
from typing import Any

import pytest

from pagus.fhir_r4 import FhirFaults, read
from pagus.fhir_r4.embedding import decode
from pagus.fhir_r4.moulds import Mould, Moulds, _shelves, mould_of, moulds
from tests.fhir_r4.documents import OBSERVATION, concept, quantity
from tests.fhir_r4.test_negative import CASES

READING: dict[str, Any] = {
    **OBSERVATION,
    "id": "bp-1",
    "identifier": [{"system": "urn:device", "value": "n-1"}, {"system": "urn:other", "value": "7"}],
    "device": {"reference": "Device/d77"},
    "performer": [{"reference": "Practitioner/1", "display": "100 % sûr"}],
    "issued": "2026-05-01T05:31:25.120Z",
    "effectiveDateTime": "2026-02-28T07:31:22+02:00",
    "valueQuantity": quantity(131, "mm[Hg]"),
    "component": [
        {"code": concept("8480-6"), "valueQuantity": quantity(131, "mm[Hg]")},
        {"code": concept("8462-4"), "valueQuantity": {**quantity(82, "mm[Hg]"), "comparator": "<"}},
    ],
}


def body_of(document: dict[str, Any], compact: bool = True) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":") if compact else None).encode()


def mould(document: dict[str, Any] = READING) -> Mould:
    body = body_of(document)
    found = mould_of(body, decode(body, "Observation"))
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def forget():
    moulds.forget()
    yield
    moulds.forget()


def test_what_differs_is_what_is_measured_when_and_of_whom() -> None:
    assert {".".join(map(str, gap.path)) for gap in mould().gaps} == {
        "id",
        "identifier.0.value",
        "identifier.1.value",
        "subject.reference",
        "effectiveDateTime",
        "issued",
        "performer.0.reference",
        "device.reference",
        "valueQuantity.value",
        "component.0.valueQuantity.value",
        "component.1.valueQuantity.value",
    }


def test_another_reading_of_the_same_device_has_the_model_that_a_slow_reading_gives() -> None:
    made, other = mould(), copy.deepcopy(READING)
    other["effectiveDateTime"], other["id"], other["subject"]["reference"] = "2028-02-29T23:59:60Z", "x", "Patient/z"
    other["valueQuantity"]["value"] = 72
    text = body_of(other).replace(b'"value":72', b'"value":72.50', 1)
    texts = made.texts(text.decode())
    assert texts is not None
    assert made.model_of(texts) == decode(text, "Observation")
    assert str(made.model_of(texts).valueQuantity.value) == "72.50"
    assert made.model == decode(body_of(READING), "Observation"), "a model changed one that it shares parts with"


def test_nobody_can_change_what_models_of_a_mould_share() -> None:
    made = mould()
    texts = made.texts(body_of(READING).decode())
    assert texts is not None
    for found in (made.model, made.model_of(texts)):
        assert isinstance(found.component, tuple)
        assert isinstance(found.code.coding, tuple)
        for part in (found, found.code, found.code.coding[0], found.component[0].valueQuantity):
            with pytest.raises(AttributeError):
                part.id = "other"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2026-02-28T", b"2026-02-29T"),
        (b"2026-02-28T07", b"2026-02-28T24"),
        (b"2026-05-01T05:31:25.120Z", b"2026-05-01"),
        (b"Patient/p-1", b"Practitioner/p-1"),
        (b"Patient/p-1", b"#p-1"),
        (b'"value":131', b'"value":"131"'),
        (b'"value":131', b'"value":0131'),
        (b'"value":131', b'"value":-0'),
        (b'"value":131', b'"value":1e999'),
        (b'"n-1"', b'""'),
        (b'"n-1"', b'"a","value":"b"'),
        (b'"n-1"', b'"a\\u0001"'),
        (b'"n-1"', b'"a\n"'),
        (b'"bp-1"', b'"bp 1"'),
        (b'"bp-1"', b'"bp-1","id":"bp-2"'),
        (b'"status":"final"', b'"status":"finale"'),
    ],
)
def test_what_breaks_a_rule_does_not_fit(old: bytes, new: bytes) -> None:
    body = body_of(READING)
    assert old in body
    assert mould().texts(body.replace(old, new, 1).decode()) is None


def test_bytes_changed_at_random_fit_only_where_a_slow_reading_takes_them_alike() -> None:
    chance, taught, fitting = random.Random(5), mould(), 0
    whole = body_of(READING)
    within = [m.start() for m in re.finditer(rb"(?<=[\d\-:T./])\d", whole)]
    signs = b'01234567890123456789-.:TZ+abz/"\\,{}[] \x00\xc3#eE'
    for _ in range(6_000):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = min(chance.choice(within) if chance.random() < 0.9 else chance.randrange(len(whole)), len(changed) - 1)
            what = chance.random()
            if what < 0.5:
                changed[at] = chance.choice(signs)
            elif what < 0.75:
                changed.insert(at, chance.choice(signs))
            else:
                del changed[at]
        try:
            texts = taught.texts(bytes(changed).decode())
        except UnicodeDecodeError:
            continue
        if texts is not None:
            fitting += 1
            assert read(bytes(changed)) == taught.model_of(texts)  # without a type named, the slow way
    assert fitting > 300


def test_the_negative_set_is_refused_with_moulds_of_all_that_is_valid() -> None:
    for compact in (True, False):
        for document in (READING, OBSERVATION):
            body = body_of(document, compact)
            made = mould_of(body, read(body))
            assert made is not None
            moulds._alike.setdefault((body.count(b'"'), body.count(b",")), []).append(made)
            moulds._last = made
    for case in CASES:
        if json.loads(case.body()).get("resourceType") == "Observation":
            with pytest.raises(FhirFaults):
                read(case.body(), "Observation")


def test_a_mould_is_made_when_the_like_was_met_three_times_and_not_at_once_again() -> None:
    few = Moulds()
    bodies = [body_of({**READING, "id": f"n-{n}"}) for n in range(4)]
    for number, body in enumerate(bodies):
        assert (few.cast(body) is not None) == (number > 2)
        few.learn(body, decode(body, "Observation"))
    other = body_of({**READING, "note": [{"text": "x"}]})
    for _ in range(3):
        few.learn(other, decode(other, "Observation"))
    assert few.cast(other) is None, "a second mould at once"


def test_reading_the_same_shape_again_gives_what_it_says() -> None:
    for number in range(8):
        found: Any = read(
            body_of({**READING, "id": f"n-{number}", "valueQuantity": quantity(number, "kg")}), "Observation"
        )
        assert (found.id, found.valueQuantity.value) == (f"n-{number}", number)
    assert moulds.cast(body_of({**READING, "valueQuantity": quantity(5.25, "kg")})) is not None
    found = read(body_of({**READING, "valueQuantity": quantity(5.25, "kg")}), "Observation")
    assert found.valueQuantity.value == Decimal("5.25")


def test_parts_that_are_kept_are_those_of_their_text_and_go_when_there_are_many(monkeypatch) -> None:
    monkeypatch.setattr("pagus.fhir_r4.moulds._MOST_KEPT", 7)
    made, chance = mould(), random.Random(2)
    for _ in range(60):
        other = copy.deepcopy(READING)
        other["subject"]["reference"] = f"Patient/p-{chance.randrange(4)}"
        other["device"]["reference"] = f"Device/p-{chance.randrange(4)}"
        other["valueQuantity"]["value"], other["component"][0]["valueQuantity"]["value"] = chance.sample((71, 72.5), 2)
        body = body_of(other)
        texts = made.texts(body.decode())
        assert texts is not None
        assert made.model_of(texts) == decode(body, "Observation")
    assert _shelves._count <= 7
