"""The quick way to index rows gives what the search values of the models give."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from pagus.apps.resources.shapes import parameter_number
from pagus.doors.fhir_r4.aliases import kept_by_itself
from pagus.doors.fhir_r4.indexing import _component, _Gathered, _other, row_of_entry, rows_of
from pagus.fhir_r4.search import search_values
from tests.doors.fhir_r4.test_search_oracle import observation


def slowly(type_: str, document: dict) -> tuple[set, set, set, set]:
    found = _Gathered({}, "")
    for entry in search_values(type_, document):
        if entry.parameter in kept_by_itself(type_):
            row_of_entry(found, parameter_number(type_, entry.parameter), _other(type_, entry.parameter), entry)
    for component in document.get("component", ()) if type_ == "Observation" else ():
        _component(found, component)
    return set(found.tokens), set(found.dates), set(found.quantities), set(found.texts)


def quickly(type_: str, document: dict) -> tuple[set, set, set, set]:
    rows = rows_of(type_, document, {})
    return set(rows.tokens), set(rows.dates), set(rows.quantities), set(rows.texts)


def test_made_up_observations_have_the_same_rows_either_way():
    random_ = random.Random(11)
    for number in range(300):
        document = observation(random_, number)
        assert quickly("Observation", document) == slowly("Observation", document), document


@pytest.mark.parametrize("name", ["hf_01", "copd_01", "asthma_02"])
def test_synthea_has_the_same_rows_either_way(shared, name):
    raw = gzip.decompress((shared / f"data/patients/synthea_r4/{name}.json.gz").read_bytes())
    for entry in json.loads(raw)["entry"]:
        document = entry["resource"]
        type_ = document["resourceType"]
        assert quickly(type_, document) == slowly(type_, document), document
