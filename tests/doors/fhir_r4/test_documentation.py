"""The example of the documentation does what it says, as it is pasted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from pagus.apps.streams import queries
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "doors" / "fhir.md"


@pytest.mark.parametrize("times", [2])
def test_the_example_is_pasted_and_works(fhir, live_server, tmp_path, times):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    (script,) = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    script = script.replace("http://127.0.0.1:8000", live_server.url).replace("pagus_...", fhir.token)
    for _ in range(times):
        done = subprocess.run(
            ["bash", "-ec", script], cwd=tmp_path, env={"PATH": os.environ["PATH"]}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert b'"value": 80.50' in done.stdout
    assert b'"type":"searchset"' in done.stdout
    assert queries.series("person:P-AAAA", "weight")["value"].to_list() == [80.5]
    assert fhir.get("Observation?_summary=count").json()["total"] == 1
