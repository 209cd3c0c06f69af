"""A PostgreSQL server of the tests' own: a new cluster in a temporary folder, reached over its socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from tests.memory import in_memory

__all__ = ["Cluster", "find_binaries", "running_cluster"]

_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
shared_buffers = 64MB
max_connections = 50
autovacuum_naptime = 10min
logging_collector = off
"""


def find_binaries() -> Path | None:
    """Where are initdb and pg_ctl of the newest PostgreSQL of this machine?"""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return None if on_path is None else Path(on_path).parent


class Cluster:
    """One running server, and the databases that tests make on it."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self.folder = folder
        self._numbers = count(1)
        self._shared: str | None = None
        # The server refuses to run as root: then it runs as Debian's own user for it.
        self._account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self._account is not None:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; its words are shown when it fails."""
        user = {} if self._account is None else {"user": self._account.pw_uid, "group": self._account.pw_gid}
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **user,
        )
        assert done.returncode == 0, done.stdout

    def start(self) -> None:
        self.run("pg_ctl", "start", "--wait", "-D", str(self.folder / "data"), "-l", str(self.folder / "server.log"))

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "stop", "--wait", "-m", mode, "-D", str(self.folder / "data"))

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="pagus", dbname=name, autocommit=True)

    def make_database(self, more: str = "") -> str:
        """A new, empty database; gives its address."""
        name = f"pagus_{os.getpid()}_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} {more}")
        return self.url(name)

    def emptied_database(self) -> str:
        """The one database that tests use in turn, emptied; quicker than a new one."""
        if self._shared is None:
            self._shared = self.make_database()
        else:
            with psycopg.connect(self._shared, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self._shared

    def url(self, name: str) -> str:
        return f"postgresql://pagus@/{name}?host={self.folder}"


@contextmanager
def running_cluster(binaries: Path) -> Iterator[Cluster]:
    """A cluster that lives while the context is open. It syncs by default; its folder decides what that costs."""
    folder = Path(tempfile.mkdtemp(prefix="pagus-pg-", dir=in_memory()))
    cluster = Cluster(binaries, folder)
    try:
        cluster.run(
            "initdb", "-D", str(folder / "data"), "-U", "pagus", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as stream:
            stream.write(_SETTINGS.format(folder=folder))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
