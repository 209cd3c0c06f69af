"""Requests that wait for news: woken when something is written, never longer than they said, and only so many."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from pagus.web.waiting import HELD, LATER, WAITS, Bench, Later


def in_thread(work: Callable[[], bool]) -> Awaitable[bool]:
    return asyncio.to_thread(work)


def waited(bench: Bench, later: Later) -> float:
    """For how many seconds did it wait?"""
    began = time.monotonic()
    asyncio.run(bench.wait(later, in_thread))
    return time.monotonic() - began


def test_a_request_is_put_off_once_and_only_where_somebody_can_wait_for_it() -> None:
    bench, later = Bench(places=1), Later("call", lambda: False, 0)
    environ: dict[str, Any] = {WAITS: True}
    assert bench.put_off(environ, later)
    assert environ[LATER] is later
    assert not bench.put_off({}, later)
    assert not bench.put_off({WAITS: True, HELD: True}, later)


def test_who_finds_no_place_is_told_so_and_places_come_free() -> None:
    bench, later = Bench(places=1, look_s=5.0), Later("call", lambda: True, 0, 5.0)

    async def crowded() -> bool:
        waiting = asyncio.create_task(bench.wait(later, in_thread))
        await asyncio.sleep(0.05)
        free = bench.put_off({WAITS: True}, later)
        bench.call("call")
        await waiting
        return free

    assert not asyncio.run(crowded())
    assert bench.put_off({WAITS: True}, later)
    assert not bench._places


def test_a_call_wakes_those_whom_it_is_about_and_nobody_else() -> None:
    bench, looks = Bench(look_s=60.0), list[str]()

    def look_of(name: str) -> Callable[[], bool]:
        return lambda: not looks.append(name)

    async def scene() -> None:
        one = asyncio.create_task(bench.wait(Later("one", look_of("one"), 0, 5.0), in_thread))
        other = asyncio.create_task(bench.wait(Later("other", look_of("other"), 0, 5.0), in_thread))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(bench.call, "one")
        await one
        assert looks == ["one"]
        other.cancel()
        with pytest.raises(asyncio.CancelledError):
            await other

    asyncio.run(scene())
    assert bench._taken == 0


def test_what_was_written_between_the_look_and_the_wait_is_not_missed() -> None:
    bench = Bench(look_s=60.0)
    calls = bench.calls
    bench.call("another call")
    assert waited(bench, Later("call", lambda: True, calls, 5.0)) < 2


def test_news_of_another_process_are_seen_at_the_next_look() -> None:
    looks = iter((False, True))
    assert 0.1 <= waited(Bench(look_s=0.05), Later("call", lambda: next(looks), 0, 5.0)) < 2


def test_many_who_wait_look_less_often_each() -> None:
    bench, looks = Bench(look_s=0.01, looks_per_s=100.0), list[int]()

    async def scene() -> None:
        await asyncio.gather(
            *(bench.wait(Later(n, lambda: bool(looks.append(1)), 0, 1.0), in_thread) for n in range(50))
        )

    asyncio.run(scene())
    assert 50 <= len(looks) <= 110


def test_nobody_waits_longer_than_asked() -> None:
    assert 0.2 <= waited(Bench(look_s=0.05), Later("call", lambda: False, 0, 0.2)) < 2


def test_a_look_that_fails_gives_its_place_back() -> None:
    bench = Bench(look_s=0.01)
    with pytest.raises(AttributeError):
        waited(bench, Later("call", lambda: next(iter(()), None).missing, 0, 5.0))
    assert bench._taken == 0
