"""Role x territory x care team: who sees whom, and that every reading leaves a trace."""

from __future__ import annotations

import pytest
from django.conf import settings

from pagus.apps.journal.queries import entries
from pagus.apps.people import actions, queries
from pagus.apps.people.readiness import safeguards
from pagus.errors import CodeError, ConfigError, Conflict, InputError, NotAllowed, NotFound
from pagus.kit_language.model import Text
from tests.apps.cast import account, person, team

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
STRASBOURG, SAVERNE = "commune:67482", "commune:67437"


@pytest.fixture(autouse=True)
def people() -> None:
    person("person:P-AAA", STRASBOURG, "team-a")
    person("person:P-BBB", STRASBOURG, "team-b")
    person("person:P-CCC", SAVERNE, "team-a")


@pytest.mark.parametrize(
    ("role", "territory", "team_code", "seen"),
    [
        ("nurse", EUROMETROPOLE, "team-a", {"person:P-AAA"}),
        ("nurse", "departement:67", "team-a", {"person:P-AAA", "person:P-CCC"}),
        ("nurse", EUROMETROPOLE, "team-b", {"person:P-BBB"}),
        ("nurse", EUROMETROPOLE, "", set()),
        ("coordinator", EUROMETROPOLE, "", {"person:P-AAA", "person:P-BBB"}),
        ("coordinator", SAVERNE, "", {"person:P-CCC"}),
        ("analyst", "departement:67", "", set()),
        ("analyst", "departement:67", "team-a", set()),
        ("operator", "country:FR", "team-a", set()),
    ],
)
def test_role_territory_and_team_must_agree(role: str, territory: str, team_code: str, seen: set[str]) -> None:
    user = account(role, territory, team_code)
    assert queries.visible_codes(user) == seen
    assert {known.code for known in queries.read_people(user, "test")} == seen
    for code in ("person:P-AAA", "person:P-BBB", "person:P-CCC"):
        if code in seen:
            assert queries.read_person(user, code, "test").code == code
        else:
            with pytest.raises(NotFound, match="no person here"):
                queries.read_person(user, code, "test")


def test_someone_hidden_and_someone_absent_look_the_same() -> None:
    user = account("nurse", EUROMETROPOLE, "team-a")
    messages = []
    for code in ("person:P-BBB", "person:P-ZZZ"):
        with pytest.raises(NotFound) as caught:
            queries.read_person(user, code, "test")
        messages.append(str(caught.value).replace(code, "X"))
    assert messages[0] == messages[1]


def test_every_reading_is_journalled_for_each_person() -> None:
    user = account("coordinator", EUROMETROPOLE)
    queries.read_people(user, "list")
    found = entries(actor=user.username)
    assert {(entry.object_code, entry.verb, entry.purpose, entry.role) for entry in found} == {
        ("person:P-AAA", "read", "list", "coordinator"),
        ("person:P-BBB", "read", "list", "coordinator"),
    }


def test_things_and_places_are_no_personal_reading() -> None:
    user = account("coordinator", EUROMETROPOLE)
    queries.note_reading(user, ["thing:station-1", STRASBOURG], "alerts")
    assert entries(actor=user.username) == ()


def test_a_pseudonym_is_drawn_and_holds_no_name() -> None:
    team("team-a")
    codes = {actions.add_person(STRASBOURG, "team-a", simulated=True) for _ in range(50)}
    assert len(codes) == 50
    assert all(code.startswith("person:P-") and len(code) == 14 for code in codes)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"residence": "epci:246700488"}, InputError),
        ({"residence": "commune:00000"}, NotFound),
        ({"team": "team-none"}, NotFound),
        ({"code": "person:Maria"}, CodeError),
        ({"code": "person:P-AAA"}, Conflict),
    ],
)
def test_bad_facts_add_nobody(facts: dict[str, str], error: type[Exception]) -> None:
    given = {"residence": STRASBOURG, "team": "team-a", **facts}
    with pytest.raises(error):
        actions.add_person(**given, simulated=True)
    assert len(queries.facts_of(["person:P-AAA", "person:Maria"])) == 1


def test_a_real_person_is_refused_until_everything_protects_them() -> None:
    with pytest.raises(ConfigError) as caught:
        actions.add_person(STRASBOURG, "team-a", simulated=False)
    for word in ("demo", "TLS", "second factor", "encrypted", "secret key", "backup", "hosting contract"):
        assert word in str(caught.value), word
    assert not any(guard.holds for guard in safeguards(settings.WORKSPACE))


def test_a_former_commune_becomes_that_of_today() -> None:
    code = actions.add_person("commune:67007", "team-a", simulated=True)
    assert queries.facts_of([code])[code].residence == "commune:67544"


def test_moving_needs_to_see_the_person() -> None:
    team("team-b")
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    with pytest.raises(NotFound):
        actions.move_person("person:P-BBB", team="team-a", by=nurse)
    actions.move_person("person:P-AAA", team="team-b", by=nurse)
    assert queries.visible_codes(nurse) == frozenset()
    analyst = account("analyst", EUROMETROPOLE)
    with pytest.raises(NotAllowed):
        actions.add_person(STRASBOURG, "team-a", simulated=True, by=analyst)


def test_teams_of_a_territory() -> None:
    actions.add_team("team-north", Text("Nord", "North", "Nord"), "epci:200068112")
    assert [each.code for each in queries.teams("epci:200068112")] == ["team-north"]
    assert queries.teams("departement:67")[-1].name.en == "North"
    with pytest.raises(Conflict):
        actions.add_team("team-north", Text("Nord", "North", "Nord"), "epci:200068112")
