"""The relay: which settings are right, what credentials are, and whether it answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.consultations.relay import credentials, ice_servers, silent_relays
from pagus.apps.workspace_settings.relay import RelaySettings, read_relay
from pagus.errors import ConfigError

SECRET = "north-of-the-river-there-is-a-mill"


def test_credentials_are_those_that_coturn_checks() -> None:
    name, password = credentials("north", "7", 1_700_000_000)
    assert name == "1700000000:7"
    expected = hmac.new(b"north", b"1700000000:7", hashlib.sha1).digest()
    assert base64.b64decode(password) == expected
    # Computed with: printf '1700000000:7' | openssl dgst -sha1 -hmac north -binary | base64
    assert password == "PPWz7PpRwxKwGzZCJzS+CZ2BJhk="


def test_browsers_get_stun_without_and_turn_with_credentials(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    relay = read_relay(
        tmp_path, {"urls": ["stun:a.example:3478", "turn:a.example:3478?transport=udp"], "secret_file": "secret"}
    )
    plain, turn = ice_servers(relay, 5, 1_000)
    assert (plain.urls, plain.username) == (("stun:a.example:3478",), "")
    assert turn.username == f"{1 + 4 * 3600}:5"
    assert ice_servers(None, 5, 1_000) == ()


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"urls": []},
        {"urls": "turn:a.example"},
        {"urls": ["http://a.example"], "secret_file": "s"},
        {"urls": ["turn:a.example"]},
        {"urls": ["stun:a.example"], "relay_only": True},
        {"urls": ["turn:a.example"], "secret_file": "s", "secret": "in the table"},
        {"urls": ["turn:a.example"], "secret_file": "s", "relay_only": "yes"},
    ],
)
def test_wrong_settings_are_refused(tmp_path: Path, table: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        read_relay(tmp_path, table)


def test_a_secret_must_be_there_and_long(tmp_path: Path) -> None:
    relay = RelaySettings(("turn:a.example",), tmp_path / "secret")
    with pytest.raises(ConfigError):
        relay.secret()
    (tmp_path / "secret").write_text("short")
    with pytest.raises(ConfigError):
        relay.secret()


def test_a_relay_that_answers_is_told_from_one_that_does_not() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf,
    ):
        line.bind(("127.0.0.1", 0))
        deaf.bind(("127.0.0.1", 0))

        def answer() -> None:
            asked, address = line.recvfrom(100)
            line.sendto(b"\x01\x01\x00\x00" + asked[4:20], address)

        thread = threading.Thread(target=answer)
        thread.start()
        urls = tuple(f"turn:127.0.0.1:{each.getsockname()[1]}?transport=udp" for each in (line, deaf))
        assert silent_relays(RelaySettings(urls), 0.3) == (urls[1],)
        thread.join(2)
    assert silent_relays(RelaySettings(("turns:127.0.0.1:1?transport=tcp",)), 0.3)


def test_the_doctor_says_what_is_wrong_with_the_relay(tmp_path: Path) -> None:
    from dataclasses import replace

    from pagus.cli import health
    from tests.apps.workspace import prepare

    bare = prepare()

    def verdict(relay: RelaySettings | None) -> tuple[bool, str]:
        found = health._judge("relay", health._relay, replace(bare, relay=relay))
        return found.holds, found.finding

    assert verdict(None) == (True, verdict(None)[1])
    assert "connect directly only" in verdict(None)[1]
    file = tmp_path / "secret"
    file.write_text(SECRET)
    file.chmod(0o644)
    relay = RelaySettings(("turn:127.0.0.1:1?transport=tcp",), file)
    assert "others can read the secret" in verdict(relay)[1]
    file.chmod(0o600)
    assert verdict(relay) == (False, "the relay does not answer from here: turn:127.0.0.1:1?transport=tcp")
