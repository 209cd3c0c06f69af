"""A course's life: begun, worked through, woken, left; who sees it; nothing lost and nothing counted twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import followed_now
from pagus.apps.journal.queries import entries
from pagus.apps.messages.models import Message
from pagus.apps.messages.queries import messages_for
from pagus.apps.monitoring.actions import record_departure
from pagus.apps.pathways import actions, queries
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.programs import program_of
from pagus.apps.pathways.waking import due_now, wake_due
from pagus.apps.people.actions import move_person
from pagus.engines.pathways import Event, replay
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY
from tests.apps.cast import account, team
from tests.apps.pathways.activity import ANNA, BERT, EUROMETROPOLE, installed, nurse_of, open_task, people
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit(tmp_path: Path) -> int:
    people()
    return installed(tmp_path)


@pytest.fixture
def nurse() -> object:
    return nurse_of("team-a")


def test_enrolling_follows_opens_and_tells(kit: int, nurse: object) -> None:
    run = Run.objects.get(pk=actions.enrol(nurse, kit, "activity", ANNA))
    assert followed_now(kit) == (ANNA,)
    assert (run.standing, run.outcome, run.wake_ms, run.place) == (
        "prescribed",
        "running",
        NOW + 10 * DAY,
        "commune:67482",
    )
    task = PathwayTask.objects.get()
    assert (task.task, task.role, task.due_ms, task.state) == ("interview", "nurse", NOW + 14 * DAY, "prescribed")
    assert [(it.to, it.text_en) for it in Message.objects.all()] == [
        ("person", "You are invited to a first interview.")
    ]
    assert [(e.verb, e.object_code) for e in entries(object_code=ANNA) if e.verb == "pathway_event"] == [
        ("pathway_event", ANNA)
    ]
    with pytest.raises(Conflict, match="already"):
        actions.enrol(nurse, kit, "activity", ANNA)
    with pytest.raises(NotFound, match="no pathway"):
        actions.enrol(nurse, kit, "nothing", ANNA)
    assert Run.objects.count() == 1


def test_another_team_is_invisible(kit: int, nurse: object) -> None:
    other = nurse_of("team-b")
    number = actions.enrol(nurse, kit, "activity", ANNA)
    task = open_task("interview")
    assert [row.person for row in queries.worklist(nurse).rows] == [ANNA]
    assert queries.worklist(other).rows == ()
    assert queries.worklist(other).counts["open"] == 0
    for refused in (
        lambda: queries.run_sheet(other, number),
        lambda: queries.task_row(other, task),
        lambda: queries.runs_of(other, ANNA),
        lambda: actions.complete_task(other, task),
        lambda: actions.claim_task(other, task),
        lambda: actions.cancel_task(other, task, reason="x"),
        lambda: actions.withdraw(other, number, reason="x"),
        lambda: actions.record_facts(other, number, {"limitation": 1}),
        lambda: actions.tell_departure(other, ANNA, "died"),
        lambda: actions.enrol(other, kit, "calling", ANNA),
    ):
        with pytest.raises(NotFound):
            refused()
    analyst = account("analyst", EUROMETROPOLE)
    assert queries.worklist(analyst).rows == ()
    clinician = account("clinician", EUROMETROPOLE)
    with pytest.raises(NotAllowed):
        actions.withdraw(clinician, number, reason="x")
    elsewhere = account("nurse", "commune:67447", team("team-a"))
    assert queries.worklist(elsewhere).rows == ()
    assert RunEvent.objects.count() == 1


def test_a_person_who_changes_team_takes_their_tasks_along(kit: int, nurse: object) -> None:
    actions.enrol(nurse, kit, "activity", ANNA)
    other = nurse_of("team-b")
    move_person(ANNA, team="team-b", by=account("coordinator", EUROMETROPOLE))
    assert queries.worklist(nurse).rows == ()
    assert [row.person for row in queries.worklist(other).rows] == [ANNA]


def test_two_people_complete_one_task(kit: int, nurse: object) -> None:
    second = nurse_of("team-a")
    number = actions.enrol(nurse, kit, "activity", ANNA)
    task = open_task("interview")
    first = actions.complete_task(nurse, task, {"limitation": 1})
    assert not first.is_conflict
    assert not first.is_repeat
    again = actions.complete_task(nurse, task, {"limitation": 1})
    assert again.is_repeat
    same = actions.complete_task(second, task, {"limitation": 1})
    assert not same.is_conflict
    assert "closed already" in same.remarks[-1][1]
    other = actions.complete_task(second, task, {"limitation": 3})
    assert other.is_conflict
    assert Run.objects.get(pk=number).standing == "oriented"
    sheet = queries.run_sheet(nurse, number)
    assert len(sheet.conflicts) == 1
    assert "something else" in sheet.conflicts[0]
    assert PathwayTask.objects.get(pk=task).closed_by == nurse.username  # type: ignore[attr-defined]


def test_facts_that_the_task_does_not_ask_for_are_refused(kit: int, nurse: object) -> None:
    actions.enrol(nurse, kit, "activity", ANNA)
    with pytest.raises(InputError, match="does not ask for: who5"):
        actions.complete_task(nurse, open_task("interview"), {"who5": 40})
    with pytest.raises(InputError, match="from 0 to 3"):
        actions.complete_task(nurse, open_task("interview"), {"limitation": 7})
    assert RunEvent.objects.count() == 1


def test_unknown_waits_and_somebody_looks(kit: int, nurse: object) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    actions.complete_task(nurse, open_task("interview"))
    sheet = queries.run_sheet(nurse, number)
    assert sheet.standing[0].state == "prescribed"
    assert "limitation" in sheet.standing[0].waits_for[0]
    look = next(row for row in sheet.tasks if row.task == "look")
    assert (look.role, look.title.en) == ("coordinator", "Look: a decision cannot be taken")
    actions.record_facts(nurse, number, {"limitation": 3})
    assert Run.objects.get(pk=number).standing == "care"
    move = queries.run_sheet(nurse, number).moves[0]
    assert (move.to.en, move.considered[0].verdict, move.considered[0].read) == (
        "With a physiotherapist", True, {"limitation": 3.0},
    )  # fmt: skip
    assert "limitation" in move.considered[0].words.en


def test_timers_are_woken_once_and_in_their_order(kit: int, nurse: object, clock_at: Callable[[int], None]) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    assert due_now() == ()
    assert wake_due() == (0, 0)
    clock_at(NOW + 62 * DAY)
    assert wake_due() == (1, 0)
    assert wake_due() == (0, 0)
    run = Run.objects.get(pk=number)
    assert (run.standing, run.wake_ms) == ("trying", NOW + 90 * DAY)
    assert list(Message.objects.order_by("at_ms", "pk").values_list("notice", "at_ms")) == [
        ("invitation", NOW), ("invitation", NOW + 10 * DAY), ("invitation", NOW + 20 * DAY), ("late", NOW + 60 * DAY),
    ]  # fmt: skip
    interview = PathwayTask.objects.get(task="interview")
    assert (interview.role, interview.escalated, interview.how) == ("coordinator", True, "left")
    assert (open_task("call"), PathwayTask.objects.get(task="call").due_ms) == (
        PathwayTask.objects.get(task="call").pk,
        NOW + 67 * DAY,
    )
    assert [row.text.en for row in messages_for(nurse)] == ["Nobody has come yet."]


def test_a_timer_and_an_answer_at_once_lose_nothing(kit: int, nurse: object, clock_at: Callable[[int], None]) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    task = open_task("interview")
    clock_at(NOW + 60 * DAY)
    ((_, wake),) = due_now()
    # The duty has read that the timer is due; before it comes to this course somebody completes the task.
    actions.complete_task(nurse, task, {"limitation": 1})
    assert wake_due() == (0, 0)
    run = Run.objects.get(pk=number)
    # An event comes before the timers of its own instant: the interview counts, and both reminders were told.
    assert run.standing == "oriented"
    assert wake == NOW + 10 * DAY
    assert Message.objects.filter(notice="invitation").count() == 3
    assert Message.objects.filter(notice="late").count() == 0


def test_the_events_kept_replay_to_the_state_kept(kit: int, nurse: object, clock_at: Callable[[int], None]) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    clock_at(NOW + 3 * DAY)
    actions.complete_task(nurse, open_task("interview"), {"limitation": 3})
    clock_at(NOW + 120 * DAY)
    wake_due()
    run = Run.objects.get(pk=number)
    events = [Event.from_json(it.content) for it in RunEvent.objects.filter(run=run).order_by("pk")]
    assert len(events) == 3
    assert replay(program_of(run), None, events).state == run.state


def test_late_data_raise_a_doubt_and_undo_nothing(kit: int, nurse: object, clock_at: Callable[[int], None]) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA, facts={"limitation": 3})
    clock_at(NOW + 2 * DAY)
    actions.complete_task(nurse, open_task("interview"))
    clock_at(NOW + 9 * DAY)
    happened = actions.record_facts(nurse, number, {"limitation": 1}, measured_ms=NOW + DAY)
    assert happened.doubts == 1
    assert Run.objects.get(pk=number).standing == "care"
    assert len(queries.run_sheet(nurse, number).doubts) == 1
    with pytest.raises(InputError, match="lies in the past"):
        actions.record_facts(nurse, number, {"limitation": 1}, measured_ms=NOW + 10 * DAY)


def test_withdrawing_closes_what_was_open_and_keeps_the_rest(kit: int, nurse: object) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    with pytest.raises(InputError):
        actions.withdraw(nurse, number, reason=" ")
    actions.withdraw(nurse, number, reason="no time")
    assert actions.withdraw(nurse, number, reason="no time").is_repeat
    run = Run.objects.get(pk=number)
    assert (run.outcome, run.ended_ms, run.wake_ms, run.standing) == ("withdrawn", NOW, None, "")
    task = PathwayTask.objects.get()
    assert (task.how, task.reason, task.closed_ms) == ("withdrawn", "no time", NOW)
    assert queries.worklist(nurse).counts == {"open": 0, "mine": 0, "overdue": 0, "done": 1}
    assert Message.objects.count() == 1
    actions.enrol(nurse, kit, "activity", ANNA)
    assert Run.objects.count() == 2


def test_the_dead_are_asked_and_told_nothing(kit: int, nurse: object, clock_at: Callable[[int], None]) -> None:
    actions.enrol(nurse, kit, "activity", ANNA)
    record_departure(ANNA, nurse, kind="died", on="2026-03-15", words="the daughter called")
    assert followed_now(kit) == ()
    clock_at(NOW + 60 * DAY)
    assert wake_due() == (0, 0)
    assert Message.objects.count() == 1
    assert queries.worklist(nurse).rows == ()


def test_somebody_who_moves_away_is_handed_over(kit: int, nurse: object) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    record_departure(ANNA, nurse, kind="moved", on="2026-03-15", words="said it")
    run = Run.objects.get(pk=number)
    assert (run.outcome, run.standing) == ("handed_over", "away")
    assert followed_now(kit) == ()


def test_uninstalling_closes_tasks_with_the_reason_and_keeps_records(
    kit: int, nurse: object, clock_at: Callable[[int], None]
) -> None:
    number = actions.enrol(nurse, kit, "activity", ANNA)
    before = Run.objects.get(pk=number).state
    coordinator = account("coordinator", EUROMETROPOLE)
    installations.uninstall(kit, coordinator, reason="the programme ends")
    run = Run.objects.get(pk=number)
    assert (run.outcome, run.ended_reason, run.wake_ms, run.state) == ("ended", "the programme ends", None, before)
    task = PathwayTask.objects.get()
    assert (task.how, task.reason, task.closed_by) == ("ended", "the programme ends", coordinator.username)
    clock_at(NOW + 60 * DAY)
    assert wake_due() == (0, 0)
    with pytest.raises(Conflict, match="the programme ends"):
        actions.record_facts(nurse, number, {"limitation": 1})
    assert queries.run_sheet(nurse, number).row.outcome == "ended"


def test_ending_an_enrolment_ends_that_person_only(kit: int, nurse: object) -> None:
    other = nurse_of("team-b")
    actions.enrol(nurse, kit, "activity", ANNA)
    actions.enrol(other, kit, "activity", BERT)
    installations.end_enrolment(kit, ANNA, nurse, reason="a mistake")
    assert dict(Run.objects.values_list("person", "outcome")) == {ANNA: "ended", BERT: "running"}


def test_tasks_are_claimed_by_one(kit: int, nurse: object) -> None:
    second = nurse_of("team-a")
    actions.enrol(nurse, kit, "activity", ANNA)
    task = open_task("interview")
    actions.claim_task(nurse, task)
    actions.claim_task(nurse, task)
    with pytest.raises(Conflict, match="does this task"):
        actions.claim_task(second, task)
    assert len(queries.worklist(nurse, state="mine").rows) == 1
    assert queries.worklist(second, state="mine").rows == ()
    actions.release_task(second, task)
    actions.claim_task(second, task)
    assert queries.worklist(second).rows[0].claimed_by == second.username  # type: ignore[attr-defined]


def test_a_task_is_not_given_up_where_that_forgets_somebody(
    kit: int, nurse: object, clock_at: Callable[[int], None]
) -> None:
    actions.enrol(nurse, kit, "activity", ANNA, facts={"limitation": 3})
    actions.complete_task(nurse, open_task("interview"))
    with pytest.raises(Conflict, match="forgotten"):
        actions.cancel_task(nurse, open_task("treat"), reason="no time")
    assert RunEvent.objects.filter(kind="cancelled").count() == 0


def test_worklists_are_filtered_ordered_and_counted(kit: int, nurse: object, clock_at: Callable[[int], None]) -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    actions.enrol(coordinator, kit, "activity", ANNA, facts={"limitation": 3})
    clock_at(NOW + DAY)
    actions.enrol(coordinator, kit, "activity", BERT)
    actions.complete_task(nurse, open_task("interview", ANNA))
    found = queries.worklist(coordinator)
    assert [(row.person, row.task) for row in found.rows] == [(BERT, "interview"), (ANNA, "treat")]
    assert found.counts == {"open": 2, "mine": 0, "overdue": 0, "done": 1}
    assert not found.has_next
    assert found.rows[0].facts["limitation"].en == "the limitation"
    assert [row.person for row in queries.worklist(coordinator, team="team-b").rows] == [BERT]
    assert [row.person for row in queries.worklist(coordinator, place="commune:67482").rows] == [ANNA]
    assert queries.worklist(coordinator, role="physician").rows == ()
    clock_at(NOW + 16 * DAY)
    overdue = queries.worklist(coordinator, state="overdue")
    assert [(row.person, row.late) for row in overdue.rows] == [(BERT, True)]
    assert [row.task for row in queries.worklist(coordinator, state="done").rows] == ["interview"]
    with pytest.raises(NotFound, match="no state"):
        queries.worklist(coordinator, state="all")  # type: ignore[arg-type]
    read = [it.object_code for it in entries(actor=coordinator.username) if it.verb == "read"]
    assert {ANNA, BERT} <= set(read)


def test_a_board_hides_small_numbers(kit: int) -> None:
    from tests.apps.cast import person

    coordinator = account("coordinator", EUROMETROPOLE)
    for number in range(12):
        actions.enrol(SYSTEM, kit, "activity", person(f"person:P-X{number:02}"))
    for _ in range(2):
        actions.complete_task(
            SYSTEM, PathwayTask.objects.filter(task="interview", closed_ms=None)[0].pk, {"limitation": 0}
        )
    found = queries.board(coordinator, kit, "activity")
    counts = {it.state: it.count for it in found.states}
    assert (counts["prescribed"], counts["oriented"], counts["care"]) == (None, None, 0)
    assert found.running == 12
    assert found.simulated
    assert found.by_place[0].began == 12
    assert found.by_place[0].share == 0
    for number in range(2):
        actions.enrol(SYSTEM, kit, "activity", person(f"person:P-Y{number:02}"))
    counts = {it.state: it.count for it in queries.board(coordinator, kit, "activity").states}
    # How many are on it can be learned elsewhere: 14 less the 12 would tell of the two.
    assert (counts["prescribed"], counts["oriented"], counts["care"]) == (None, None, 0)
    # One number alone is kept back: the total would tell it.
    assert queries.board(coordinator, kit, "activity").running == 14
    with pytest.raises(NotAllowed):
        queries.board(account("nurse", "commune:67447"), kit, "activity")
