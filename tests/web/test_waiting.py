"""Requests that wait for news: few at once, woken when something is written, never longer than they said."""

from __future__ import annotations

import threading
import time

import pytest

from pagus.web.waiting import Bench


def wait_in_thread(bench: Bench, news: list[str], found: list[tuple[str | None, bool]]) -> threading.Thread:
    thread = threading.Thread(target=lambda: found.append(bench.wait(lambda: news[0] if news else None, 5.0)))
    thread.start()
    return thread


def test_what_is_there_is_given_at_once() -> None:
    assert Bench(places=1).wait(lambda: "news", 5.0) == ("news", True)


def test_only_so_many_wait_and_the_others_are_answered_at_once() -> None:
    bench, news, found = Bench(places=2, look_s=5.0), list[str](), list[tuple[str | None, bool]]()
    waiting = [wait_in_thread(bench, news, found) for _ in range(2)]
    while bench._places._value:
        time.sleep(0.01)
    started = time.monotonic()
    assert bench.wait(lambda: None, 5.0) == (None, False)
    assert time.monotonic() - started < 1
    news.append("letter")
    bench.call()  # long before anybody would have looked by itself
    for each in waiting:
        each.join(4)
    assert found == [("letter", True)] * 2
    assert bench._places._value == 2  # the places are free again


def test_news_of_another_process_are_seen_at_the_next_look() -> None:
    bench, news, found = Bench(places=1, look_s=0.05), list[str](), list[tuple[str | None, bool]]()
    waiting = wait_in_thread(bench, news, found)
    news.append("written elsewhere: nobody calls")
    waiting.join(2)
    assert found[0][0] is not None


def test_nobody_waits_longer_than_asked() -> None:
    started = time.monotonic()
    assert Bench(look_s=0.05).wait(lambda: None, 0.2) == (None, True)
    assert 0.2 <= time.monotonic() - started < 2


def test_a_look_that_fails_gives_its_place_back() -> None:
    bench, looks = Bench(places=1, look_s=0.01), iter([None])

    def look() -> None:
        return next(looks)  # the second look raises

    with pytest.raises(StopIteration):
        bench.wait(look, 5.0)
    assert bench._places._value == 1
