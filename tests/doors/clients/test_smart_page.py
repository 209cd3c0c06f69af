"""The examples of docs/doors/smart.md, as they stand there, run against a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pagus.apps.clients.actions import register_client
from tests.conftest import ROOT
from tests.doors.fhir_r4.telling.conftest import Listener, listener  # noqa: F401
from tests.faces.console.conftest import EUROMETROPOLE

pytestmark = pytest.mark.django_db(transaction=True)
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def run(folder: Path, program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def test_what_is_pasted_works(server: str, tmp_path: Path, listener: Listener) -> None:  # noqa: F811
    make_key, ask, subscribe = BLOCK.findall((ROOT / "docs" / "doors" / "smart.md").read_text(encoding="utf-8"))
    keys = json.loads(run(tmp_path, make_key))
    register_client(
        "city-hospital",
        name="City hospital",
        kind="service",
        proof="keys",
        territory=EUROMETROPOLE,
        team="*",
        scopes="system/*.rs system/Subscription.cruds",
        keys=keys,
    )
    said = run(tmp_path, ask + subscribe, PAGUS_FHIR=server, MY_ADDRESS=listener.url)
    assert said.splitlines() == ["P-AAA 1", "P-BBB 0", "requested"]
    from pagus.doors.fhir_r4.telling.sending import tell

    assert tell() == (1, 0)
    assert listener.arrived[0][0]["Authorization"] == "Bearer what-our-own-server-asks-for"
