"""From territory A to territory B: the same signed folder, with what A measured, runs in B; nobody edits a file.

Every step is a command of ``pagus``, as a person types it, in a process of its own. The test writes no file of a
workspace, of a kit or of the registry after the kit itself was written: the last step counts.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from pagus.kit_language import shipped_folder
from tests.apps.installations.versions import kit_version

KIT = "pagus/diabetes-home"
INDICATOR = "patients_in_target"
WIDER = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}


class Journey:
    """The people of the journey at their terminals; every command that was typed is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.typed = folder, list[str]()
        self.a, self.b, self.shelf = folder / "a", folder / "b", folder / "shelf"
        self.kits = folder / "kits"
        self.public: dict[str, str] = {}

    def pagus(self, *words: str | Path, code: int = 0) -> Any:
        """Type a command; its JSON document comes back."""
        self.typed.append(" ".join(map(str, words)))
        done = subprocess.run(
            [sys.executable, "-m", "pagus", *map(str, words), "--json"],
            capture_output=True, text=True, check=False,
            env={**os.environ, "PAGUS_PASSPHRASE": "korrekt Pferd Batterie", "PAGUS_WORKSPACE": ""},
        )  # fmt: skip
        assert done.returncode == code, (self.typed[-1], done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return json.loads(done.stdout)

    def publish(self, folder: str | Path) -> None:
        key = {name: self.folder / f"{name}.key" for name in self.public}
        self.pagus("kit", "sign", folder, "--key", key["publisher"], "--by", "publisher e.V.")
        self.pagus("kit", "sign", folder, "--key", key["owner"], "--by", "owner e.V.", "--as", "clinical_acceptance")
        self.pagus("kit", "publish", folder, "--registry", self.shelf, "--key", key["publisher"])


def begun(folder: Path) -> Journey:
    made = Journey(folder)
    made.kits.mkdir()
    shutil.copytree(shipped_folder("diabetes-home"), made.kits / "diabetes-home-3.0.0")
    for name in ("publisher", "owner", "measurer"):
        made.public[name] = made.pagus("kit", "key", made.folder / f"{name}.key")["public"]
    return made


def publisher_tests_signs_and_publishes(journey: Journey) -> None:
    folder = journey.kits / "diabetes-home-3.0.0"
    assert journey.pagus("kit", "lint", folder) == {folder.name: []}
    report = next(iter(journey.pagus("kit", "test", folder).values()))
    assert all(result["passed"] for result in report["results"])
    journey.publish(folder)


def territory_a_runs_it_and_signs_what_it_measured(journey: Journey) -> None:
    journey.pagus("demo", "--workspace", journey.a, "--no-serve")
    result = journey.pagus(
        "kit", "measure", "diabetes-home", INDICATOR, "--key", journey.folder / "measurer.key", "--by", "measurer e.V.",
        "--into", journey.kits / "statements", "--workspace", journey.a,
    )  # fmt: skip
    assert result["simulated"] is True
    assert 0 <= result["low"] <= result["value"] <= result["high"] <= 1
    assert result["n"] >= 11
    journey.pagus("kit", "publish", journey.kits / "diabetes-home-3.0.0", "--registry", journey.shelf,
                  "--key", journey.folder / "publisher.key")  # fmt: skip


def territory_b_reads_trusts_plans_and_installs(journey: Journey) -> None:
    journey.pagus("init", "--workspace", journey.b, "--name", "Haute-Savoie", "--territory", "departement:74")
    wanted = f"registry:shelf/{KIT}@3.0.0"
    journey.pagus("registry", "add", "shelf", journey.shelf, "--workspace", journey.b)
    refused = journey.pagus("kit", "plan", wanted, "--workspace", journey.b, code=6)
    assert "no key that is known here" in refused["message"]
    for name, may in (("publisher", ["publish", "index"]), ("owner", ["accept"]), ("measurer", ["measure", "revoke"])):
        rights = [word for right in may for word in ("--may", right)]
        journey.pagus("trust", "add", journey.public[name], "--name", name, "--organisation", f"{name} e.V.", *rights,
                      "--kits", "pagus/*", "--workspace", journey.b)  # fmt: skip
    (entry,) = journey.pagus("registry", "show", "shelf", "--workspace", journey.b)["entries"]
    assert {name.partition("-")[0] for name in entry["statements"]} == {
        "publication", "clinical_acceptance", "measured_result",
    }  # fmt: skip
    assert journey.pagus("kit", "plan", wanted, "--workspace", journey.b)["refusals"] == []
    installed = journey.pagus("kit", "install", wanted, "--workspace", journey.b)
    assert (installed["version"], installed["territory"]) == ("3.0.0", "departement:74")


def what_runs_in_b_is_what_ran_in_a_with_its_result(journey: Journey) -> None:
    locks = [tomllib.loads((folder / "kits.lock").read_text()) for folder in (journey.a, journey.b)]
    digests = [{each["digest"] for each in lock["kit"] if each["id"] == KIT} for lock in locks]
    assert digests[0] == digests[1]
    digest = next(iter(digests[0])).removeprefix("sha256:")
    kept = sorted(path.name.partition("-")[0] for path in (journey.b / "statements" / digest).iterdir())
    assert kept == ["clinical_acceptance", "measured_result", "publication"]
    assert journey.pagus("doctor", "--workspace", journey.b)["healthy"]


def territory_b_upgrades_goes_back_and_ends(journey: Journey) -> None:
    at_b = ("--workspace", journey.b)
    journey.publish(kit_version(journey.kits, "3.1.0", edits=WIDER, moves_from=("3.0.0",)))
    (newer,) = [each for each in journey.pagus("kit", "outdated", *at_b) if each["kit"] == KIT]
    assert (newer["running"], newer["newest"]) == ("3.0.0", "3.1.0")
    reference = newer["reference"]
    plan = journey.pagus("kit", "upgrade", reference, "--reason", "wider bound", "--plan", *at_b)
    assert plan["refusals"] == []
    assert [change["weight"] for change in plan["difference"]["changes"]] != []
    assert journey.pagus("kit", "upgrade", reference, "--reason", "wider bound", *at_b)["version"] == "3.1.0"
    assert journey.pagus("kit", "rollback", KIT, "--reason", "not yet", *at_b)["version"] == "3.0.0"
    ended = journey.pagus("kit", "uninstall", KIT, "--reason", "the pilot is over", *at_b)
    assert (ended["done"], ended["versions"]) == (True, ["3.0.0"])
    assert journey.pagus("doctor", *at_b)["healthy"]


def nothing_was_edited_by_hand(journey: Journey) -> None:
    steps = [line.split()[0] for line in journey.typed]
    by_hand = [step for step in steps if step not in {"kit", "trust", "registry", "init", "demo", "doctor"}]
    assert (len(steps) > 20, by_hand) == (True, [])
    for workspace in (journey.a, journey.b):
        assert not list(workspace.rglob("*.orig"))
        assert not list(workspace.rglob("*~"))


def test_from_a_to_b(tmp_path: Path) -> None:
    journey = begun(tmp_path)
    publisher_tests_signs_and_publishes(journey)
    territory_a_runs_it_and_signs_what_it_measured(journey)
    territory_b_reads_trusts_plans_and_installs(journey)
    what_runs_in_b_is_what_ran_in_a_with_its_result(journey)
    territory_b_upgrades_goes_back_and_ends(journey)
    nothing_was_edited_by_hand(journey)
