"""What the description of the API promises, held against made-up requests: no server error, no undescribed answer."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import ignored_auth

PATH = "/api/v1/access/"
PLAIN = {"Accept-Language": "en", "Accept-Encoding": "identity"}
PASSWORD = "a-password-of-the-tests"


def _login() -> str:
    from tests.apps.cast import account

    user = account("analyst", "departement:67")
    user.username = "anna"
    user.set_password(PASSWORD)
    user.save()
    return "Basic " + base64.b64encode(f"anna:{PASSWORD}".encode()).decode()


@pytest.fixture
def kept_open(db: None) -> Iterator[None]:
    """Requests that do not end the connection of the test, as those of Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(kept_open: None) -> Any:
    """The API as its description says it is, with a login that may ask."""
    from django.core.wsgi import get_wsgi_application

    application, authorization = get_wsgi_application(), _login()

    def on_this_machine(environ: dict[str, Any], start: Any) -> Any:
        return application(environ | {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "testserver"}, start)

    schema = schemathesis.openapi.from_wsgi(
        f"{PATH}openapi.json", on_this_machine, headers={"Authorization": authorization}
    )
    schema.authorization = authorization
    return schema


CAREFUL = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def test_made_up_requests_get_described_answers(described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 8
    for operation in operations:
        _hold(operation, described.authorization)


def _hold(operation: Any, authorization: str) -> None:
    @CAREFUL
    @given(case=operation.as_strategy())
    def held(case: Any) -> None:
        answer = case.call(
            headers={"Authorization": authorization, "Accept-Language": "en", "Accept-Encoding": "identity"}
        )
        assert answer.status_code < 500, (operation.label, answer.text)
        if answer.status_code < 400:
            # It puts a login of its own in place of ours and expects a refusal; ours was sent again beside it.
            case.validate_response(answer, excluded_checks=[ignored_auth])
        else:
            kinds = answer.headers["content-type"]
            assert kinds == ["application/problem+json"], (operation.label, answer.status_code, kinds, answer.text)
            assert set(answer.json()) >= {"status", "detail", "field", "remedy"}

    held()
