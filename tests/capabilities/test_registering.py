"""What may be registered, by whom a decision is made, and under which name a capability knows somebody."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from pagus.apps.capabilities import actions, queries
from pagus.apps.capabilities.transport import check_address
from pagus.apps.capabilities.wire import pseudonym, read_answer
from pagus.errors import CodeError, ConfigError, Conflict, InputError, NotAllowed, NotFound
from tests.apps.cast import account

DIGEST = "a" * 64
EUROMETROPOLE = "epci:246700488"


@pytest.mark.parametrize(
    "address",
    [
        *("http://reader.example/", "ftp://reader.example/", "https://", "https://me:secret@reader.example/"),
        *(
            "https://reader.example/?q=1",
            "file:///etc/passwd",
            "http://127.0.0.1.example/",
            "https://a b/",
            "https://[x/",
        ),
        "https://reader.example/\r\nX: 1",
    ],
)
def test_only_https_or_this_machine(address: str) -> None:
    with pytest.raises(ConfigError):
        check_address(address)


@pytest.mark.parametrize("address", ["https://reader.example/v1", "http://127.0.0.1:8/", "http://[::1]:8/"])
def test_usable_addresses(address: str) -> None:
    assert check_address(address).hostname


def test_a_pseudonym_is_of_one_capability_and_one_workspace() -> None:
    made = {pseudonym(secret, name, "person:P-1") for secret in ("s", "t") for name in ("a", "b")}
    assert len(made) == 4
    assert pseudonym("s", "a", "person:P-1") in made


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"model_digest":"a","results":[{"subject":"s","t":1,"value":true}]}',
        b'{"model_digest":"a","results":[{"subject":"s","t":1,"value":NaN}]}',
        b"[" * 9_999,
    ],
)
def test_an_answer_of_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_answer(content, "s", 0)


@pytest.mark.django_db
def test_what_is_no_registration(tmp_path: Path) -> None:
    url = "https://reader.example/"
    with pytest.raises(CodeError):
        actions.register("Reader!", url=url, model_digest=DIGEST)
    with pytest.raises(CodeError):
        actions.register("reader", url=url, model_digest="abc")
    with pytest.raises(ConfigError):
        actions.register("reader", url=url, model_digest=DIGEST, token_file=tmp_path / "none")
    with pytest.raises(NotAllowed):
        actions.register("reader", url=url, model_digest=DIGEST, by=account("nurse", EUROMETROPOLE, "team-a"))
    assert queries.known() == ()


@pytest.mark.django_db
def test_a_person_decides_with_a_reason(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("t0ken\n", encoding="utf-8")
    token.chmod(stat.S_IRUSR)
    actions.register("reader", url="https://reader.example/", model_digest=DIGEST, token_file=token)
    assert actions.read_token(str(token)) == "t0ken"
    with pytest.raises(InputError, match="reason"):
        actions.approve("reader", reason=" ")
    with pytest.raises(NotAllowed):
        actions.approve("reader", reason="why not", by=account("operator", EUROMETROPOLE))
    with pytest.raises(NotFound):
        actions.approve("writer", reason="why not")
    with pytest.raises(Conflict):
        actions.shadow("reader", reason="it is so")
    actions.approve("reader", reason="looked at")
    assert queries.get_endpoint("reader").mode == "approved"
    actions.shadow("reader", reason="it drifts")
    assert (queries.get_endpoint("reader").mode, queries.get_endpoint("reader").reason) == ("shadow", "it drifts")
