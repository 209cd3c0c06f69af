"""What people type, and the place they meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.kernel.places import Territory, fold
from pagus.library.territories import france


@pytest.fixture(scope="module")
def places() -> Territory:
    return france()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ST-JEAN d’Assé", "saint jean d asse"),
        ("Sainte-Marie-aux-Mines", "sainte marie aux mines"),
        ("Ste Marie", "sainte marie"),
        ("Œuilly", "oeuilly"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("  Straßburg ", "strassburg"),
        ("Communauté de communes du Pays de Bitche", "cc du pays de bitche"),
        ("PÔLE D’ÉQUILIBRE TERRITORIAL ET RURAL X", "petr x"),
        ("___", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("strasbourg", "commune:67482"),
        ("STRASBOURG", "commune:67482"),
        ("stras", "commune:67482"),
        ("Bitche", "commune:57089"),
        ("saint etienne du rouvray", "commune:76575"),
        ("St-Étienne-du-Rouvray", "commune:76575"),
        ("st etienne du r", "commune:76575"),
        ("Ste Marie aux Mines", "commune:68298"),
        ("l hay les roses", "commune:94038"),
        ("L’Haÿ les roses", "commune:94038"),
        ("lhaylesroses", "commune:94038"),
        ("lhay-les-roses", "commune:94038"),
        ("montigny metz", "commune:57480"),
        ("roses hay", "commune:94038"),
        ("oeuilly", "commune:51410"),
        ("y", "commune:80829"),
        ("67190", "commune:67313"),
        ("67300", "commune:67447"),
        ("67300 schilt", "commune:67447"),
        ("2A004", "commune:2A004"),
        ("2a004", "commune:2A004"),
        ("bas rhin", "departement:67"),
        ("67", "departement:67"),
        ("grand est", "region:44"),
        ("eurometropole strasbourg", "epci:246700488"),
        ("246700488", "epci:246700488"),
        ("communaute de communes du pays de bitche", "epci:200069441"),
        ("Paris", "commune:75056"),
        ("Lyon 3e", "municipal_arrondissement:69383"),
    ],
)
def test_the_first_answer(places: Territory, text: str, code: str) -> None:
    assert places.search(text, 1)[0].place.code == code


def test_a_former_commune_leads_to_the_one_of_today(places: Territory) -> None:
    found = places.search("liergues", 1)[0]
    assert (found.place.code, found.matched, found.quality) == ("commune:69114", "Liergues", 0)


def test_the_whole_name_comes_before_its_beginning_and_the_larger_before_the_smaller(places: Territory) -> None:
    found = places.search("saint-denis", 20, kinds=["commune"])
    assert [each.place.code for each in found[:2]] == ["commune:97411", "commune:93066"]
    assert [each.quality for each in found] == sorted(each.quality for each in found)
    exact = [each.place.population for each in found if each.quality == 0]
    assert exact == sorted(exact, key=lambda count: -(count or 0))


def test_st_is_saint_and_also_the_beginning_of_strasbourg(places: Territory) -> None:
    codes = {found.place.code for found in places.search("st", 5, kinds=["commune"])}
    assert {"commune:67482", "commune:42218"} <= codes


def test_a_search_can_be_kept_to_kinds_and_to_a_place(places: Territory) -> None:
    assert [found.place.code for found in places.search("bitche", 9, kinds=["epci"])] == ["epci:200069441"]
    inside = places.search("bitche", 9, within="epci:200069441")
    assert {found.place.code for found in inside} >= {"commune:57089", "epci:200069441", "commune:57619"}
    assert places.search("strasbourg", 9, within="departement:57") == ()


@pytest.mark.parametrize("text", ["", "   ", "'", "xyzzyx", "strasbourg bitche", "99999999", "%", "\0"])
def test_nothing_is_found_where_there_is_nothing(places: Territory, text: str) -> None:
    assert places.search(text) == ()


def test_each_place_once(places: Territory) -> None:
    codes = [found.place.code for found in places.search("saint", 3000)]
    assert len(codes) == len(set(codes)) == 3000


@given(st.integers(0, 34_968), st.data())
@settings(max_examples=150, deadline=None)
def test_every_commune_is_found_by_its_name_however_it_is_written(number: int, data: st.DataObject) -> None:
    """Upper case, no accents, spaces for hyphens, St for Saint, apostrophes left out: still a whole-name match."""
    places = france()
    code = places.codes("commune")[number]
    name = places.get(code).name
    written = data.draw(st.sampled_from([name, name.upper(), fold(name), name.replace("-", " ").replace("'", "’")]))
    written = data.draw(st.sampled_from([written, fold(written).replace("saint ", "st ").replace("sainte ", "ste ")]))
    written = data.draw(st.sampled_from([written, fold(written).replace(" ", "")]))
    found = places.search(written, 200, kinds=["commune"])
    assert code in [each.place.code for each in found if each.quality == 0]


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_an_allowed_question(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(france().search(text, 5)) <= 5
