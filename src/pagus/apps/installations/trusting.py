"""What this workspace trusts: its keys, its policy, the statements that lie beside its kits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from pagus.errors import ConfigError, ShapeError
from pagus.kernel.remark import Remark
from pagus.kit_language.model import Kit, Mode
from pagus.trust import (
    DEFAULT_POLICY,
    Envelope,
    Judgement,
    KitFacts,
    Policy,
    Signed,
    TrustStore,
    envelope_text,
    judge,
    read_envelope,
    read_policy,
    read_store,
)

__all__ = ["distrust", "judgement_of", "keep_statements", "signatures_told", "statements_in", "trusted_keys"]

LARGEST_STATEMENT_FILE = 128 * 1024
MOST_STATEMENTS = 200
LIBRARY_POLICY = Policy(())
"""A kit of the shipped library came with Pagus itself, under the digests of its package: only a revocation counts."""


def trusted_keys() -> TrustStore:
    """Which keys does this workspace know? None without a trust/keys.toml. Refuses: ConfigError with every fault."""
    path = settings.WORKSPACE.trust / "keys.toml"
    return read_store(_text(path), "trust/keys.toml") if path.exists() else TrustStore()


def policy() -> Policy:
    """Which signatures does this workspace ask for? Refuses: ConfigError with every fault."""
    path = settings.WORKSPACE.trust / "policy.toml"
    return read_policy(_text(path), "trust/policy.toml") if path.exists() else DEFAULT_POLICY


def judgement_of(kit: Kit, envelopes: Iterable[Envelope], *, shipped: bool) -> Judgement:
    """Who signed what about this kit, and is that enough here?

    Takes: the kit; the envelopes that came with it, to which those of the workspace are added; whether it is one of
    the shipped library.
    """
    facts = KitFacts(id=kit.id, version=kit.version, digest=kit.digest, clinical=kit.clinical)
    known = {envelope_text(each): each for each in (*envelopes, *statements_in(settings.WORKSPACE.folder, kit.digest))}
    asked = LIBRARY_POLICY if shipped else policy()
    return judge(asked, facts, known.values(), trusted_keys(), settings.WORKSPACE.clock.now_ms())


def distrust(judgement: Judgement, origin: str, mode: Mode) -> tuple[Remark, ...]:
    """Why may this kit not be installed in this mode, for want of trust? Empty when it may.

    A demo may try a folder that nobody has signed yet, as a simulation: that is how an author looks at a kit.
    """
    if judgement.trusted:
        return ()
    untried = origin == "folder" and not judgement.signed and not judgement.set_aside[1:]
    if untried and settings.WORKSPACE.is_demo and mode == "simulation":
        return ()
    return judgement.reasons


def statements_in(beside: Path, digest: str) -> list[Envelope]:
    """Which envelopes lie in ``statements/<digest>/`` of this folder? One that cannot be read is left to ``judge``.

    Refuses: ConfigError when there are too many, or one is too large.
    """
    folder = beside / "statements" / digest
    if not folder.is_dir():
        return []
    files = sorted(path for path in folder.glob("*.json") if path.is_file() and not path.is_symlink())
    if len(files) > MOST_STATEMENTS:
        raise ConfigError("statements/{digest} holds more than {most} files", digest=digest, most=MOST_STATEMENTS)
    found = []
    for path in files:
        try:
            found.append(read_envelope(_text(path)))
        except ShapeError as error:
            where = f"statements/{digest}/{path.name}"
            raise ConfigError("{path} cannot be read: {reason}", path=where, reason=error) from error
    return found


def keep_statements(digest: str, envelopes: Iterable[Envelope]) -> None:
    """Keep these envelopes in the workspace, beside the kit that they speak of."""
    folder = settings.WORKSPACE.folder / "statements" / digest
    known = {envelope_text(each) for each in statements_in(settings.WORKSPACE.folder, digest)}
    for envelope in envelopes:
        text = envelope_text(envelope)
        if text in known:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{_name(text)}.json"
        partial = target.with_suffix(".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)


def signatures_told(signed: Iterable[Signed]) -> list[Mapping[str, object]]:
    """What an installation keeps of the signatures that counted when it was made."""
    return [
        {
            "kind": each.statement.kind,
            "organisation": each.key.organisation,
            "name": each.key.name,
            "key": each.key.id,
            "issued_ms": each.statement.issued_ms,
            "facts": dict(each.statement.facts),
        }
        for each in signed
    ]


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_STATEMENT_FILE * 4)
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("{path} cannot be read: {reason}", path=path.name, reason=error) from error
