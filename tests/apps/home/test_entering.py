"""Measurements of people's own: on the disk before the answer, once, told when they are not taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pagus.apps.home.asked import measures
from pagus.apps.home.entering import Entry, enter_mine, enter_with_key
from pagus.apps.home.looks import looks_at
from pagus.apps.installations import actions as installing
from pagus.apps.installations.queries import active_installations
from pagus.apps.journal.queries import entries as journal
from pagus.apps.people.keys import keys_of, make_personal_key, revoke_personal_key
from pagus.apps.people.queries import note_reading
from pagus.apps.streams import queries as streams
from pagus.errors import InputError, NotFound
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.cast import account, person, team
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

ANNA, BERT, CARL, DORA = (f"person:P-H{name}" for name in ("AA", "BB", "CC", "DD"))
"""Of this module alone: what the store holds outlives a test."""


@pytest.fixture(autouse=True)
def followed() -> None:
    """People whose weight is followed."""
    team("team-a")
    number = installing.install("heart-failure-home", "epci:246700488", {})
    for code in (ANNA, BERT, CARL, DORA):
        person(code)
        installing.enrol(number, code, "system", from_ms=NOW - 30 * DAY)


def entry(identifier: str, value: float = 78.4, **facts: object) -> Entry:
    given = {"signal": "weight", "unit": "kg", "at_ms": NOW - HOUR, **facts}
    return Entry(id=identifier.ljust(32, "0"), value=value, **given)  # type: ignore[arg-type]


def weights(who: str) -> list[tuple[int, float]]:
    return [(row["t"], row["value"]) for row in streams.series(who, "weight").iter_rows(named=True)]


def states(who: str, *entries: Entry) -> list[str]:
    return [each.state for each in enter_mine(who, entries)]


def test_an_entry_counts_once_from_each_device_and_a_conflict_is_told() -> None:
    assert states(ANNA, entry("a")) == ["kept"]
    assert states(ANNA, entry("a"), entry("b", 78.6, at_ms=NOW - 2 * HOUR)) == ["kept", "kept"], "sent again"
    assert weights(ANNA) == [(NOW - 2 * HOUR, 78.6), (NOW - HOUR, 78.4)]
    assert [each.verb for each in journal(actor=ANNA)] == ["write_observations", "write_observations"]
    assert "78" not in "".join(each.detail for each in journal(actor=ANNA))
    # A tablet of the same person: another value at the same instant is told, at another instant it counts.
    outcomes = enter_mine(ANNA, [entry("tablet", 79.1), entry("later", 79.1, at_ms=NOW - 30 * MINUTE)])
    assert [each.state for each in outcomes] == ["refused", "kept"]
    assert outcomes[0].why
    assert len(weights(ANNA)) == 3
    # The same identifier of somebody else spoils nothing.
    assert states(BERT, entry("a", 64.0)) == ["kept"]
    assert weights(BERT) == [(NOW - HOUR, 64.0)]


def test_unlikely_values_are_held_pounds_converted_and_clocks_set_right() -> None:
    assert states(CARL, entry("a", 8.0)) == ["held"]
    assert [each.value for each in streams.held() if each.subject == CARL] == [8.0]
    assert measures(CARL)[0].held == ((NOW - HOUR, 8.0),)
    assert states(CARL, entry("b", 172.0, unit="[lb_av]", at_ms=NOW - 4 * HOUR)) == ["kept"]
    assert weights(CARL)[0][1] == pytest.approx(78.018, abs=0.001)
    ahead = entry("c", at_ms=NOW + 2 * HOUR - 5 * MINUTE, behind_ms=-2 * HOUR)
    slightly = entry("d", 78.5, at_ms=NOW - 3 * HOUR, behind_ms=MINUTE)
    assert states(CARL, ahead, slightly) == ["kept", "kept"]
    assert {(NOW - 3 * HOUR, 78.5), (NOW - 5 * MINUTE, 78.4)} <= set(weights(CARL))
    assert '"clock_behind_ms":-7200000' in journal(actor=CARL)[0].detail
    (future,) = enter_mine(CARL, [entry("e", at_ms=NOW + HOUR)])
    assert (future.state, "future" in future.why) == ("refused", True)


def test_what_cannot_be_is_told_and_the_others_count() -> None:
    wrong = (
        {"signal": "glucose"}, {"unit": "mg/dL"}, {"value": float("nan")}, {"behind_ms": 10**15}, {"at_ms": 0},
    )  # fmt: skip
    bad = [entry(f"bad{number}", **facts) for number, facts in enumerate(wrong)]  # type: ignore[arg-type]
    nameless = Entry(id="x", signal="weight", value=78.0, unit="kg", at_ms=NOW)
    outcomes = enter_mine(DORA, [*bad, nameless, entry("good")])
    assert [each.state for each in outcomes] == ["refused"] * 6 + ["kept"]
    assert all(each.why for each in outcomes[:-1])
    assert len(weights(DORA)) == 1
    with pytest.raises(InputError):
        enter_mine(DORA, [entry(str(number)) for number in range(201)])
    key = make_personal_key("system", DORA)
    revoke_personal_key("system", keys_of("system", DORA)[0].id)
    with pytest.raises(NotFound):
        enter_with_key(key, [entry("late")])
    assert len(weights(DORA)) == 1


def test_what_is_due_today_is_done_once_it_is_written_and_looks_are_told(clock_at: Callable[[int], None]) -> None:
    emil = person("person:P-HEE")
    installing.enrol(installing_number(), emil, "system", from_ms=NOW - 30 * DAY)
    weight = measures(emil)[0]
    assert (weight.signal.code, weight.is_asked, weight.is_due) == ("weight", True, True)
    assert [each.is_asked for each in measures(emil)[1:]] == [False, False, False]
    enter_mine(emil, [entry("a")])
    assert not measures(emil)[0].is_due
    clock_at(NOW + DAY)
    assert measures(emil)[0].is_due
    nurse = account("nurse", "epci:246700488", "team-a")
    note_reading(nurse, [emil], "alerts")
    (look, *_enrolment) = looks_at(emil)
    assert (look.roles, look.team.en if look.team else "", look.entry.purpose) == (("nurse",), "team-a", "alerts")
    assert all(each.entry.actor != emil for each in looks_at(emil))


def installing_number() -> int:
    return active_installations()[0].id
