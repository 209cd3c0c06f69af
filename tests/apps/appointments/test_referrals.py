"""A referral: options with their reasons, the patient's choice, states, who may see it, and the journal of it all."""

from __future__ import annotations

import pytest

from pagus.apps.appointments import actions, queries
from pagus.apps.appointments.models import Referral, ReferralEvent
from pagus.apps.appointments.policy import OPEN_STATES, REFERRAL_STATES, STEPS, URGENCIES
from pagus.apps.appointments.queries import Need
from pagus.apps.journal.queries import entries
from pagus.errors import Conflict, DataGapError, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, HOUR
from tests.apps.appointments.directory import add_facility, gp, hours, small_directory
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

STRASBOURG = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"
URGENT = Need(service="general_practice", urgency="urgent", mode="car", within_min=30)


@pytest.fixture(autouse=True)
def cast() -> None:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67482", "team-b")


@pytest.fixture
def codes() -> dict[str, str]:
    return small_directory()


def publish(code: str, *hours_from_now: int) -> None:
    times = [(NOW + hour * HOUR, NOW + hour * HOUR + HOUR // 3) for hour in hours_from_now]
    actions.publish_slots(code, "general_practice", times)


def made(need: Need = URGENT, who: str = ANNA) -> int:
    return actions.refer(who, need, account("nurse", STRASBOURG, "team-a" if who == ANNA else "team-b"))


def reasons(option: queries.KeptProposal) -> set[str]:
    return {code for code, _ in option.reasons}


def cautions(option: queries.KeptProposal) -> set[str]:
    return {code for code, _ in option.cautions}


def test_the_soonest_slot_in_reach_stands_first_then_who_is_called_then_a_question_in_writing(
    codes: dict[str, str],
) -> None:
    publish(codes["near"], 30, 5)
    publish(codes["far"], 4)
    options = queries.referral_sheet("system", made()).proposals
    assert [each.kind for each in options] == ["slot", "slot", "call", "call", "tele_expertise"]
    assert [each.facility for each in options[:2]] == [codes["far"], codes["near"]]
    assert {each.facility for each in options[2:4]} == {codes["unknown"], codes["closing"]}
    assert [each.start_ms for each in options[:2]] == [NOW + 4 * HOUR, NOW + 5 * HOUR], "one a facility, its soonest"
    assert reasons(options[0]) == {"soonest", "in_time", "reach"}
    assert "soonest" not in reasons(options[1])
    assert cautions(options[2]) == {"no_slots"}


def test_what_is_wished_goes_before_what_is_sooner_and_says_why(codes: dict[str, str]) -> None:
    publish(codes["near"], 40)
    publish(codes["unknown"], 4)
    publish(codes["far"], 3)
    need = Need(service="general_practice", urgency="urgent", within_min=30, language="de", step_free=True, sector="1")
    options = queries.referral_sheet("system", made(need)).proposals
    assert [each.facility for each in options[:2]] == [codes["near"], codes["unknown"]]
    assert codes["far"] not in {each.facility for each in options}, "known not to be step-free: it cannot serve"
    assert {"language", "step_free"} <= reasons(options[0])
    assert cautions(options[0]) == {"sector_unknown"}
    assert cautions(options[1]) == {"language_unknown", "step_free_unknown", "sector_unknown"}


def test_a_slot_after_the_due_time_is_shown_as_late_and_below(codes: dict[str, str]) -> None:
    publish(codes["near"], 49)
    publish(codes["far"], 47)
    options = queries.referral_sheet("system", made()).proposals
    assert [each.facility for each in options[:2]] == [codes["far"], codes["near"]]
    assert cautions(options[1]) == {"late"}
    assert "in_time" not in reasons(options[1])


def test_a_booth_is_an_option_for_a_doctor_and_says_that_it_is_by_video(codes: dict[str, str]) -> None:
    from pagus.apps.care.facts import ServiceFacts

    video = ServiceFacts(service="teleconsultation", hours=hours("07:00", "22:00", range(7)), bookable=True)
    booth = add_facility("booth", video, kind="teleconsultation_booth", east_m=200)
    actions.publish_slots(booth, "teleconsultation", [(NOW + HOUR, NOW + HOUR + HOUR // 3)])
    first = queries.referral_sheet("system", made()).proposals[0]
    assert (first.facility, cautions(first)) == (booth, {"by_video"})


def test_the_choice_books_the_slot_and_another_choice_gives_it_back(codes: dict[str, str]) -> None:
    publish(codes["near"], 5)
    publish(codes["far"], 6)
    number = made()
    nurse = account("nurse", STRASBOURG, "team-a")
    assert len(queries.free_slots(codes.values())) == 2, "nothing is booked before the patient has chosen"
    actions.choose(number, 1, nurse)
    sheet = queries.referral_sheet(nurse, number)
    assert (sheet.row.status, sheet.row.chosen_facility) == ("accepted", codes["near"])
    assert queries.appointment_by_code(sheet.proposals[0].code).status == "booked"
    first_code = sheet.proposals[0].code
    actions.choose(number, 2, nurse)
    assert queries.appointment_by_code(first_code).status == "cancelled"
    sheet = queries.referral_sheet(nurse, number)
    assert [each.chosen_ms is not None for each in sheet.proposals[:2]] == [False, True]
    assert {slot.facility for slot in queries.free_slots(codes.values())} == {codes["near"]}
    actions.choose(number, 2, nurse)
    assert ReferralEvent.objects.filter(verb="chosen").count() == 2, "the same choice twice is one choice"


def test_a_slot_taken_meanwhile_is_refused_and_the_former_choice_stays(codes: dict[str, str]) -> None:
    publish(codes["near"], 5)
    publish(codes["far"], 6)
    number, nurse = made(), account("nurse", STRASBOURG, "team-a")
    actions.choose(number, 1, nurse)
    far = next(slot for slot in queries.free_slots([codes["far"]]))
    actions.book(far.id)
    with pytest.raises(Conflict, match="just taken"):
        actions.choose(number, 2, nurse)
    sheet = queries.referral_sheet(nurse, number)
    assert sheet.proposals[0].chosen_ms is not None
    assert sheet.proposals[0].appointment_status == "booked"
    assert not sheet.proposals[1].still_free


def test_tele_expertise_waits_for_an_answer_and_is_completed_with_words(codes: dict[str, str]) -> None:
    number, nurse = made(), account("nurse", STRASBOURG, "team-a")
    rank = next(each.rank for each in queries.referral_sheet(nurse, number).proposals if each.kind == "tele_expertise")
    actions.choose(number, rank, nurse)
    assert queries.referral_sheet(nurse, number).row.status == "requested", "nobody has accepted yet"
    actions.move_on(number, "accepted", nurse)
    actions.move_on(number, "in-progress", nurse)
    with pytest.raises(InputError, match="needs words"):
        actions.move_on(number, "completed", nurse, note="  ")
    actions.move_on(number, "completed", nurse, note="Answer received: dose stays.")
    sheet = queries.referral_sheet(nurse, number)
    assert (sheet.row.status, sheet.next_states, sheet.row.overdue) == ("completed", (), False)
    with pytest.raises(Conflict, match="under way or closed"):
        actions.choose(number, 1, nurse)


def test_cancelling_gives_the_appointment_back(codes: dict[str, str]) -> None:
    publish(codes["near"], 5)
    number, nurse = made(), account("nurse", STRASBOURG, "team-a")
    actions.choose(number, 1, nurse)
    actions.move_on(number, "cancelled", nurse, note="the patient feels better")
    assert len(queries.free_slots([codes["near"]])) == 1
    assert queries.referral_sheet(nurse, number).proposals[0].appointment_status == "cancelled"


def test_only_steps_that_follow_are_taken() -> None:
    assert set(STEPS) == set(REFERRAL_STATES)
    nurse = account("nurse", STRASBOURG, "team-a")
    for first, following in STEPS.items():
        for wanted in REFERRAL_STATES:
            number = made()
            Referral.objects.filter(pk=number).update(status=first)
            if wanted in following:
                actions.move_on(number, wanted, nurse, note="because")
            else:
                with pytest.raises(Conflict):
                    actions.move_on(number, wanted, nurse, note="because")
    with pytest.raises(InputError):
        actions.move_on(made(), "lost", nurse, note="x")  # type: ignore[arg-type]


def test_the_worklist_shows_what_is_due_first_and_what_is_late(clock_at: object) -> None:
    nurse = account("nurse", STRASBOURG, "team-a")
    routine = made(Need(service="dental", urgency="routine"))
    urgent = made()
    assert [row.id for row in queries.worklist(nurse).rows] == [urgent, routine]
    clock_at(NOW + URGENCIES["urgent"].within_ms + 1)  # type: ignore[operator]
    found = queries.worklist(nurse)
    assert [(row.id, row.overdue) for row in found.rows] == [(urgent, True), (routine, False)]
    assert found.overdue == 1
    assert [row.id for row in queries.worklist(nurse, overdue=True).rows] == [urgent]
    actions.move_on(urgent, "cancelled", nurse, note="done otherwise")
    found = queries.worklist(nurse)
    assert ([row.id for row in found.rows], found.overdue, found.by_status["cancelled"]) == ([routine], 0, 1)
    assert set(OPEN_STATES) == {"requested", "accepted", "in-progress"}


def test_who_may_see_and_who_may_refer() -> None:
    number = made(who=BERT)
    seen_by_all = account("coordinator", STRASBOURG), account("clinician", STRASBOURG)
    for user in seen_by_all:
        assert queries.referral_sheet(user, number).may_handle
        assert [row.id for row in queries.worklist(user).rows] == [number]
    other_team, analyst = account("nurse", STRASBOURG, "team-a"), account("analyst", STRASBOURG)
    elsewhere = account("coordinator", "departement:74")
    for user in (other_team, analyst, elsewhere):
        assert queries.worklist(user).rows == ()
        assert queries.worklist(user).by_status == {}
        assert queries.referrals_of(user, BERT) == ()
        assert not queries.may_refer(user, BERT)
        with pytest.raises(NotFound):
            queries.referral_sheet(user, number)
        for attempt in (
            lambda user=user: actions.refer(BERT, URGENT, user),
            lambda user=user: actions.choose(number, 1, user),
            lambda user=user: actions.move_on(number, "accepted", user),
        ):
            with pytest.raises((NotFound, NotAllowed)):
                attempt()


def test_each_reading_and_each_step_is_journalled() -> None:
    nurse = account("nurse", STRASBOURG, "team-a")
    number = actions.refer(ANNA, URGENT, nurse)
    queries.referral_sheet(nurse, number)
    queries.worklist(nurse)
    actions.move_on(number, "cancelled", nurse, note="not needed")
    told = [(each.verb, each.purpose) for each in reversed(entries(object_code=ANNA)) if each.actor == nurse.username]
    assert told == [("refer", "referral"), ("read", f"referral {number}"), ("read", "referrals"), ("refer", "referral")]
    assert "not needed" not in "".join(each.detail for each in entries(object_code=ANNA)), "no words about a person"


def test_a_need_that_cannot_be_is_refused() -> None:
    nurse = account("nurse", STRASBOURG, "team-a")
    for changes in (
        {"service": "magic"},
        {"urgency": "stat"},
        {"mode": "boat"},
        {"language": "xx"},
        {"sector": "9"},
        {"within_min": 0},
        {"within_min": 91},
    ):
        with pytest.raises(InputError):
            actions.refer(ANNA, Need(**{"service": "dental", "urgency": "soon", **changes}), nurse)  # type: ignore[arg-type]
    with pytest.raises(DataGapError, match="timetable"):
        actions.refer(ANNA, Need(service="dental", urgency="soon", mode="transit"), nurse)
    with pytest.raises(InputError, match="too many"):
        actions.refer(ANNA, URGENT, nurse, question="x" * 501)
    assert Referral.objects.count() == 0


def test_without_a_directory_only_a_question_in_writing_is_left() -> None:
    (option,) = queries.referral_sheet("system", made()).proposals
    assert option.kind == "tele_expertise"
    assert queries.referral_sheet("system", made(Need(service="pharmacy", urgency="soon"))).proposals == ()


def test_the_options_stay_as_they_were(codes: dict[str, str]) -> None:
    publish(codes["near"], 5)
    number = made()
    add_facility("new", gp(bookable=True), east_m=10)
    publish("facility:new", 2)
    sheet = queries.referral_sheet("system", number)
    assert sheet.proposals[0].facility == codes["near"]
    assert sheet.row.due_ms == NOW + 2 * DAY
