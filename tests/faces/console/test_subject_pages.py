"""People and their pages: pseudonyms, the glucose report, a person's own threshold."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl
from django.test import Client

from pagus.apps.installations.queries import enrolments
from pagus.apps.journal.queries import entries
from pagus.apps.people.models import Person
from pagus.engines.signals.glucose import glucose_metrics
from pagus.kernel.time import DAY
from pagus.web.charts.language import number
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, Scene, lows

Browse = Callable[..., Client]
PAGE = f"/console/subjects/{ANNA}/"


def test_list_shows_the_team_and_nobody_else(scene: Scene, browse: Browse) -> None:
    text = browse(scene.nurse).get("/console/people/").content.decode()
    assert "P-AAA" in text
    assert "P-BBB" not in text


def test_coordinator_sees_every_team(scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get("/console/people/").content.decode()
    assert "P-AAA" in text
    assert "P-BBB" in text


def test_the_list_is_read_a_page_at_a_time_and_only_who_stands_there_is_journalled(
    scene: Scene, browse: Browse
) -> None:
    team = Person.objects.get(code=ANNA).team_id
    more = [f"person:P-C{number:03d}" for number in range(60)]
    Person.objects.bulk_create(
        Person(code=code, residence="commune:67482", team_id=team, simulated=True, added_ms=NOW) for code in more
    )
    client = browse(scene.nurse)
    listed = re.compile(r"/console/subjects/(person:P-\w+)/")
    first = client.get("/console/people/").content.decode()
    on_first = listed.findall(first)
    read = {each.object_code for each in entries() if each.purpose == "people list"}
    assert read == set(on_first)
    on_second = listed.findall(client.get("/console/people/?page=2").content.decode())
    assert on_first[0] == ANNA, "who has an open alert stands first"
    assert len(on_first) == 50
    assert sorted(on_first + on_second) == sorted({ANNA, *more}), "everybody once"
    assert "1 to 50 of 61" in first
    last = client.get("/console/people/?page=99").content.decode()
    assert listed.findall(last) == on_second


def test_somebody_is_found_by_a_part_of_the_pseudonym(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    found = client.get("/console/people/?q=bb").content.decode()
    assert "P-BBB" in found
    assert "P-AAA" not in found
    nobody = client.get("/console/people/?q=%3Cscript%3E").content.decode()
    assert "No pseudonym here holds “&lt;script&gt;”" in nobody
    assert "<script>”" not in nobody
    of_another_team = browse(scene.nurse).get("/console/people/?q=BBB").content.decode()
    assert "/console/subjects/person:P-BBB/" not in of_another_team


def test_analyst_sees_nobody(scene: Scene, browse: Browse) -> None:
    client = browse(scene.analyst)
    assert client.get("/console/people/").status_code == 403
    assert client.get(PAGE).status_code == 404


def test_figures_on_the_page_equal_the_engine(scene: Scene, browse: Browse) -> None:
    readings = pl.DataFrame([(ANNA, t, v) for t, v in lows()], schema=["subject", "t", "value"], orient="row")
    metrics = glucose_metrics(readings, over=14 * DAY, end=NOW).row(0, named=True)
    text = browse(scene.nurse).get(PAGE).content.decode()
    figures = text.partition('class="key-figures"')[2].partition("</dl>")[0]
    assert f">{number(100 * metrics['in_range'], 'en', 0)}<" in figures
    assert f">{number(metrics['mean'], 'en', 0)}<" in figures
    assert f">{number(metrics['gmi'], 'en', 1)}<" in figures
    assert "Too few readings for a firm judgement" in text


def test_numbers_follow_the_language(scene: Scene, browse: Browse) -> None:
    text = browse(scene.nurse, "fr").get(PAGE).content.decode()
    assert '<html lang="fr"' in text
    assert "mg/dL" in text


def test_nurse_sets_a_persons_own_value(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    form = {
        "installation": scene.installation,
        "name": "very_low_glucose",
        "value": "60,0",
        "reason": "hypoglycaemia unawareness",
    }
    assert client.post(f"{PAGE}parameter", form).status_code == 302
    held = next(each for each in enrolments(scene.installation) if each.subject == ANNA)
    assert held.parameters["very_low_glucose"] == 60.0
    assert "hypoglycaemia unawareness" in client.get(PAGE).content.decode()


def test_a_value_out_of_bounds_is_refused_in_words(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    form = {"installation": scene.installation, "name": "very_low_glucose", "value": "20", "reason": "x"}
    answer = client.post(f"{PAGE}parameter", form)
    assert answer.status_code == 422
    text = answer.content.decode()
    box = re.search(rf'<input[^>]*id="field-very_low_glucose-{scene.installation}"[^>]*>', text)
    assert box is not None
    assert ' value="20" autofocus aria-invalid="true"' in box[0]
    said = text[: box.start()].rpartition("field-error")[2]
    assert "very_low_glucose" in said
    assert "Very low glucose, below: 20 cannot be: it goes from 45 to 70 mg/dL" in said
    share = {**form, "name": "time_in_range_wanted", "value": "95"}
    assert "95 cannot be: it goes from 50 to 90 %" in client.post(f"{PAGE}parameter", share).content.decode()
    opened = [
        each
        for each in re.findall(r"<details[^>]*>(?=<summary>(?:Values of|Very low glucose))", text)
        if " open" in each
    ]
    assert len(opened) == 2, "the fold of the kit's values, and the one of this value within it"
    held = next(each for each in enrolments(scene.installation) if each.subject == ANNA)
    assert held.parameters["very_low_glucose"] == 54.0


def test_a_value_without_a_reason_is_refused_there_and_keeps_what_was_typed(scene: Scene, browse: Browse) -> None:
    form = {"installation": scene.installation, "name": "very_low_glucose", "value": "60", "reason": " "}
    text = browse(scene.nurse).post(f"{PAGE}parameter", form).content.decode()
    box = re.search(rf'<input[^>]*id="field-very_low_glucose-{scene.installation}-reason"[^>]*>', text)
    assert box is not None
    assert 'autofocus aria-invalid="true"' in box[0]
    assert text.count(" autofocus") == 1
    assert 'name="value" value="60"' in text


def test_coordinator_may_not_set_a_persons_value(scene: Scene, browse: Browse) -> None:
    form = {"installation": scene.installation, "name": "very_low_glucose", "value": "60", "reason": "x"}
    assert browse(scene.coordinator).post(f"{PAGE}parameter", form).status_code == 403


def test_unknown_subject_is_not_found(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    assert client.get("/console/subjects/person:P-ZZZ/").status_code == 404
    assert client.get("/console/subjects/thing:nothing/").status_code == 404
