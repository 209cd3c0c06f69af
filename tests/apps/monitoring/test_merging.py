"""Two pseudonyms that are one person: what goes over, what clashes, what stays, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from pagus.apps.alerts.actions import raise_alerts
from pagus.apps.alerts.models import Alert
from pagus.apps.appointments.models import Referral
from pagus.apps.consultations.models import Consultation
from pagus.apps.forms.models import Response
from pagus.apps.handovers.models import Handover
from pagus.apps.home.looks import looks_at
from pagus.apps.installations import actions as installations
from pagus.apps.installations.models import Enrolment
from pagus.apps.installations.queries import enrolments_of, followed_now
from pagus.apps.journal.queries import entries
from pagus.apps.messages.models import PersonalRequest
from pagus.apps.monitoring.actions import enrol_in_monitoring, merge_persons, unmerge_persons
from pagus.apps.monitoring.holdings import HOLDINGS, Holding
from pagus.apps.monitoring.merge_preview import merge_preview, unmerge_preview
from pagus.apps.monitoring.models import Merge, MovedRow, Prescription
from pagus.apps.pathways.models import Run
from pagus.apps.people.keys import keys_of, make_personal_key
from pagus.apps.people.models import Contact
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.queries import series
from pagus.apps.worklist.claiming import claim
from pagus.apps.worklist.models import Call, Claim
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY
from tests.apps.cast import account, person
from tests.apps.monitoring.test_monitoring import EUROMETROPOLE, RIGHT, firing, install
from tests.apps.workspace import NOW

CARA, DORA = "person:P-MMA", "person:P-MMB"
"""For what the store keeps from one test to the next."""
ANNA, BERT = "person:P-AAA", "person:P-BBB"
OWN = 3.0


def course(kit: int, code: str, pathway: str) -> Run:
    return Run.objects.create(
        installation_id=kit, pathway=pathway, version="1", person=code, place="commune:67482", team="team-a",
        simulated=True, state={}, outcome="running", since_ms=NOW, began_ms=NOW,
    )  # fmt: skip


def rows_about(kit: int, code: str) -> None:
    """One row of each kind that goes over, and one that is sealed under the pseudonym."""
    Response.objects.create(
        person=code, installation_id=kit, form="f", version="1", digest="d", status="completed", answers={}, by="x",
        begun_ms=NOW, changed_ms=NOW, simulated=True,
    )  # fmt: skip
    Referral.objects.create(
        person=code, place="commune:67482", requested_by="x", requested_ms=NOW, service="diet", urgency="month",
        due_ms=NOW, step_free=False, mode="car", within_min=30, status="requested",
    )  # fmt: skip
    for identity in (b"", b"sealed"):
        Handover.objects.create(
            person=code, place="commune:67482", team="team-a", asked_by="x", asked_ms=NOW, urgency="week", due_ms=NOW,
            question="?", status="requested", language="en", sheet={}, digest="d", paper=b"p", paper_digest="d",
            identity=identity, simulated=True,
        )  # fmt: skip
    PersonalRequest.objects.create(person=code, key="k" * 8, kind="question", words="?", asked_ms=NOW)
    Call.objects.create(subject=code, by="x", at_ms=NOW, outcome="reached")
    Contact.objects.create(
        person_id=code, channel="page", language="fr", quiet_from=0, quiet_until=0, most_a_day=1, changed_ms=NOW,
        changed_by="x",
    )  # fmt: skip
    for status in ("planned", "finished"):
        Consultation.objects.create(
            code=f"{status}-{code}", person=code, simulated=True, asked_by="x", asked_ms=NOW, planned_ms=NOW,
            status=status, consent="given",
        )  # fmt: skip


def counts(code: str) -> dict[str, int]:
    return {each.kind: _rows(each, code) for each in HOLDINGS if _rows(each, code)}


def _rows(holding: Holding, code: str) -> int:
    return holding.rows._default_manager.filter(**{holding.person: code}).count()


def readings(*series_of: tuple[str, float, float]) -> list[Observation]:
    return [Observation(code, "weight", int(NOW - days * DAY), value) for code, days, value in series_of]


def two_pseudonyms(by: User) -> tuple[int, Run, Run]:
    """CARA is monitored and has something of everything; both stand on one pathway. Gives: the kit, her two courses."""
    person(CARA, "commune:67482", "team-a")
    person(DORA, "commune:67043", "team-b")
    kit, nurse = install(), account("nurse", EUROMETROPOLE, "team-a")
    enrol_in_monitoring(CARA, kit, RIGHT, by)
    installations.set_parameter(kit, "gain_kg", OWN, layer="person", holder=CARA, reason="dialysis", by=nurse)
    mine = readings(*[(CARA, number, 80.0 + number) for number in range(1, 5)])
    submit(Batch("scale", [*mine, *readings((DORA, 1, 81.0), (DORA, 2, 70.0))]))
    raise_alerts(kit, [firing(CARA)], NOW)
    rows_about(kit, CARA)
    course(kit, DORA, "return")
    make_personal_key(by, CARA)
    return kit, course(kit, CARA, "rehabilitation"), course(kit, CARA, "return")


def nothing_begins_under_the_one_that_ended(kit: int, by: User) -> None:
    """Who may see the one that stays is told its code; a team that follows only the other is not."""
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    for who, told in ((by, "merged into person:P-MMB: begin it there"), (nurse, "CARA ended")):
        tries: list[Callable[[], object]] = [
            lambda who=who: installations.enrol(kit, CARA, who),
            lambda who=who: enrol_in_monitoring(CARA, kit, RIGHT, who),
            lambda who=who: make_personal_key(who, CARA),
        ]
        for attempt in tries:
            with pytest.raises(Conflict) as refused:
                attempt()
            assert told.replace("CARA", CARA) in str(refused.value)
            assert (DORA in str(refused.value)) == (who is by)
    with pytest.raises(NotFound):
        make_personal_key(account("nurse", EUROMETROPOLE, "team-c"), CARA)


@pytest.mark.django_db(transaction=True)
def test_two_pseudonyms_become_one_and_two_again() -> None:
    by = account("coordinator", EUROMETROPOLE)
    kit, hers, twin = two_pseudonyms(by)
    before, seen = counts(CARA), merge_preview(by, CARA, DORA)
    assert (seen.readings, seen.differing) == (2, 1)
    assert dict(seen.clashes) == {
        "differing": "1", "course": "return", "team": "team-b", "residence": "commune:67043",
    }  # fmt: skip
    assert seen.stays_behind == {"past_consultations": 1, "sealed_handovers": 1, "keys": 1}

    merge = merge_persons(CARA, DORA, by, reason="same national identity")
    assert (merge.copied, merge.set_aside) == (2, 1)
    assert counts(CARA) == {"handovers": 1}, "the sheet sealed under the pseudonym"
    kinds = {kind: MovedRow.objects.filter(merge=merge, kind=kind).count() for kind in seen.goes_over}
    assert kinds == seen.goes_over, "the preview said it"
    assert series(DORA, "weight")["value"].to_list() == [84.0, 83.0, 70.0, 81.0]
    assert series(CARA, "weight").height == 4
    assert followed_now(kit) == (DORA,)
    assert own_value(DORA) == OWN
    assert (Alert.objects.get().subject, Alert.objects.get().case.subject) == (DORA, DORA)
    assert (*stands(hers), *stands(twin)) == (DORA, "team-b", None, DORA, "team-b", NOW)
    assert submit(Batch("scale", readings((CARA, 0, 79.0)))).accepted == 1
    assert series(DORA, "weight")["value"].to_list()[-1] == 79.0
    assert {entry.object_code for entry in entries() if entry.verb == "merge_persons"} == {CARA, DORA}
    assert CARA in {look.entry.object_code for look in looks_at(DORA)}, "who looked before is still told"
    with pytest.raises(Conflict, match="merged into person:P-MMB before"):
        merge_persons(CARA, DORA, by, reason="again")
    nothing_begins_under_the_one_that_ended(kit, by)

    Referral.objects.filter(person=DORA).update(status="completed")
    after = unmerge_preview(by, CARA)
    assert (after.copied, after.since, after.went_over) == (2, 1, seen.goes_over)
    undone = unmerge_persons(CARA, by, reason="a twin sister")
    assert {kind: count for kind, count in undone.back.items() if count} == seen.goes_over
    assert (undone.afresh, counts(CARA)) == (True, before)
    assert followed_now(kit) == (CARA,)
    assert own_value(CARA) == OWN != own_value(DORA), "what was copied for her holds no more"
    assert (Alert.objects.get().subject, Alert.objects.get().case.closed_ms) == (CARA, None)
    assert stands(hers) == (CARA, "team-a", None)
    assert Consultation.objects.get(code=f"planned-{CARA}").person == CARA
    assert submit(Batch("scale", readings((CARA, 0.5, 79.5)))).accepted == 1
    assert series(CARA, "weight")["value"].to_list()[-1] == 79.5, "what arrives is hers again"
    assert all(key.revoked_ms is not None for key in keys_of(by, CARA))
    assert make_personal_key(by, CARA), "she stands for herself again"
    assert {entry.object_code for entry in entries() if entry.verb == "unmerge_persons"} == {CARA, DORA}
    with pytest.raises(Conflict, match="no merge of"):
        unmerge_persons(CARA, by, reason="again")
    assert merge_persons(CARA, DORA, by, reason="one after all").copied == 1, "the reading that came in between"


def own_value(code: str) -> float:
    return enrolments_of(code)[-1][1].parameters["gain_kg"]


def stands(run: Run) -> tuple[str, str, int | None]:
    run.refresh_from_db()
    return run.person, run.team, run.ended_ms


@pytest.mark.django_db
def test_who_stays_with_readings_of_another_begins_afresh() -> None:
    for code in (ANNA, BERT):
        person(code, "commune:67482", "team-a")
    kit, by = install(), account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(ANNA, kit, RIGHT, by)
    installations.enrol(kit, BERT, by, from_ms=NOW - 30 * DAY)
    enrol_in_monitoring(BERT, kit, RIGHT, by)
    assert dict(merge_preview(by, ANNA, BERT).clashes) == {
        "followed": "pagus/heart-failure-home", "prescription": "pagus/heart-failure-home",
    }  # fmt: skip
    merge = merge_persons(ANNA, BERT, by, reason="same")
    assert (followed_now(kit), Prescription.objects.filter(subject=BERT).count()) == ((BERT,), 2)
    Merge.objects.filter(pk=merge.pk).update(copied=3)
    unmerge_persons(ANNA, by, reason="two")
    assert set(followed_now(kit)) == {ANNA, BERT}
    assert Enrolment.objects.get(subject=BERT, to_ms=None).observed_from_ms == NOW
    assert Prescription.objects.filter(subject=BERT).count() == 1


@pytest.mark.django_db
def test_whoever_takes_care_of_somebody_goes_on_taking_care() -> None:
    for code in (ANNA, BERT):
        person(code, "commune:67482", "team-a")
    kit, by = install(), account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(ANNA, kit, RIGHT, by)
    raise_alerts(kit, [firing(ANNA)], NOW)
    claim(ANNA, by)
    merge_persons(ANNA, BERT, by, reason="same")
    held = Claim.objects.get(released_ms__isnull=True)
    assert (held.subject, held.by) == (BERT, by.username)
    unmerge_persons(ANNA, by, reason="two")
    assert Claim.objects.get(released_ms__isnull=True).subject == ANNA


@pytest.mark.django_db
def test_unsafe_merges_and_undoings_are_refused_with_what_to_do() -> None:
    for code in (ANNA, BERT, CARA):
        person(code, "commune:67482", "team-a")
    by, clinician = account("coordinator", EUROMETROPOLE), account("clinician", EUROMETROPOLE)
    with pytest.raises(InputError, match="with itself"):
        merge_persons(ANNA, ANNA, by, reason="x")
    with pytest.raises(InputError, match="how it is known"):
        merge_persons(ANNA, BERT, by, reason=" ")
    for refused in (lambda: merge_preview(clinician, ANNA, BERT), lambda: unmerge_persons(ANNA, clinician, reason="x")):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(NotAllowed):
        merge_persons(ANNA, BERT, clinician, reason="x")
    assert not Merge.objects.exists()
    merge_persons(ANNA, BERT, by, reason="x")
    merge_persons(BERT, CARA, by, reason="x")
    with pytest.raises(InputError, match="two persons"):
        unmerge_persons(ANNA, by, reason=" ")
    with pytest.raises(Conflict, match="undo that first"):
        unmerge_persons(ANNA, by, reason="x")
    unmerge_persons(BERT, by, reason="x")
    Merge.objects.filter(merged=ANNA).update(remembered=False)
    with pytest.raises(Conflict, match="older version"):
        unmerge_persons(ANNA, by, reason="x")
