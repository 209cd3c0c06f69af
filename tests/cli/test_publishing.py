"""What a publisher types, from a key to a registry, and what a reader types who has only files."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagus.cli.kit.passphrase import ENVIRONMENT_KEY
from pagus.kit_language import shipped_folder
from tests.kit_language.example_kit import KIT, write_kit

Document = Callable[..., tuple[int, Any]]
Speak = Callable[..., tuple[int, str, str]]
PASSPHRASE = "korrekt Pferd Batterie"
ID = "pagus/weight-home"


@pytest.fixture(autouse=True)
def _a_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_KEY, PASSPHRASE)


@pytest.fixture
def kit(tmp_path: Path) -> str:
    return str(write_kit(tmp_path / "kits" / "weight-home"))


@pytest.fixture
def keys(tmp_path: Path, document: Document) -> dict[str, str]:
    """The key files of a publisher, a clinical owner and a registry, and a trust folder that knows them."""
    rights = {"publisher": "publish", "owner": "accept", "registry": "index"}
    lines = []
    for name, right in rights.items():
        code, made = document("kit", "key", str(tmp_path / f"{name}.key"))
        assert code == 0
        lines += [
            "[[key]]", f'id = "{made["id"]}"', f'name = "{name}"', f'organisation = "{name} organisation"',
            f'public = "{made["public"]}"', f'may = ["{right}"]', 'kits = ["pagus/*"]',
            "from = 2020-01-01", "until = 2100-01-01",
        ]  # fmt: skip
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "keys.toml").write_text("\n".join(lines))
    return {name: str(tmp_path / f"{name}.key") for name in rights}


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path, pagus: Speak) -> None:
    file = tmp_path / "my.key"
    code, said, _ = pagus("kit", "key", str(file))
    assert code == 0
    assert "Keep a copy" in said
    assert "ed25519:" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "PAGUS SEALED KEY" in file.read_text()
    before = file.read_bytes()
    code, _, message = pagus("kit", "key", str(file))
    assert (code, "cannot be made" in message, file.read_bytes()) == (2, True, before)


def test_where_a_passphrase_comes_from(tmp_path: Path, pagus: Speak, kit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT_KEY)
    written, key = tmp_path / "passphrase", str(tmp_path / "my.key")
    written.write_text(PASSPHRASE + "\n")
    code, _, message = pagus("kit", "key", key)
    assert (code, "no passphrase" in message) == (2, True)
    assert pagus("kit", "key", key, "--passphrase-file", str(written))[0] == 0
    sign = ("kit", "sign", kit, "--key", key, "--by", "Pagus")
    assert pagus(*sign, "--passphrase-file", str(written))[0] == 0
    monkeypatch.setenv(ENVIRONMENT_KEY, "another passphrase")
    code, _, message = pagus(*sign)
    assert (code, "does not open" in message, "another passphrase" in message) == (6, True, False)
    monkeypatch.setenv(ENVIRONMENT_KEY, "short")
    assert pagus("kit", "key", str(tmp_path / "weak.key"))[0] == 2
    assert not (tmp_path / "weak.key").exists()


def test_from_a_folder_to_a_registry_and_back(
    tmp_path: Path, kit: str, keys: dict[str, str], document: Document, pagus: Speak
) -> None:
    trust = ("--trust", str(tmp_path / "trust"))
    code, packed = document("kit", "pack", kit, "--out", str(tmp_path / "kits"))
    assert (code, packed["file"].endswith("pagus.weight-home-1.0.0.pkit")) == (0, True)
    code, judged = document("kit", "verify", packed["file"], *trust)
    assert (code, judged["trusted"], judged["digest"]) == (6, False, packed["digest"])
    assert "nobody has signed pagus/weight-home 1.0.0" in judged["reasons"]

    assert document("kit", "sign", kit, "--key", keys["publisher"], "--by", "Pagus")[0] == 0
    acceptance = ("--as", "clinical_acceptance", "--fact", "note=read in full", "--expires-days", "365")
    assert document("kit", "sign", kit, "--key", keys["owner"], "--by", "CHU", *acceptance)[0] == 0
    code, judged = document("kit", "verify", packed["file"], *trust)
    assert (code, judged["trusted"]) == (0, True)
    assert {it["statement"] for it in judged["signed"]} == {"publication", "clinical_acceptance"}
    code, said, _ = pagus("kit", "verify", kit, *trust)
    assert (code, "trusted" in said, "owner organisation" in said) == (0, True, True)

    registry = str(tmp_path / "registry")
    code, entry = document("kit", "publish", kit, "--registry", registry, "--key", keys["registry"])
    assert (code, entry["version"], len(entry["statements"])) == (0, "1.0.0", 2)
    code, index = document("registry", "show", registry, *trust)
    assert (code, index["serial"], [it["id"] for it in index["entries"]]) == (0, 1, [ID])
    assert json.loads((tmp_path / "trust" / "seen.json").read_text())[registry]["serial"] == 1

    withdraw = ("kit", "yank", ID, "1.0.0", "--registry", registry, "--key", keys["registry"])
    assert document(*withdraw, "--reason", "a wrong unit")[1]["yanked"]["reason"] == "a wrong unit"
    assert f"withdrawn: {ID} 1.0.0: a wrong unit" in pagus("registry", "show", registry, "--language", "fr", *trust)[1]
    code, renewed = document("registry", "renew", registry, "--key", keys["registry"], "--valid-days", "30")
    assert (code, renewed["serial"], renewed["kits"]) == (0, 3, 1)


def test_another_key_takes_over_a_registry(tmp_path: Path, kit: str, keys: dict[str, str], document: Document) -> None:
    registry = str(tmp_path / "registry")
    document("kit", "sign", kit, "--key", keys["publisher"], "--by", "Pagus")
    assert document("kit", "publish", kit, "--registry", registry, "--key", keys["registry"])[0] == 0
    renew = ("registry", "renew", registry, "--key", keys["owner"])
    assert document(*renew)[0] == 6
    public = (tmp_path / "trust" / "keys.toml").read_text().rpartition('public = "')[2].partition('"')[0]
    assert document(*renew, "--former", public)[0] == 0
    assert document(*renew[:3], "--key", keys["owner"], "--former", "ed25519:x")[0] == 2


def test_facts_and_kinds_that_are_wrong(kit: str, keys: dict[str, str], document: Document) -> None:
    sign = ("kit", "sign", kit, "--key", keys["owner"], "--by", "CHU")
    assert document(*sign, "--as", "blessing")[1]["message"].startswith("unknown kind of statement blessing")
    code, refused = document(*sign, "--as", "evaluation")
    assert (code, "verdict: Field required" in refused["message"]) == (2, True)
    assert document(*sign, "--as", "evaluation", "--fact", "verdict=scale")[0] == 0
    assert document(*sign, "--as", "evaluation", "--fact", "verdict")[0] == 2
    assert document(*sign, "--as", "evaluation", "--fact", "verdict=scale", "--fact", "verdict=stop")[0] == 2
    assert document("kit", "sign", kit, "--key", "nowhere.key", "--by", "CHU")[0] == 5
    assert document("kit", "sign", kit, "--key", f"{kit}/kit.yaml", "--by", "CHU")[0] == 2


def test_the_difference_of_two_versions(tmp_path: Path, kit: str, document: Document, pagus: Speak) -> None:
    rules = {"rules/weight.yaml": KIT["rules/weight.yaml"].replace("refractory: 3d", "refractory: 2d")}

    def version(number: str) -> str:
        manifest = KIT["kit.yaml"].replace("version: 1.0.0", f"version: {number}")
        return str(write_kit(tmp_path / number, {**rules, "kit.yaml": manifest}))

    code, found = document("kit", "diff", kit, version("1.1.0"))
    assert (code, found["required"], found["least_version"], found["is_enough"]) == (3, "major", "2.0.0", False)
    assert found["changes_clinical_rules"] is True
    code, said, _ = pagus("kit", "diff", kit, version("2.0.0"))
    assert code == 0
    assert "refractory was 3d, is 2d" in said
    assert "major: from 1.0.0 to 2.0.0 at least; it is 2.0.0 (enough)" in said
    assert "clinical acceptance" in said
    code, same = document("kit", "diff", "diabetes-home", str(shipped_folder("diabetes-home")))
    assert (code, same["required"], same["changes"]) == (0, None, [])
    assert document("kit", "diff", kit, "diabetes-home")[0] == 2
    assert document("kit", "diff", kit, str(tmp_path / "nowhere"))[0] == 5
