"""aio-sensorthings of the city of Hamburg, unmodified, in an environment of its own: it asks for Python 3.13 or newer.

Without a working python3.13 on the path the test is skipped with this reason, in a strict run too: the house itself
runs on the Python that it was installed with, and nothing of it is untested then but this client.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.doors.sensorthings.conftest import EUROMETROPOLE

PACKAGES = ("aio-sensorthings[http,redis]==0.8.0", "pyyaml")
"""Its first import takes in redis-om and yaml, and it does not ask for yaml."""
ENVIRONMENT = ROOT / "build" / "aio-sensorthings"
SCRIPT = """
import asyncio, json, sys
from aio_sensorthings import STAClient, STAEntityType, STAHttpSource, STAHttpTarget
from aio_sensorthings.adapters.auth.basic import BasicAuthProvider

address, user, password_file = sys.argv[1:]
POINT = {"type": "Point", "coordinates": [7.75, 48.58]}
KIND = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"

async def main():
    found = {}
    async with STAClient(address) as reader:
        source = STAHttpSource(reader)
        things = await source.get_entities(STAEntityType.THING, expand="Locations,Datastreams", top=1)
        found["things"] = [thing["name"] for thing in things]
        stream = things[0]["Datastreams"][0]["@iot.id"]
        one = await source.get_entity(STAEntityType.DATASTREAM, stream, expand="Sensor,ObservedProperty,Thing")
        found["sensor"] = one["Sensor"]["name"]
        path = f"Datastreams({stream})/Observations"
        rows = await reader.get_all(path, top=7, params={"$orderby": "phenomenonTime asc"})
        found["results"] = [row["result"] for row in rows]
        scoped = await source.get_entities(
            STAEntityType.DATASTREAM, nav_path=f"Things({things[0]['@iot.id']})/Datastreams",
            filter_="substringof('PM10', name)",
        )
        found["scoped"] = [each["name"] for each in scoped]
    async with STAClient(address, auth_provider=BasicAuthProvider(user, password_file)) as writer:
        target = STAHttpTarget(writer)
        place = await target.create_entity(STAEntityType.LOCATION, {
            "name": "it's here", "description": "", "encodingType": "application/geo+json", "location": POINT})
        thing = await target.create_entity(STAEntityType.THING, {
            "name": "box", "description": "", "properties": {"a": 1}, "Locations": [{"@iot.id": place}]})
        sensor = await target.create_entity(STAEntityType.SENSOR, {
            "name": "S", "description": "", "encodingType": "text/html", "metadata": "x"})
        measured = await target.create_entity(STAEntityType.OBSERVED_PROPERTY, {
            "name": "W", "description": "", "definition": "http://example.org/w"})
        stream = await target.create_entity(STAEntityType.DATASTREAM, {
            "name": "box: W", "description": "", "observationType": KIND, "Thing": {"@iot.id": thing},
            "unitOfMeasurement": {"name": "degree", "symbol": "Cel", "definition": ""},
            "Sensor": {"@iot.id": sensor}, "ObservedProperty": {"@iot.id": measured}})
        for hour in range(3):
            await writer.post("Observations", {
                "phenomenonTime": f"2026-03-16T0{hour}:00:00Z", "result": hour + 0.5,
                "Datastream": {"@iot.id": stream}})
        found["updated"] = await target.update_entity(STAEntityType.THING, thing, {"description": "changed"})
        found["missing"] = await target.update_entity(STAEntityType.THING, 999_999, {"description": "x"})
        found["named"] = (await target.get_entity_by_name(STAEntityType.LOCATION, "it's here"))["@iot.id"] == place
        rows = await writer.get_all(f"Datastreams({stream})/Observations")
        found["sent"] = [row["result"] for row in rows]
        found["changed"] = (await writer.get(f"Things({thing})"))["description"]
    print(json.dumps(found))

asyncio.run(main())
"""


def python_of_its_own() -> Path:
    """The interpreter of an environment with the client; made once. Skips, with the reason, where it cannot be."""
    python = shutil.which("python3.13")
    if python is None or subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("aio-sensorthings needs Python 3.13, and no python3.13 on the path works here")
    ENVIRONMENT.mkdir(parents=True, exist_ok=True)
    made = ENVIRONMENT / "venv"
    with (ENVIRONMENT / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        mark = ENVIRONMENT / "packages.txt"
        if not mark.exists() or mark.read_text(encoding="utf-8") != "\n".join(PACKAGES):
            subprocess.run([python, "-m", "venv", "--clear", made], check=True)
            install = [made / "bin/python", "-m", "pip", "install", "-q", *PACKAGES]
            done = subprocess.run(install, capture_output=True, text=True, timeout=240, check=False)
            if done.returncode:
                pytest.skip(f"aio-sensorthings cannot be installed here: {done.stderr.strip()[-200:]}")
            mark.write_text("\n".join(PACKAGES), encoding="utf-8")
    return made / "bin/python"


def test_the_client_of_hamburg_reads_pages_declares_and_sends(territory, live_server, tmp_path):
    from pagus.apps.streams.actions import add_source

    python = python_of_its_own()
    (tmp_path / "password").write_text(add_source("gateway-aio", EUROMETROPOLE))
    done = subprocess.run(
        [python, "-c", SCRIPT, f"{live_server.url}/sensorthings", "gateway-aio", tmp_path / "password"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert json.loads(done.stdout) == {
        "things": ["Danube"],
        "sensor": "air station",
        "results": [float(hour) for hour in range(47, -1, -1)],
        "scoped": ["Danube: PM10"],
        "updated": True,
        "missing": False,
        "named": True,
        "sent": [0.5, 1.5, 2.5],
        "changed": "changed",
    }
