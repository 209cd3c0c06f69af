"""What a workspace is told about trust and registries stands in its files, whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pagus.apps.registry.locations import registries
from pagus.apps.registry.settings_files import add_registry, distrust_key, trust_key
from pagus.apps.registry.trust_folder import read_trust
from pagus.errors import ConfigError, Conflict, InputError, NotFound
from pagus.kernel.time import DAY, parse_instant
from pagus.trust import PublicKey, generate_key, key_id

NOW = parse_instant("2026-05-04T09:00:00Z")
WORKSPACE = 'name = "B"\nkind = "real"\nterritory = "departement:74"\nsecret_key = "x"\n\n[clock]\nkind = "real"\n'


def trusted(folder: Path, public: PublicKey, **more: object) -> str:
    told = {"name": "M. Muster", "organisation": 'Verein "Nord"', "may": ["publish"], "kits": ["nord/*"]} | more
    return trust_key(folder, public, now_ms=NOW, valid_days=30, **told)  # type: ignore[arg-type]


def test_a_key_is_trusted_for_what_was_said_and_until_then(tmp_path: Path) -> None:
    public, other = generate_key().public_key(), generate_key().public_key()
    assert trusted(tmp_path, public) == key_id(public)
    trusted(tmp_path, other, may=["index", "revoke"], kits=["*"])
    keys = read_trust(tmp_path).store.keys
    assert set(keys) == {key_id(public), key_id(other)}
    key = keys[key_id(public)]
    assert (key.organisation, key.may, key.kits) == ('Verein "Nord"', {"publish"}, ("nord/*",))
    assert key.from_ms <= NOW < key.until_ms <= NOW + 31 * DAY


@pytest.mark.parametrize("wrong", [{"may": ["everything"]}, {"kits": ["Nord"]}, {"may": []}, {"name": ""}])
def test_a_fault_leaves_the_file_as_it_was(tmp_path: Path, wrong: dict[str, object]) -> None:
    trusted(tmp_path, generate_key().public_key())
    before = (tmp_path / "keys.toml").read_bytes()
    with pytest.raises(ConfigError):
        trusted(tmp_path, generate_key().public_key(), **wrong)
    assert (tmp_path / "keys.toml").read_bytes() == before


def test_a_key_stands_once_and_is_revoked_once_with_a_reason(tmp_path: Path) -> None:
    public = generate_key().public_key()
    identifier = trusted(tmp_path, public)
    with pytest.raises(Conflict, match="trusted already"):
        trusted(tmp_path, public)
    with pytest.raises(InputError, match="needs a reason"):
        distrust_key(tmp_path, identifier, " ", NOW)
    distrust_key(tmp_path, identifier, 'the laptop "went"', NOW)
    key = read_trust(tmp_path).store.keys[identifier]
    assert (key.revoked_ms, key.reason) == (NOW, 'the laptop "went"')
    with pytest.raises(Conflict, match="revoked already"):
        distrust_key(tmp_path, identifier, "again", NOW)
    with pytest.raises(NotFound):
        distrust_key(tmp_path, "0" * 16, "unknown", NOW)


def test_registries_are_added_beside_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "pagus.toml").write_text(WORKSPACE)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    add_registry(tmp_path, "shelf", str(shelf))
    add_registry(tmp_path, "web", "https://kits.example.org/")
    assert registries(tmp_path) == {"shelf": str(shelf), "web": "https://kits.example.org/"}
    kept = tomllib.loads((tmp_path / "pagus.toml").read_text())
    assert {name: kept[name] for name in ("name", "territory")} == {"name": "B", "territory": "departement:74"}
    assert kept["clock"] == {"kind": "real"}


@pytest.mark.parametrize(
    ("name", "location", "error"),
    [
        ("shelf", "https://kits.example.org/", Conflict),
        ("Shelf", "https://kits.example.org/", InputError),
        ("a b", "https://kits.example.org/", InputError),
        ("other", "nowhere", NotFound),
        ("other", "ftp://kits.example.org/", ConfigError),
    ],
)
def test_a_wrong_registry_changes_nothing(tmp_path: Path, name: str, location: str, error: type[Exception]) -> None:
    (tmp_path / "pagus.toml").write_text(WORKSPACE)
    add_registry(tmp_path, "shelf", str(tmp_path))
    before = (tmp_path / "pagus.toml").read_bytes()
    with pytest.raises(error):
        add_registry(tmp_path, name, location)
    assert (tmp_path / "pagus.toml").read_bytes() == before
