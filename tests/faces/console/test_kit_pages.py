"""Kits, rehearsals, installations, observations, journal: read, tried, changed, refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pagus.apps.installations.queries import get_installation
from pagus.apps.streams.senders import forget_senders
from pagus.kernel.time import format_instant
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, Scene

Browse = Callable[..., Client]


def test_library_lists_the_shipped_kits(scene: Scene, browse: Browse) -> None:
    text = browse(scene.analyst).get("/console/kits/").content.decode()
    assert "Diabetes at home" in text
    assert "The air today" in text


def test_kit_reads_as_sentences_with_sources(scene: Scene, browse: Browse) -> None:
    text = browse(scene.analyst).get("/console/kits/diabetes-home/").content.decode()
    assert "is set to no and the time in range is below 70" in text
    assert "10.2337/dci19-0028" in text
    assert "0 failed" in text


def test_a_kit_leads_to_each_of_its_parts_and_cites_each_source_once_in_full(scene: Scene, browse: Browse) -> None:
    text = browse(scene.analyst).get("/console/kits/diabetes-home/").content.decode()
    contents = re.search(r'<nav aria-label="On this page">(.*?)</nav>', text, re.DOTALL)
    assert contents is not None
    led = re.findall(r'<a href="#([a-z-]+)">([^<]+)</a>', contents[1])
    headings = re.findall(r'<h2 id="([a-z-]+)">([^<]+)</h2>', text)
    assert led == headings
    assert ("sources-heading", "Sources") in led
    assert text.count("recommendations from the international consensus on time in range") == 1
    cited = set(re.findall(r'<a href="#(source-[a-z0-9_-]+)">', text))
    assert "source-battelino_2019" in cited
    assert cited <= set(re.findall(r'<li id="([^"]+)">', text))
    assert ">Battelino et al. 2019</a>" in text


def test_rules_that_raised_nothing_are_named_together(scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get(f"/console/installations/{scene.installation}/").content.decode()
    worth = text[text.index('id="worth-heading"') : text.index('id="rules-heading"')]
    rows, never = worth.split("Never raised an alert here:")
    assert "Episode of very low glucose" in rows
    assert "too few people" in rows
    assert "Glucose very high for hours" in never
    assert "Glucose very high for hours" not in rows


def test_unknown_kit_is_not_found(scene: Scene, browse: Browse) -> None:
    assert browse(scene.analyst).get("/console/kits/no-such-kit/").status_code == 404


def test_rehearsal_counts_what_the_rule_would_have_raised(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    text = client.get("/console/kits/diabetes-home/rehearsal/").content.decode()
    assert "Alerts a day it would have raised" in text
    assert "Episode of very low glucose" in text


def test_plan_says_that_the_kit_runs_already(scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get("/console/kits/diabetes-home/install/").content.decode()
    assert "Diabetes at home 3.0.0 runs in Eurométropole de Strasbourg already" in text
    assert "Install with these values" not in text


def test_rehearsal_refuses_a_value_out_of_bounds(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    answer = client.get("/console/kits/diabetes-home/install/?very_low_glucose=10")
    assert answer.status_code == 422
    assert "Correct the values" in answer.content.decode()


def test_nurse_may_not_try_a_kit(scene: Scene, browse: Browse) -> None:
    assert browse(scene.nurse).get("/console/kits/diabetes-home/install/").status_code == 403


def test_coordinator_installs_the_other_kit_from_the_page(scene: Scene, browse: Browse) -> None:
    from tests.apps.cast import account

    client = browse(account("coordinator", "programme:strasbourg"))
    answer = client.post("/console/kits/air-today/install/", {"mode": "simulation"}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert answer.redirect_chain


def test_territory_value_is_set_with_its_reason(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    page = f"/console/installations/{scene.installation}/"
    form = {"name": "time_in_range_wanted", "value": "65", "reason": "older people here"}
    assert client.post(f"{page}parameters", form).status_code == 302
    assert get_installation(scene.installation).parameters["time_in_range_wanted"] == 0.65
    assert "older people here" in client.get(page).content.decode()


def test_a_territory_value_that_cannot_be_is_refused_where_it_was_typed(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    page = f"/console/installations/{scene.installation}/"
    form = {"name": "time_in_range_wanted", "value": "95", "reason": "older people here"}
    answer = client.post(f"{page}parameters", form)
    assert answer.status_code == 422
    text = answer.content.decode()
    box = re.search(rf'<input[^>]*id="field-time_in_range_wanted-{scene.installation}"[^>]*>', text)
    assert box is not None
    assert ' value="95" autofocus aria-invalid="true"' in box[0]
    assert "95 cannot be: it goes from 50 to 90 %" in text[: box.start()].rpartition("field-error")[2]
    assert 'value="older people here"' in text
    unexplained = client.post(f"{page}parameters", form | {"value": "65", "reason": ""}).content.decode()
    reason = re.search(rf'<input[^>]*id="field-time_in_range_wanted-{scene.installation}-reason"[^>]*>', unexplained)
    assert reason is not None
    assert 'autofocus aria-invalid="true"' in reason[0]
    assert get_installation(scene.installation).parameters["time_in_range_wanted"] == 0.7


def test_uploaded_file_is_reported_line_by_line(scene: Scene, browse: Browse) -> None:
    now = format_instant(NOW)
    rows = ["subject,signal,time,value", f"{ANNA},glucose,{now},101", f"{ANNA},glucose,not a date,99"]
    rows += [f"{ANNA},glucose,{format_instant(NOW - 1000)},5000", f"person:P-ZZZ,glucose,{now},100"]
    file = SimpleUploadedFile("values.csv", "\n".join(rows).encode())
    answer = browse(scene.coordinator).post("/console/observations/import", {"file": file}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "values.csv" in text
    assert "not a date" in text
    assert "P-ZZZ" in text


def test_held_value_is_reviewed(scene: Scene, browse: Browse) -> None:
    from pagus.apps.streams import queries as streams
    from pagus.apps.streams.actions import submit
    from pagus.apps.streams.observation import Batch, Observation

    before = {each.number for each in streams.held()}
    submit(Batch("test", [Observation(ANNA, "glucose", NOW - 500, 5_000.0)]))
    (held,) = [each for each in streams.held() if each.number not in before]
    client = browse(scene.nurse)
    text = client.get("/console/observations/").content.decode()
    assert "5,000 mg/dL" in text
    assert "interstitial glucose" in text, "the signal by its name, not its code"
    assert client.post(f"/console/observations/held/{held.number}", {"verdict": "refuse"}).status_code == 302
    assert {each.number for each in streams.held()} == before


def test_a_file_of_another_kind_is_refused(scene: Scene, browse: Browse) -> None:
    file = SimpleUploadedFile("values.exe", b"MZ")
    answer = browse(scene.coordinator).post("/console/observations/import", {"file": file}, follow=True)
    assert "Choose a file that ends with one of" in answer.content.decode()


def test_journal_is_for_those_who_may(scene: Scene, browse: Browse) -> None:
    assert browse(scene.nurse).get("/console/journal/").status_code == 403
    text = browse(scene.coordinator).get("/console/journal/?verify=1").content.decode()
    assert "The chain is whole" in text
    assert "not that of the demo clock" in text


def test_journal_names_the_indicator_that_was_read(scene: Scene, browse: Browse) -> None:
    from pagus.apps.people.queries import note_reading

    note_reading(scene.nurse, [ANNA], "indicator patients_in_target")
    text = browse(scene.coordinator).get("/console/journal/").content.decode()
    assert "indicator Patients in target" in text


def test_gateway_gets_a_token_that_works_until_it_is_revoked(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    text = client.post("/console/observations/gateways", {"name": "home-hub-3"}).content.decode()
    token = "pagus_" + text.partition("pagus_")[2].partition("<")[0]
    body = {"observations": [{"subject": ANNA, "signal": "glucose", "time": format_instant(NOW - 777), "value": 99}]}

    def send(key: str) -> int:
        headers = {"authorization": f"Bearer {token}", "idempotency-key": key}
        return client.post("/api/v1/observations", body, content_type="application/json", headers=headers).status_code

    assert send("one") == 200
    assert client.post("/console/observations/gateways/revoke", {"name": "home-hub-3"}).status_code == 302
    forget_senders()  # the door asks again after five seconds
    assert send("two") == 401


def test_nurse_registers_no_gateway(scene: Scene, browse: Browse) -> None:
    assert browse(scene.nurse).post("/console/observations/gateways", {"name": "mine"}).status_code == 403
