"""The grammar of scopes: what is read, what is refused, what two of them allow together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.apps.clients.scopes import LETTERS, Scope, Scopes, parse_scope, parse_scopes
from pagus.errors import CodeError

CONTEXTS = st.sampled_from(["patient", "user", "system"])
TYPES = st.sampled_from(["*", "Observation", "Patient", "Task"])
CUTS = st.sampled_from([(), (("category", "vital-signs"),), (("category", "a|b"), ("status", "final"))])
SCOPES = st.builds(Scope, CONTEXTS, TYPES, st.frozensets(st.sampled_from(LETTERS), min_size=1), CUTS)
MANY = st.lists(SCOPES, max_size=4).map(lambda each: Scopes(tuple(each)))


@pytest.mark.parametrize(
    ("text", "context", "kind", "letters", "cut"),
    [
        ("system/Observation.rs", "system", "Observation", "rs", ()),
        ("user/*.cruds", "user", "*", "cruds", ()),
        ("patient/Patient.r", "patient", "Patient", "r", ()),
        ("system/*.read", "system", "*", "rs", ()),
        ("user/Task.write", "user", "Task", "cud", ()),
        ("system/*.*", "system", "*", "cruds", ()),
        (
            "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory",
            "patient",
            "Observation",
            "rs",
            (("category", "http://terminology.hl7.org/CodeSystem/observation-category|laboratory"),),
        ),
    ],
)
def test_a_scope_is_read(text: str, context: str, kind: str, letters: str, cut: tuple[tuple[str, str], ...]) -> None:
    assert parse_scope(text) == Scope(context, kind, frozenset(letters), cut)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "system/Observation",
        "system/Observation.",
        "system/Observation.sr",
        "system/Observation.rr",
        "system/observation.r",
        "admin/Observation.r",
        "system/Observation.r?",
        "system/Observation.r?category=",
        "system/Observation.r?category",
        "Observation.r",
        "everything",
        "system/*.readwrite",
        "system/Obs*.r",
    ],
)
def test_what_is_no_scope_grants_nothing(text: str) -> None:
    with pytest.raises(CodeError):
        parse_scope(text)


def test_scopes_by_name_stand_beside_those_of_types() -> None:
    found = parse_scopes("launch/patient openid patient/Observation.rs patient/Observation.rs")
    assert found.names == {"launch/patient", "openid"}
    assert list(map(str, found.resources)) == ["patient/Observation.rs"]


def test_beyond_measure_is_not_read() -> None:
    with pytest.raises(CodeError):
        parse_scopes("system/Observation.rs " * 500)


def test_what_is_asked_is_cut_to_what_was_registered() -> None:
    allowed = parse_scopes("system/Observation.rs system/Location.r launch")
    asked = parse_scopes("system/*.cruds openid fhirUser")
    assert str(asked.meet(allowed)) == "system/Observation.rs system/Location.r"


def test_constraints_of_both_hold() -> None:
    allowed = parse_scopes("patient/Observation.rs?category=laboratory")
    asked = parse_scopes("patient/Observation.r?status=final")
    assert str(asked.meet(allowed)) == "patient/Observation.r?status=final&category=laboratory"


@given(SCOPES)
def test_what_is_written_is_read_again(scope: Scope) -> None:
    assert parse_scope(str(scope)) == scope


@given(MANY, MANY, st.sampled_from(LETTERS), st.sampled_from(["Observation", "Patient", "Task", "Slot"]))
def test_both_together_allow_no_more_than_each(one: Scopes, two: Scopes, letter: str, kind: str) -> None:
    met = one.meet(two)
    for scope in met.resources:
        assert any(it.covers(scope) for it in one.resources)
        assert any(it.covers(scope) for it in two.resources)
    if met.granting(letter, kind):
        assert one.granting(letter, kind)
        assert two.granting(letter, kind)


@given(MANY)
def test_a_set_meets_itself_in_itself(scopes: Scopes) -> None:
    met = scopes.meet(scopes)
    assert all(any(it.covers(each) for it in met.resources) for each in scopes.resources)
