"""Where new sites help most, and rounds: asked and answered by the server, without scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pagus.apps.people.models import Person
from tests.apps.access.scene import EUROMETROPOLE, HOENHEIM, STRASBOURG, add_practices
from tests.apps.cast import account, person

ROUNDS, UNIT, SITES = "/console/rounds/", "/console/rounds/unit/", "/console/access/sites/"
AIMS = ("short-of-care", "above-threshold", "minutes", "within", "farthest")
TABLE = """visit;place;minutes;from;to;skills
A-1;67482;20;07:00;09:00;
A-2;Hœnheim;30;08:00;10:00;wound
A-3;67447;15;16:00;18:00;
A-4;67447;15;20:00;21:00;
"""


@pytest.fixture
def planner(db: None) -> User:
    add_practices(simulated=True)
    return account("analyst", EUROMETROPOLE)


def text_of(client: Client, path: str, **facts: str) -> str:
    answer = client.get(f"{path}?{urlencode({'place': EUROMETROPOLE, **facts})}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("aim", AIMS)
def test_sites_are_placed_with_a_bound_in_words(planner: User, browse: Callable[..., Client], aim: str) -> None:
    text = text_of(browse(planner), SITES, aim=aim, arrival="booth", count="3")
    assert "Proven: no other choice of these communes is better." in text or "Not proven to be the best." in text
    assert "optim" not in text.lower()
    assert "simulated supply" in text
    assert "straight line × 1.3 at 50 km/h" in text
    assert len(re.findall(r'data-label="Rank">(\d)', text)) <= 3
    assert " style=" not in text


def test_the_answer_opens_in_the_access_lab(planner: User, browse: Callable[..., Client]) -> None:
    client = browse(planner)
    text = text_of(client, SITES, aim="short-of-care", arrival="booth", count="2", size="0,4")
    assert re.findall(r'data-label="Rank">(\d)', text) == ["1", "2"]
    address = re.search(r'href="(/console/access/\?[^"]+edits=[^"]+)"', text)
    assert address is not None
    assert parse_qs(urlsplit(address[1]).query)["edits"][0].count('"booth"') == 2
    lab = html.unescape(client.get(address[1]).content.decode())
    assert lab.count("a teleconsultation booth opens, 0.4 full-time equivalents") == 2


def test_a_budget_stands_for_a_number(planner: User, browse: Callable[..., Client]) -> None:
    text = text_of(browse(planner), SITES, aim="minutes", arrival="booth", budget="100", cost="45")
    assert len(re.findall(r'data-label="Rank">(\d)', text)) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"count": "many"}, "is no number"),
        ({"count": "0"}, "between 1 and 30"),
        ({"arrival": "nothing"}, "brings no"),
        ({"size": "9"}, "the size is between"),
        ({"aim": "glory"}, "choose what the sites are for"),
        ({"budget": "5"}, "needs the cost of one site"),
        ({"aim": "within", "minutes": "600"}, "between 1 and 60 minutes"),
    ],
)
def test_a_wrong_question_is_told(
    planner: User, browse: Callable[..., Client], wrong: dict[str, str], words: str
) -> None:
    text = text_of(browse(planner), SITES, **{"aim": "short-of-care", "arrival": "booth", **wrong})
    assert words in text
    assert 'class="notice' in text


def test_without_care_the_page_says_what_to_do(db: None, browse: Callable[..., Client]) -> None:
    assert "pagus import facilities" in text_of(browse(account("analyst", EUROMETROPOLE)), SITES)


def post(client: Client, content: str, **facts: str) -> str:
    file = SimpleUploadedFile("visits.csv", content.encode())
    given = {"place": EUROMETROPOLE, "base": STRASBOURG, "plan": "table", "nurses": "2", **facts}
    answer = client.post(ROUNDS, {**given, "file": file})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_a_table_of_visits_is_planned_and_the_rest_explained(planner: User, browse: Callable[..., Client]) -> None:
    text = post(browse(planner), TABLE)
    assert "3 of 4 visits are planned" in text
    assert "A-4" in text.partition("Not seen, and why")[2]
    assert "it fits in nobody’s day, even alone" in text
    assert "km" in text
    assert 'class="place-map"' in text
    assert "<script>" not in text


def test_a_closed_pass_cuts_a_commune_off(planner: User, browse: Callable[..., Client]) -> None:
    text = post(browse(planner), TABLE, cut=HOENHEIM)
    assert "no way leads there and back" in text
    assert "Communes that are cut off have no way to the others" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("visit,place\n", "lacks the column minutes"),
        (TABLE.replace("skills", "surname"), "a column surname that nothing here reads"),
        (TABLE.replace("67482", "75056"), "line 2: '75056' is no commune of this territory"),
        (TABLE.replace("07:00", "7 o'clock"), "line 2: write clock times as 08:30"),
        (TABLE.replace("09:00", "06:00"), "line 2: the window ends before it starts"),
        (TABLE.replace(";30;", ";-3;"), "line 3: '-3' is no number of minutes"),
        (TABLE.replace("A-2", "A-1"), "line 3: the visit A-1 is there twice"),
        ("visit,place,minutes,from,to\n", "the table has no visit"),
    ],
)
def test_a_wrong_table_is_told_by_its_line(
    planner: User, browse: Callable[..., Client], content: str, words: str
) -> None:
    assert words in post(browse(planner), content)


def test_virtual_patients_are_for_those_who_may_see_people(planner: User, browse: Callable[..., Client]) -> None:
    assert "your role sees no people" in text_of(browse(planner), ROUNDS, plan="example")
    person("person:P-AAA", STRASBOURG, "team-a")
    Person.objects.update(simulated=False)
    coordinator = account("coordinator", EUROMETROPOLE)
    assert "there is no virtual patient here" in text_of(browse(coordinator), ROUNDS, plan="example")
    person("person:P-BBB", HOENHEIM, "team-a")
    text = text_of(browse(coordinator), ROUNDS, plan="example", nurses="1", lunch="on")
    assert "1 of 1 visits are planned" in text
    assert "P-BBB" in text
    assert "P-AAA" not in text
    assert "virtual patients: invented visits" in text


def test_the_week_of_a_unit_says_what_it_adds(planner: User, browse: Callable[..., Client]) -> None:
    text = text_of(browse(planner), UNIT, plan="week", profession="general_practice", stops="2")
    assert "What the week adds" in text
    assert "What each stop adds" in text
    assert "people short of care live near a stop" in text
    gains = re.findall(r'data-label="What it adds">([\d,.]+)', text)
    assert 1 <= len(gains) <= 10
    assert "no care" not in text_of(browse(planner), UNIT)


@pytest.mark.parametrize("wrong", [{"stops": "9"}, {"session": "5"}, {"from": "18:00", "to": "08:00"}, {"staff": "x"}])
def test_a_wrong_week_is_told(planner: User, browse: Callable[..., Client], wrong: dict[str, str]) -> None:
    facts = {"plan": "week", "profession": "general_practice", **wrong}
    assert "This cannot be planned" in text_of(browse(planner), UNIT, **facts)


@pytest.mark.parametrize("path", [ROUNDS, UNIT, SITES])
def test_pages_are_for_those_who_may_see_the_place(planner: User, browse: Callable[..., Client], path: str) -> None:
    assert browse(planner).get(f"{path}?place=departement:74").status_code in {403, 404}
