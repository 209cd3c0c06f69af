"""How long do a backup and a restore take, and what do they cost beside a plain copy of the same bytes?

usage: bench_backup.py [millions of observations] [folder to work in]

A workspace is filled through the store itself: batches are committed and their days closed, so the files are those of
a real archive; one observation in two carries the identifier of its sender. Then `pagus backup` and `pagus restore`
run as a user runs them, each in a process of its own. Goal: 10 million observations are restored within 5 minutes,
with the same fingerprint.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from random import Random
from typing import Any

from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.workspace import Workspace, open_workspace
from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language.model import Signal, Text

FIRST_DAY = parse_instant("2025-06-01T00:00:00Z")
PATIENTS, SIGNALS, BATCH, A_DAY = 2_000, 5, 20_000, 100_000
PAGUS = [sys.executable, "-m", "pagus"]
PASSPHRASE = "a passphrase for the bench"


def run(*arguments: str) -> tuple[dict[str, Any], float, float, float]:
    """The document of a command, its seconds of wall and of CPU, and the most memory it had (MB)."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    environment["PAGUS_BACKUP_PASSPHRASE"] = PASSPHRASE
    began = time.perf_counter()
    process = subprocess.Popen([*PAGUS, *arguments, "--json"], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    assert process.returncode == 0, said
    return json.loads(said), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def fill(workspace: Workspace, observations: int) -> None:
    """Write closed days through the store, until it holds so many observations."""
    now = [FIRST_DAY]
    store = SqliteStore(workspace.database, workspace.archive, lambda: now[0])
    word = Text("", "", "")
    store.register_signals(
        Signal(code=f"signal-{n}", name=word, subject="person", unit="kg", plausible=(0.0, 1000.0))
        for n in range(SIGNALS)
    )
    store.register_subjects(f"person:P-{n:06d}" for n in range(PATIENTS))
    draw, written = Random(1), 0
    step = DAY * PATIENTS * SIGNALS // A_DAY
    while written < observations:
        start = FIRST_DAY + written // A_DAY * DAY
        now[0] = start + 2 * DAY
        rows = [
            Observation(
                f"person:P-{n % PATIENTS:06d}",
                f"signal-{n // PATIENTS % SIGNALS}",
                start + n // (PATIENTS * SIGNALS) * step,
                round(draw.uniform(40.0, 140.0), 1),
                None,
                str(uuid.UUID(int=draw.getrandbits(128))) if n % 2 else None,
            )
            for n in range(min(A_DAY, observations - written))
        ]
        for at in range(0, len(rows), BATCH):
            assert store.commit(Batch("bench", rows[at : at + BATCH])).accepted == len(rows[at : at + BATCH])
        assert store.close_day(start // DAY) is not None
        written += len(rows)
    assert store.counts().observations == observations
    store.close()


def copied(source: Path, target: Path) -> tuple[int, float]:
    """Copy the database and the archive as files, synced. Gives: bytes and seconds."""
    target.mkdir()
    began, size = time.perf_counter(), 0
    for path in (source / "pagus.sqlite3", *sorted((source / "archive").iterdir())):
        with path.open("rb") as reading, (target / path.name).open("wb") as writing:
            shutil.copyfileobj(reading, writing, 1 << 20)
            writing.flush()
            os.fsync(writing.fileno())
            size += writing.tell()
    return size, time.perf_counter() - began


def main() -> None:
    millions = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    with tempfile.TemporaryDirectory(prefix="pagus-bench-", dir=sys.argv[2] if len(sys.argv) > 2 else None) as base:
        folder = Path(base)
        run("init", "--workspace", str(folder / "w"), "--territory", "departement:67")
        began = time.perf_counter()
        fill(open_workspace(folder / "w"), int(millions * 1e6))
        print(f"filled with {millions:g} M observations in {time.perf_counter() - began:.0f} s")
        size, plain = copied(folder / "w", folder / "plain")
        megabytes = size / 1e6
        print(f"plain copy   {plain:6.1f} s wall {megabytes / plain:8.0f} MB/s   ({megabytes:.0f} MB, synced)")
        file = folder / "w.pagus-backup"
        made, wall, cpu, memory = run("backup", str(file), "--workspace", str(folder / "w"))
        print(
            f"backup       {wall:6.1f} s wall {megabytes / wall:8.0f} MB/s  {cpu:6.1f} s CPU  {memory:5.0f} MB memory"
            f"   {wall / plain:.1f} times the plain copy"
        )
        back, wall, cpu, memory = run("restore", str(file), "--workspace", str(folder / "restored"))
        print(
            f"restore      {wall:6.1f} s wall {megabytes / wall:8.0f} MB/s  {cpu:6.1f} s CPU  {memory:5.0f} MB memory"
            f"   {wall / plain:.1f} times the plain copy   (goal 300 s)"
        )
        assert made["observations"] == back["observations"] == int(millions * 1e6)
        assert made["fingerprint"] == back["fingerprint"]
        print(f"fingerprints are equal: {made['fingerprint']}")


if __name__ == "__main__":
    main()
