"""A server that listens, with a household in it, for clients of others that know nothing of us."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doors.clients.node import NotReachable, npm_packages
from tests.doors.fhir_r4.shown.conftest import *  # noqa: F403

# isort: split
from tests.doors.conftest import empty  # noqa: F401
from tests.doors.smart.programs import key, proof, public, service
from tests.faces.console.conftest import scene  # noqa: F401


@pytest.fixture
def npm(request: pytest.FixtureRequest) -> Path:
    """The npm packages. Where their registry cannot be reached the test skips, with the reason."""
    try:
        return npm_packages()
    except NotReachable as error:
        if request.config.getoption("--strict-tools"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def server(empty: None, household: object, live_server: object) -> str:  # noqa: F811
    """The address of the FHIR door of a running server."""
    from pagus.apps.territory.actions import add_definition  # noqa: F401

    return f"{live_server.url}/fhir/r4"  # type: ignore[attr-defined]


__all__ = ["key", "npm", "proof", "public", "server", "service"]
