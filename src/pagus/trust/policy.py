"""Is this kit trusted here: which signatures does the policy ask for, which of those given count, and why not?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pagus.errors import ConfigError, ShapeError
from pagus.kernel.remark import Remark
from pagus.kernel.time import DAY, format_instant
from pagus.trust.envelope import Envelope, Signature, verify
from pagus.trust.shape import Shape, fit, read_toml
from pagus.trust.statement import Kind, Statement, read_statement
from pagus.trust.store import RIGHT_FOR, TrustedKey, TrustStore

__all__ = ["DEFAULT_POLICY", "Judgement", "KitFacts", "Policy", "Requirement", "Signed", "judge", "read_policy"]

LARGEST_POLICY = 64 * 1024
CLOCK_SKEW_MS = DAY
"""How far the clock of a signer may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """So many keys must have signed a statement of this kind.

    ``independent``: those of an organisation that signed the publication do not count.
    """

    statement: Kind
    signers: int = 1
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """What every kit needs, and what a kit with clinical rules needs besides."""

    require: tuple[Requirement, ...]
    clinical: tuple[Requirement, ...] = ()

    def requirements(self, clinical: bool) -> tuple[Requirement, ...]:
        """What does a kit need, clinical or not?"""
        return self.require + (self.clinical if clinical else ())


DEFAULT_POLICY = Policy((Requirement("publication"),), (Requirement("clinical_acceptance"),))
"""Where a workspace says nothing: signed by its publisher, and accepted by a clinical owner when it is clinical."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFacts:
    """What is asked about: this content of this version of this kit."""

    id: str
    version: str
    digest: str
    clinical: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature that counts: the statement, and the key of the trust store that signed it."""

    statement: Statement
    key: TrustedKey


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a kit is trusted, who signed what, and why not.

    ``reasons`` is empty when it is trusted. ``set_aside`` tells of each signature that does not count; they stand
    in ``reasons`` too when the kit is not trusted.
    """

    trusted: bool
    signed: tuple[Signed, ...]
    reasons: tuple[Remark, ...]
    set_aside: tuple[Remark, ...] = ()
    given: int = 0
    """How many envelopes there were to judge."""


class _RequirementShape(Shape):
    statement: Kind
    signers: Annotated[int, Field(ge=1, le=16)] = 1
    independent: bool = False


class _ClinicalShape(Shape):
    require: list[_RequirementShape] = Field(default_factory=list)


class _PolicyShape(Shape):
    require: Annotated[list[_RequirementShape], Field(min_length=1)]
    clinical: _ClinicalShape = _ClinicalShape()


def read_policy(text: str, name: str = "trust/policy.toml") -> Policy:
    """Which signatures does this text ask for?

    Takes: TOML text with tables ``[[require]]`` and ``[[clinical.require]]``; the name of the file.
    Gives: the policy. Refuses: ConfigError with every fault; a policy that asks for nothing, or for a revocation.
    """
    data = read_toml(text, name, LARGEST_POLICY)
    try:
        shape = fit(_PolicyShape, data, name)
    except ShapeError as error:
        raise ConfigError("{what} cannot be used: {faults}", what=name, faults=error.facts["faults"]) from error
    policy = Policy(_requirements(shape.require), _requirements(shape.clinical.require))
    if any(each.statement == "revocation" for each in policy.requirements(clinical=True)):
        raise ConfigError("{what} cannot be used: {faults}", what=name, faults="nobody can require a revocation")
    return policy


def _requirements(shapes: Iterable[_RequirementShape]) -> tuple[Requirement, ...]:
    return tuple(Requirement(each.statement, each.signers, each.independent) for each in shapes)


def judge(policy: Policy, kit: KitFacts, envelopes: Iterable[Envelope], store: TrustStore, now_ms: int) -> Judgement:
    """Is this kit trusted here?

    Takes: the policy; what the kit is; the envelopes that came with it, in any order; the keys that are known; the
    instant. Gives: the judgement. It never fails: an envelope that cannot be read is set aside with its reason.
    Method: a signature counts when it holds, its key is known, may sign such a statement about such a kit, is
    within its dates and not revoked, and the statement speaks of this very digest and has not expired. A revocation
    of this digest outweighs all; it goes on counting when its key is past its date, lest time undo it.
    """
    given = list(envelopes)
    signed: list[Signed] = []
    aside: list[Remark] = (
        [] if given else [Remark("nobody has signed {kit} {version}", kit=kit.id, version=kit.version)]
    )
    for envelope in _joined(given):
        _sort(envelope, kit, store, now_ms, signed, aside)
    missing = [_missing(each, signed) for each in policy.requirements(kit.clinical)]
    reasons = [*_revocations(signed), *(remark for remark in missing if remark is not None)]
    counted = tuple(sorted(signed, key=lambda it: (it.statement.issued_ms, it.statement.kind, it.key.id)))
    unique = tuple(dict.fromkeys(aside))
    return Judgement(not reasons, counted, (*reasons, *unique) if reasons else (), unique, len(given))


def _joined(envelopes: Iterable[Envelope]) -> Iterator[Envelope]:
    """Each payload once, with the signatures of all its envelopes: a copy with fewer of them says nothing more."""
    signatures: dict[tuple[str, bytes], dict[Signature, None]] = {}
    for each in envelopes:
        signatures.setdefault((each.payload_type, each.payload), {}).update(dict.fromkeys(each.signatures))
    for (kind, payload), found in signatures.items():
        yield Envelope(payload, kind, tuple(found))


def _sort(
    envelope: Envelope, kit: KitFacts, store: TrustStore, now_ms: int, signed: list[Signed], aside: list[Remark]
) -> None:
    """Put each signature of this envelope among those that count, or aside with the reason."""
    try:
        statement = read_statement(envelope)
    except ShapeError as error:
        aside.append(Remark("an envelope cannot be read: {reason}", reason=str(error)))
        return
    holding = verify(envelope, store.publics)
    for name in dict.fromkeys(signature.key_id for signature in envelope.signatures):
        key = store.keys.get(name)
        if key is None:
            aside.append(Remark("{kind} by {by}: the key {holder} is not known here", **_told(statement), holder=name))
        elif name not in holding:
            altered = "{kind} by {by}: the signature of {holder} does not hold: it was altered"
            aside.append(Remark(altered, **_told(statement, key)))
        else:
            remark = next(_objections(statement, key, kit, now_ms), None)
            if remark is None:
                signed.append(Signed(statement, key))
            else:
                aside.append(remark)


def _objections(statement: Statement, key: TrustedKey, kit: KitFacts, now_ms: int) -> Iterator[Remark]:
    """Why a signature that holds does not count, the gravest first."""
    if (statement.kit, statement.version, statement.digest) != (kit.id, kit.version, kit.digest):
        about = f"{statement.kit} {statement.version} {statement.digest[:16]}"
        yield Remark("{kind} by {by}: it speaks of another content ({about})", **_told(statement), about=about)
    if key.revoked_ms is not None:
        yield Remark(
            "{kind} by {by}: the key of {holder} was revoked: {reason}", **_told(statement, key), reason=key.reason
        )
    if RIGHT_FOR[statement.kind] not in key.may:
        yield Remark("{kind} by {by}: the key of {holder} may not sign such a statement", **_told(statement, key))
    if not key.is_for(kit.id):
        yield Remark("{kind} by {by}: the key of {holder} may not sign for {kit}", **_told(statement, key), kit=kit.id)
    if statement.issued_ms > now_ms + CLOCK_SKEW_MS:
        day = format_instant(statement.issued_ms)
        yield Remark("{kind} by {by}: it was issued in the future ({day})", **_told(statement), day=day)
    if statement.issued_ms < key.from_ms or now_ms < key.from_ms - CLOCK_SKEW_MS:
        day = format_instant(key.from_ms)
        yield Remark("{kind} by {by}: the key of {holder} holds from {day} on", **_told(statement, key), day=day)
    if statement.kind == "revocation":
        return
    if now_ms >= key.until_ms:
        day = format_instant(key.until_ms)
        yield Remark("{kind} by {by}: the key of {holder} expired on {day}", **_told(statement, key), day=day)
    if statement.expires_ms is not None and now_ms >= statement.expires_ms:
        day = format_instant(statement.expires_ms)
        yield Remark("{kind} by {by}: the statement expired on {day}", **_told(statement), day=day)


def _told(statement: Statement, key: TrustedKey | None = None) -> dict[str, str]:
    """The facts of a remark: what the statement is, who it says it is by, and whose key that is."""
    told = {"kind": statement.kind.replace("_", " "), "by": statement.by}
    return told | ({"holder": key.name} if key is not None else {})


def _revocations(signed: Sequence[Signed]) -> list[Remark]:
    return [
        Remark(
            "{kit} {version} was revoked by {by}: {reason}",
            kit=it.statement.kit,
            version=it.statement.version,
            by=it.key.organisation,
            reason=str(it.statement.facts["reason"]),
        )
        for it in signed
        if it.statement.kind == "revocation"
    ]


def _missing(requirement: Requirement, signed: Sequence[Signed]) -> Remark | None:
    publishers = {it.key.organisation for it in signed if it.statement.kind == "publication"}
    signers = {
        it.key.id
        for it in signed
        if it.statement.kind == requirement.statement
        and not (requirement.independent and it.key.organisation in publishers)
    }
    if len(signers) >= requirement.signers:
        return None
    facts = {"kind": requirement.statement, "wanted": str(requirement.signers), "found": str(len(signers))}
    if requirement.independent:
        return Remark("the policy asks for {wanted} independent signers of {kind}, and {found} count", **facts)
    return Remark("the policy asks for {wanted} signers of {kind}, and {found} count", **facts)
