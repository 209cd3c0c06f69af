"""The trust store: what it takes, and everything it refuses, at once."""

from __future__ import annotations

import pytest

from pagus.errors import ConfigError
from pagus.kernel.time import parse_instant
from pagus.trust import key_id, read_store
from pagus.trust.store import covers
from tests.trust.making import key, store_entry


def test_a_store_is_read() -> None:
    text = store_entry("publisher", ["publish", "revoke"], organisation="CHU") + store_entry(
        "old", ["publish"], from_="2025-01-01T08:00:00+01:00", revoked="2026-02-01", reason='"the laptop was stolen"'
    )
    keys = read_store(text).keys
    name = key_id(key("publisher").public_key())
    assert list(keys) == [name, key_id(key("old").public_key())]
    first, second = keys.values()
    assert (first.name, first.organisation, first.may) == ("publisher", "CHU", {"publish", "revoke"})
    assert (first.from_ms, first.until_ms) == tuple(map(parse_instant, ("2026-01-01T00:00Z", "2027-01-01T00:00Z")))
    assert (first.revoked_ms, second.reason) == (None, "the laptop was stolen")
    assert second.from_ms == parse_instant("2025-01-01T07:00:00Z")
    assert read_store("").keys == {}


@pytest.mark.parametrize(
    ("pattern", "kit", "meant"),
    [
        ("*", "pagus/a", True),
        ("pagus/*", "pagus/a", True),
        ("pagus/*", "pagus-evil/a", False),
        ("pagus/a", "pagus/a", True),
        ("pagus/a", "pagus/ab", False),
        ("pagus/a", "other/a", False),
    ],
)
def test_patterns(pattern: str, kit: str, meant: bool) -> None:
    assert covers(pattern, kit) is meant


GOOD = store_entry("publisher", ["publish"])
WRONG = {
    "no TOML": ("[[key", "cannot be read"),
    "too deep": ("a = " + "[" * 5_000, "cannot be read"),
    "too large": ("#" * 300_000, "larger"),
    "another table": ("[keys]\n", "keys: Extra"),
    "no key": ("[[key]]\n", "key.0.public: Field required"),
    "another id": (GOOD.replace(key_id(key("publisher").public_key()), "0" * 16), "the id of this public key is"),
    "twice": (GOOD + GOOD, "stands twice"),
    "weak key": (GOOD.replace(GOOD.split('public = "')[1][:52], "ed25519:" + "A" * 43 + "="), "small order"),
    "no right": (store_entry("publisher", []), "may"),
    "unknown right": (store_entry("publisher", ["install"]), "may.0"),
    "wrong pattern": (store_entry("publisher", ["publish"], kits="pag*"), "kits.0"),
    "until before from": (store_entry("publisher", ["publish"], until="2025-01-01"), "not after from"),
    "no offset": (store_entry("publisher", ["publish"], until="2027-01-01T00:00:00"), "no time zone"),
    "no date": (store_entry("publisher", ["publish"], until="20270101"), "write a date"),
    "revoked without reason": (store_entry("publisher", ["publish"], revoked="2026-02-01"), "reason stand together"),
    "reason alone": (store_entry("publisher", ["publish"], reason='"x"'), "reason stand together"),
    "unknown field": (store_entry("publisher", ["publish"], trusted="true"), "trusted"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told(name: str) -> None:
    text, fault = WRONG[name]
    with pytest.raises(ConfigError, match=fault):
        read_store(text)


def test_all_faults_are_told_at_once() -> None:
    text = store_entry("a", ["x"], kits="?") + store_entry("b", [])
    with pytest.raises(ConfigError) as caught:
        read_store(text, "trust/keys.toml")
    message = str(caught.value)
    assert message.startswith("trust/keys.toml cannot be used")
    assert all(place in message for place in ("key.0.may.0", "key.0.kits.0", "key.1.may"))
