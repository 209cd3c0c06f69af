"""Consultations by video without a browser: pages of the console, of the person, of a guest; the door between them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.workspace import NOW  # noqa: F401

# isort: split
from django.test import Client, RequestFactory

from pagus.apps.consultations.queries import waiting_calls
from pagus.apps.people.contacts import set_contact
from pagus.apps.people.keys import make_personal_key
from pagus.doors.signalling.views import hear
from pagus.web.waiting import HELD, LATER, WAITS, bench
from tests.apps.cast import account
from tests.faces.console.conftest import ANNA, BERT, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
ALLOWED = "camera=(self), geolocation=(), microphone=(self)"
NEW = "/console/consultations/new/"


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def passed(text: str) -> str:
    (found,) = re.findall(r'data-pass="([^"]+)"', text)
    return str(found)


def post(path: str, body: dict[str, Any], **more: object) -> tuple[int, dict[str, Any]]:
    # No cookie, and a client that checks for forged requests: the token in the body is what counts.
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/call/{path}", json.dumps(body), content_type="application/json", **more)
    return answer.status_code, json.loads(answer.content or b"{}")


@pytest.fixture
def address(scene: Scene, browse: Browse) -> str:
    answer = browse(scene.nurse).post(NEW, {"person": ANNA, "reason": "Dizzy"})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_only_these_pages_may_use_the_camera(scene: Scene, browse: Browse, address: str) -> None:
    nurse = browse(scene.nurse)
    page = nurse.get(address)
    assert page["Permissions-Policy"].startswith(ALLOWED)
    assert page["Cache-Control"] == "no-store"
    assert "No relay is set up here" in page.content.decode()
    assert "No number is kept here" in page.content.decode()
    set_contact(ANNA, scene.nurse, phone="+33388000000")
    assert 'href="tel:+33388000000"' in nurse.get(address).content.decode()
    coordinator = browse(scene.coordinator).get(address).content.decode()
    assert "+33388000000" not in coordinator  # sees every team, follows nobody
    for other in ("/console/consultations/", NEW, f"/console/subjects/{ANNA}/"):
        assert "camera=()" in nurse.get(other)["Permissions-Policy"]
    assert address in nurse.get(f"/console/subjects/{ANNA}/").content.decode()


def test_whom_to_call_is_found_by_a_part_of_the_pseudonym(scene: Scene, browse: Browse) -> None:
    nurse = browse(scene.nurse)
    offered = nurse.get(NEW).content.decode()
    assert f'href="?person={ANNA}"' in offered.replace("%3A", ":")
    assert "P-BBB" not in offered
    assert "Ask for the consultation" not in offered
    assert "P-AAA" in nurse.get(f"{NEW}?q=aaa").content.decode()
    assert "No pseudonym here holds “zzz”" in nurse.get(f"{NEW}?q=zzz").content.decode()
    assert "Ask for the consultation" in nurse.get(f"{NEW}?person={ANNA}").content.decode()


def test_nobody_of_another_team_sees_it(scene: Scene, browse: Browse, address: str) -> None:
    stranger = browse(account("nurse", EUROMETROPOLE, "team-b"))
    for path in (address, f"{address}vitals"):
        assert stranger.get(path).status_code == 404
    for verb in ("end", "invite", "admit", "summary", "phone", "cancel", "consent", "send-away"):
        assert stranger.post(f"{address}{verb}", {"name": "x", "part": "gp"}).status_code == 404
    assert stranger.get(f"{NEW}?person={ANNA}").status_code == 404
    assert address not in stranger.get("/console/consultations/").content.decode()
    assert browse(scene.analyst).get("/console/consultations/").status_code == 403
    again = browse(scene.nurse).post(NEW, {"person": ANNA})
    assert (again.status_code, b"is open at that time already" in again.content) == (422, True)


def test_the_person_agrees_before_anything_else(scene: Scene, browse: Browse, address: str) -> None:
    key = make_personal_key("system", ANNA)
    mine = f"/mine/{key}/call/{address.rstrip('/').rpartition('/')[2]}/"
    assert mine in visitor().get(f"/mine/{key}/").content.decode()
    asked = visitor().get(mine)
    assert b"Nothing is recorded" in asked.content
    assert "camera=()" in asked["Permissions-Policy"]
    visitor().post(mine, {"answer": "refused"})
    assert b"You would rather not have a video call" in visitor().get(mine).content
    assert "would rather not" in browse(scene.nurse).get(address).content.decode()
    visitor().post(mine, {"answer": "given"})
    page = visitor().get(mine)
    assert page["Permissions-Policy"].startswith(ALLOWED)
    other = make_personal_key("system", BERT)
    assert visitor().get(mine.replace(key, other)).status_code == 404
    assert [each.consent for each in waiting_calls(ANNA)] == ["given"]


def test_the_side_of_the_call_answers_without_leaving_it(scene: Scene, browse: Browse, address: str) -> None:
    nurse = browse(scene.nurse)
    invited = nurse.post(
        f"{address}invite", {"part": "interpreter", "name": "Ayla Demir"}, headers={"HX-Request": "true"}
    ).content.decode()
    (link,) = re.findall(r'value="http://testserver(/invited/[^"]+)"', invited)
    assert link not in nurse.get(address).content.decode()  # shown this once
    guest = visitor().get(link)
    assert (guest.status_code, guest["Cache-Control"]) == (200, "no-store")
    assert ANNA.partition(":")[2] not in guest.content.decode()
    assert "Glucose" not in guest.content.decode()
    wrong = nurse.post(f"{address}invite", {"part": "spy", "name": "x"}, headers={"HX-Request": "true"})
    assert b"say whom you invite" in wrong.content
    told = nurse.post(f"{address}phone", {"outcome": "reached"}, headers={"HX-Request": "true"}).content.decode()
    assert "The phone call is written down." in told
    vitals = nurse.get(f"{address}vitals").content.decode()
    assert "Interstitial glucose" in vitals or "glucose" in vitals.lower()


def test_letters_travel_through_the_door(scene: Scene, browse: Browse, address: str) -> None:
    nurse = browse(scene.nurse)
    status, ours = post("enter", {"pass": passed(nurse.get(address).content.decode()), "media": "video"})
    assert (status, ours["iceServers"], ours["relayOnly"]) == (200, [], False)
    nurse.post(f"{address}consent", {"answer": "given"})
    key = make_personal_key("system", ANNA)
    page = visitor().get(f"/mine/{key}/call/{address.rstrip('/').rpartition('/')[2]}/").content.decode()
    _, hers = post("enter", {"pass": passed(page), "media": "audio"})
    _, told = post("news", {"token": hers["token"]})
    assert (told["state"], told["others"], told["again"]) == ("waiting", [], 400)
    _, told = post("news", {"token": ours["token"]})
    nurse.post(f"{address}admit", {"participant": told["waiting"][0]["participant"]})
    assert post("letters", {"token": ours["token"], "letters": [{"to": hers["seat"], "body": "{}"}]})[0] == 204
    _, told = post("news", {"token": hers["token"]})
    assert [each["body"] for each in told["letters"]] == ["{}"]
    assert told["others"][0]["name"] == scene.nurse.username
    after = {"token": hers["token"], "after": told["letters"][0]["number"], "known": told["version"]}
    assert post("news", after, **{HELD: True})[1] == {"same": True, "again": 0}
    assert post("report", {"token": hers["token"], "links": [{"peer": ours["seat"], "way": "direct"}]})[0] == 204
    assert post("leave", {"token": hers["token"]})[0] == 204
    assert post("news", {"token": ours["token"]})[1]["others"] == []
    assert post("news", after)[1]["state"] == "ended"


def test_what_does_not_belong_is_refused_in_words(scene: Scene, address: str) -> None:
    assert post("enter", {"pass": "forged", "media": "video"})[0] == 404
    assert post("news", {"token": "guessed"})[0] == 404
    assert post("letters", {"token": "guessed", "letters": []})[0] == 404
    assert post("enter", {"pass": "x", "media": "video", "more": 1})[0] == 422
    assert Client().post("/call/news", b"\xff", content_type="application/json").status_code == 422
    assert Client().post("/call/news", b"x" * 600_000, content_type="application/json").status_code == 422
    assert Client().get("/call/news").status_code == 405


def test_who_asks_for_news_is_put_off_until_somebody_of_the_same_call_does_something(
    scene: Scene, browse: Browse, address: str
) -> None:
    nurse, code = browse(scene.nurse), address.rstrip("/").rpartition("/")[2]
    _, ours = post("enter", {"pass": passed(nurse.get(address).content.decode()), "media": "video"})
    _, told = post("news", {"token": ours["token"]})
    body = json.dumps({"token": ours["token"], "known": told["version"]})
    request = RequestFactory().post("/call/news", body, content_type="application/json", **{WAITS: True})
    hear(request)
    later = request.META[LATER]
    assert (later.about, later.calls, later.look()) == (code, bench.calls, False)
    visitor().post(f"/mine/{make_personal_key('system', ANNA)}/call/{code}/", {"answer": "given"})
    assert bench.calls > later.calls
    assert later.look(), "the person has agreed"


def test_who_finds_no_place_to_wait_asks_again(scene: Scene, browse: Browse, address: str) -> None:
    nurse = browse(scene.nurse)
    _, ours = post("enter", {"pass": passed(nurse.get(address).content.decode()), "media": "video"})
    _, told = post("news", {"token": ours["token"]})
    known = {"token": ours["token"], "known": told["version"]}
    assert post("news", known)[1] == {"same": True, "again": 1_000}
    assert post("news", known, **{HELD: True})[1] == {"same": True, "again": 0}


def test_after_the_end_the_summary_is_for_the_person_too(scene: Scene, browse: Browse, address: str) -> None:
    nurse, key = browse(scene.nurse), make_personal_key("system", ANNA)
    mine = f"/mine/{key}/call/{address.rstrip('/').rpartition('/')[2]}/"
    post("enter", {"pass": passed(nurse.get(address).content.decode()), "media": "none"})
    ended = nurse.post(f"{address}end", follow=True).content.decode()
    assert "Session record" in ended
    assert "listening only" in ended
    nurse.post(f"{address}summary", {"outcome": "visit", "agreed": "Come in on Tuesday."})
    assert b"Come in on Tuesday." in visitor().get(mine).content
    assert b"What was agreed in the video call" in visitor().get(f"/mine/{key}/").content
    listed = nurse.get("/console/consultations/").content.decode()
    assert "to be seen in person" in listed
    refused = nurse.post(f"{address}summary", {"outcome": "miracle", "agreed": "x"}, follow=True)
    assert b"say what came of the consultation" in refused.content
    assert (
        b"this consultation is over"
        in nurse.post(f"{address}invite", {"part": "gp", "name": "x"}, headers={"HX-Request": "true"}).content
    )
