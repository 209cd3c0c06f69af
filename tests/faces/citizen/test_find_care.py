"""Find care without a browser: an answer for everybody, no trace of a search, no cache, a rounded point."""

from __future__ import annotations

import json
import logging
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.apps.workspace import NOW

# isort: split
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from pagus.apps.appointments.actions import bring_in_broadband, publish_slots
from pagus.apps.care.facts import ServiceFacts
from pagus.apps.journal.queries import head
from pagus.apps.territory.actions import add_definition
from pagus.kernel.time import DAY, HOUR
from tests.apps.appointments.directory import CENTRE, DATA_DAY, add_facility, gp, hours, small_directory

pytestmark = pytest.mark.django_db

HERE = f"at={CENTRE[1]:.3f},{CENTRE[0]:.3f}"


@pytest.fixture(autouse=True)
def territory() -> None:
    add_definition("strasbourg_programme")


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def rows_of_everything() -> dict[str, int]:
    """How many rows each table of the workspace has, Django's own included."""
    with connection.cursor() as cursor:
        counts = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


def files_of(folder: Path) -> dict[str, int]:
    return {
        str(path): path.stat().st_size for path in folder.rglob("*") if path.is_file() and "sqlite3" not in path.name
    }


def test_the_nearest_open_practice_is_told_with_all_that_helps_to_get_there(reader: Client) -> None:
    small_directory()
    text = page(reader, f"/care/?care=general_practice&{HERE}&by=foot&within=20")
    assert text.count("<h1") == 1
    assert "General practice: 1 place open within 20 min on foot" in text
    assert text.index("tel:15") < text.index("<h1"), "the emergency numbers stand first"
    near = text[text.index('class="care-row"') :]
    assert re.search(r"Near</a>.*Open when you arrive, until 18:00.*min on foot, 0.4 km", near, re.DOTALL)
    assert "step-free access" in near
    assert "français, Deutsch" in near
    assert 'href="tel:+33388000000"' in near
    assert "Hours not known: call first" in text
    assert "Closed when you arrive; opens tomorrow at 08:00" in text
    assert "straight line x 1.3" in text


def test_a_search_leaves_no_trace(reader: Client, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    codes = small_directory()
    publish_slots(codes["near"], "general_practice", [(NOW + HOUR, NOW + 2 * HOUR)])
    page(reader, "/care/")
    written: list[str] = []

    def watch(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if not re.match(r"\s*(SELECT|PRAGMA|EXPLAIN)", sql, re.IGNORECASE):
            written.append(sql)
        return execute(sql, parameters, many, context)

    rows, files, journal = rows_of_everything(), files_of(settings.WORKSPACE.folder), head()
    secret = "screening"
    with caplog.at_level(logging.DEBUG), connection.execute_wrapper(watch):
        for path in (
            f"/care/?care={secret}&{HERE}&by=foot&within=20",
            f"/care/?care={secret}&q=Strasbourg&when=saturday_morning",
            f"/care/?care={secret}&q=nowhere-at-all",
            f"/care/points.json?care={secret}&{HERE}",
            f"/care/area.json?care={secret}&{HERE}",
            f"/care/facilities/{codes['near']}/?care={secret}&{HERE}",
            f"/care/?care={secret}&{HERE}&by=transit",
        ):
            answer = reader.get(path, headers={"referer": "http://testserver/care/"})
            assert answer.status_code == 200, path
            assert answer["Cache-Control"] == "no-store"
            assert answer["Referrer-Policy"] == "same-origin"
            assert answer["X-Robots-Tag"] == "noindex"
            assert set(answer.cookies) <= {"csrftoken"}, "the guard of forms is random and no search stands in it"
            assert secret not in str(answer.cookies)
    assert written == [], "nothing is written to the database"
    assert rows_of_everything() == rows
    assert files_of(settings.WORKSPACE.folder) == files
    assert head() == journal
    assert Session.objects.count() == 0
    assert not any(secret in record.getMessage() or HERE in record.getMessage() for record in caplog.records)
    assert not any(model.__name__.lower().startswith("search") for model in apps.get_models())


def test_the_server_writes_no_list_of_what_was_asked() -> None:
    supervisor = Path(settings.WEB.parent / "serve" / "supervisor.py").read_text(encoding="utf-8")
    assert '"--no-access-log"' in supervisor


def test_a_point_is_rounded_wherever_it_goes(reader: Client) -> None:
    small_directory()
    exact = "48.583217,7.745981"
    answer = reader.get(f"/care/?care=general_practice&at={exact}&by=car&within=30", follow=True)
    assert answer.redirect_chain == [("/care/?care=general_practice&when=now&by=car&within=30&at=48.583,7.746", 302)]
    text = answer.content.decode()
    assert "48.5832" not in text
    assert "at=48.583,7.746" in text
    points = json.loads(page(reader, f"/care/points.json?care=general_practice&at={exact}&by=car&within=30"))
    facility = reader.get(f"/care/facilities/facility:near/?at={exact}")
    assert (facility.status_code, "48.5832" in facility["Location"]) == (302, False)
    (here,) = [each for each in points["features"] if each["properties"]["severity"] == "here"]
    assert here["geometry"]["coordinates"] == [7.746, 48.583]


def test_only_this_page_may_ask_the_browser_where_it_is(reader: Client) -> None:
    assert "geolocation=(self)" in reader.get("/care/")["Permissions-Policy"]
    assert "geolocation=()" in reader.get("/")["Permissions-Policy"]


def test_a_commune_is_found_by_name_postcode_and_choice(reader: Client) -> None:
    small_directory()
    assert "(from: Strasbourg)" in page(reader, "/care/?q=strasbourg&by=car&within=30")
    assert "(from: Saverne)" in page(reader, "/care/?q=67700&by=car&within=30") or "Which place" in page(
        reader, "/care/?q=67700&by=car&within=30"
    )
    text = page(reader, "/care/?q=saint")
    assert "Which place do you mean?" in text
    assert "place=commune:" in text
    assert "No commune answers to “zzzz”" in page(reader, "/care/?q=zzzz")
    assert "(from: Saverne)" in page(reader, "/care/?place=commune:67437&by=car&within=30")
    renamed = page(reader, "/care/?place=commune:67437&q=Strasbourg&by=car&within=30")
    assert "(from: Strasbourg)" in renamed, "what was typed last goes before the place that was chosen earlier"


@pytest.mark.parametrize(
    "query",
    [
        "at=91,7",
        "at=48.58",
        "at=7.7,48.5,1",
        "at=nan,nan",
        "at=1e5,2",
        "place=commune:99999",
        "within=999999999999&q=Strasbourg",
        "within=-5&q=Strasbourg",
        "by=boat&care=magic&when=never&q=Strasbourg",
        "q=%00%0A",
        "q=" + "x" * 5_000,
        "at=" + "9" * 400 + ",1",
    ],
)
def test_nonsense_is_answered_in_words(reader: Client, query: str) -> None:
    for path in ("/care/", "/care/points.json", "/care/area.json"):
        assert reader.get(f"{path}?{query}").status_code == 200, path


def test_outside_of_france_nothing_is_found_and_nothing_breaks(reader: Client) -> None:
    small_directory()
    assert "Nothing of that kind is known within this time" in page(reader, "/care/?at=0,0&by=car&within=60")


def test_without_a_timetable_the_page_says_so_and_offers_other_ways(reader: Client) -> None:
    small_directory()
    text = page(reader, f"/care/?{HERE}&by=transit")
    assert "no timetable is known here" in text.lower()
    assert "by=car" in text


def test_an_empty_directory_says_what_to_do(reader: Client) -> None:
    text = page(reader, "/care/?q=Strasbourg")
    assert "No facility is known here yet" in text
    assert "call 15" in text


def test_old_data_are_told_plainly(reader: Client) -> None:
    code = add_facility("old", gp(), data_date=DATA_DAY - timedelta(days=400))
    text = page(reader, f"/care/?{HERE}&by=foot&within=20")
    assert "Some of these data are old" in text
    assert "data 400 days old" in text
    assert "These are data 400 days old: call before you go." in page(reader, f"/care/facilities/{code}/")


def test_a_commune_without_good_broadband_sees_what_needs_none_first(reader: Client) -> None:
    always = hours("00:00", "24:00", range(7))
    video = ServiceFacts(service="teleconsultation", hours=always, needs_broadband=True)
    add_facility("by-video", video, east_m=50)
    add_facility("in-a-booth", ServiceFacts(service="teleconsultation", hours=always), east_m=500)
    path = f"/care/?care=teleconsultation&{HERE}&by=foot&within=20"
    text = page(reader, path)
    assert "broadband" not in text, "where nobody has said it, nothing is said"
    assert text.index("By Video") < text.index("In A Booth")
    assert "My internet connection is poor" in text
    text = page(reader, f"{path}&poor=on")
    assert text.index("In A Booth") < text.index("By Video")
    bring_in_broadband("commune,share\n67482,0.3", "Typed for tests", date(2026, 1, 1))
    text = page(reader, path)
    assert "about 30 % of homes can have good broadband" in text
    assert text.index("In A Booth") < text.index("By Video")


def test_the_page_of_a_facility(reader: Client) -> None:
    code = small_directory()["near"]
    publish_slots(code, "general_practice", [(NOW + DAY, NOW + DAY + HOUR)])
    text = page(reader, f"/care/facilities/{code}/?{HERE}")
    assert "<h1>Near</h1>" in text
    assert "Open now, until 18:00" in text
    assert "geo:48.58400," in text
    assert "From a point in Strasbourg, towards the east" in text
    assert "by bike" in text
    assert "by public transport" not in text.partition("Getting there")[2]
    assert re.search(r'href="/care/book/\d+/"', text)
    assert "Typed for tests" in text
    assert reader.get("/care/facilities/facility:none/").status_code == 404


def test_the_website_of_a_facility_learns_nothing(reader: Client) -> None:
    code = add_facility("site", gp(), website="https://example.org/praxis")
    assert 'href="https://example.org/praxis" rel="noreferrer noopener"' in page(reader, f"/care/facilities/{code}/")


def test_texts_of_others_are_escaped(reader: Client) -> None:
    add_facility("evil", gp(), address="<script>alert(1)</script>")
    code = "facility:evil"
    assert "<script>alert" not in page(reader, f"/care/facilities/{code}/")
    assert "<script>alert" not in page(reader, f"/care/?{HERE}&by=car&within=30")


def test_the_map_has_what_was_found_and_the_line_of_reach(reader: Client) -> None:
    small_directory()
    query = f"care=general_practice&{HERE}&by=foot&within=20"
    told = json.loads(page(reader, f"/care/points.json?{query}"))
    assert sorted(each["properties"]["severity"] for each in told["features"]) == [
        "closed",
        "good",
        "here",
        "information",
    ]
    lines = json.loads(page(reader, f"/care/area.json?{query}"))
    assert lines["features"][0]["geometry"]["type"] == "LineString"
    ground = reader.get("/care/ground/departement:67.json")
    assert ground["Cache-Control"] == "public, max-age=3600"
    assert len(ground.content) < 1_000_000
    assert "departement:67" in page(reader, f"/care/?{query}"), "the ground is asked for the whole département"
