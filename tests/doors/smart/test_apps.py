"""Apps that people use: PKCE, a person in hand, and no more than user and program may see together."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser

from pagus.apps.clients import actions, queries
from pagus.apps.journal.queries import entries
from pagus.doors.smart.bearing import access_of_token
from pagus.errors import NotFound
from tests.apps.cast import account, person
from tests.doors.smart.programs import EUROMETROPOLE, send

pytestmark = pytest.mark.django_db

VERIFIER = "a-verifier-that-nobody-guesses-because-it-is-long-enough"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
BACK = "http://127.0.0.1:9000/back"
SCOPE = "launch/patient patient/Observation.rs patient/Patient.r"


@pytest.fixture
def anna() -> str:
    return person("person:P-AAA", "commune:67482", "team-a")


@pytest.fixture
def nurse(anna: str) -> User:
    return account("nurse", EUROMETROPOLE, "team-a")


@pytest.fixture
def browser(nurse: User) -> Browser:
    client = Browser(headers={"host": "localhost", "accept-language": "en"})
    client.force_login(nurse)
    return client


def app(code: str = "viewer", **changes: Any) -> str:
    facts: dict[str, Any] = {"name": "Viewer", "kind": "app", "proof": "none", "territory": EUROMETROPOLE, "team": "*"}
    facts |= {"scopes": "launch launch/patient patient/*.rs user/*.rs", "redirects": [BACK]} | changes
    actions.register_client(code, **facts)
    return code


def request_of(code: str, **changes: str | None) -> str:
    asked: dict[str, str | None] = {
        "response_type": "code",
        "client_id": code,
        "redirect_uri": BACK,
        "scope": SCOPE,
        "state": "s-1",
        "aud": "http://localhost/fhir/r4",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    kept = {name: value for name, value in {**asked, **changes}.items() if value is not None}
    return f"/smart/authorize?{urlencode(kept)}"


def told(answer: Any) -> Mapping[str, str]:
    assert answer.status_code == 302, answer.content
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def exchange(browser: Browser, code: str, **changes: str) -> Any:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "client_id": "viewer"}
    return send(browser, "/smart/token", {**form, "code_verifier": VERIFIER, **changes})


def allowed(browser: Browser, address: str, pseudonym: str = "P-AAA") -> Any:
    return browser.post(address, {"answer": "allow", "person": pseudonym})


def test_an_app_is_let_in_for_one_person(browser: Browser, anna: str, nurse: User) -> None:
    address = request_of(app())
    page = browser.get(address)
    assert page.status_code == 200
    assert b"patient/Observation.rs" in page.content
    assert "form-action 'self' http://127.0.0.1:9000" in page.headers["Content-Security-Policy"]
    back = told(allowed(browser, address, "p-aaa"))
    assert back["state"] == "s-1"
    answer = exchange(browser, back["code"])
    given = answer.json()
    assert (answer.status_code, given["patient"], given["expires_in"]) == (200, "P-AAA", 3_600)
    assert set(given["scope"].split()) == set(SCOPE.split())
    access = access_of_token(given["access_token"])
    assert access is not None
    assert (access.name, access.role, access.patient) == (nurse.username, "client:viewer", anna)
    assert access.visible([anna, person("person:P-BBB", team_code="team-a")]) == {anna}
    assert "let_in_client" in [each.verb for each in entries(object_code="client:viewer")]
    assert "app viewer" in [each.purpose for each in entries(object_code=anna)]


def test_a_code_counts_once_and_for_its_verifier(browser: Browser) -> None:
    address = request_of(app())
    code = told(allowed(browser, address))["code"]
    assert exchange(browser, code, code_verifier="y" * 50).json()["error"] == "invalid_grant"
    assert exchange(browser, code, redirect_uri="http://127.0.0.1:9000/other").status_code >= 400
    assert exchange(browser, code).status_code == 200
    assert exchange(browser, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "system/*.rs"}, "invalid_scope"),
        ({"scope": "patient/Observation"}, "invalid_scope"),
    ],
)
def test_a_request_that_is_not_in_order_goes_back_with_its_error(
    browser: Browser, changes: dict[str, str | None], error: str
) -> None:
    assert told(browser.get(request_of(app(), **changes)))["error"] == error


def test_the_plain_challenge_is_refused(browser: Browser) -> None:
    address = request_of(app(), code_challenge=VERIFIER, code_challenge_method="plain")
    assert told(allowed(browser, address))["error"] == "invalid_request"


@pytest.mark.parametrize(
    "changes",
    [{"redirect_uri": "https://evil.example/"}, {"client_id": "nobody"}, {"aud": "https://other.example/fhir"}],
)
def test_whoever_is_not_known_goes_nowhere(browser: Browser, changes: dict[str, str]) -> None:
    answer = browser.get(request_of(app(), **changes))
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_refusing_gives_nothing(browser: Browser) -> None:
    assert told(browser.post(request_of(app()), {"answer": "refuse"}))["error"] == "access_denied"


@pytest.mark.parametrize("pseudonym", ["P-BBB", "P-NOBODY", "", "<script>"])
def test_nobody_else_can_be_named(browser: Browser, pseudonym: str) -> None:
    person("person:P-BBB", "commune:67482", "team-b")
    assert allowed(browser, request_of(app()), pseudonym).status_code == 422


def test_the_program_cuts_what_its_user_sees(browser: Browser, anna: str, nurse: User) -> None:
    bert = person("person:P-BBB", "commune:67482", "team-b")
    app(team="team-b")
    assert allowed(browser, request_of("viewer")).status_code == 422
    coordinator = account("coordinator", EUROMETROPOLE)
    for user, seen in ((nurse, set()), (coordinator, {bert})):
        one = Browser(headers={"host": "localhost"})
        one.force_login(user)
        code = told(one.post(request_of("viewer", scope="user/*.rs"), {"answer": "allow"}))["code"]
        access = access_of_token(exchange(one, code).json()["access_token"])
        assert access is not None
        assert access.visible([anna, bert]) == seen


def test_a_user_who_lost_their_account_is_behind_no_token(browser: Browser, nurse: User) -> None:
    code = told(allowed(browser, request_of(app())))["code"]
    token = exchange(browser, code).json()["access_token"]
    nurse.is_active = False
    nurse.save()
    assert queries.bearer_of(token) is None


def test_opened_from_a_page_of_ours(browser: Browser, anna: str, nurse: User) -> None:
    app(launch_url="http://127.0.0.1:9000/launch?from=pagus")
    opened = actions.begin_launch(nurse, "viewer", anna, "http://localhost/fhir/r4")
    query = parse_qs(urlsplit(opened).query)
    assert query["iss"] == ["http://localhost/fhir/r4"]
    assert query["from"] == ["pagus"]
    address = request_of("viewer", scope="launch patient/Observation.rs", launch=query["launch"][0])
    assert b"P-AAA" in browser.get(address).content
    code = told(browser.post(address, {"answer": "allow"}))["code"]
    assert exchange(browser, code).json()["patient"] == "P-AAA"
    assert browser.get(address).status_code == 400, "a handle holds once"


def test_a_launch_is_of_one_user_and_one_program(browser: Browser, anna: str, nurse: User) -> None:
    app(launch_url="http://127.0.0.1:9000/launch")
    app("other", launch_url="http://127.0.0.1:9000/launch")
    opened = actions.begin_launch(nurse, "other", anna, "http://localhost/fhir/r4")
    handle = parse_qs(urlsplit(opened).query)["launch"][0]
    assert browser.get(request_of("viewer", scope="launch patient/Patient.r", launch=handle)).status_code == 400
    with pytest.raises(NotFound):
        actions.begin_launch(nurse, "viewer", person("person:P-BBB", team_code="team-b"), "http://localhost/fhir/r4")


def test_nobody_is_let_in_without_a_login() -> None:
    answer = Browser(headers={"host": "localhost"}).get(request_of(app()))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login")


def test_a_program_reads_first_what_there_is(browser: Browser) -> None:
    answer = Browser(headers={"host": "localhost"}).get("/fhir/r4/.well-known/smart-configuration")
    said = answer.json()
    assert said["token_endpoint"] == "http://localhost/smart/token"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert "client-confidential-asymmetric" in said["capabilities"]
    assert "private_key_jwt" in said["token_endpoint_auth_methods_supported"]


def test_pages_of_registered_apps_may_read_our_answers() -> None:
    app()
    asked = Browser(headers={"host": "localhost"})
    path = "/fhir/r4/.well-known/smart-configuration"
    good = asked.get(path, headers={"origin": "http://127.0.0.1:9000"})
    assert good.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:9000"
    for other in ("http://127.0.0.1:900", "https://evil.example", "null"):
        assert "Access-Control-Allow-Origin" not in asked.get(path, headers={"origin": other}).headers


@pytest.mark.parametrize(
    "address", ["http://app.example/back", "javascript:alert(1)", "https://user@app.example/", "ftp://x/"]
)
def test_addresses_without_tls_are_not_registered(address: str) -> None:
    from pagus.errors import InputError

    with pytest.raises(InputError):
        app(redirects=[address])


def test_the_statement_says_the_same_and_is_valid() -> None:
    from pagus.fhir_r4 import read

    answer = Browser(headers={"host": "localhost"}).get("/fhir/r4/metadata")
    read(answer.content, "CapabilityStatement")
    rest = answer.json()["rest"][0]
    uris = {each["url"]: each["valueUri"] for each in rest["security"]["extension"][0]["extension"]}
    assert uris["token"] == "http://localhost/smart/token"
    assert uris["authorize"] == "http://localhost/smart/authorize"
    by_type = {each["type"]: each for each in rest["resource"]}
    able = {each["code"] for each in by_type["Subscription"]["interaction"]}
    assert able == {"create", "read", "update", "delete", "search-type"}
    assert {each["name"] for each in by_type["Subscription"]["operation"]} >= {"status", "events"}
    assert "export" in {each["name"] for each in rest["operation"]}


def test_a_page_of_an_app_may_ask_and_no_other() -> None:
    app()
    asked = Browser(headers={"host": "localhost"})
    wanted = {"origin": "http://127.0.0.1:9000", "access-control-request-method": "GET"}
    good = asked.options("/fhir/r4/Patient", headers=wanted)
    assert (good.status_code, good.headers["Access-Control-Allow-Origin"]) == (204, "http://127.0.0.1:9000")
    other = asked.options("/fhir/r4/Patient", headers={**wanted, "origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    refused = asked.get("/fhir/r4/Patient", headers={"origin": "http://127.0.0.1:9000"})
    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (401, "http://127.0.0.1:9000")
