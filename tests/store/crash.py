"""A workspace whose ingest process can be killed and started again quickly, and clients that keep sending to it.

A parent process that has loaded everything forks the ingest process, so that a start takes milliseconds.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from pagus.apps.streams.line.frames import Line
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.apps.streams.submission import open_store
from pagus.apps.workspace import Clock, Workspace, create_workspace
from pagus.kernel.time import DAY
from tests.store.conftest import NOW, PEOPLE, fill_register

THREE_DAYS = 3 * DAY
SOURCE_FOLDER = Path(__file__).resolve().parents[2] / "src"

SERVER = """
import sys
sys.path.insert(0, {source!r})
from pathlib import Path
from pagus.apps.streams import submission
from pagus.apps.streams.ingest import process as ingest
from pagus.apps.workspace import open_workspace

synchronous, closing, checkpoint_pages = sys.argv[2], float(sys.argv[3]), sys.argv[4]
if closing:
    ingest.CLOSING_S, ingest.KEPT_HOT_MS = closing, 0

def open_store(workspace):
    store = submission.open_store(workspace)
    if workspace.postgres is None:
        store._database.execute("PRAGMA synchronous=" + synchronous)
        store._database.execute("PRAGMA wal_autocheckpoint=" + checkpoint_pages)
    return store

ingest.open_store = open_store
workspace = open_workspace(Path(sys.argv[1]))
"""
SERVE = SERVER + "ingest.run_ingest(workspace, with_rules=False)\n"
FORKS = (
    SERVER
    + """
import os
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        ingest.run_ingest(workspace, with_rules=False)
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""
)


def make_workspace(folder: Path, database: str | None = None) -> Workspace:
    clock = Clock(kind="demo", start_ms=NOW, started_wall_ms=0, speed=1.0, end_ms=NOW)
    made = create_workspace(
        folder,
        name="crash test",
        kind="demo",
        territory="commune:67482",
        secret_key="k" * 50,
        clock=clock,
        database={"url": database} if database else None,
    )
    store = open_store(made)
    fill_register(store)
    store.close()
    return made


def server_command(
    script: str, workspace: Workspace, synchronous: str = "FULL", *, closing_s: float = 0, checkpoint_pages: int = 1000
) -> list[str]:
    text = script.format(source=str(SOURCE_FOLDER))
    return [
        sys.executable, "-c", text, str(workspace.folder), synchronous, str(closing_s), str(checkpoint_pages)
    ]  # fmt: skip


class Forks:
    """Starts ingest processes of one workspace, one at a time, and kills them."""

    def __init__(self, workspace: Workspace, closing_s: float) -> None:
        self._parent = subprocess.Popen(
            server_command(FORKS, workspace, closing_s=closing_s),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> int:
        self._parent.stdin.write("start\n")
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())

    def wait_gone(self) -> None:
        assert self._parent.stdout.readline() == "gone\n"

    def close(self) -> None:
        self._parent.stdin.close()
        assert self._parent.wait(30) == 0
        self._parent.stdout.close()


class Client:
    """Sends small batches without pause and remembers what was acknowledged; sends again what broke off."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        self.acknowledged: dict[tuple[str, int], float] = {}
        self.problems: list[str] = []
        self.sent = self.repeated = self.answers = 0
        self.finished = threading.Event()
        self._workspace = workspace
        self._number = number
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.finished.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        line: Line | None = None
        batch: Batch | None = None
        while not self.finished.is_set():
            if batch is None:
                batch = self._next_batch()
            try:
                line = line or Line(self._workspace.folder, timeout_s=30)
                reply = line.ask(batch)
            except OSError:
                if line is not None:
                    line.close()
                    self.repeated += 1
                line = None
                time.sleep(0.002)
                continue
            self._note(batch, reply)
            batch = None
        if line is not None:
            line.close()

    def _next_batch(self) -> Batch:
        number = self._number
        observations = []
        for _ in range(1 + self.sent % 4):
            self.sent += 1
            event = f"{number}-{self.sent}" if self.sent % 3 else None
            t = NOW - THREE_DAYS + self.sent * 2_011 % (THREE_DAYS // 10) * 10  # all over three days, each instant once
            observations.append(Observation(PEOPLE[number], "glucose", t, 50.0 + self.sent % 500, None, event))
        return Batch(f"client-{number}", observations)

    def _note(self, batch: Batch, reply: object) -> None:
        if not isinstance(reply, Receipts) or reply.rejected or reply.held:
            self.problems.append(repr(reply))
            return
        self.answers += 1
        for each in batch.observations:
            self.acknowledged[each.subject, each.t] = each.value
