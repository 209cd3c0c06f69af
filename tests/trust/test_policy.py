"""Whom a workspace believes: each way in which a signature does not count, and each that does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pagus.errors import ConfigError
from pagus.kernel.time import DAY, parse_instant
from pagus.trust import (
    DEFAULT_POLICY,
    Envelope,
    KitFacts,
    Policy,
    Requirement,
    add_signature,
    judge,
    read_policy,
    read_store,
    sign,
)
from tests.trust.making import KIT, NOW, key, signed, store_entry

STORE = read_store(
    store_entry("publisher", ["publish", "revoke"], organisation="Pagus")
    + store_entry("second", ["publish", "evaluate"], organisation="Pagus")
    + store_entry("owner", ["accept"], organisation="CHU", kits="pagus/weight-home")
    + store_entry("evaluator", ["evaluate"], organisation="University", kits="*")
    + store_entry("stranger", ["publish"], kits="other/*")
    + store_entry("future", ["publish"], from_="2026-06-10")
    + store_entry("expired", ["publish", "revoke"], until="2026-05-31")
    + store_entry("stolen", ["publish", "revoke"], revoked="2026-05-30", reason='"the laptop was stolen"')
)
PLAIN = replace(KIT, clinical=False)
ONE = Policy((Requirement("publication"),))


def test_signed_by_its_publisher() -> None:
    judgement = judge(ONE, KIT, [signed("publisher")], STORE, NOW)
    assert (judgement.trusted, judgement.reasons, judgement.set_aside) == (True, (), ())
    assert [(each.statement.kind, each.key.organisation) for each in judgement.signed] == [("publication", "Pagus")]


NOT_COUNTED = {
    "unknown key": (signed("nobody"), "is not known here"),
    "key not allowed for that statement": (signed("owner"), "owner may not sign such a statement"),
    "key not allowed for that kit": (signed("stranger"), "stranger may not sign for pagus/weight-home"),
    "key not yet valid": (signed("future"), "future holds from 2026-06-10"),
    "key expired": (signed("expired"), "expired expired on 2026-05-31"),
    "key revoked": (signed("stolen"), "stolen was revoked: the laptop was stolen"),
    "key revoked, statement dated before": (signed("stolen", issued_ms=NOW - 100 * DAY), "was revoked"),
    "statement expired": (signed("publisher", expires_ms=NOW), "the statement expired on 2026-06-01T12:00:00Z"),
    "statement from the future": (signed("publisher", issued_ms=NOW + 2 * DAY), "issued in the future"),
    "statement before its key": (signed("publisher", issued_ms=NOW - 300 * DAY), "publisher holds from 2026-01-01"),
    "digest of another kit": (signed("publisher", digest="cd" * 32), "another content"),
    "another version": (signed("publisher", version="1.2.1"), "another content (pagus/weight-home 1.2.1"),
    "another kit": (signed("publisher", kit="pagus/weight"), "another content"),
    "altered": (replace(signed("publisher"), payload=signed("publisher", issued_ms=NOW).payload), "does not hold"),
    "another type": (sign(signed("publisher").payload, "text/plain", key("publisher")), "cannot be read"),
    "no statement": (replace(signed("publisher"), payload=b"\xff"), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_COUNTED)
def test_what_does_not_count_is_named(name: str) -> None:
    envelope, reason = NOT_COUNTED[name]
    judgement = judge(ONE, KIT, [envelope], STORE, NOW)
    assert not judgement.trusted
    assert judgement.signed == ()
    assert judgement.reasons[0] == "the policy asks for 1 signers of publication, and 0 count"
    assert reason in judgement.reasons[1]
    beside = judge(ONE, KIT, [envelope, signed("publisher")], STORE, NOW)
    assert (beside.trusted, beside.reasons) == (True, ()), "a signature that does not count takes nothing away"
    assert reason in beside.set_aside[0]


def test_unsigned() -> None:
    judgement = judge(ONE, KIT, [], STORE, NOW)
    assert not judgement.trusted
    assert "nobody has signed pagus/weight-home 1.2.0" in judgement.reasons
    (remark,) = judgement.set_aside
    assert remark.in_words(lambda text: text.replace("nobody has signed", "personne n’a signé")).startswith("personne")


def test_a_boundary_of_time_is_exact() -> None:
    until = parse_instant("2026-05-31T00:00:00Z")
    envelope = signed("expired", issued_ms=until - 5 * DAY)
    assert judge(ONE, KIT, [envelope], STORE, until - 1).trusted
    assert not judge(ONE, KIT, [envelope], STORE, until).trusted
    short = signed("publisher", expires_ms=NOW + 1)
    assert judge(ONE, KIT, [short], STORE, NOW).trusted
    assert not judge(ONE, KIT, [short], STORE, NOW + 1).trusted


def test_two_signers_are_two_keys() -> None:
    two = Policy((Requirement("publication", 2),))
    once = signed("publisher")
    assert not judge(two, KIT, [once, once, signed("publisher", by="Again")], STORE, NOW).trusted
    assert judge(two, KIT, [add_signature(once, key("second"))], STORE, NOW).trusted
    assert judge(two, KIT, [once, signed("second")], STORE, NOW).trusted


def test_a_clinical_kit_needs_more() -> None:
    published = signed("publisher")
    accepted = signed("owner", "clinical_acceptance")
    assert judge(DEFAULT_POLICY, PLAIN, [published], STORE, NOW).trusted
    assert not judge(DEFAULT_POLICY, KIT, [published], STORE, NOW).trusted
    assert not judge(DEFAULT_POLICY, KIT, [accepted], STORE, NOW).trusted
    assert judge(DEFAULT_POLICY, KIT, [published, accepted], STORE, NOW).trusted


def test_publisher_and_one_independent_evaluator() -> None:
    policy = Policy((Requirement("publication"), Requirement("evaluation", 1, independent=True)))
    published = signed("publisher")
    own, other = signed("second", "evaluation"), signed("evaluator", "evaluation")
    refused = judge(policy, KIT, [published, own], STORE, NOW)
    assert "independent signers of evaluation, and 0 count" in refused.reasons[0]
    assert judge(policy, KIT, [published, other], STORE, NOW).trusted


def test_a_revocation_outweighs_every_signature() -> None:
    judgement = judge(ONE, KIT, [signed("publisher"), signed("publisher", "revocation")], STORE, NOW)
    assert not judgement.trusted
    assert judgement.reasons == ("pagus/weight-home 1.2.0 was revoked by Pagus: a threshold is wrong",)


@pytest.mark.parametrize(
    ("by", "changes", "revoked"),
    [
        ("expired", {}, True),
        ("stolen", {}, False),
        ("nobody", {}, False),
        ("owner", {}, False),
        ("publisher", {"digest": "cd" * 32}, False),
    ],
)
def test_which_revocations_count(by: str, changes: dict, revoked: bool) -> None:
    """Time does not undo one; a stolen key, a stranger, or another version does not make one."""
    judgement = judge(ONE, KIT, [signed("publisher"), signed(by, "revocation", **changes)], STORE, NOW)
    assert judgement.trusted is not revoked


def test_the_order_of_the_envelopes_does_not_matter() -> None:
    envelopes = [
        signed("publisher"),
        signed("owner", "clinical_acceptance"),
        signed("nobody"),
        signed("evaluator", "evaluation"),
    ]
    first, last = (judge(DEFAULT_POLICY, KIT, each, STORE, NOW) for each in (envelopes, envelopes[::-1]))
    assert first == last


def test_copies_of_a_statement_count_once() -> None:
    once = signed("publisher")
    twice = add_signature(once, key("second"))
    judgement = judge(ONE, KIT, [once, twice, once, twice], STORE, NOW)
    assert sorted(each.key.name for each in judgement.signed) == ["publisher", "second"]
    assert judgement.given == 4


def test_an_empty_store_trusts_nobody() -> None:
    assert not judge(ONE, KIT, [signed("publisher")], read_store(""), NOW).trusted


def test_an_envelope_without_signatures_counts_for_nothing() -> None:
    bare = Envelope(signed("publisher").payload, signed("publisher").payload_type, ())
    assert not judge(ONE, KIT, [bare], STORE, NOW).trusted


def test_a_policy_is_read() -> None:
    text = """
    [[require]]
    statement = "publication"
    signers = 2
    [[clinical.require]]
    statement = "evaluation"
    independent = true
    """
    assert read_policy(text) == Policy(
        (Requirement("publication", 2),), (Requirement("evaluation", 1, independent=True),)
    )
    assert read_policy('[[require]]\nstatement = "publication"') == ONE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "require: Field required"),
        ("require = []", "at least 1 item"),
        ("[[require]]", "require.0.statement"),
        ('[[require]]\nstatement = "publication"\nsigners = 0', "require.0.signers"),
        ('[[require]]\nstatement = "blessing"', "require.0.statement"),
        ('[[require]]\nstatement = "revocation"', "nobody can require a revocation"),
        ('[[require]]\nstatement = "publication"\n[clinical]\nsigners = 2', "clinical.signers"),
        ("[[require", "cannot be read"),
    ],
)  # fmt: skip
def test_a_wrong_policy_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ConfigError, match=fault):
        read_policy(text)


def test_facts_name_one_content() -> None:
    other = KitFacts(id=KIT.id, version=KIT.version, digest="cd" * 32, clinical=False)
    assert judge(ONE, KIT, [signed("publisher")], STORE, NOW).trusted
    assert not judge(ONE, other, [signed("publisher")], STORE, NOW).trusted
