"""A consultation by video without browsers: who may ask, join, write to whom; what is kept and what is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from pagus.apps.consultations import access, actions, measuring, passes, policy, queries, seats
from pagus.apps.consultations.models import Consultation, Letter, Participant, Stay
from pagus.apps.consultations.moving import move_open_consultations
from pagus.apps.journal.queries import entries
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

ANNA = "person:P-AAAA"
EUROMETROPOLE = "epci:246700488"
KEY = "sha-256 " + ":".join(["AB"] * 32)
OTHER_KEY = "sha-256 " + ":".join(["CD"] * 32)


@pytest.fixture
def nurse() -> Any:
    person(ANNA)
    return account("nurse", EUROMETROPOLE, "team-a")


@pytest.fixture
def code(nurse: Any) -> str:
    return actions.ask_consultation(nurse, ANNA, reason="Breathless since Monday")


def both_in(nurse: Any, code: str) -> tuple[Stay, Stay]:
    actions.answer_consent(ANNA, code, given=True)
    hers = seats.take_seat(passes.pass_for_person(ANNA, code), "video")
    ours = seats.take_seat(passes.pass_for_professional(nurse, code), "video")
    actions.admit(nurse, code, seats.stay_of(hers.token).participant_id)
    return seats.stay_of(hers.token), seats.stay_of(ours.token)


def test_only_the_care_team_asks_and_sees(nurse: Any, code: str) -> None:
    stranger = account("nurse", EUROMETROPOLE, "team-b")
    for act in (
        lambda: actions.ask_consultation(stranger, ANNA),
        lambda: queries.sheet(stranger, code),
        lambda: actions.end(stranger, code),
        lambda: passes.pass_for_professional(stranger, code),
        lambda: actions.invite(stranger, code, "gp", "Dr M"),
    ):
        with pytest.raises(NotFound):
            act()
    assert queries.cards(stranger) == ()
    assert [each.code for each in queries.cards(nurse)] == [code]
    with pytest.raises(NotFound):
        actions.ask_consultation(account("educator", EUROMETROPOLE, "team-a"), ANNA)
    coordinator = account("coordinator", EUROMETROPOLE)
    assert queries.sheet(coordinator, code).card.reason == "Breathless since Monday"


def test_two_nurses_at_once_make_one_call(nurse: Any, code: str) -> None:
    colleague = account("nurse", EUROMETROPOLE, "team-a")
    with pytest.raises(Conflict):
        actions.ask_consultation(colleague, ANNA)
    actions.ask_consultation(colleague, ANNA, planned_ms=NOW + DAY)
    for wrong in (NOW - 2 * HOUR, NOW + 400 * DAY):
        with pytest.raises(InputError):
            actions.ask_consultation(nurse, ANNA, planned_ms=wrong)
    with pytest.raises(InputError):
        actions.ask_consultation(nurse, ANNA, planned_ms=NOW + 5 * DAY, relay_only=True)


def test_nobody_joins_without_consent(nurse: Any, code: str) -> None:
    with pytest.raises(Conflict):
        passes.pass_for_person(ANNA, code)
    actions.answer_consent(ANNA, code, given=True)
    hers = passes.pass_for_person(ANNA, code)
    actions.note_consent(nurse, code, given=False)
    with pytest.raises(Conflict):
        seats.take_seat(hers, "video")
    said = [each for each in entries() if each.verb == "consent_to_video"]
    assert [(each.actor, '"given"' in each.detail) for each in said] == [(nurse.username, False), (ANNA, True)]


def test_the_person_waits_until_somebody_opens(nurse: Any, code: str) -> None:
    actions.answer_consent(ANNA, code, given=True)
    hers = seats.stay_of(seats.take_seat(passes.pass_for_person(ANNA, code), "audio").token)
    assert seats.news(hers, 0).state == "waiting"
    assert Consultation.objects.get().status == "arrived"
    ours = seats.stay_of(seats.take_seat(passes.pass_for_professional(nurse, code), "video").token)
    (outside,) = seats.news(ours, 0).waiting
    with pytest.raises(Conflict):
        seats.send(hers, [(ours.pk, "hello")])
    actions.admit(nurse, code, outside.participant)
    told = seats.news(hers, 0)
    assert (told.state, told.others[0].media, told.waiting) == ("in", "video", ())
    assert Consultation.objects.get().status == "in-progress"


def test_letters_keep_their_order_and_are_given_again_until_they_are_had(nurse: Any, code: str) -> None:
    hers, ours = both_in(nurse, code)
    seats.send(ours, [(hers.pk, "offer"), (hers.pk, "candidate 1")])
    seats.send(ours, [(hers.pk, "candidate 2"), (999_999, "to nobody")])
    first = seats.news(hers, 0).letters
    assert [each.body for each in first] == ["offer", "candidate 1", "candidate 2"]
    assert seats.news(hers, 0).letters == first  # the answer was lost: it is asked again
    seats.touch(hers, first[1].number)
    assert [each.body for each in seats.news(hers, first[1].number).letters] == ["candidate 2"]
    assert Letter.objects.count() == 1
    with pytest.raises(InputError):
        seats.send(ours, [(hers.pk, "x" * (policy.LETTER_CHARACTERS + 1))])
    with pytest.raises(Conflict):
        seats.send(ours, [(hers.pk, "x")] * (policy.LETTERS_WAITING + 1))
    assert Letter.objects.count() == 1


def test_a_letter_never_leaves_its_call(nurse: Any, code: str) -> None:
    hers, _ = both_in(nurse, code)
    bert = person("person:P-BBBB")
    elsewhere = actions.ask_consultation(nurse, bert)
    theirs = seats.stay_of(seats.take_seat(passes.pass_for_professional(nurse, elsewhere), "video").token)
    seats.send(theirs, [(hers.pk, "intruder")])
    assert seats.news(hers, 0).letters == ()
    with pytest.raises(NotFound):
        seats.stay_of("guessed")
    with pytest.raises(NotFound):
        passes.pass_for_person(bert, code)
    with pytest.raises(NotFound):
        seats.take_seat("forged", "video")


def test_a_reload_takes_the_seat_over(nurse: Any, code: str) -> None:
    hers, ours = both_in(nurse, code)
    again = seats.stay_of(seats.take_seat(passes.pass_for_person(ANNA, code), "video").token)
    assert seats.news(hers, 0).state == "moved"
    assert [each.seat for each in seats.news(ours, 0).others] == [again.pk]
    assert seats.news(again, 0).state == "in"  # who was let in stays let in
    seats.leave(again)
    assert seats.news(ours, 0).others == ()


def test_who_is_silent_is_lost(nurse: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hers, ours = both_in(nurse, code)
    later = access.wall_ms() + policy.LOST_MS + 1
    for module in ("seats", "states"):
        monkeypatch.setattr(f"pagus.apps.consultations.{module}.wall_ms", lambda: later)
    seats.touch(ours, 0)
    assert seats.news(ours, 0).others == ()
    seats.touch(hers, 0)  # the network is back
    assert [each.seat for each in seats.news(ours, 0).others] == [hers.pk]


def test_a_fifth_does_not_fit(nurse: Any, code: str) -> None:
    both_in(nurse, code)
    for name in ("Dr M", "Interpreter"):
        seats.take_seat(passes.pass_for_guest(actions.invite(nurse, code, "interpreter", name)), "audio")
    late = actions.invite(nurse, code, "gp", "Too late")
    with pytest.raises(Conflict):
        seats.take_seat(passes.pass_for_guest(late), "video")


def test_an_invitation_is_for_one_call_and_a_time(nurse: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    both_in(nurse, code)
    token = actions.invite(nurse, code, "specialist", "  Dr   Muller ")
    card, guest = queries.guest_card(token)
    assert (card.code, guest.name) == (code, "Dr Muller")
    assert token not in str(Participant.objects.values_list())
    theirs = seats.stay_of(seats.take_seat(passes.pass_for_guest(token), "video").token)
    assert seats.news(theirs, 0).state == "waiting"
    actions.admit(nurse, code, guest.id)
    named = {each.kind: each.name for each in seats.news(theirs, 0).others}
    assert named == {"person": "", "professional": nurse.username}  # a guest learns no pseudonym
    actions.send_away(nurse, code, guest.id)
    assert seats.news(theirs, 0).state == "ended"
    with pytest.raises(NotFound):
        queries.guest_card(token)
    another = actions.invite(nurse, code, "gp", "Dr N")
    later = access.wall_ms() + policy.INVITATION_MS + 1
    monkeypatch.setattr(access, "wall_ms", lambda: later)
    with pytest.raises(NotFound):
        queries.guest_card(another)


def test_the_end_seals_the_record_and_throws_letters_away(nurse: Any, code: str) -> None:
    hers, ours = both_in(nurse, code)
    seats.send(ours, [(hers.pk, "candidate:1 1 udp 1 192.0.2.7 9 typ host")])
    said = {"way": "relay", "connected_after_ms": 300, "first_frame_after_ms": 420, "loss_permille": 3, "level": "full"}
    report = measuring.LinkReport(
        peer=ours.pk, own_fingerprint=KEY, peer_fingerprint=OTHER_KEY, round_trip_ms=80, **said
    )
    measuring.note_links(hers, [report])
    measuring.note_links(
        hers,
        [
            measuring.LinkReport(
                peer=ours.pk, round_trip_ms=20, own_fingerprint=KEY, peer_fingerprint=OTHER_KEY, first_frame_after_ms=9
            )
        ],
    )
    measuring.note_links(
        ours, [measuring.LinkReport(peer=hers.pk, own_fingerprint=OTHER_KEY.lower(), peer_fingerprint=KEY)]
    )
    actions.end(nurse, code)
    actions.end(nurse, code)
    assert Letter.objects.count() == 0
    visit = queries.sheet(nurse, code)
    mine = next(each for each in visit.stays if each.id == hers.pk)
    link = mine.links[0]
    assert (link.way, link.first_frame_after_ms, link.worst_round_trip_ms, link.keys_agree) == ("relay", 420, 80, True)
    assert mine.left_how == "ended"
    sealed = [each for each in entries() if each.verb == "end_consultation"]
    assert len(sealed) == 1
    assert visit.card.record_digest in sealed[0].detail
    hers = Stay.objects.select_related("participant__consultation").get(pk=hers.pk)
    with pytest.raises(Conflict):
        measuring.note_links(hers, [report])
    with pytest.raises(Conflict):
        seats.send(hers, [(ours.pk, "late")])
    assert seats.news(hers, 0).state == "ended"


def test_keys_of_two_connections_are_not_compared(nurse: Any, code: str) -> None:
    hers, ours = both_in(nurse, code)
    for stay, peer, session, own in ((hers, ours, "new", KEY), (ours, hers, "old", OTHER_KEY)):
        report = measuring.LinkReport(peer=peer.pk, session=session, own_fingerprint=own, peer_fingerprint=own)
        measuring.note_links(stay, [report])
    found = [link.keys_agree for stay in queries.sheet(nurse, code).stays for link in stay.links]
    assert found == [None, None]
    again = measuring.LinkReport(peer=hers.pk, session="new", own_fingerprint=OTHER_KEY, peer_fingerprint=OTHER_KEY)
    measuring.note_links(ours, [again])
    found = [link.keys_agree for stay in queries.sheet(nurse, code).stays for link in stay.links]
    assert found == [False, False]  # one says that it saw another key than was sent


def test_a_report_that_cannot_be_is_refused(nurse: Any, code: str) -> None:
    hers, ours = both_in(nurse, code)
    wrong: tuple[dict[str, Any], ...] = (
        {"peer": hers.pk},
        {"peer": 999_999},
        {"peer": ours.pk, "way": "by pigeon"},
        {"peer": ours.pk, "session": "<script>"},
        {"peer": ours.pk, "own_fingerprint": "sha-256 <script>"},
        {"peer": ours.pk, "loss_permille": 2_000},
        {"peer": ours.pk, "connected_after_ms": -1},
    )
    for each in wrong:
        with pytest.raises(InputError):
            measuring.note_links(hers, [measuring.LinkReport(**each)])


def test_phone_and_summary_are_written_down(nurse: Any, code: str) -> None:
    with pytest.raises(Conflict):
        actions.write_summary(nurse, code, "done", "Weigh daily")
    with pytest.raises(InputError):
        actions.log_phone_call(nurse, code, "maybe")
    actions.log_phone_call(nurse, code, "reached", "camera broken")
    actions.end(nurse, code)
    actions.write_summary(nurse, code, "phone", "Weigh daily")
    assert [each.agreed for each in queries.my_summaries(ANNA)] == ["Weigh daily"]
    assert queries.waiting_calls(ANNA) == ()
    verbs = {each.verb for each in entries()}
    assert {"ask_consultation", "call_by_phone", "end_consultation", "sum_up_consultation"} <= verbs


def test_what_nobody_holds_ends_by_itself(
    nurse: Any, code: str, monkeypatch: pytest.MonkeyPatch, clock_at: Callable[[int], None]
) -> None:
    both_in(nurse, code)
    assert actions.expire_stale() == 0
    later = access.wall_ms() + policy.VACANT_MS + 1
    monkeypatch.setattr("pagus.apps.consultations.actions.ending.wall_ms", lambda: later)
    assert actions.expire_stale() == 1
    assert queries.cards(nurse)[0].status == "finished"
    actions.ask_consultation(nurse, ANNA, planned_ms=NOW + HOUR)
    clock_at(NOW + HOUR + policy.UNHELD_MS + 1)
    assert actions.expire_stale() == 1
    assert Consultation.objects.order_by("pk").last().status == "cancelled"
    assert settings.WORKSPACE.relay is None


def test_who_may_only_look_does_not_hold(nurse: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    actions.note_consent(coordinator, code, given=True)  # a coordinator may
    monkeypatch.setattr(access, "may_consult", lambda *_: False)
    with pytest.raises(NotAllowed):
        actions.end(nurse, code)


def test_two_pseudonyms_of_one_person_take_what_is_open_with_them(nurse: Any, code: str) -> None:
    actions.answer_consent(ANNA, code, given=True)
    stays = person("person:P-SAME")
    assert move_open_consultations(ANNA, stays) == (Consultation.objects.get().pk,)
    assert queries.waiting_calls(ANNA) == ()
    assert [each.consent for each in queries.waiting_calls(stays)] == [""]  # it is asked again
    actions.answer_consent(stays, code, given=True)
    assert seats.take_seat(passes.pass_for_person(stays, code), "audio").number > 0
