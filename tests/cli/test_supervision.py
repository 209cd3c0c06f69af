"""Addresses, children that crash, and duties that come back."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pagus.apps.worklist.pulse import silent_since
from pagus.apps.workspace import Hosting
from pagus.errors import ConfigError, InputError, NotAllowed
from pagus.kernel.time import HOUR
from pagus.serve import choose_address
from pagus.serve.child import FIRST_PAUSE_S, Child
from pagus.serve.jobs import DUTIES, Duty, run_jobs
from tests.apps.workspace import prepare


def child(folder: Path, program: str) -> Child:
    return Child("test", [sys.executable, "-c", program], dict(os.environ), folder / "log")


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_a_free_port_is_found_and_a_taken_one_is_refused() -> None:
    address = choose_address(prepare(), "127.0.0.1", 0)
    assert address.port > 0
    assert address.url == f"http://127.0.0.1:{address.port}/"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="0 takes a free one"):
            choose_address(prepare(), "localhost", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_a_demo_is_never_served_beyond_loopback(host: str) -> None:
    with pytest.raises(NotAllowed, match="this machine only"):
        choose_address(prepare(), host, 0)


def test_a_real_workspace_goes_beyond_loopback_with_tls_only() -> None:
    real = replace(prepare(), kind="real")
    with pytest.raises(NotAllowed, match="no TLS"):
        choose_address(real, "0.0.0.0", 0)
    secured = replace(real, hosting=Hosting(tls_certificate="cert.pem", tls_key="key.pem"))
    assert choose_address(secured, "0.0.0.0", 0).url.startswith("https://0.0.0.0:")
    assert choose_address(real, "::1", 0).url.startswith("http://[::1]:")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(InputError, match="no IP address"):
        choose_address(prepare(), "pagus.example", 0)


def test_a_child_that_dies_is_started_again_after_a_growing_pause(tmp_path: Path) -> None:
    died = child(tmp_path, "import sys; print('bye'); sys.exit(9)")
    died.start()
    deaths: list[float] = []
    codes: list[int] = []

    def three_deaths() -> bool:
        code = died.tick()
        if code is not None:
            codes.append(code)
            deaths.append(time.monotonic())
        return len(deaths) == 3

    until(three_deaths)
    assert codes == [9, 9, 9]
    assert died.restarts == 2
    assert deaths[1] - deaths[0] >= FIRST_PAUSE_S
    assert deaths[2] - deaths[1] >= 2 * FIRST_PAUSE_S
    assert (tmp_path / "log").read_text().count("bye") == 3


def test_a_child_that_lives_is_left_alone_and_stops_when_asked(tmp_path: Path) -> None:
    lives = child(tmp_path, "import time; print('up', flush=True); time.sleep(60)")
    lives.start()
    until(lambda: "up" in (tmp_path / "log").read_text())
    assert lives.tick() is None
    assert lives.pid is not None
    began = time.monotonic()
    lives.stop()
    assert lives.pid is None
    assert time.monotonic() - began < 5
    lives.stop()


def test_a_child_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    program = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    stubborn = child(tmp_path, program)
    stubborn.start()
    until(lambda: "up" in (tmp_path / "log").read_text())
    stubborn.stop(patience_s=0.3)
    assert stubborn.pid is None


def test_duties_come_back_and_a_failing_one_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    stopping = threading.Event()

    def good(_: object) -> str:
        done.append("good")
        if done.count("good") == 3:
            stopping.set()
        return "done"

    def bad(_: object) -> str:
        done.append("bad")
        raise RuntimeError("no disk")

    folder, now_ms = prepare().folder, time.time_ns() // 1_000_000
    (folder / "jobs.pulse").unlink(missing_ok=True)
    run_jobs(prepare(), (Duty("bad", 0.05, bad), Duty("good", 0.05, good)), stopping)
    assert silent_since(folder, now_ms) is None
    assert abs((silent_since(folder, now_ms + HOUR) or 0) - now_ms) < 60_000, "they left a sign, and it grows old"
    assert done[:2] == ["bad", "good"]
    assert done.count("bad") == 3
    assert sum("the duty bad failed" in record.getMessage() for record in caplog.records) == 3


@pytest.mark.django_db(transaction=True)
def test_every_duty_does_its_work() -> None:
    lock = prepare().folder / "kits.lock"
    lock.write_text("edited", encoding="utf-8")
    said = {duty.name: duty.work(prepare()) for duty in DUTIES}
    assert said["kits.lock"] == "kits.lock was written again"
    assert said["capabilities"] == "0 answers of capabilities"
    assert said["journal"] == "the journal is whole"
    mend = next(duty for duty in DUTIES if duty.name == "kits.lock")
    assert mend.work(prepare()) == "kits.lock is right"
