"""Places, memberships and roll-ups on a territory small enough to add up by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.errors import CodeError, Conflict, MethodError, NotFound, ShapeError
from pagus.kernel.places import (
    FORMER_COLUMNS,
    MEMBERSHIP_COLUMNS,
    PLACE_COLUMNS,
    Membership,
    Place,
    Territory,
    kind_of,
    membership_name,
)

PLACES = [
    ("country:X", "Xland", None, None, None),
    ("departement:1", "One", None, None, None),
    ("departement:2", "Two", None, None, None),
    ("epci:a", "Across", None, None, None),
    ("epci:b", "Beside", None, None, None),
    ("commune:11", "Eleven", 100, None, None),
    ("commune:12", "Twelve", 200, None, None),
    ("commune:21", "Twenty-one", 400, None, None),
    ("commune:22", "Twenty-two", None, date(2020, 1, 1), None),
    ("municipal_arrondissement:111", "Eleven, first", 40, None, None),
    ("municipal_arrondissement:112", "Eleven, second", 60, None, None),
]
LINKS = [
    ("departement:1", "country:X", None, None),
    ("departement:2", "country:X", None, None),
    ("commune:11", "departement:1", None, None),
    ("commune:12", "departement:1", None, None),
    ("commune:21", "departement:2", None, None),
    ("commune:22", "departement:2", None, None),
    ("commune:11", "epci:a", None, None),
    ("commune:21", "epci:a", None, None),
    ("commune:12", "epci:a", None, date(2024, 1, 1)),
    ("commune:12", "epci:b", date(2024, 1, 1), None),
    ("municipal_arrondissement:111", "commune:11", None, None),
    ("municipal_arrondissement:112", "commune:11", None, None),
]
FORMER = [("commune:13", "Thirteen", "commune:12"), ("commune:14", None, "commune:12")]


def places_table(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    columns = ("code", "name", "population", "valid_from", "valid_to")
    full = [
        dict.fromkeys(PLACE_COLUMNS) | dict(zip(columns, row, strict=True)) | {"kind": str(row[0]).partition(":")[0]}
        for row in rows
    ]
    return pl.DataFrame(full, schema=PLACE_COLUMNS)


def build(
    places: list[tuple[object, ...]] = PLACES,  # type: ignore[assignment]
    links: list[tuple[object, ...]] = LINKS,  # type: ignore[assignment]
    former: list[tuple[object, ...]] = FORMER,  # type: ignore[assignment]
) -> Territory:
    return Territory(
        places_table(places),
        pl.DataFrame(links, schema=MEMBERSHIP_COLUMNS, orient="row"),
        pl.DataFrame(former, schema=FORMER_COLUMNS, orient="row"),
    )


@pytest.fixture(scope="module")
def small() -> Territory:
    return build()


def table(**values: float | None) -> pl.DataFrame:
    """A commune table from ``c11=1.0``."""
    codes = [f"commune:{name[1:]}" for name in values]
    return pl.DataFrame({"commune": codes, "value": list(values.values())}, schema_overrides={"value": pl.Float64})


def values_of(found: pl.DataFrame) -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:] for row in found.iter_rows()}


def test_a_place_says_what_the_table_says(small: Territory) -> None:
    assert small.get("commune:12") == Place(code="commune:12", kind="commune", name="Twelve", population=200)
    assert small.get("commune:22").population is None
    assert len(small) == 11
    assert small.kinds["commune"] == 4
    assert "commune:11" in small
    assert "commune:13" not in small


def test_a_former_commune_resolves_to_the_one_of_today(small: Territory) -> None:
    assert small.resolve("commune:13") == "commune:12"
    assert small.get("commune:14").name == "Twelve"
    assert small.communes_within("commune:13") == ("commune:12",)


def test_an_unknown_code_is_not_found(small: Territory) -> None:
    with pytest.raises(NotFound, match="commune:99"):
        small.get("commune:99")


def test_a_place_is_not_found_on_a_day_before_it_was(small: Territory) -> None:
    assert small.get("commune:22", date(2020, 1, 1)).name == "Twenty-two"
    with pytest.raises(NotFound, match="did not exist on 2019-12-31"):
        small.get("commune:22", date(2019, 12, 31))


def test_parents_and_children_follow_the_day(small: Territory) -> None:
    assert [place.code for place in small.parents("commune:12", "epci")] == ["epci:b"]
    assert [place.code for place in small.parents("commune:12", "epci", date(2023, 12, 31))] == ["epci:a"]
    assert [place.code for place in small.parents("commune:12", "epci", date(2024, 1, 1))] == ["epci:b"]
    assert [place.code for place in small.children("epci:a")] == ["commune:11", "commune:21"]
    assert [place.code for place in small.children("epci:a", on=date(2023, 1, 1))] == [
        "commune:11",
        "commune:12",
        "commune:21",
    ]
    assert [place.code for place in small.ancestors("municipal_arrondissement:111")] == [
        "commune:11",
        "departement:1",
        "epci:a",
        "country:X",
    ]


def test_what_lies_within(small: Territory) -> None:
    assert small.communes_within("country:X") == ("commune:11", "commune:12", "commune:21", "commune:22")
    assert small.within("departement:1", "municipal_arrondissement") == (
        "municipal_arrondissement:111",
        "municipal_arrondissement:112",
    )
    assert small.is_within("epci:b", "departement:1")
    assert not small.is_within("epci:a", "departement:1"), "it crosses the border"
    assert small.is_within("epci:a", "country:X")
    assert small.is_within("municipal_arrondissement:111", "epci:a")
    assert small.is_within("commune:14", "departement:1")
    assert not small.is_within("departement:1", "commune:11")
    assert small.within("departement:1", "epci") == ("epci:b",)


def test_a_roll_up_adds_each_commune_once_and_states_what_is_missing(small: Territory) -> None:
    found = small.roll_up(table(c11=1.0, c12=2.0, c21=4.0), "commune->departement")
    assert values_of(found.table) == {"departement:1": (3.0, 2, 0), "departement:2": (4.0, 1, 1)}
    assert found.outside == ()
    assert found.unknown == ()
    assert found.along == "commune->departement"


def test_a_roll_up_along_a_chain(small: Territory) -> None:
    found = small.roll_up(table(c11=1.0, c12=2.0, c21=4.0), "commune->departement->country")
    assert values_of(found.table) == {"country:X": (7.0, 3, 1)}


def test_a_commune_without_such_a_group_is_told_and_not_lost(small: Territory) -> None:
    found = small.roll_up(table(c11=1.0, c22=8.0, c99=5.0), "commune->epci")
    assert values_of(found.table) == {"epci:a": (1.0, 1, 1), "epci:b": (None, 0, 1)}
    assert found.outside == ("commune:22",)
    assert found.unknown == ("commune:99",)


def test_a_roll_up_follows_the_day(small: Territory) -> None:
    given = table(c11=1.0, c12=2.0, c21=4.0)
    before = small.roll_up(given, "commune->epci", on=date(2023, 12, 31))
    after = small.roll_up(given, "commune->epci", on=date(2024, 1, 1))
    assert values_of(before.table) == {"epci:a": (7.0, 3, 0)}
    assert values_of(after.table) == {"epci:a": (5.0, 2, 0), "epci:b": (2.0, 1, 0)}


def test_former_communes_and_arrondissements_join_their_commune(small: Territory) -> None:
    given = pl.DataFrame(
        {
            "commune": ["commune:13", "commune:14", "municipal_arrondissement:111", "municipal_arrondissement:112"],
            "value": [1.0, 2.0, 4.0, 8.0],
        }
    )
    assert values_of(small.roll_up(given, "commune->departement").table)["departement:1"] == (15.0, 2, 0)


def test_a_commune_beside_its_own_arrondissements_is_refused(small: Territory) -> None:
    given = pl.DataFrame({"commune": ["commune:11", "municipal_arrondissement:111"], "value": [1.0, 2.0]})
    with pytest.raises(ShapeError, match="commune:11 is given whole and by its arrondissements"):
        small.roll_up(given, "commune->departement")


def test_a_weighted_mean_leaves_out_what_has_no_value_or_no_weight(small: Territory) -> None:
    given = pl.DataFrame(
        {
            "commune": ["commune:11", "commune:12", "commune:21", "commune:22"],
            "value": [10.0, 40.0, None, 5.0],
            "weight": [1.0, 2.0, 3.0, 0.0],
        }
    )
    found = small.roll_up(given, "commune->departement", how="mean")
    assert values_of(found.table) == {"departement:1": (30.0, 2, 0), "departement:2": (None, 0, 2)}


def test_a_mean_without_weights_is_refused(small: Territory) -> None:
    with pytest.raises(ShapeError, match="lacks weight"):
        small.roll_up(table(c11=1.0), "commune->departement", how="mean")


@pytest.mark.parametrize(
    ("codes", "values", "message"),
    [
        (["commune:11", "commune:11"], [1.0, 2.0], "commune:11 is twice"),
        (["commune:11"], [float("nan")], "value of commune:11 is not a finite number"),
        (["commune:11"], [float("inf")], "value of commune:11 is not a finite number"),
    ],
)
def test_a_bad_table_is_refused(small: Territory, codes: list[str], values: list[float], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        small.roll_up(pl.DataFrame({"commune": codes, "value": values}), "commune->departement")


def test_an_unknown_membership_names_those_that_are_there(small: Territory) -> None:
    with pytest.raises(NotFound, match="commune->departement, commune->epci"):
        small.roll_up(table(c11=1.0), "commune->canton")
    with pytest.raises(NotFound, match="write one as"):
        small.roll_up(table(c11=1.0), "commune")


def test_a_commune_in_two_groups_is_never_counted_twice(small: Territory) -> None:
    zones = [Place(code=f"zone:{name}", kind="zone", name=name) for name in "pq"]
    links = [Membership(member="commune:11", group=f"zone:{name}") for name in "pq"]
    both = small.with_local(zones, links)
    with pytest.raises(MethodError, match=r"commune:11 is in two groups along commune->zone"):
        both.roll_up(table(c11=1.0), "commune->zone")
    assert values_of(both.roll_up_to(table(c11=1.0), ["zone:p", "zone:q"]).table) == {
        "zone:p": (1.0, 1, 0),
        "zone:q": (1.0, 1, 0),
    }


def test_a_local_place_over_places_of_several_kinds(small: Territory) -> None:
    programme = Place(code="programme:p", kind="programme", name="P")
    links = [Membership(member=member, group="programme:p") for member in ("epci:a", "departement:1")]
    wider = small.with_local([programme], links)
    assert wider.communes_within("programme:p") == ("commune:11", "commune:12", "commune:21")
    found = wider.get("programme:p")
    assert (found.population, found.local) == (700, True), "the sum of its communes, commune 11 once"
    assert values_of(wider.roll_up_to(table(c11=1.0, c12=2.0), ["programme:p"]).table) == {"programme:p": (3.0, 2, 1)}
    assert "programme:p" not in small


def test_tables_that_do_not_hold_together_are_refused() -> None:
    with pytest.raises(Conflict, match="commune:11 is twice"):
        build([*PLACES, ("commune:11", "Again", 1, None, None)])
    with pytest.raises(CodeError, match=r"commune:11 -> epci:z"):
        build(links=[("commune:11", "epci:z", None, None)])
    with pytest.raises(CodeError, match="commune:77"):
        build(former=[("commune:13", None, "commune:77")])
    with pytest.raises(ShapeError, match="places lacks name"):
        Territory(places_table(PLACES).drop("name"), build().memberships, build().former)


def test_codes_are_kind_and_identifier() -> None:
    assert kind_of("commune:67482") == "commune"
    assert membership_name("commune:1", "epci:2") == "commune->epci"
    assert Membership(member="epci:1", group="petr:x").name == "epci->petr"
    for bad in ("67482", "commune:", ":67482", ""):
        with pytest.raises(CodeError):
            kind_of(bad)


def test_places_in_a_ring_do_not_hang() -> None:
    ring = [("zone:a", "zone:b", None, None), ("zone:b", "zone:a", None, None)]
    looped = build([("zone:a", "A", None, None, None), ("zone:b", "B", None, None, None)], ring, [])
    assert looped.communes_within("zone:a") == ()
    assert [place.code for place in looped.ancestors("zone:a")] == ["zone:b"]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_totals_are_the_same_along_every_membership(data: st.DataObject) -> None:
    """Whatever the groups, what is in them and what is outside them is the whole, and each commune is in one."""
    count = data.draw(st.integers(1, 12))
    communes = [f"commune:{number}" for number in range(count)]
    groups = {kind: [f"{kind}:{number}" for number in range(3)] for kind in ("departement", "epci")}
    optional = st.sampled_from([*groups["epci"], None])
    links = [(code, data.draw(st.sampled_from(groups["departement"])), None, None) for code in communes]
    links += [(code, chosen, None, None) for code in communes if (chosen := data.draw(optional)) is not None]
    names = [*communes, *groups["departement"], *groups["epci"]]
    territory = build([(code, code, None, None, None) for code in names], links, [])
    values = data.draw(st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), min_size=count, max_size=count))
    given_table = pl.DataFrame({"commune": communes, "value": values}, schema_overrides={"value": pl.Float64})
    whole = sum(value for value in values if value is not None)
    by_code = dict(zip(communes, values, strict=True))
    for along in territory.membership_names:
        found = territory.roll_up(given_table, along)
        outside = sum(by_code[code] or 0 for code in found.outside)
        assert found.table["value"].sum() + outside == whole
        counted = found.table["communes"].sum() + len(found.outside)
        assert counted == sum(value is not None for value in values)
        alone = territory.roll_up_to(given_table, found.table["place"].to_list())
        assert alone.table.sort("place").equals(found.table)
