"""Many at once, and kill -9 in the middle: a condition holds once, what was acknowledged is there whole, and once."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.resources.query import Criterion, Query, Value
from pagus.apps.resources.shapes import (
    ID_SLOT,
    UPDATED_SLOT,
    VERSION_SLOT,
    IndexRows,
    Keeping,
    Kept,
    Limits,
    Unkept,
    Write,
    again,
    parameter_number,
    system_number,
)
from pagus.apps.streams.line.frames import Line
from pagus.apps.streams.observation import Observation
from pagus.apps.streams.submission import Submitter, open_store
from pagus.apps.workspace import Workspace
from pagus.doors.fhir_r4.preparing import new_id
from tests.store.conftest import NOW, PEOPLE
from tests.store.crash import Client, Forks, make_workspace
from tests.store.test_ingest import serving
from tests.store.test_kill import wait_for_acknowledgements

HERE = Limits(("commune:67482",))
PARAMETER, SYSTEM = parameter_number("Observation", "identifier"), "urn:device"


def identified(value: str) -> Query:
    return Query(type="Observation", criteria=(Criterion("identifier", "token", (Value(system=SYSTEM, code=value),)),))


def reading(value: str, person: str, t: int, amount: float = 101.0, **more: Any) -> Write:
    """A write as the door makes it, without the door: its body says what it is."""
    body: list[bytes | int] = [b'{"id":"', ID_SLOT, b'","v":"', VERSION_SLOT, b'","at":"', UPDATED_SLOT, b'","said":"']
    rows = IndexRows([(PARAMETER, value, system_number(SYSTEM))], [], [], [])
    observations = [Observation(person, "glucose", t, amount)]
    write = Write("create", "Observation", new_id(), [*body, value.encode() + b'"}'], rows, observations, person)
    write.territory = "commune:67482"
    for name, content in more.items():
        setattr(write, name, content)
    return write


def at_once(count: int, work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("fhir") / "w"
    url = request.getfixturevalue("postgres").make_database() if request.param == "postgres" else None
    workspace = make_workspace(folder, url)
    with serving(workspace):
        yield workspace


def test_of_many_conditional_creates_at_once_one_creates(served):
    outcomes = []

    def work(number: int) -> None:
        way = Submitter(served)
        answer = way.keep(Keeping("m", [reading("race", PEOPLE[0], NOW, match=identified("race"))], HERE))
        assert isinstance(answer, Kept)
        outcomes.append(answer.outcomes[0])
        way.close()

    at_once(12, work)
    assert sorted(each.done for each in outcomes) == ["created"] + ["exists"] * 11
    assert len({each.id for each in outcomes}) == 1


def test_of_many_updates_of_one_version_one_holds(served):
    way = Submitter(served)
    first = reading("update", PEOPLE[1], NOW, observations=[])
    assert isinstance(way.keep(Keeping("m", [first], HERE)), Kept)
    answers = []

    def work(number: int) -> None:
        mine = Submitter(served)
        write = reading(f"update {number}", PEOPLE[1], NOW, action="update", id=first.id, if_version=1, observations=[])
        answers.append(mine.keep(Keeping("m", [write], HERE)))
        mine.close()

    at_once(12, work)
    assert sum(isinstance(answer, Kept) for answer in answers) == 1
    missed = [answer.misses[0].reason for answer in answers if isinstance(answer, Unkept)]
    assert missed == ["stale"] * 11
    way.close()


def test_a_keeping_that_is_sent_again_has_no_effect_twice(served):
    way = Submitter(served)
    one = Keeping("m", [reading("again", PEOPLE[2], NOW), reading("again", PEOPLE[3], NOW)], HERE)
    first = way.keep(one)
    second = way.keep(again(one))
    assert isinstance(first, Kept)
    assert first == second
    store = open_store(served)
    assert len(store.resources.find(identified("again"), HERE).lines) == 2
    changed = reading("changed", PEOPLE[2], NOW, action="update", id=one.writes[0].id, if_version=1, observations=[])
    changed.observations = one.writes[0].observations
    update = Keeping("m", [changed], HERE)
    assert way.keep(update).outcomes[0].done == "updated"
    assert way.keep(again(update)).outcomes[0] == way.keep(again(update)).outcomes[0]
    assert store.resources.current("Observation", one.writes[0].id).version == 2
    other = reading("other", PEOPLE[2], NOW, action="update", id=one.writes[0].id, if_version=1)
    other.observations = one.writes[0].observations
    assert isinstance(way.keep(again(Keeping("m", [other], HERE))), Unkept)
    store.close()
    way.close()


def test_nothing_of_a_refused_keeping_stays(served):
    way = Submitter(served)
    store = open_store(served)
    before = (store.counts().observations, store.resources.last_change())
    good = [reading(f"whole {n}", PEOPLE[4], NOW - n) for n in range(50)]
    bad = reading("whole bad", PEOPLE[4], NOW + 10**9)
    answer = way.keep(Keeping("new source", [*good, bad], HERE))
    assert isinstance(answer, Unkept)
    assert [(miss.write, miss.field) for miss in answer.misses] == [(50, "time")]
    assert (store.counts().observations, store.resources.last_change()) == before
    assert isinstance(way.keep(Keeping("new source", good, HERE)), Kept)
    store.close()
    way.close()


class Keeper(Client):
    """Keeps transactions of a few readings without pause, on condition; sends again what broke off."""

    def _next_batch(self) -> Keeping:  # type: ignore[override]
        writes = []
        for _ in range(1 + self.sent % 4):
            self.sent += 1
            name = f"{self._number}-{self.sent}"
            match = identified(name) if self.sent % 2 else None
            t = NOW - self.sent * 1_000
            writes.append(reading(name, PEOPLE[self._number], t, 50.0 + self.sent % 500, match=match))
        return Keeping(f"client-{self._number}", writes, HERE)

    def _run(self) -> None:
        line: Line | None = None
        keeping: Keeping | None = None
        tried = False
        while not self.finished.is_set():
            keeping, tried = (self._next_batch(), False) if keeping is None else (keeping, tried)
            try:
                line = line or Line(self._workspace.folder, timeout_s=30)
                reply = line.ask(again(keeping) if tried else keeping)
            except OSError:
                if line is not None:
                    line.close()
                    self.repeated += 1
                    tried = True
                line = None
                time.sleep(0.002)
                continue
            if not isinstance(reply, Kept) or any(each.done != "created" for each in reply.outcomes):
                self.problems.append(repr(reply))
            self.answers += 1
            for write, outcome in zip(keeping.writes, reply.outcomes, strict=True):
                self.acknowledged[outcome.id, write.observations[0].t] = write.observations[0].value
            keeping = None
        if line is not None:
            line.close()


def kill_and_restart(workspace: Workspace, kills: int) -> None:
    forks = Forks(workspace, closing_s=0)
    clients = [Keeper(workspace, number) for number in range(4)]
    for client in clients:
        client.start()
    draw = random.Random(20_27)
    for _ in range(kills):
        process = forks.start()
        wait_for_acknowledgements(clients)
        time.sleep(draw.uniform(0.0, 0.12))
        os.kill(process, signal.SIGKILL)
        forks.wait_gone()
    process = forks.start()
    wait_for_acknowledgements(clients)
    for client in clients:
        client.stop()
    os.kill(process, signal.SIGTERM)
    forks.wait_gone()
    forks.close()
    assert [problem for client in clients for problem in client.problems] == []
    assert sum(client.repeated for client in clients) >= kills / 2, "the kills came in the middle of requests"
    compare(workspace, clients)


def compare(workspace: Workspace, clients: list[Keeper]) -> None:
    store = open_store(workspace)
    versions = store.resources.changes_after(0, 1_000_000)
    observations = store.history()
    found = [line for line in versions if line.version == 1]
    assert len(found) == len(versions) == store.resources.last_change(), "every change is one version, without a gap"
    said = [line.body.partition(b'"said":"')[2] for line in versions]
    assert len(said) == len(set(said)), "a resource is there twice"
    assert observations.height == len(versions), "a resource without its observation, or the other way round"
    kept = {line.id for line in versions}
    acknowledged = {id_ for client in clients for id_, _ in client.acknowledged}
    assert acknowledged <= kept, f"{len(acknowledged - kept)} of {len(acknowledged)} acknowledged resources are lost"
    assert len(acknowledged) > 50
    for client in clients:
        for number in (1, 2, client.sent // 2):
            lines = store.resources.find(identified(f"{client._number}-{number}"), HERE).lines
            assert len(lines) == 1, "what is kept is found"
    store.close()


def test_eight_kills_lose_and_double_nothing(tmp_path: Path):
    kill_and_restart(make_workspace(tmp_path / "w"), 8)


def test_four_kills_on_postgres_lose_and_double_nothing(postgres, tmp_path: Path):
    kill_and_restart(make_workspace(tmp_path / "w", postgres.make_database()), 4)


@pytest.mark.long
def test_two_hundred_kills_lose_and_double_nothing(tmp_path: Path):
    kill_and_restart(make_workspace(tmp_path / "w"), 200)
