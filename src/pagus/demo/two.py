"""Two demo territories and a registry between them: what A runs and has measured, B can read, trust and install.

Every step is the command that people type, in a process of its own; nothing is done here that they could not do.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pagus.errors import ConfigError
from pagus.kit_language import shipped_folder

__all__ = ["Two", "make_two"]

HOLDERS = {
    "publisher": ("The Pagus developers (demo)", ("publish", "index", "revoke")),
    "clinical-owner": ("Clinical committee (demo, invented)", ("accept",)),
    "territory-a": ("Territory A (demo, simulated)", ("measure",)),
}
"""Whose keys there are: organisation, and what each may sign. They open nothing outside this demo."""
KITS = ("air-today", "diabetes-home")
MEASURED = ("diabetes-home", "patients_in_target")


@dataclass(frozen=True, slots=True)
class Two:
    """Where the two workspaces lie, and the folder with the registry, its kits and keys."""

    a: Path
    b: Path
    shelf: Path

    @property
    def registry(self) -> Path:
        """The folder of the registry."""
        return self.shelf / "registry"


def make_two(folder: Path, say: Callable[[str], None]) -> Two:
    """Make both territories and the registry beside this folder, unless they are there.

    Takes: the folder of A; B lies in ``<folder>-b``, the registry and the publisher's things in ``<folder>-kits``.
    Refuses: ConfigError when a step fails, with its words.
    """
    two = Two(folder, folder.with_name(f"{folder.name}-b"), folder.with_name(f"{folder.name}-kits"))
    if (two.b / "pagus.toml").exists():
        return two
    if not (two.a / "pagus.toml").exists():
        say("Territory A: Strasbourg's programme")
        _pagus(two, "demo", "--workspace", two.a, "--no-serve")
    say("The publisher: keys, signatures, a registry")
    public = _publish(two)
    say("Territory B: Haute-Savoie")
    _pagus(two, "demo", "--workspace", two.b, "--scene", "haute-savoie", "--no-serve")
    for name, (organisation, rights) in HOLDERS.items():
        may = [word for right in rights for word in ("--may", right)]
        _pagus(two, "trust", "add", public[name], "--name", name, "--organisation", organisation, *may,
               "--kits", "pagus/*", "--workspace", two.b)  # fmt: skip
    _pagus(two, "registry", "add", "neighbours", two.registry, "--workspace", two.b)
    _pagus(two, "kit", "outdated", "--workspace", two.b)
    return two


def _publish(two: Two) -> dict[str, str]:
    """Sign the shipped kits and what A has measured, and put them into the registry. Gives the public keys."""
    shutil.rmtree(two.shelf, ignore_errors=True)
    two.shelf.mkdir(parents=True)
    (two.shelf / "passphrase").write_text(secrets.token_urlsafe(18), encoding="utf-8")
    key = {name: two.shelf / f"{name}.key" for name in HOLDERS}
    public = {name: _pagus(two, "kit", "key", file)["public"] for name, file in key.items()}
    for slug in KITS:
        kit = shutil.copytree(shipped_folder(slug), two.shelf / "kits" / slug)
        _sign(two, kit, key["publisher"], "publisher", "publication")
        if slug == MEASURED[0]:
            _sign(two, kit, key["clinical-owner"], "clinical-owner", "clinical_acceptance")
            _pagus(two, "kit", "measure", *MEASURED, "--key", key["territory-a"], "--by", HOLDERS["territory-a"][0],
                   "--into", two.shelf / "kits" / "statements", "--workspace", two.a)  # fmt: skip
        _pagus(two, "kit", "publish", kit, "--registry", two.registry, "--key", key["publisher"])
    return public


def _sign(two: Two, kit: Path, key: Path, holder: str, kind: str) -> None:
    _pagus(two, "kit", "sign", kit, "--key", key, "--by", HOLDERS[holder][0], "--as", kind)


def _pagus(two: Two, *words: str | Path) -> Any:
    """Type a command. Gives: its JSON document."""
    command = [sys.executable, "-m", "pagus", *map(str, words), "--json"]
    passphrase = two.shelf / "passphrase"
    environment = {name: value for name, value in os.environ.items() if name != "PAGUS_WORKSPACE"}
    if passphrase.exists():
        environment["PAGUS_PASSPHRASE"] = passphrase.read_text(encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise ConfigError(
            "pagus {verb} failed: {reason}", verb=" ".join(map(str, words[:2])), reason=done.stderr[-800:]
        )
    return json.loads(done.stdout)
