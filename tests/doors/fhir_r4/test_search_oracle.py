"""Searches find what they should, in order, in pages that stand still, on both databases.

Every other document has what it shares with others in a mould, as readings have that come the quick way: what is found
must not tell which.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.apps.resources.query import Query, SortKey
from pagus.apps.resources.shapes import (
    IndexRows,
    Keeping,
    Kept,
    Limits,
    Mould,
    Write,
    mould_of,
    parameter_number,
)
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.doors.fhir_r4.aliases import under
from pagus.doors.fhir_r4.indexing import rows_of
from pagus.doors.fhir_r4.parameters import criterion_of, known_parameter
from pagus.doors.fhir_r4.template import template
from pagus.fhir_r4 import read
from tests.doors.fhir_r4 import oracle
from tests.store.conftest import NOW, SetClock, clock, open_store, store

__all__ = ["clock", "open_store", "store"]

HERE = Limits(("commune:67482",))
UCUM = "http://unitsofmeasure.org"
DATES = [
    "2026",
    "2026-03",
    "2026-03-10",
    "2026-03-10T08:00:00Z",
    "2026-03-10T08:00:00.250+01:00",
    "2025-12-31T23:59:59Z",
]
CODES = ["29463-7", "2339-0", "8480-6", "8462-4"]
SYSTEMS = ["http://loinc.org", "urn:other"]
TEXTS = ["Élise Müller", "elise", "MULLER  senior", "O'Brien", "50%_x", "Ç"]


def coding(random_: random.Random, codes: list[str]) -> dict[str, Any]:
    made = {"system": random_.choice(SYSTEMS), "code": random_.choice(codes)}
    return made if random_.random() < 0.8 else {"code": made["code"]}


def concept(random_: random.Random, codes: list[str]) -> dict[str, Any]:
    if random_.random() < 0.1:
        return {"text": random_.choice(TEXTS)}
    return {"coding": [coding(random_, codes) for _ in range(random_.choice((1, 1, 2)))]}


def quantity(random_: random.Random) -> dict[str, Any]:
    unit = random_.choice(["mg", "g", "kg", "{odd}", None])
    made: dict[str, Any] = {"value": random_.choice([5, 5.4, 5.45, 0.0054, 5400, -3, 54.0])}
    if random_.random() < 0.1:
        made["comparator"] = random_.choice(["<", ">="])
    return made | ({"system": UCUM, "code": unit} if unit else {})


def observation(random_: random.Random, number: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "resourceType": "Observation",
        "id": f"o{number}",
        "status": random_.choice(["final", "amended", "preliminary"]),
        "code": concept(random_, CODES[:2]),
    }
    if random_.random() < 0.8:
        made["subject"] = {"reference": random_.choice(["Patient/p1", "Patient/p2", "Device/p1", "Location/x"])}
    kind = random_.random()
    if kind < 0.6:
        made["effectiveDateTime"] = random_.choice(DATES)
    elif kind < 0.8:
        start, end = sorted(random_.sample(["2026-01-05", "2026-03-10", "2026-03-12"], 2))
        made["effectivePeriod"] = random_.choice([{"start": start, "end": end}, {"start": start}, {"end": end}])
    kind = random_.random()
    if kind < 0.6:
        made["valueQuantity"] = quantity(random_)
    elif kind < 0.8:
        made["valueString"] = random_.choice(TEXTS)
    if random_.random() < 0.3:
        made["component"] = [{"code": concept(random_, CODES[2:]), "valueQuantity": quantity(random_)}]
    if random_.random() < 0.5:
        made["identifier"] = [{"system": "urn:device", "value": str(number % 7)}]
    return made


IDENTIFIER = parameter_number("Observation", "identifier")
MOULDS: dict[bytes, Mould] = {}


def write(document: dict[str, Any], action: str = "create", *, moulded: bool | None = None) -> Write:
    body = json.dumps(document).encode()
    read(body, "Observation")
    rows = rows_of("Observation", document, {})
    pieces = template(body, meta=False, id_=False, references={})
    digest = b""
    if int(document["id"][1:]) % 2 if moulded is None else moulded:
        mould = mould_of(IndexRows([row for row in rows.tokens if row[0] != IDENTIFIER], [], [], rows.texts))
        digest, MOULDS[mould.digest] = mould.digest, mould
        rows = IndexRows([row for row in rows.tokens if row[0] == IDENTIFIER], rows.dates, rows.quantities, [])
    place = "commune:67482"
    return Write(action, "Observation", document["id"], pieces, rows, territory=place, mould=digest)  # type: ignore[arg-type]


def keep(store: SqlStore, *writes: Write) -> Kept:
    moulds = [MOULDS[write.mould] for write in writes if write.mould]
    (answer,) = store.commit_group([Keeping("gateway", list(writes), HERE, moulds=moulds)])
    assert isinstance(answer, Kept), answer
    return answer


def fill(store: SqlStore, clock_: SetClock, count: int = 120) -> dict[str, dict[str, Any]]:
    """Documents kept in several goes, some replaced and some deleted; gives those that are there."""
    random_ = random.Random(7)
    documents = {f"o{n}": observation(random_, n) for n in range(count)}
    for start in range(0, count, 40):
        clock_.now_ms += 1_000
        keep(store, *(write(documents[f"o{n}"]) for n in range(start, min(start + 40, count))))
    for number in range(0, count, 9):
        documents[f"o{number}"] = observation(random_, number)
        keep(store, write(documents[f"o{number}"], "update", moulded=number % 4 < 2))
    for number in range(0, count, 17):
        keep(store, Write("delete", "Observation", f"o{number}"))
        del documents[f"o{number}"]
    return documents


CRITERIA = st.one_of(
    st.tuples(
        st.sampled_from(["code", "combo-code", "component-code", "identifier", "status"]),
        st.sampled_from(["", "not"]),
        st.lists(
            st.sampled_from(
                [
                    *CODES,
                    *(f"{s}|{c}" for s in SYSTEMS for c in CODES[:2]),
                    "|29463-7",
                    "urn:other|",
                    "urn:device|3",
                    "final",
                ]
            ),
            min_size=1,
            max_size=3,
        ).map(",".join),
    ),
    st.tuples(
        st.sampled_from(["subject", "patient", "subject:Patient", "subject:Device"]),
        st.just(""),
        st.sampled_from(["Patient/p1", "Patient/p1,Patient/p2", "Device/p1", "p1", "Location/x", "Patient/none"]),
    ),
    st.tuples(
        st.just("date"),
        st.just(""),
        st.lists(
            st.tuples(
                st.sampled_from(["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]), st.sampled_from(DATES)
            ).map("".join),
            min_size=1,
            max_size=2,
        ).map(",".join),
    ),
    st.tuples(
        st.sampled_from(["value-quantity", "combo-value-quantity", "component-value-quantity"]),
        st.just(""),
        st.tuples(
            st.sampled_from(["", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]),
            st.sampled_from(["5.4", "5", "5.40", "5400", "0.0054", "-3"]),
            st.sampled_from(["", "||mg", f"|{UCUM}|g", "||{odd}", f"|{UCUM}|kg"]),
        ).map("".join),
    ),
    st.tuples(
        st.just("value-string"),
        st.sampled_from(["", "exact", "contains"]),
        st.sampled_from(["elise", "Elise", "Élise Müller", "mull", "MULLER  senior", "50%_", "%", "brien", "ç"]),
    ),
    st.tuples(
        st.sampled_from(["code", "combo-code", "subject", "patient", "date", "value-quantity", "value-string"]),
        st.just("missing"),
        st.sampled_from(["true", "false"]),
    ),
    st.tuples(st.just("_id"), st.sampled_from(["", "not"]), st.sampled_from(["o3", "o3,o4,o500"])),
)
SORTS = st.lists(
    st.tuples(
        st.sampled_from(["date", "code", "status", "subject", "value-quantity", "value-string", "_id", "_lastUpdated"]),
        st.booleans(),
    ),
    max_size=2,
    unique_by=lambda pair: pair[0],
)


def understood(name: str, modifier: str, text: str):
    plain, _, own = name.partition(":")
    return criterion_of("Observation", plain, own or modifier, text, "", NOW), plain, own or modifier


def targets(name: str, text: str) -> list[str]:
    """What a reference parameter may lead to, spelled out for the oracle."""
    plain, _, only = name.partition(":")
    able = [only] if only else ["Patient"] if plain == "patient" else ["Group", "Device", "Patient", "Location"]
    spelled = []
    for part in text.split(","):
        spelled += [part] if "/" in part and part.partition("/")[0] in able else []
        spelled += [f"{each}/{part}" for each in able] if "/" not in part else []
    return spelled


def expected(documents: dict[str, dict[str, Any]], asked: list[tuple[str, str, str]]) -> set[str]:
    found = set()
    for id_, document in documents.items():
        right = True
        for name, modifier, text in asked:
            criterion, plain, _ = understood(name, modifier, text)
            kind = known_parameter("Observation", plain).kind
            values = criterion.values
            if kind == "reference" and modifier != "missing":
                values = tuple(replace(values[0], target=each) for each in targets(name, text))
            right = right and oracle.holds("Observation", document, plain, modifier, kind, values)
        if right:
            found.add(id_)
    return found


def pages(store: SqlStore, query: Query) -> Iterator[list[Any]]:
    until = None
    while True:
        found = store.resources.find(query, HERE, until)
        yield found.lines
        if not found.more:
            return
        query, until = replace(query, after=found.lines[-1].place), found.until


def query_of(asked: list[tuple[str, str, str]], sorts: list[tuple[str, bool]], count: int) -> Query:
    keys = tuple(
        SortKey(under("Observation", name).name, known_parameter("Observation", name).kind, down)  # type: ignore[arg-type]
        for name, down in sorts
    )
    return Query(
        type="Observation", criteria=tuple(understood(*each)[0] for each in asked), sort=keys, count=count, total=True
    )


def test_a_search_finds_exactly_what_the_slow_way_finds(store, clock):
    documents = fill(store, clock)

    @settings(max_examples=100)
    @given(st.lists(CRITERIA, max_size=3), SORTS, st.sampled_from([1, 7, 1000]))
    def check(asked, sorts, count):
        query = query_of(asked, sorts, count)
        wanted = expected(documents, asked)
        lines = [line for page in pages(store, query) for line in page]
        assert [line.id for line in lines if line.id not in wanted] == []
        assert sorted(line.id for line in lines) == sorted(wanted)
        assert store.resources.find(replace(query, count=0), HERE).total == len(wanted)
        for one, other in pairwise(lines):
            assert in_order(one.order, other.order, sorts), (one, other)

    check()


def in_order(one: tuple[Any, ...], other: tuple[Any, ...], sorts: list[tuple[str, bool]]) -> bool:
    for mine, its, (_, down) in zip(one, other, sorts, strict=True):
        if mine == its:
            continue
        if mine is None or its is None:
            return its is None
        return (mine > its) if down else (mine < its)
    return True


@pytest.mark.parametrize("sorts", [[], [("date", True)], [("code", False), ("date", False)]])
def test_pages_stand_still_while_resources_come_change_and_go(store, clock, sorts):
    fill(store, clock)
    random_ = random.Random(3)
    query = query_of([("code", "", ",".join(CODES))], sorts, 5)
    before = [line.id for page in pages(store, query) for line in page]
    seen, number = [], 1_000
    for page in pages(store, query):
        seen += [line.id for line in page]
        keep(store, write(observation(random_, number)))
        number += 1
        later = [id_ for id_ in before if id_ not in seen]
        if later:
            keep(store, write(observation(random_, int(later[0][1:])), "update"))
            keep(store, Write("delete", "Observation", later[-1]))
    assert seen == before


def test_limits_hold_for_whom_they_are_made(store, clock):
    first, second = (write(observation(random.Random(n), n), moulded=False) for n in (1, 2))
    second.territory, second.subject = "commune:67447", "person:P-0001"
    (answer,) = store.commit_group([Keeping("gateway", [first, second], Limits(("commune:67482", "commune:67447")))])
    assert isinstance(answer, Kept)
    query = Query(type="Observation")

    def found(limits: Limits) -> list[str]:
        lines = store.resources.find(query, limits).lines
        assert all(
            limits.hold("Observation", "commune:67482" if line.id == "o1" else "commune:67447", line.subject)
            for line in lines
        )
        return sorted(line.id for line in lines)

    assert found(HERE) == ["o1"]
    assert found(Limits(("commune:67482", "commune:67447"))) == ["o1", "o2"]
    assert found(Limits((), ("person:P-0001",))) == ["o2"]
    assert found(Limits(("commune:67482",), ("person:P-0001",), ("Observation",))) == ["o2"]
    assert found(Limits((), ())) == []


def found_ids(store: SqlStore, *asked: tuple[str, str, str]) -> list[str]:
    return sorted(line.id for page in pages(store, query_of(list(asked), [], 1000)) for line in page)


def test_tables_that_know_no_moulds_are_brought_up_and_find_the_same(open_store):
    store = open_store()
    documents = {f"o{n}": observation(random.Random(n), n) for n in range(30)}
    keep(store, *(write(documents[f"o{n}"], moulded=False) for n in range(15)))
    for statement in (
        "DROP INDEX store_version_mould",
        "DROP INDEX store_request_recorded",
        "DROP TABLE store_mould",
        "DROP TABLE store_stencil",
        "CREATE TABLE store_resource (type TEXT, id TEXT, seq BIGINT, PRIMARY KEY (type, id))",
        "ALTER TABLE store_version DROP COLUMN mould",
        "UPDATE store_meta SET value = 2 WHERE name = 'resources'",
        "DELETE FROM store_meta WHERE name IN ('moulds', 'stencils')",
    ):
        store._database.execute(statement)
    store.close()
    store = open_store()
    assert not store.resources.search_state().due
    keep(store, *(write(documents[f"o{n}"], moulded=True) for n in range(15, 30)))
    for asked in ([("code", "", "29463-7")], [("code", "not", "29463-7")], [("subject", "", "Patient/p1")],
                  [("subject", "missing", "true")], [("value-string", "contains", "e")]):  # fmt: skip
        assert found_ids(store, *asked) == sorted(expected(documents, asked))


def test_moulds_of_what_was_not_kept_are_made_again(store):
    def moulded(number: int) -> Write:
        return write({"resourceType": "Observation", "id": f"o{number}", "status": "final",
                      "code": {"coding": [{"code": f"code-{number}"}]}}, moulded=True)  # fmt: skip

    changed, other = moulded(1), moulded(2)
    changed.action, changed.if_version = "update", 1
    keep(store, moulded(1))
    keep(store, write({**observation(random.Random(5), 1), "id": "o1"}, "update"))
    moulds = [MOULDS[each.mould] for each in (changed, other)]
    (answer,) = store.commit_group([Keeping("gateway", [other, changed], HERE, again=True, moulds=moulds)])
    assert not isinstance(answer, Kept), "what it would replace was replaced by something else"
    with pytest.raises(AttributeError):  # the transaction fails as a whole
        store.commit_group([Keeping("gateway", [moulded(3)], HERE, moulds=[MOULDS[moulded(3).mould]]), object()])
    assert found_ids(store) == ["o1"]
    keep(store, moulded(2), moulded(3))
    assert [found_ids(store, ("code", "", f"code-{n}")) for n in (1, 2, 3)] == [[], ["o2"], ["o3"]]


def test_no_two_parameters_of_fhir_have_the_same_number():
    from pagus.apps.resources.shapes import parameter_number
    from pagus.fhir_r4 import RESOURCE_TYPES
    from pagus.fhir_r4.search import search_parameters

    names = [
        (type_, name + more)
        for type_ in RESOURCE_TYPES
        for name in search_parameters(type_)
        for more in ("", ":identifier")
    ]
    assert len({parameter_number(*each) for each in names}) == len(names)
