"""A scored menu recorded for a kitchen: by whom, for which, and what the rules of the kit then say."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
import pytest

from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import followed_now
from pagus.apps.menus.files import example_menu, parse_menu
from pagus.apps.menus.judging import judge, menu_tables
from pagus.apps.menus.recording import KITCHEN, add_kitchen, kitchens, record_menu
from pagus.apps.menus.signals import observed
from pagus.apps.territory.actions import add_definition, add_thing
from pagus.errors import InputError, NotFound
from pagus.kit_language.model import Text
from tests.apps.cast import account

EUROMETROPOLE = "epci:246700488"
KITCHEN_NORTH, STATION = "thing:kitchen-north", "thing:station-one"


@pytest.fixture
def kitchen(transactional_db: None) -> str:
    add_definition("strasbourg_programme")
    add_thing(KITCHEN_NORTH, Text("Nord", "North", "Nord"), kind=KITCHEN, place="commune:67482", simulated=True)
    add_thing(STATION, Text("Un", "One", "Eins"), kind="air_station", place="commune:67482", simulated=True)
    return KITCHEN_NORTH


def values() -> dict[str, float]:
    table = menu_tables().frequencies
    return observed(judge(parse_menu(example_menu(), table).meals), table.meals)


def test_a_figure_that_no_kit_knows_is_refused_and_told(kitchen: str) -> None:
    report = record_menu(kitchen, {"menu_unheard_of": 1.0}, "test")
    assert (report.accepted, report.rejected) == (0, 1)


def test_with_the_kit_they_are_kept_once(kitchen: str) -> None:
    number = installations.install("school-meals", EUROMETROPOLE, {})
    assert followed_now(number) == (kitchen,), "a kit about kitchens follows no air station"
    assert record_menu(kitchen, values(), "test").accepted == len(values())
    assert record_menu(kitchen, values(), "test").accepted == 0


def test_a_kitchen_that_comes_later_is_followed_too(kitchen: str) -> None:
    number = installations.install("school-meals", EUROMETROPOLE, {})
    assert add_kitchen("thing:kitchen-south", "Sud", "commune:67482", simulated=True) == 1
    assert add_kitchen("thing:kitchen-annecy", "Annecy", "commune:74010", simulated=True) == 0
    assert set(followed_now(number)) == {kitchen, "thing:kitchen-south"}


def test_a_station_is_no_kitchen(kitchen: str) -> None:
    number = installations.install("school-meals", EUROMETROPOLE, {})
    with pytest.raises(InputError, match="school_kitchen"):
        installations.enrol(number, STATION, "system")
    with pytest.raises(NotFound):
        record_menu(STATION, values(), "test")


def test_who_may_not_import_there_sees_no_kitchen(kitchen: str) -> None:
    assert [each.code for each in kitchens(account("coordinator", EUROMETROPOLE))] == [kitchen]
    for user in (account("analyst", EUROMETROPOLE), account("coordinator", "departement:74")):
        assert kitchens(user) == ()
        with pytest.raises(NotFound):
            record_menu(kitchen, values(), "test", by=user)
