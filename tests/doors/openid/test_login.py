"""Professionals log in at a provider in the shape of Pro Santé Connect; every lie of it is refused in words."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from jwcrypto import jwk

from pagus.apps.accounts.professionals import link_professional, unlink_professional
from pagus.apps.journal.models import JournalEntry
from pagus.apps.territory.actions import add_definition
from pagus.apps.workspace_settings.login import LoginSettings, read_login
from pagus.doors.openid.openness import openness
from pagus.doors.openid.professional import professional_of
from pagus.doors.openid.provider import forget_providers
from pagus.errors import CodeError, ConfigError, Conflict, InputError
from tests.apps.cast import account
from tests.doors.openid.local_provider import CLIENT, RPPS, SECRET, LocalProvider, running_provider

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[LocalProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def provider(server: LocalProvider, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LocalProvider:
    server.claims, server.info, server.signs_info, server.algorithm, server.signing = {}, {}, True, "RS256", None
    server.asked.clear()
    (tmp_path / "secret").write_text(SECRET)
    known = LoginSettings(
        server.issuer, CLIENT, tmp_path / "secret", "Pro Santé Connect (test)", "eidas1", "openid scope_all"
    )
    monkeypatch.setattr(settings, "WORKSPACE", replace(settings.WORKSPACE, login=known))
    forget_providers()
    return server


@pytest.fixture
def nurse(transactional_db: None) -> User:
    add_definition("strasbourg_programme")
    return account("nurse", "epci:246700488", "team-a")


def there_and_back(client: Client, follow: Callable[[str], str] | None = None, next_url: str = "") -> Any:
    """Begin, go to the provider as a browser would, come back with what it says."""
    away = client.get("/login/openid/", {"next": next_url} if next_url else {})
    address = urlsplit(away["Location"])
    line = http.client.HTTPConnection(address.netloc)
    line.request("GET", f"{address.path}?{address.query}")
    home = urlsplit(line.getresponse().headers["Location"])
    line.close()
    path = f"{home.path}?{home.query}"
    return client.get(follow(path) if follow else path)


def refusal(client: Client, answer: Any) -> str:
    assert (answer.status_code, answer["Location"]) == (302, "/login")
    assert "_auth_user_id" not in client.session
    return client.get("/login").content.decode()


def test_a_linked_professional_logs_in_and_out(provider: LocalProvider, nurse: User) -> None:
    link_professional(nurse.username, RPPS)
    client = Client(headers={"accept-language": "en"})
    assert "Log in with Pro Santé Connect (test)" in client.get("/login").content.decode()
    answer = there_and_back(client, next_url="/console/alerts/")
    assert answer["Location"] == "/console/alerts/"
    assert client.session["_auth_user_id"] == str(nurse.pk)
    asked = provider.asked[0]
    assert (asked["acr_values"], asked["code_challenge_method"], asked["response_type"]) == ("eidas1", "S256", "code")
    assert asked["scope"] == "openid scope_all"
    assert JournalEntry.objects.filter(actor=nurse.username, verb="log_in", purpose="openid").count() == 1
    left = client.post("/logout").content.decode()
    assert "_auth_user_id" not in client.session
    end = re.search(r'href="([^"]+/end\?[^"]+)"', left)
    assert end is not None
    assert parse_qs(urlsplit(end[1].replace("&amp;", "&")).query)["id_token_hint"][0].count(".") == 2


def test_unsigned_user_info_is_taken_too_and_leads_nowhere_else(provider: LocalProvider, nurse: User) -> None:
    link_professional(nurse.username, RPPS)
    provider.signs_info = False
    client = Client()
    assert there_and_back(client, next_url="https://evil.example/")["Location"] == "/console/"


def test_who_is_linked_to_no_account_gets_none(provider: LocalProvider, nurse: User) -> None:
    client = Client(headers={"accept-language": "en"})
    assert "ask the operator" in refusal(client, there_and_back(client))
    link_professional(nurse.username, RPPS)
    unlink_professional(nurse.username)
    assert "ask the operator" in refusal(client, there_and_back(client))
    link_professional(nurse.username, RPPS)
    User.objects.filter(pk=nurse.pk).update(is_active=False)
    assert "ask the operator" in refusal(client, there_and_back(client))
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"claims": {"iss": "https://other.example"}}, "from another provider"),
        ({"claims": {"aud": "another-client"}}, "for somebody else"),
        ({"claims": {"aud": [CLIENT, "another"], "azp": "another"}}, "for somebody else"),
        ({"claims": {"nonce": "of another log-in"}}, "another log-in"),
        ({"claims": {"exp": 1_700_000_000}}, "not valid now"),
        ({"claims": {"iat": 9_000_000_000}}, "not valid now"),
        ({"claims": {"acr": "eidas0"}}, "not as strong"),
        ({"claims": {"sub": "somebody else"}}, "two different things"),
        ({"info": {"aud": "another-client"}}, "for somebody else"),
        ({"info": {"preferred_username": "810101010102"}}, "two different RPPS"),
        ({"info": {"SubjectNameID": "", "preferred_username": "anna"}}, "names no RPPS"),
        ({"signing": jwk.JWK.generate(kty="RSA", size=2048, kid="k1")}, "signature of the provider"),
        ({"signing": jwk.JWK.generate(kty="oct", size=256), "algorithm": "HS256"},
         "not signed as it must be"),
    ],
)  # fmt: skip
def test_every_lie_is_refused(provider: LocalProvider, nurse: User, changes: dict[str, Any], words: str) -> None:
    link_professional(nurse.username, RPPS)
    for name, value in changes.items():
        setattr(provider, name, value)
    client = Client(headers={"accept-language": "en"})
    assert words in refusal(client, there_and_back(client))


def test_only_the_browser_that_began_comes_back_and_once(provider: LocalProvider, nurse: User) -> None:
    link_professional(nurse.username, RPPS)
    mine, other = (Client(headers={"accept-language": "en"}) for _each in range(2))
    changed = there_and_back(mine, lambda path: re.sub(r"state=[^&]+", "state=forged", path))
    assert "not begun here" in refusal(mine, changed)
    odd = there_and_back(mine, lambda path: re.sub(r"state=[^&]+", "state=%C3%A9", path))
    assert "not begun here" in refusal(mine, odd)
    paths: list[str] = []

    def keep(path: str) -> str:
        paths.append(path)
        return path

    there_and_back(mine, keep)
    assert "not begun here" in refusal(other, other.get(paths[0]))
    again = mine.get(paths[0])
    assert again["Location"] == "/login"
    denied = Client(headers={"accept-language": "en"})
    answer = there_and_back(denied, lambda path: re.sub(r"code=[^&]+", "error=access_denied", path))
    assert "access_denied" in refusal(denied, answer)


def test_new_keys_are_read_again_and_silence_is_said(provider: LocalProvider, nurse: User) -> None:
    link_professional(nurse.username, RPPS)
    there_and_back(Client())
    old, provider.key = provider.key, jwk.JWK.generate(kty="RSA", size=2048, kid="k2")
    client = Client()
    assert there_and_back(client)["Location"] == "/console/"
    provider.key = old
    assert openness(settings.WORKSPACE)[0].guarded
    settings.WORKSPACE = replace(
        settings.WORKSPACE, login=replace(settings.WORKSPACE.login, issuer="http://127.0.0.1:9")
    )
    assert (
        "does not answer"
        in Client(headers={"accept-language": "en"}).get("/login/openid/", follow=True).content.decode()
    )
    assert not openness(settings.WORKSPACE)[0].guarded


def test_links_are_one_to_one(nurse: User) -> None:
    other = account("nurse", "epci:246700488", "team-a")
    assert link_professional(nurse.username, "1010 1010 101") == f"RPPS:{RPPS}"
    with pytest.raises(Conflict):
        link_professional(other.username, RPPS)
    with pytest.raises(Conflict):
        link_professional(nurse.username, "10101010102")
    with pytest.raises(CodeError):
        link_professional(other.username, "8101")


def test_nobody_logs_in_so_where_nothing_is_configured() -> None:
    assert Client().get("/login/openid/").status_code == 404
    assert read_login(Path(), None) is None


@pytest.mark.parametrize(
    "table",
    [
        {"issuer": "http://provider.example", "client_id": "x"},
        {"issuer": "https://provider.example", "client_id": ""},
        {"issuer": "https://provider.example", "client_id": "x", "scope": "profile"},
        {"issuer": "https://provider.example", "client_id": "x", "secret": "in the table"},
        {"issuer": "https://provider.example", "client_id": "x", "address": "http://pagus.example"},
    ],
)
def test_a_wrong_table_is_refused(table: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        read_login(Path(), table)


def test_activities_are_counted_and_other_ids_read() -> None:
    claims = {"otherIds": [{"identifiant": f"8{RPPS}", "origine": "RPPS", "qualite": 1}],
              "SubjectRefPro": {"exercices": [{"activities": [{}, {}]}, "odd"]}}  # fmt: skip
    assert professional_of(claims).code == f"RPPS:{RPPS}"
    assert professional_of(claims).activities == 2
    with pytest.raises(InputError):
        professional_of({"SubjectRefPro": "odd", "otherIds": "odd"})
