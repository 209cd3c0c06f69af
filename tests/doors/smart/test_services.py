"""Programs of their own: a signed proof gives a token that sees what was registered and nothing else."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from django.test import Client as Browser

from pagus.apps.accounts.roles import VERBS
from pagus.apps.clients import actions, queries
from pagus.apps.journal.queries import entries
from pagus.apps.people import queries as people
from pagus.doors.smart.bearing import access_of_token
from pagus.errors import CodeError, Conflict, InputError, NotAllowed, NotFound
from tests.apps.cast import account, person
from tests.doors.smart.programs import BEARER, EUROMETROPOLE, ask_token, key, proof, public, send, service, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Browser:
    return Browser()


def test_a_signed_proof_gives_a_short_token(browser: Browser) -> None:
    code = service(scopes="system/Observation.rs system/Patient.rs")
    answer = ask_token(browser, proof(code), "system/Observation.rs system/Slot.rs openid")
    told = answer.json()
    assert (answer.status_code, told["token_type"], told["expires_in"]) == (200, "Bearer", 300)
    assert told["scope"] == "system/Observation.rs"
    assert "refresh_token" not in told
    assert answer.headers["Cache-Control"] == "no-store"


def test_rsa_keys_sign_too(browser: Browser) -> None:
    signed = key("rsa", "RSA")
    code = service(keys=public(key(), signed))
    assert ask_token(browser, proof(code, signed, "RS384")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"aud": "https://elsewhere.example/token"}, "another server"),
        ({"exp": int(time.time()) - 120}, "expired"),
        ({"exp": int(time.time()) + 3_600}, "too long"),
        ({"exp": "soon"}, "no number"),
        ({"iss": "somebody"}, "iss is not sub"),
        ({"jti": None}, "no identifier"),
        ({"sub": "nobody", "iss": "nobody"}, "not registered"),
    ],
)
def test_a_proof_that_is_not_right_gives_nothing(browser: Browser, changes: dict[str, object], why: str) -> None:
    answer = ask_token(browser, proof(service(), **changes))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), why


def test_a_proof_by_another_key_gives_nothing(browser: Browser) -> None:
    code = service()
    other = type(key()).generate(kty="EC", crv="P-384", kid="one")
    assert ask_token(browser, proof(code, other)).status_code == 401


def test_weaker_signatures_give_nothing(browser: Browser) -> None:
    code = service(keys=public(key("rsa", "RSA")))
    assert ask_token(browser, proof(code, key("rsa", "RSA"), "RS256")).status_code == 401
    head, body, _ = proof(code, key("rsa", "RSA"), "RS384").split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    assert ask_token(browser, f"{none}.{body}.").status_code == 401
    assert ask_token(browser, f"{head}.{body}.AAAA").status_code == 401
    assert ask_token(browser, "x" * 9_000).status_code == 401


def test_a_proof_counts_once(browser: Browser) -> None:
    signed = proof(service())
    assert ask_token(browser, signed).status_code == 200
    assert ask_token(browser, signed).status_code == 401


def test_a_program_that_signs_has_no_secret(browser: Browser) -> None:
    code = service()
    form = {"grant_type": "client_credentials", "client_id": code, "client_secret": "", "scope": "system/*.rs"}
    assert send(browser, "/smart/token", form).status_code == 401


def test_a_secret_gives_a_token_where_it_was_agreed(browser: Browser) -> None:
    told = actions.register_client(
        "portal", name="Portal", kind="service", proof="secret", territory=EUROMETROPOLE, scopes="system/Location.rs"
    )
    basic = base64.b64encode(f"portal:{told.secret}".encode()).decode()
    form = {"grant_type": "client_credentials", "scope": "system/Location.rs"}
    good = send(browser, "/smart/token", form, authorization=f"Basic {basic}")
    assert good.status_code == 200
    bad = send(browser, "/smart/token", {**form, "client_id": "portal", "client_secret": told.secret + "x"})
    assert (bad.status_code, bad.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("scope", ["system/Slot.rs", "user/Observation.rs", "system/Observation", "sudo"])
def test_nothing_left_of_what_is_asked_is_a_refusal(browser: Browser, scope: str) -> None:
    answer = ask_token(browser, proof(service(scopes="system/Observation.rs")), scope)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    "grant", ["password", "refresh_token", "implicit", "urn:ietf:params:oauth:grant-type:device_code"]
)
def test_other_grants_are_not_offered(browser: Browser, grant: str) -> None:
    answer = ask_token(browser, proof(service()), grant_type=grant, username="a", password="b", refresh_token="c")
    assert answer.json()["error"] in {"unsupported_grant_type", "invalid_request"}


def test_the_endpoint_takes_a_form_by_post(browser: Browser) -> None:
    assert browser.get("/smart/token").status_code == 405
    assert browser.post("/smart/token", "{}", content_type="application/json").status_code == 415


def test_no_token_is_kept_in_the_clear() -> None:
    from oauth2_provider.models import AccessToken

    token = token_of(service())
    row = AccessToken.objects.get()
    assert token not in {str(value) for value in vars(row).values()}


def test_a_token_sees_its_territory_and_its_team_only() -> None:
    anna, bert = person("person:P-AAA", "commune:67482", "team-a"), person("person:P-BBB", "commune:67482", "team-b")
    carl = person("person:P-CCC", "commune:68224", "team-a")
    everybody = {anna, bert, carl}

    def seen(team: str) -> frozenset[str]:
        access = access_of_token(token_of(service(f"of-{team or 'none'}", team=team)))
        assert access is not None
        return access.visible(everybody)

    assert seen("team-a") == {anna}
    assert seen("") == frozenset()
    code = service("of-all", team="*")
    access = access_of_token(token_of(code))
    assert access is not None
    assert access.visible(everybody) == {anna, bert}
    assert access.places(["commune:67482", "commune:68224"]) == {"commune:67482"}


def test_scopes_cut_the_verbs() -> None:
    anna = person("person:P-AAA")
    access = access_of_token(token_of(service(scopes="system/Location.rs"), "system/Location.rs"))
    assert access is not None
    assert access.visible([anna]) == frozenset()
    assert not access.may("r", "Patient")
    assert access.may("s", "Location")


def test_a_program_has_no_verb_that_changes_anything() -> None:
    bearer = queries.bearer_of(token_of(service(scopes="system/*.cruds"), "system/*.cruds"))
    assert bearer is not None
    verbs = frozenset().union(*(grant.role.verbs for grant in queries.accounts.grants(bearer.viewer)))
    assert verbs == {"see_places", "see_person", "keep_slots"}
    assert verbs <= set(VERBS)


def test_a_reading_is_journalled_under_the_name_of_the_program() -> None:
    anna = person("person:P-AAA")
    bearer = queries.bearer_of(token_of(service()))
    assert bearer is not None
    people.read_person(bearer.viewer, anna, "fhir")
    found = entries(object_code=anna)[0]
    assert (found.actor, found.role, found.verb) == ("client:hospital", "client:hospital", "read")


def test_a_revoked_program_has_no_token_any_more(browser: Browser) -> None:
    code = service()
    token = token_of(code)
    assert queries.bearer_of(token) is not None
    actions.revoke_client(code)
    assert queries.bearer_of(token) is None
    assert ask_token(browser, proof(code)).status_code == 401
    assert [each.verb for each in entries(object_code=f"client:{code}")] == ["revoke_client", "register_client"]


def test_a_token_can_be_given_back(browser: Browser) -> None:
    code = service()
    token = token_of(code)
    form = {"token": token, "client_assertion_type": BEARER, "client_assertion": proof(code)}
    assert send(browser, "/smart/revoke", form).status_code == 200
    assert queries.bearer_of(token) is None


def test_a_program_asks_whether_its_own_token_is_good(browser: Browser) -> None:
    code, other = service(), service("other")
    token = token_of(code, "system/Observation.rs system/Patient.r")

    def examined(asks: str, text: str) -> Any:
        form = {"token": text, "client_assertion_type": BEARER, "client_assertion": proof(asks)}
        answer = send(browser, "/smart/introspect", form)
        assert answer.status_code == 200, answer.content
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.json()

    said = examined(code, token)
    assert (said["active"], said["client_id"], said["token_type"]) == (True, code, "Bearer")
    assert set(said["scope"].split()) == {"system/Observation.rs", "system/Patient.r"}
    assert 0 < said["exp"] - time.time() <= 300
    assert examined(other, token) == {"active": False}, "a program learns nothing of the tokens of others"
    assert examined(code, "nonsense") == {"active": False}
    actions.revoke_client(code)
    assert examined(other, token) == {"active": False}
    assert send(browser, "/smart/introspect", {"token": token}).status_code == 401
    assert browser.get("/smart/introspect").status_code == 405


def test_what_is_said_of_signing_in_is_so(browser: Browser) -> None:
    said = browser.get("/fhir/r4/.well-known/smart-configuration").json()
    for name in ("token_endpoint", "revocation_endpoint", "introspection_endpoint"):
        assert send(browser, said[name].removeprefix("http://testserver"), {"token": ""}).status_code in (400, 401), (
            name
        )
    assert "jwks_uri" not in said, "there are no keys of ours to fetch: no id_token is signed"
    assert "refresh_token" not in said["grant_types_supported"]
    assert not [each for each in said["capabilities"] if "openid" in each or "offline" in each or "online" in each]
    form = {"grant_type": "refresh_token", "refresh_token": "x"}
    assert send(browser, "/smart/token", form).json()["error"] == "unsupported_grant_type"


def test_only_an_operator_registers_and_revokes() -> None:
    nurse, operator = account("nurse", EUROMETROPOLE, "team-a"), account("operator", EUROMETROPOLE)
    with pytest.raises(NotAllowed):
        service("one", by=nurse)
    service("two", by=operator)
    with pytest.raises(NotAllowed):
        actions.revoke_client("two", by=nurse)
    with pytest.raises(NotAllowed):
        service("three", territory="departement:68", by=operator)
    with pytest.raises(NotAllowed):
        queries.clients(nurse)
    assert [each.code for each in queries.clients(operator)] == ["two"]


def test_what_does_not_fit_is_not_registered() -> None:
    service("known")
    private = json.loads(key().export_private())
    for error, changes in (
        (CodeError, {"code": "No Slug"}),
        (Conflict, {"code": "known"}),
        (NotFound, {"team": "nowhere"}),
        (NotFound, {"territory": "commune:99999"}),
        (CodeError, {"scopes": "system/Observation"}),
        (InputError, {"scopes": "user/Observation.rs"}),
        (InputError, {"scopes": "system/Observation.rs launch"}),
        (InputError, {"scopes": ""}),
        (InputError, {"keys": {"keys": [private]}}),
        (InputError, {"keys": {"keys": [{"kty": "EC"}]}}),
        (InputError, {"keys": None}),
        (InputError, {"proof": "none", "keys": None}),
        (InputError, {"redirects": ["https://app.example/"]}),
    ):
        with pytest.raises(error):
            service(**{"code": "other", **changes})


def test_what_is_over_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from django.utils import timezone
    from oauth2_provider.models import AccessToken

    from pagus.apps.clients.models import UsedAssertion

    token = token_of(service())
    assert actions.forget_expired() == 0
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    UsedAssertion.objects.update(expires_s=0)
    assert queries.bearer_of(token) is None
    assert actions.forget_expired() == 2
    assert not AccessToken.objects.exists()
