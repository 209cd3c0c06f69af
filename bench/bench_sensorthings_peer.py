"""The peer of bench_sensorthings.py: django-ogc-sensorthings with its own PostgreSQL, set up as it documents."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ENVIRONMENT = Path(__file__).resolve().parents[1] / "build" / "bench-sensorthings-peer"
SETTINGS = """
from uuid import UUID
SECRET_KEY = "bench"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "site_urls"
USE_TZ = True
INSTALLED_APPS = ["django.contrib.contenttypes", "sensorthings.versions.v1_1",
    "sensorthings.versions.v1_1.backends.django", "sensorthings.versions.v1_1.extensions.dataarray"]
MIDDLEWARE = []
DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "HOST": "127.0.0.1",
    "PORT": {database}, "USER": "bench", "CONN_MAX_AGE": None}}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SENSORTHINGS_V1_1_SERVICE_URL = "http://127.0.0.1:{port}"
SENSORTHINGS_V1_1_BACKEND_ADAPTER = "sensorthings.versions.v1_1.backends.django.adapter.DjangoBackendAdapter"
SENSORTHINGS_V1_1_ID_TYPE = UUID
SENSORTHINGS_V1_1_ID_DELIMITER = "'"
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("", include("sensorthings.versions.v1_1.urls"))]
"""
ASGI = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
from django.core.asgi import get_asgi_application
application = get_asgi_application()
"""
STREAM = {
    "name": "no2",
    "description": "no2",
    "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
    "unitOfMeasurement": {"name": "ug/m3", "symbol": "ug/m3", "definition": "http://unitsofmeasure.org#ug/m3"},
    "Sensor": {"name": "s", "description": "s", "encodingType": "text/html", "metadata": "http://example.org"},
    "ObservedProperty": {"name": "no2", "definition": "http://example.org/no2", "description": "no2"},
}
THING = {
    "name": "station",
    "description": "station",
    "Locations": [
        {
            "name": "here",
            "description": "here",
            "encodingType": "application/geo+json",
            "location": {"type": "Point", "coordinates": [7.75, 48.58]},
        }
    ],
    "Datastreams": [{**STREAM, "name": f"no2-{number}"} for number in range(10)],
}


def make(
    folder: Path, port: int, database: int, wanted: Sequence[str], side: Callable[..., Any]
) -> tuple[Any, Callable[[], None]]:
    """The peer, running, with a thing of ten datastreams; and what stops it."""
    folder.mkdir()
    python = _environment(wanted)
    postmaster = _postgres(folder, database)
    (folder / "site_settings.py").write_text(SETTINGS.format(database=database, port=port))
    (folder / "site_urls.py").write_text(URLS)
    (folder / "site_asgi.py").write_text(ASGI)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "site_settings", "PYTHONPATH": str(folder)}
    environment.pop("PAGUS_WORKSPACE", None)
    try:
        subprocess.run([python, "-m", "django", "migrate", "-v0"], cwd=folder, env=environment, check=True)
    except subprocess.CalledProcessError:
        postmaster.send_signal(signal.SIGINT)
        postmaster.wait(60)
        raise
    command = [python, "-m", "uvicorn", "site_asgi:application", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=folder, env=environment)

    def stop() -> None:
        for process in (server, postmaster):
            process.send_signal(signal.SIGINT)
            process.wait(60)

    found = side("peer", port, "/v1.1", [server.pid, postmaster.pid], {})
    try:
        _wait(port)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", "/v1.1/Things", json.dumps(THING), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        if answer.status >= 300:
            raise SystemExit(f"the peer takes no deep insert: {answer.status} {answer.read()[:300]!r}")
        answer.read()
        listed = found.ask(connection, "GET", "/Datastreams?$top=100")
        found.streams = [each["@iot.id"] for each in listed["value"]]
    except BaseException:
        stop()
        raise
    return found, stop


def _environment(wanted: Sequence[str]) -> Path:
    """An environment with these packages; the one that an earlier run made is taken again."""
    python, mark = ENVIRONMENT / "bin/python", ENVIRONMENT / "packages.txt"
    if mark.is_file() and mark.read_text(encoding="utf-8") == "\n".join(wanted):
        return python
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    done = subprocess.run([python, "-m", "pip", "install", "-q", *wanted], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"its packages cannot be had: {done.stderr.strip()[-300:]}")
    mark.write_text("\n".join(wanted), encoding="utf-8")
    return python


def _postgres(folder: Path, port: int) -> subprocess.Popen[bytes]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise SystemExit("PostgreSQL is not installed (Debian package postgresql)")
    data, run = folder / "data", []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        run = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        for each in (folder, *folder.parents[:1]):
            each.chmod(0o755)
        data.mkdir()
        subprocess.run(["chown", "nobody:nogroup", data], check=True)
    make = [*run, found[-1] / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run(make, check=True, capture_output=True)
    server = [*run, found[-1] / "postgres", "-D", data, "-p", str(port), "-k", data, "-h", "127.0.0.1"]
    process = subprocess.Popen(server, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    ready = [found[-1] / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if time.monotonic() > deadline:
            raise SystemExit("the peer's PostgreSQL did not start within a minute")
        time.sleep(0.2)
    return process


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/v1.1/Things")
            if connection.getresponse().status < 500:
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit("the peer did not become ready within a minute")
