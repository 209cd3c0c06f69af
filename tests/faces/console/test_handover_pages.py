"""A hand-over from the question to the answer: who may, what the sheet holds, what a link opens, what a limit needs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.handovers import actions
from pagus.apps.handovers.actions import Asked, Given
from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.queries import answered_for, handover, paper_of, waiting_for
from pagus.apps.handovers.sheet import Sheet, digest_of
from pagus.apps.installations.queries import enrolments_of
from pagus.apps.journal.models import JournalEntry
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, BERT, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
FORM = {"question": "Lower the evening dose?", "urgency": "urgent", "days": "28", "whom": "physician", "name": ""}
ANSWER = {"advised": "see", "days": "3", "advice": "Two units less, I see her.", "limit": "", "value": ""}


@pytest.fixture
def physician(scene: Scene) -> User:
    return account("physician", EUROMETROPOLE, "team-a")


def asked(**changes: object) -> Asked:
    return Asked(**{"question": "Lower it?", "urgency": "week", "days": 14, "to_part": "physician", **changes})  # type: ignore[arg-type]


def printed(sheet: Sheet, language: str) -> bytes:
    return f"{language} {digest_of(sheet)}".encode()


def ask(scene: Scene, **changes: object) -> int:
    return actions.hand_over(ANNA, asked(**changes), scene.nurse, language="en", paper=printed).number


def test_a_nurse_asks_a_physician_answers_the_nurse_sees_it(scene: Scene, browse: Browse, physician: User) -> None:
    nurse = browse(scene.nurse)
    address = f"/console/subjects/{ANNA}/hand-over/"
    assert f'href="{address}?alert={scene.alert}"' in nurse.get(f"/console/alerts/{scene.alert}/").content.decode()
    form = nurse.get(f"{address}?alert={scene.alert}").content.decode()
    assert "call 15 or 112" in form
    made = nurse.post(address, {**FORM, "alert": scene.alert})
    page = made["Location"]
    doctor = browse(physician)
    assert "Lower the evening dose?" in doctor.get("/console/tasks/").content.decode()
    assert "Your answer" in doctor.get(page).content.decode()
    assert doctor.post(f"{page}answer", ANSWER).status_code == 302
    assert "Lower the evening dose?" in nurse.get("/console/tasks/").content.decode()
    for place in (page, f"/console/alerts/{scene.alert}/", f"/console/subjects/{ANNA}/"):
        assert "answered" in nurse.get(place).content.decode()
    text = nurse.get(page).content.decode()
    assert "See the person in consultation, within 3 days" in text
    assert "Two units less, I see her." in text
    nurse.post(f"{page}noted")
    assert answered_for(scene.nurse) == ()
    steps = [each.verb for each in handover(scene.nurse, int(page.rstrip("/").rsplit("/")[-1])).log]
    assert steps == ["requested", "in-progress", "completed", "noted"]


def test_the_sheet_shows_course_alerts_and_what_was_done_and_stays(
    scene: Scene, browse: Browse, physician: User
) -> None:
    weights = [Observation(ANNA, "weight", NOW - n * DAY, 80.0 + n / 10) for n in range(12)]
    submit(Batch("test", weights))
    page = browse(scene.nurse).post(f"/console/subjects/{ANNA}/hand-over/", FORM)["Location"]
    number = int(page.rstrip("/").rsplit("/")[-1])
    before = handover(scene.nurse, number)
    paper = paper_of(scene.nurse, number)
    assert paper.content.startswith(b"%PDF-")
    submit(Batch("test", [Observation(ANNA, "glucose", NOW - HOUR, 300.0)]))
    after = handover(scene.nurse, number)
    assert after.sheet == before.sheet
    assert digest_of(after.sheet) == after.row.digest
    assert paper_of(scene.nurse, number) == paper
    assert after.sheet["glucose"] is not None
    assert [rule["times"] for rule in after.sheet["rules"]] == [1]
    assert after.sheet["simulated"]
    text = browse(scene.nurse, "fr").get(f"{page}sheet/").content.decode()
    assert "Simulé\N{NO-BREAK SPACE}: cette personne n’existe pas" in text
    assert "P-AAA" in text
    pdf = browse(scene.nurse).get(f"{page}sheet.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content == paper.content


def test_another_team_sees_no_hand_over(scene: Scene, browse: Browse, physician: User) -> None:
    number = ask(scene)
    stranger = account("nurse", EUROMETROPOLE, "team-b")
    for path in ("", "sheet/", "sheet.pdf"):
        assert browse(stranger).get(f"/console/handovers/{number}/{path}").status_code == 404
    assert browse(stranger).get(f"/console/subjects/{ANNA}/hand-over/").status_code == 404
    assert browse(scene.analyst).get(f"/console/handovers/{number}/").status_code == 403
    with pytest.raises(NotFound):
        actions.hand_over(BERT, asked(), scene.nurse, language="en", paper=printed)


def test_only_the_role_that_was_asked_answers(scene: Scene, physician: User) -> None:
    number = ask(scene)
    other = account("physician", EUROMETROPOLE, "team-b")
    assert [row.id for row in waiting_for(physician)] == [number]
    assert waiting_for(scene.nurse) == waiting_for(other) == ()
    with pytest.raises(Exception, match="another role"):
        actions.answer(number, Given(action="nothing", advice="No."), scene.nurse)
    actions.answer(number, Given(action="nothing", advice="No."), physician)
    with pytest.raises(Conflict):
        actions.answer(number, Given(action="nothing", advice="Again."), physician)
    assert waiting_for(physician) == ()


def test_a_named_colleague_has_it_on_their_list_alone(scene: Scene, physician: User) -> None:
    second = account("physician", EUROMETROPOLE, "team-a")
    number = ask(scene, to_login=physician.username)
    assert [row.id for row in waiting_for(physician)] == [number]
    assert waiting_for(second) == ()
    actions.decline(number, physician, reason="On leave: ask the clinic.")
    assert [row.status for row in answered_for(scene.nurse)] == ["rejected"]


def test_a_link_opens_one_sheet_until_the_answer(scene: Scene, browse: Browse) -> None:
    nurse, outside = browse(scene.nurse), browse(None)
    form = {**FORM, "whom": "outside", "name": "Dr Cardon"}
    shown = nurse.post(f"/console/subjects/{ANNA}/hand-over/", form).content.decode()
    found = re.search(r'value="http://testserver(/colleague/[\w-]+/)"', shown)
    assert found is not None
    link = found[1]
    page = outside.get(link)
    assert page["Cache-Control"] == "no-store"
    assert "Lower the evening dose?" in page.content.decode()
    assert outside.get(f"{link}sheet.pdf").content.startswith(b"%PDF-")
    assert "/console/" not in page.content.decode()
    assert outside.post(link, {**ANSWER, "days": ""}).status_code == 422
    assert "Thank you" in outside.post(link, ANSWER).content.decode()
    assert outside.get(link).status_code == outside.post(link, ANSWER).status_code == 404
    row = Handover.objects.get()
    assert (row.status, row.answer.outside, row.answer.by) == ("completed", True, "Dr Cardon")
    actors = {each.actor for each in JournalEntry.objects.filter(object_code=ANNA, role="colleague outside")}
    assert actors == {f"handover:{row.pk}"}
    assert not JournalEntry.objects.filter(detail__contains="Cardon").exists()


def test_a_link_ends_and_a_new_one_replaces_it(scene: Scene, browse: Browse, clock_at: Callable[[int], None]) -> None:
    made = actions.hand_over(ANNA, asked(to_part="", to_name="Dr Cardon"), scene.nurse, language="en", paper=printed)
    outside = browse(None)
    fresh = actions.new_link(made.number, scene.nurse)
    assert outside.get(f"/colleague/{made.key}/").status_code == 404
    assert outside.get(f"/colleague/{fresh}/").status_code == 200
    clock_at(NOW + 8 * DAY)
    assert outside.get(f"/colleague/{fresh}/").status_code == 404
    again = actions.new_link(made.number, scene.nurse)
    actions.take_back(made.number, scene.nurse, reason="It passed.")
    assert outside.get(f"/colleague/{again}/").status_code == 404


def test_a_proposed_limit_is_set_by_who_follows_the_person(scene: Scene, browse: Browse, physician: User) -> None:
    number = ask(scene)
    limit = f"{scene.installation}:very_low_glucose"
    doctor, nurse, page = browse(physician), browse(scene.nurse), f"/console/handovers/{number}/"
    refused = doctor.post(f"{page}answer", {**ANSWER, "limit": limit, "value": "20"})
    assert refused.status_code == 422
    assert Handover.objects.get().status == "requested"
    doctor.post(f"{page}answer", {**ANSWER, "limit": limit, "value": "60,0"})
    assert held(scene)["very_low_glucose"] == 54.0
    assert "A limit is proposed" in nurse.get(page).content.decode()
    nurse.post(f"{page}apply")
    assert held(scene)["very_low_glucose"] == 60.0
    assert "Two units less, I see her." in nurse.get(f"/console/subjects/{ANNA}/").content.decode()
    assert nurse.post(f"{page}apply").status_code == 422


def test_a_package_for_secure_mail_waits_in_a_folder_and_the_shared_record_needs_an_identity(
    scene: Scene, browse: Browse, physician: User
) -> None:
    number, nurse = ask(scene), browse(scene.nurse)
    page = f"/console/handovers/{number}/"
    assert nurse.post(f"{page}deliver", {"way": "shared-record"}).status_code == 422
    shown = nurse.post(f"{page}deliver", {"way": "secure-mail"}, follow=True).content.decode()
    assert "Made ready, not sent" in shown
    folder = settings.WORKSPACE.folder / "outgoing" / "secure-mail" / f"handover-{number}"
    paper, said = (folder / "document.pdf").read_bytes(), json.loads((folder / "metadata.json").read_text())
    assert said["hash"]["sha-256"] == hashlib.sha256(paper).hexdigest()
    assert (said["sent"], said["simulated"], said["patient"]) == (False, True, {"pseudonym": ANNA})
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert browse(account("nurse", EUROMETROPOLE, "team-b")).post(f"{page}deliver").status_code == 404


def held(scene: Scene) -> dict[str, float]:
    return dict(next(enrolled.parameters for installed, enrolled in enrolments_of(ANNA)))


def test_what_cannot_be_asked(scene: Scene, physician: User) -> None:
    refused = (
        ({"question": "  "}, "write the question"),
        ({"question": "x" * 1001}, "too many"),
        ({"urgency": "never"}, "how soon"),
        ({"days": 3}, "weeks"),
        ({"to_part": ""}, "who is asked"),
        ({"to_name": "Dr X"}, "who is asked"),
        ({"to_login": "somebody"}, "nobody here"),
    )
    for changes, words in refused:
        with pytest.raises(InputError, match=words):
            ask(scene, **changes)
    assert not Handover.objects.exists()
