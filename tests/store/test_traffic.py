"""Traffic: what each source sent by the hour, kept with what it counts, in either database."""

from __future__ import annotations

from pagus.apps.streams.observation import Batch, Device, Note, Observation, Refusal, RequestKey
from pagus.apps.streams.store.traffic import KEPT_MS
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.store.conftest import NOW, PEOPLE


def reading(before_ms: int, value: float = 100.0, **more) -> Observation:
    return Observation(PEOPLE[0], "glucose", NOW - before_ms, value, **more)


def test_each_hour_has_its_counts_its_smallest_delay_and_the_newest_word_of_the_device(store, clock):
    refused = Refusal(Note(3, "time", "no time", {}, "send one"), "x")
    first = Batch("hub", [reading(HOUR), reading(5 * MINUTE), reading(2 * MINUTE, 900.0)], None, None, (refused,))
    store.commit_group([first, Batch("hub", [reading(HOUR)], device=Device("mqtt", 80.0)), Batch("other", [])])
    clock.now_ms += HOUR
    store.commit(Batch("hub", [reading(-HOUR - 10 * MINUTE)], device=Device("nats")))
    hub, other = store.device_states(NOW - DAY)
    assert (hub.name, hub.door, hub.battery, hub.battery_at_ms) == ("hub", "nats", 80.0, NOW)
    before, after = hub.hours
    assert (before.accepted, before.duplicates, before.held, before.rejected, before.delay_ms) == (
        2,
        1,
        1,
        1,
        2 * MINUTE,
    )
    assert (after.rejected, after.delay_ms, hub.last_ms) == (1, -10 * MINUTE, NOW + HOUR)
    assert hub.delay_ms == -10 * MINUTE
    assert (other.name, other.delay_ms, other.hours[0].last_ms) == ("other", None, NOW)
    assert [each.content for each in store.rejections("hub", 9)][1] == '"x"'
    assert store.rejections("other", 9) == []


def test_a_repeated_request_is_not_counted_again_and_a_clock_beyond_reason_breaks_nothing(store):
    batch = Batch("hub", [reading(MINUTE)], RequestKey("k", b"d"))
    for _ in range(3):
        store.commit(batch)
    store.commit(Batch("odd", [Observation(PEOPLE[0], "glucose", 2**62, 100.0)]))
    hub, odd = store.device_states(0)
    assert hub.hours[0].accepted == 1
    assert (odd.hours[0].rejected, odd.hours[0].delay_ms) == (1, None)


def test_hours_older_than_a_month_are_forgotten(store, clock):
    store.commit(Batch("hub", [reading(MINUTE)]))
    clock.now_ms += KEPT_MS + 2 * HOUR
    store.tidy()
    assert [each.hours for each in store.device_states(0)] == []
