"""What surrounds every page: policy, headers, errors in words, login, language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.accounts import actions as accounts
from pagus.apps.accounts.queries import DemoLogin, demo_logins
from pagus.apps.accounts.roles import ROLES
from pagus.apps.journal.queries import entries
from pagus.errors import NotAllowed
from pagus.web.security import is_loopback
from tests.apps.broken_urls import ERRORS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.apps.broken_urls")]

PASSWORD = "correct horse battery"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


def test_the_content_policy_lets_nothing_in_from_elsewhere(client: Client) -> None:
    policy = client.get("/login")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    allowed = {"'none'", "'self'", "data:"}
    assert {word for words in directives.values() for word in words.split()} <= allowed
    assert directives["img-src"] == "'self' data:"
    assert "unsafe" not in policy


def test_headers(client: Client) -> None:
    answer = client.get("/login")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_health_says_nothing_of_the_workspace(client: Client) -> None:
    assert set(client.get("/health").json()) == {"status", "version"}


def test_a_demo_answers_this_machine_only(client: Client) -> None:
    assert client.get("/health", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get("/health", REMOTE_ADDR="::1").status_code == 200
    assert client.get("/health", headers={"host": "pagus.example"}).status_code == 400


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("", False)],
)
def test_loopback(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("absent", 404, "no alert has the number 7"),
        ("forbidden", 403, "your roles do not allow: install a kit"),
        ("conflict", 409, "alert 7 is closed"),
        ("kit", 422, "kit.yaml:3: no title (write one)"),
        ("store", 503, "disk <full>"),
    ],
)
def test_errors_speak_in_words(client: Client, name: str, status: int, message: str) -> None:
    page = client.get(f"/fail/{name}")
    assert page.status_code == status
    assert message.replace("<", "&lt;").replace(">", "&gt;") in page.content.decode()
    answer = client.get(f"/api/v1/fail/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert message in answer.json()["error"]


def test_a_fault_of_ours_has_a_number_and_no_detail(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    page = client.get("/fail/bug")
    assert page.status_code == 500
    incident = next(record for record in caplog.records if "incident" in record.getMessage())
    number = incident.args[0]  # type: ignore[index]
    assert str(number) in page.content.decode()
    assert "P-SECRET" not in page.content.decode()
    assert incident.exc_info is not None
    assert client.get("/api/v1/fail/bug").json().keys() == {"status", "error", "incident"}


def test_what_is_forbidden_is_journalled(client: Client) -> None:
    client.get("/fail/forbidden")
    assert [(e.actor, e.verb, e.object_code) for e in entries()] == [("anonymous", "refused", "/fail/forbidden")]
    client.get("/fail/absent")
    assert len(entries()) == 1


def test_every_error_of_the_tree_is_tried() -> None:
    assert set(ERRORS) == {"absent", "forbidden", "conflict", "kit", "store", "bug"}


def test_login_and_logout(client: Client) -> None:
    accounts.add_account("anna", PASSWORD)
    answer = client.post("/login", {"username": "anna", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME]["httponly"]
    assert client.cookies[settings.SESSION_COOKIE_NAME]["samesite"] == "Lax"
    assert client.get("/login").status_code == 302
    assert "no-cache" in client.get("/fail/absent")["Cache-Control"]
    assert client.post("/logout").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_login_leads_nowhere_else(client: Client) -> None:
    accounts.add_account("anna", PASSWORD)
    form = {"username": "anna", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/login", form)["Location"] == "/console/"


def test_repeated_failures_lock_this_login_from_this_address(client: Client) -> None:
    accounts.add_account("anna", PASSWORD)
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert client.post("/login", {"username": "anna", "password": "wrong"}).status_code == 200
    locked = client.post("/login", {"username": "anna", "password": "wrong"})
    assert locked.status_code == 429
    assert "15 minutes" in locked.content.decode()
    assert client.post("/login", {"username": "anna", "password": PASSWORD}).status_code == 429
    accounts.add_account("bert", PASSWORD)
    assert client.post("/login", {"username": "bert", "password": PASSWORD}).status_code == 302
    assert AccessAttempt.objects.count() == 1


def test_a_form_without_its_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/login", {"username": "anna", "password": PASSWORD}).status_code == 403
    assert strict.post("/language", {"language": "de"}).status_code == 403


@pytest.mark.parametrize(("language", "word"), [("fr", 'lang="fr"'), ("en", 'lang="en"'), ("de", 'lang="de"')])
def test_the_language_switch_keeps_the_page(client: Client, language: str, word: str) -> None:
    answer = client.post("/language", {"language": language, "next": "/login?next=/console/"})
    assert answer["Location"] == "/login?next=/console/"
    assert word in client.get(answer["Location"]).content.decode()
    away = client.post("/language", {"language": language, "next": "https://elsewhere.example/"})
    assert away["Location"] == "/"


def test_the_language_follows_the_browser_and_falls_back_to_french() -> None:
    for sent, expected in (("de-CH,de;q=0.9", "de"), ("en-GB", "en"), ("ja", "fr"), ("", "fr")):
        page = Client(headers={"accept-language": sent}).get("/login").content.decode()
        assert f'lang="{expected}"' in page, sent


def test_demo_logins_stand_on_the_login_page_of_a_demo_only(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    login = DemoLogin("nurse", "heron-river-stork", ROLES["nurse"])
    accounts.add_demo_logins([login], "epci:246700488", {"nurse": "team-a"})
    try:
        assert "heron-river-stork" in client.get("/login").content.decode()
        assert client.post("/login", {"username": "nurse", "password": login.password}).status_code == 302
        client.logout()
        monkeypatch.setattr(settings, "WORKSPACE", replace(settings.WORKSPACE, kind="real"))
        assert demo_logins() == ()
        assert "heron-river-stork" not in client.get("/login").content.decode()
        with pytest.raises(NotAllowed):
            accounts.add_demo_logins([login], "epci:246700488", {})
    finally:
        settings.WORKSPACE.demo_logins.unlink()


def test_the_frame_names_the_account_and_its_roles(client: Client, clock_at: Callable[[int], None]) -> None:
    accounts.add_account("anna", PASSWORD)
    accounts.give_role("anna", "analyst", "epci:246700488")
    client.force_login(User.objects.get(username="anna"), "django.contrib.auth.backends.ModelBackend")
    page = client.get("/fail/absent").content.decode()
    assert "anna" in page
    assert "Analyst" in page
    assert "Simulated data" in page
