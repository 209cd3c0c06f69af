"""The directory: what is stored, what answers, who is counted how often, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pagus.apps.care import queries as care
from pagus.apps.care.actions import add_to_directory, close_facilities, end_simulation
from pagus.apps.care.facts import ServiceFacts
from pagus.apps.care.models import Facility, ImportBatch
from pagus.apps.journal.queries import entries
from pagus.engines.access.hours import weekly_hours
from pagus.engines.access.osm_hours import read_hours
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import parse_instant
from tests.apps.care.sample import SCHILTIGHEIM, STRASBOURG, batch, doctor, heads, practice

pytestmark = pytest.mark.django_db


def test_a_facility_comes_back_as_it_was_told() -> None:
    services = (
        ServiceFacts(
            service="general_practice",
            sector="1",
            bookable=True,
            hours=weekly_hours(
                [(0, 480, 720), (7, 600, 660)],
                exceptions=[(date(2026, 12, 24), 480, 600)],
                closed_on=[date(2026, 12, 31)],
            ),
        ),
        ServiceFacts(service="teleconsultation", needs_broadband=True),
    )
    told = practice(
        services=services, address="1 place de la Cathédrale", phone="+33 3 53 01 00 00", step_free=False,
        languages=("fr", "de"), identifier="finess:670000000",
    )  # fmt: skip
    stored = add_to_directory(batch(), [told])
    assert (stored.facilities_added, stored.batch is not None) == (1, True)
    card = care.facility("facility:one")
    assert (card.place, card.step_free, card.languages) == (STRASBOURG, False, ("fr", "de"))
    assert (card.source, card.as_of, card.simulated, card.point_from) == ("tests", date(2026, 3, 1), False, "given")
    service = card.service("general_practice")
    assert service is not None
    hours = service.hours
    assert (hours.days, hours.holidays, hours.holiday_intervals) == (services[0].hours.days, "own", ((600, 660),))
    assert hours.exceptions == services[0].hours.exceptions
    assert hours.calendar is not None
    assert hours.calendar.id == "france/alsace-moselle"
    assert hours.open_at(parse_instant("2026-03-16T08:30:00+01:00")) is True
    assert card.service("teleconsultation").hours.known is False
    assert [entry.verb for entry in entries(limit=1)] == ["add_to_directory"]


def test_the_same_again_changes_nothing_and_makes_no_batch() -> None:
    people = [doctor("rpps:10001234567", "facility:one", birth_year=1970)]
    first = add_to_directory(batch(), [practice()], people, [heads("facility:one", 2, "nursing")])
    again = add_to_directory(batch(), [practice()], people, [heads("facility:one", 2, "nursing")])
    assert first.batch is not None
    assert (again.batch, again.facilities_same, again.practitioners_same, again.practices) == (None, 1, 1, 0)
    assert ImportBatch.objects.count() == 1


def test_newer_data_change_what_they_say_and_older_data_nothing() -> None:
    add_to_directory(batch(), [practice(phone="1", address="old")])
    newer = batch(data_date=date(2026, 3, 10))
    assert add_to_directory(newer, [practice(phone="2")]).facilities_changed == 1
    card = care.facility("facility:one")
    assert (card.phone, card.address, card.as_of) == ("2", "old", date(2026, 3, 10))
    add_to_directory(batch(data_date=date(2025, 1, 1)), [practice(phone="3")])
    assert care.facility("facility:one").phone == "2"


def test_new_hours_replace_the_old_ones() -> None:
    add_to_directory(batch(), [practice()])
    changed = practice(services=(ServiceFacts(service="general_practice", hours=read_hours("Sa 09:00-10:00").hours),))
    assert add_to_directory(batch(), [changed]).facilities_changed == 1
    assert care.facility("facility:one").services[0].hours.days[5] == ((540, 600),)
    silent = practice(services=(ServiceFacts(service="general_practice"),))
    add_to_directory(batch(), [silent])
    assert care.facility("facility:one").services[0].hours.hours_per_week == 1.0


def test_one_doctor_in_two_practices_counts_once() -> None:
    two = [practice(), practice("facility:two", place=SCHILTIGHEIM, lon=7.749, lat=48.6065)]
    add_to_directory(batch(), two, [doctor("rpps:10001234567", "facility:one", "facility:two", acts_per_year=5_000.0)])
    everywhere = care.supply("general_practice")
    assert everywhere["fte"].to_list() == [0.5, 0.5]
    assert everywhere["acts_per_year"].to_list() == [2_500.0, 2_500.0]
    here = care.supply("general_practice", [STRASBOURG])
    assert here["fte"].to_list() == [0.5], "the other half stays where it is, also when nobody asks about it"


def test_shares_and_a_second_file_of_the_same_doctor() -> None:
    facilities = [practice(), practice("facility:two"), practice("facility:three")]
    add_to_directory(
        batch(), facilities, [doctor("rpps:10001234567", ("facility:one", 3), ("facility:two", 1), fte=0.8)]
    )
    assert care.supply("general_practice")["fte"].round(9).to_list() == [0.6, 0.2]
    add_to_directory(batch(), (), [doctor("rpps:10001234567", ("facility:three", 4))])
    frame = care.supply("general_practice")
    assert dict(zip(frame["site"], frame["fte"].round(9), strict=True)) == {
        "facility:one": 0.3, "facility:three": 0.4, "facility:two": 0.1,
    }  # fmt: skip
    cards = care.practitioners("facility:one")
    assert [(card.practices, round(card.fte_here, 9)) for card in cards] == [(3, 0.3)]


def test_a_closed_practice_gives_its_share_to_the_others() -> None:
    add_to_directory(
        batch(),
        [practice(), practice("facility:two")],
        [doctor("rpps:10001234567", "facility:one", "facility:two"), doctor("rpps:10001234568", "facility:two")],
    )
    close_facilities(["facility:two"], date(2026, 3, 2))
    assert care.supply("general_practice").select("site", "fte").rows() == [("facility:one", 1.0)]
    assert [card.code for card in care.facilities()] == ["facility:one"]
    assert len(care.facilities(closed=True)) == 2
    assert care.facility("facility:two").closed_on == date(2026, 3, 2)
    with pytest.raises(Conflict):
        close_facilities(["facility:one", "facility:two"], date(2026, 3, 3))


def test_practices_that_newer_data_of_the_same_source_do_not_name_are_over() -> None:
    two = [
        practice(),
        practice("facility:two"),
        practice("facility:far", place="commune:74010", lon=6.1294, lat=45.8992),
    ]
    register = {"source": "RPPS", "layout": "rpps"}
    person = "rpps:10001234567"
    add_to_directory(batch(**register), two, [doctor(person, "facility:one", "facility:far")])
    add_to_directory(batch(source="own list"), (), [doctor(person, "facility:two")])
    newer = batch(**register, data_date=date(2026, 3, 10), covers=frozenset({STRASBOURG}))
    add_to_directory(newer, (), [doctor(person)])
    frame = care.supply("general_practice")
    assert frame.select("site", "fte").rows() == [("facility:far", 0.5), ("facility:two", 0.5)]


def test_a_simulation_ends_when_real_data_come() -> None:
    add_to_directory(batch(simulated=True), [practice()], (), [heads("facility:one", 2)])
    add_to_directory(batch(), [practice("facility:real")], (), [heads("facility:real", 1)])
    assert end_simulation(date(2026, 3, 2)) == 1
    assert care.supply("general_practice")["site"].to_list() == ["facility:real"]
    assert end_simulation(date(2026, 3, 2)) == 0


def test_those_over_65_are_counted_apart() -> None:
    people = [
        doctor("rpps:10001234561", "facility:one", birth_year=1950),
        doctor("rpps:10001234562", "facility:one", birth_year=1961, fte=0.5),  # 65 in 2026: not over
        doctor("rpps:10001234563", "facility:one"),
    ]
    add_to_directory(batch(), [practice()], people)
    row = care.supply("general_practice").row(0, named=True)
    assert (row["fte"], row["fte_over_65"], row["oldest_age"], row["booth"]) == (2.5, 1.0, 76, False)
    assert row["acts_per_year"] is None, "unknown for one is unknown for the sum"


def test_numbers_by_commune_count_only_where_no_practice_is_known() -> None:
    supply_67 = practice(
        "facility:bpe-67447", kind="commune_supply", place=SCHILTIGHEIM, lon=None, lat=None, services=()
    )
    supply_54 = replace(supply_67, code="facility:bpe-54395", place="commune:54395")
    numbers = [heads("facility:bpe-67447", 9), heads("facility:bpe-54395", 7)]
    add_to_directory(batch(layout="bpe"), [supply_67, supply_54], (), numbers)
    sirene = replace(supply_54, code="facility:sirene-54395")
    add_to_directory(batch(layout="sirene"), [sirene], (), [heads("facility:sirene-54395", 20)])
    assert care.supply("general_practice")["fte"].to_list() == [7.0, 9.0], "one source of numbers, not two"
    assert care.facilities() == (), "nobody goes to a number"
    assert len(care.facilities(kind="commune_supply")) == 3
    add_to_directory(batch(), [practice()], [doctor("rpps:10001234567", "facility:one")])
    frame = care.supply("general_practice")
    assert dict(zip(frame["site"], frame["fte"], strict=True)) == {"facility:bpe-54395": 7.0, "facility:one": 1.0}


def test_supply_has_its_columns_also_when_empty() -> None:
    frame = care.supply("nursing")
    assert frame.height == 0
    assert dict(frame.schema) == dict(care.SUPPLY_COLUMNS)


def test_facilities_by_kind_service_and_place() -> None:
    pharmacy = practice("facility:p", kind="pharmacy", place=SCHILTIGHEIM, lon=7.749, lat=48.6065,
                        services=(ServiceFacts(service="pharmacy"),))  # fmt: skip
    add_to_directory(batch(), [practice(), pharmacy])
    assert [card.code for card in care.facilities(kind="pharmacy")] == ["facility:p"]
    assert [card.code for card in care.facilities(service="general_practice")] == ["facility:one"]
    assert len(care.facilities(within="departement:67")) == 2
    assert [card.code for card in care.facilities(within=[SCHILTIGHEIM])] == ["facility:p"]
    assert care.facilities(within="departement:74") == ()
    with pytest.raises(NotFound):
        care.facilities(within="departement:xx")


def test_a_merged_commune_becomes_that_of_today() -> None:
    add_to_directory(batch(), [practice(place="commune:67007", lon=None, lat=None)])
    card = care.facility("facility:one")
    assert (card.place, card.point_from) == ("commune:67544", "place"), "Altenstadt is a part of Wissembourg now"


def test_an_arrondissement_is_in_its_city() -> None:
    paris = practice(place="municipal_arrondissement:75113", lon=None, lat=None)
    add_to_directory(batch(), [paris])
    card = care.facility("facility:one")
    assert (card.place, card.point_from) == ("commune:75056", "place")
    assert 2.3 < card.lon < 2.4


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lon": 48.5734, "lat": 7.7521}, "but \\(7.7521, 48.5734\\) lies in Strasbourg: are lon and lat swapped"),
        ({"lon": 1050362.0, "lat": 6840900.0}, "metres of Lambert-93, not degrees.*in Strasbourg"),
        ({"lon": 6840900.0, "lat": 1050362.0}, "metres of Lambert-93, the northing first.*in Strasbourg"),
        ({"lon": -4.0, "lat": 46.0}, r"no commune of France \(in the sea, .*the centre of \D+ is nearest, \d+ km away"),
        ({"lon": 1.55, "lat": 47.2, "place": STRASBOURG}, "km from Strasbourg: which of the two"),
        ({"lon": 2.75, "lat": 48.37, "place": "commune:29019"}, "which of the two"),
        ({"lon": 1e9, "lat": 1e9}, "is no point in degrees"),
        ({"lon": float("nan"), "lat": 48.0}, "is no point in degrees"),
        ({"lon": None}, "only one of lon and lat"),
        ({"lon": None, "lat": None, "place": ""}, "neither a commune nor a point"),
        ({"place": "commune:99999"}, "no place commune:99999"),
        ({"place": "departement:67"}, "is no commune"),
    ],
)
def test_a_point_that_cannot_be_right_says_what_would_be(changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        add_to_directory(batch(), [practice(**changes)])
    assert Facility.objects.count() == 0


def test_a_missing_minus_is_seen() -> None:
    with pytest.raises(InputError, match="lies in Pointe-à-Pitre: is the minus missing"):
        add_to_directory(batch(), [practice(place="", lon=61.533, lat=16.241)])


def test_a_facility_abroad_says_its_country() -> None:
    offenburg = practice(place="", lon=7.946, lat=48.473, country="DE", time_zone="Europe/Berlin")
    add_to_directory(batch(), [offenburg])
    assert care.facility("facility:one").place == ""
    with pytest.raises(InputError, match="in the sea, abroad"):
        add_to_directory(batch(), [replace(offenburg, code="facility:two", country="FR")])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "one"}, "is no facility code"),
        ({"kind": "doctor"}, "is no kind of facility"),
        ({"name": " "}, "no name"),
        ({"name": "Centre d\x92imagerie"}, "another encoding"),
        ({"website": "javascript:alert(1)"}, "no address of a website"),
        ({"languages": ("french",)}, "is no language"),
        ({"time_zone": "Europe/Nowhere"}, "is no time zone"),
        ({"services": (ServiceFacts(service="magic"),)}, "is no service"),
        ({"services": (ServiceFacts(service="dental"), ServiceFacts(service="dental"))}, "given twice"),
        ({"services": (ServiceFacts(service="dental", sector="9"),)}, "is no sector"),
        ({"country": "France"}, "is no country"),
    ],
)
def test_what_is_no_facility_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        add_to_directory(batch(), [practice(**changes)])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "dr smith"}, "no code of a practitioner"),
        ({"profession": "emergency"}, "is no profession"),
        ({"birth_year": 1850}, "born in 1850"),
        ({"fte": 38.5}, "must be from 0 to 3"),
        ({"fte": -1.0}, "must be from 0"),
        ({"fte": float("nan")}, "must be from 0"),
    ],
)
def test_what_is_no_practitioner_is_refused(changes: dict[str, object], said: str) -> None:
    facts = replace(doctor("rpps:10001234567", "facility:one"), **changes)
    with pytest.raises(InputError, match=said):
        add_to_directory(batch(), [practice()], [facts])
    assert Facility.objects.count() == 0, "all or none"


def test_a_practice_nowhere_and_the_simulated_beside_the_real_are_refused() -> None:
    with pytest.raises(NotFound):
        add_to_directory(batch(), (), [doctor("rpps:10001234567", "facility:none")])
    add_to_directory(batch(), [practice()])
    with pytest.raises(Conflict, match="is real here"):
        add_to_directory(batch(simulated=True), [practice()])


def test_freshness_is_by_the_clock_of_the_workspace() -> None:
    add_to_directory(batch(source="A"), [practice()])
    add_to_directory(batch(source="B", data_date=date(2024, 3, 16)), [practice("facility:two")])
    add_to_directory(batch(source="A", data_date=date(2026, 3, 10)), [practice(phone="1")])
    ages = care.freshness()
    assert [(age.source, age.age_days) for age in ages] == [("B", 730), ("A", 6)]


def test_the_memory_follows_the_database() -> None:
    add_to_directory(batch(), [practice()])
    assert care.facility("facility:one").phone == ""
    add_to_directory(batch(data_date=date(2026, 3, 2)), [practice(phone="7")])
    assert care.facility("facility:one").phone == "7"
    with pytest.raises(NotFound):
        care.facility("facility:two")
