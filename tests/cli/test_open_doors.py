"""``pagus doctor`` says which doors are open to whom, and asks a broker of others whether it lets strangers in."""

from __future__ import annotations

import getpass
import subprocess
from dataclasses import replace

import pytest

from pagus.apps.workspace_settings.buses import read_mqtt, read_nats
from pagus.errors import ConfigError
from tests.apps.workspace import *  # noqa: F403
from tests.apps.workspace import prepare
from tests.doors.buses import brokers
from tests.doors.buses.running import free_port, wait_for_port


def ways(workspace):
    from pagus.doors.openness import doors

    return {each.door: each for each in doors(workspace)}


@pytest.fixture
def workspace(transactional_db):
    return prepare()


def test_every_door_says_who_may_come(workspace):
    found = ways(workspace)
    assert {"http", "files", "mqtt", "nats"} <= found.keys()
    assert all(each.guarded for each in found.values())
    assert "this machine only" in found["http"].where
    assert found["mqtt"].where == found["nats"].where == "closed"


def test_the_embedded_broker_takes_sources_by_their_token(workspace):
    from pagus.apps.streams.actions import add_source, revoke_source

    add_source("door-1", "epci:246700488")
    add_source("door-2", "epci:246700488")
    revoke_source("door-2")
    settings = read_mqtt(workspace.folder, {"broker": "embedded"})
    assert ways(replace(workspace, mqtt=settings))["mqtt"].whom.startswith("1 sources")


def test_a_broker_that_lets_strangers_in_is_found_out(request, workspace, tmp_path):
    program, port = brokers.mosquitto_programs(request), free_port()
    for anonymous, guarded, said in (("true", False, "have no name"), ("false", True, "")):
        settings = tmp_path / "m.conf"
        settings.write_text(
            f"user {getpass.getuser()}\nlistener {port} 127.0.0.1\nallow_anonymous {anonymous}\n", encoding="utf-8"
        )
        table = {"broker": f"mqtt://127.0.0.1:{port}", "confines_sources": True}
        with subprocess.Popen([program, "-c", str(settings)], stderr=subprocess.DEVNULL) as server:
            wait_for_port(port)
            found = ways(replace(workspace, mqtt=read_mqtt(tmp_path, table)))["mqtt"]
            server.terminate()
        assert (found.guarded, said in found.wrong) == (guarded, True)
    gone = ways(replace(workspace, mqtt=read_mqtt(tmp_path, table)))["mqtt"]
    assert (gone.guarded, "does not answer" in gone.wrong) == (False, True)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"broker": "http://x"}, "a url as mqtts://"),
        ({"broker": "mqtt://broker.example.org"}, "confines_sources = true"),
        ({"broker": "mqtt://broker.example.org", "confines_sources": "yes"}, "confines_sources = true"),
        ({"broker": "embedded", "bind": "0.0.0.0:1883"}, "this machine only"),
        ({"broker": "embedded", "bind": "127.0.0.1:99999"}, "this machine only"),
        ({"broker": "embedded", "port": 1}, "knows only"),
        ("embedded", "knows only"),
    ],
)
def test_a_table_that_would_open_the_door_too_wide_is_refused(tmp_path, table, said):
    with pytest.raises(ConfigError, match=said):
        read_mqtt(tmp_path, table)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"servers": []}, "list of urls"),
        ({"servers": ["http://x"]}, "list of urls"),
        ({"workers": 0}, "whole number from 1 to 12"),
        ({"workers": "3"}, "whole number from 1 to 12"),
        ({"confines_sources": False}, "confines_sources = true"),
        ({"token": "x"}, "knows only"),
    ],
)
def test_so_is_one_of_nats(tmp_path, change, said):
    good = {"servers": ["nats://127.0.0.1:4222"], "workers": 3, "confines_sources": True}
    assert read_nats(tmp_path, good).workers == 3
    with pytest.raises(ConfigError, match=said):
        read_nats(tmp_path, good | change)
