"""The worklist, the page of one person's alerts, the rota: what they show, to whom, and what can be done from them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from django.conf import settings
from django.test import Client

from pagus.apps.alerts.models import Alert
from pagus.apps.worklist import duty
from pagus.apps.worklist.pulse import beat
from pagus.kernel.time import DAY
from tests.apps.cast import account
from tests.faces.console.conftest import ANNA, BERT, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
CASE = f"/console/worklist/{ANNA}/"


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_worklist_says_who_and_why(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.nurse), "/console/worklist/")
    for part in ("P-AAA", "Episode of very low glucose", "1 alert in 30 days", "left", "mg/dL", "No rota yet"):
        assert part in text, part
    assert "P-BBB" not in text
    assert browse(scene.analyst).get("/console/worklist/").status_code == 403
    assert browse(None).get("/console/worklist/").status_code == 302


def test_news_costs_nothing_when_nothing_happened(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    first = client.get("/console/worklist/rows")
    assert first.status_code == 200
    assert b"<html" not in first.content
    again = client.get("/console/worklist/rows", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(f"{CASE}claim", {"from": "list"})["Location"] == "/console/worklist/?at=P-AAA"
    changed = client.get("/console/worklist/rows", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "In your care" in changed.content.decode()


def test_the_page_says_when_the_jobs_stand_still(scene: Scene, browse: Browse) -> None:
    sign = settings.WORKSPACE.folder / "jobs.pulse"
    client = browse(scene.nurse)
    try:
        beat(settings.WORKSPACE.folder)
        assert "stand still" not in words(client, "/console/worklist/")
        os.utime(sign, (1_000_000_000, 1_000_000_000))
        assert "Nobody has been told of late alerts since" in words(client, "/console/worklist/rows")
    finally:
        sign.unlink()


def test_the_second_nurse_reads_who_has_it(scene: Scene, browse: Browse) -> None:
    second = account("nurse", EUROMETROPOLE, "team-a")
    assert browse(scene.nurse).post(f"{CASE}claim").status_code == 302
    answer = browse(second).post(f"{CASE}claim")
    assert answer.status_code == 409
    assert f"{scene.nurse.username} has taken care of P-AAA since" in answer.content.decode()
    french = browse(second, "fr").post(f"{CASE}claim").content.decode()
    assert f"{scene.nurse.username} s’occupe de P-AAA depuis" in french


def test_a_case_from_the_claim_to_the_closing(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    client.post(f"{CASE}claim")
    text = words(client, CASE)
    assert "Give back" in text
    assert client.post(f"{CASE}call", {"call_outcome": "relative"}).status_code == 422
    assert client.post(f"{CASE}contact", {"phone": "06 12 34 56 78"}).status_code == 302
    assert client.post(f"{CASE}call", {"call_outcome": "voicemail"}).status_code == 302
    text = words(client, CASE)
    assert "tel:+33612345678" in text
    assert "message left" in text
    closing = {"alert": [scene.alert], "outcome": "useful"}
    assert client.post(f"{CASE}close", {"outcome": "useful"}).status_code == 422
    assert client.post(f"{CASE}close", closing)["Location"] == "/console/worklist/?at=P-AAA"
    assert "Nothing waits for them" in words(client, CASE)
    assert "Nobody waits" in words(client, "/console/worklist/")
    # Somebody else comes too late: the list says so, nothing breaks.
    late = client.post(f"{CASE}claim", follow=True)
    assert "another has closed it" in late.content.decode()


def test_alerts_of_one_rule_are_one_line_and_one_tick(scene: Scene, browse: Browse) -> None:
    client, earlier = browse(scene.nurse), Alert.objects.get(pk=scene.alert)
    assert "Each of the" not in words(client, CASE)
    earlier.pk, earlier.t_ms = None, earlier.t_ms - 3 * DAY
    earlier.save()
    text = words(client, CASE)
    assert text.count("Episode of very low glucose</label>") + text.count("Episode of very low glucose <span") == 1
    assert "2 alerts, the first 3 days ago" in text
    assert "Each of the 2 alerts" in text
    for elsewhere in ("/console/", f"/console/subjects/{CASE.rstrip('/').rpartition('/')[2]}/"):
        assert "2 alerts, the first 3 days ago" in words(client, elsewhere), "they are one row there too"
    (tick,) = re.findall(r'name="alert" value="([^"]+)"', text)
    assert sorted(map(int, tick.split(","))) == sorted([scene.alert, earlier.pk])
    closed = client.post(f"{CASE}close", {"alert": [tick], "outcome": "useful"})
    assert closed["Location"] == "/console/worklist/?at=P-AAA"
    assert set(Alert.objects.values_list("status", flat=True)) == {"closed"}


def test_the_number_is_for_the_team_alone(scene: Scene, browse: Browse) -> None:
    browse(scene.nurse).post(f"{CASE}contact", {"phone": "06 12 34 56 78"})
    assert "+33612345678" not in words(browse(scene.coordinator), CASE)
    assert browse(scene.nurse).get(f"/console/worklist/{BERT}/").status_code == 404


def test_a_threshold_is_tried_then_set_and_bounds_are_named(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    asked = {"installation": scene.installation, "name": "very_low_glucose", "value": "45", "intent": "try"}
    text = client.post(f"{CASE}threshold", asked).content.decode()
    assert "Would have rung" in text
    assert "With 45" in text
    answer = client.post(f"{CASE}threshold", {**asked, "value": "20"})
    assert answer.status_code == 422
    assert "45" in answer.content.decode()
    assert client.post(f"{CASE}threshold", {**asked, "intent": "set", "reason": ""}).status_code == 422
    assert client.post(f"{CASE}threshold", {**asked, "intent": "set", "reason": "agreed"}).status_code == 302
    assert client.post(f"{CASE}dance").status_code == 404


def test_the_rota_is_made_by_who_coordinates(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    shift = {"team": "team-a", "login": scene.nurse.username, "kind": "duty", "start": "08:00", "end": "18:00"}
    assert client.post("/console/worklist/rota/add", {**shift, "weekday": [0, 1]}).status_code == 302
    assert "08:00–18:00" in words(client, "/console/worklist/rota/?team=team-a")
    assert scene.nurse.username in words(browse(scene.nurse), "/console/worklist/")
    assert browse(scene.nurse).post("/console/worklist/rota/add", {**shift, "weekday": [3]}).status_code == 403
    told = client.post("/console/worklist/rota/add", {**shift, "weekday": [3], "end": "8 pm"}, follow=True)
    assert "is no time of day" in told.content.decode()
    number = duty.shifts_of("team-a")[0].number
    client.post(f"/console/worklist/rota/{number}/end", {"team": "team-a"})
    assert len(duty.shifts_of("team-a")) == 1
    clocks = {"critical": "10", "high": "60", "warning": "1440", "information": "10080", "reason": "a busy winter"}
    assert client.post(f"/console/worklist/clocks/{scene.installation}", clocks).status_code == 302
    assert duty.minutes_set(scene.installation) == {"critical": 10}
    slow = client.post(f"/console/worklist/clocks/{scene.installation}", {**clocks, "critical": "600"}, follow=True)
    assert "graver alert" in slow.content.decode()


def test_the_practice_day_is_labelled_and_tells_what_was_planted(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    assert "Begin a practice day" in words(client, "/console/worklist/practice/")
    client.post("/console/worklist/practice/begin")
    text = words(client, "/console/worklist/practice/")
    assert "SIMULATED: no row speaks of a person." in text
    assert "P-AAA" not in text
    first = text.split("/console/worklist/practice/person:")[1].split("/")[0]
    answer = client.post(f"/console/worklist/practice/person:{first}/close", {"outcome": "useful"}, follow=True)
    assert "lanted" in answer.content.decode()
    assert browse(scene.analyst).get("/console/worklist/practice/").status_code == 403
