#!/usr/bin/env python3
"""The single door of Pagus, with nothing but Python 3.11 and pip.

python3 start.py              install, make the demo workspace, serve it on http://127.0.0.1:8000
python3 start.py test         the whole suite   [--strict] [--long] [-- arguments for pytest]
python3 start.py check        build the demo elsewhere, walk every page over HTTP as each role
python3 start.py pagus ...    any other `pagus` command
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BOOT = ROOT / ".boot"
PYTHON = ENVIRONMENT / "bin" / "python"
WORKSPACE = ROOT / "workspace"

SAY = {
    "fr": {
        "old": "Pagus demande Python 3.11 ou plus ; ceci est Python {version}.",
        "tool": "[1/3] Installateur…",
        "install": "[2/3] Installation de {count} paquets vérifiés (réseau, une seule fois)…",
        "ready": "[3/3] Prêt en {seconds:.0f} s.",
        "pip": "      uv ne répond pas : pip prend le relais avec le même verrou.",
    },
    "de": {
        "old": "Pagus braucht Python 3.11 oder neuer; dies ist Python {version}.",
        "tool": "[1/3] Installationswerkzeug…",
        "install": "[2/3] {count} geprüfte Pakete werden installiert (Netz, nur einmal)…",
        "ready": "[3/3] Bereit nach {seconds:.0f} s.",
        "pip": "      uv antwortet nicht: pip übernimmt mit derselben Sperrdatei.",
    },
    "en": {
        "old": "Pagus needs Python 3.11 or newer; this is Python {version}.",
        "tool": "[1/3] Installer…",
        "install": "[2/3] Installing {count} verified packages (network, once)…",
        "ready": "[3/3] Ready in {seconds:.0f} s.",
        "pip": "      uv does not answer: pip takes over with the same lock.",
    },
}


def say(key: str, **facts: object) -> None:
    """Tell the person what happens, in the language of their terminal."""
    language = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")[:2]
    print(SAY.get(language, SAY["en"])[key].format(**facts), file=sys.stderr, flush=True)


def install(lock_name: str) -> None:
    """Bring `.venv` to exactly what the lock says; nothing to do when it already is there."""
    lock = ROOT / "lock" / f"{lock_name}.txt"
    # The development set holds the core at the same versions: either is good enough for the core.
    enough = {stamp_of(lock_name), stamp_of("dev")}
    if PYTHON.exists() and any(stamp.exists() for stamp in enough):
        return
    started = time.monotonic()
    say("tool")
    uv = find_uv()
    say("install", count=lock.read_text(encoding="utf-8").count("=="))
    if not (uv and install_with_uv(uv, lock)):
        say("pip")
        install_with_pip(lock)
    for old in ENVIRONMENT.glob(".installed-*"):
        old.unlink()
    packages = next((ENVIRONMENT / "lib").glob("python3*/site-packages"))
    (packages / "pagus.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    stamp_of(lock_name).touch()
    say("ready", seconds=time.monotonic() - started)


def stamp_of(lock_name: str) -> Path:
    """The file that says: this environment holds exactly this lock."""
    digest = hashlib.sha256((ROOT / "lock" / f"{lock_name}.txt").read_bytes()).hexdigest()[:16]
    return ENVIRONMENT / f".installed-{lock_name}-{digest}"


def find_uv() -> Path | None:
    """The locked uv in `.boot`, fetched by pip when it is not there yet."""
    uv = BOOT / "bin" / "uv"
    if not uv.exists():
        command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", "--target", str(BOOT), "--requirement", str(ROOT / "lock" / "boot.txt")]
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL)
    return uv if uv.exists() else None


def install_with_uv(uv: Path, lock: Path) -> bool:
    """Make the environment with uv: quick, and it needs no ensurepip."""
    if not PYTHON.exists():
        subprocess.run([str(uv), "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT)], check=True)
    command = [str(uv), "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), str(lock)]
    return subprocess.run(command, check=False).returncode == 0


def install_with_pip(lock: Path) -> None:
    """Make the environment with venv and pip, from the same hashes."""
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    subprocess.run([*command, "--requirement", str(lock)], check=True)


def run(*command: str) -> int:
    """Hand over to a command of the environment, with its folder first on the path."""
    path = f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, check=False).returncode


def demo(arguments: list[str]) -> int:
    """Install, make the demo workspace if there is none, and serve it."""
    install("core")
    return run(str(PYTHON), "-m", "pagus", "demo", "--workspace", str(WORKSPACE), *arguments)


def test(arguments: list[str]) -> int:
    """Install the development set and run every check in the order of their price."""
    install("dev")
    return run(str(PYTHON), str(ROOT / "tools" / "suite.py"), *arguments)


def check(arguments: list[str]) -> int:
    """Walk the demo over real HTTP as each role."""
    install("core")
    return run(str(PYTHON), "-m", "pagus.check", *arguments)


def any_command(arguments: list[str]) -> int:
    """Run any other verb of the command line."""
    install("core")
    return run(str(PYTHON), "-m", "pagus", *arguments)


def main(arguments: list[str]) -> int:
    """Choose what to do."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        say("old", version=".".join(map(str, sys.version_info[:3])))
        return 1
    verbs = {"test": test, "check": check, "pagus": any_command}
    if arguments and arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0
    if arguments and arguments[0] in verbs:
        return verbs[arguments[0]](arguments[1:])
    if arguments and not arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    return demo(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} failed with exit code {error.returncode}: see the lines above", file=sys.stderr)
        sys.exit(1)
