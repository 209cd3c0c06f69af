"""What this workspace trusts: its keys, its policy, the statements that lie beside its kits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from pagus.apps.registry.queries import facts_of
from pagus.apps.registry.statement_files import read_statements, write_statement
from pagus.apps.registry.trust_folder import TrustFolder, read_trust
from pagus.apps.wall_clock import wall_ms
from pagus.kernel.remark import Remark
from pagus.kit_language.model import Kit, Mode
from pagus.trust import Envelope, Judgement, KitFacts, Policy, Signed, envelope_text, judge

__all__ = [
    "distrust",
    "judgement_of",
    "judgement_of_facts",
    "keep_statements",
    "signatures_told",
    "trust_here",
]

LIBRARY_POLICY = Policy(())
"""A kit of the shipped library came with Pagus itself, under the digests of its package: only a revocation counts."""


def trust_here() -> TrustFolder:
    """Which keys does this workspace know, and what does it ask for? Refuses: ConfigError with every fault."""
    return read_trust(settings.WORKSPACE.trust)


def judgement_of(kit: Kit, envelopes: Iterable[Envelope], *, shipped: bool) -> Judgement:
    """Who signed what about this kit, and is that enough here?

    Takes: the kit; the envelopes that came with it, to which those of the workspace are added; whether it is one of
    the shipped library.
    """
    return judgement_of_facts(facts_of(kit), envelopes, shipped=shipped)


def judgement_of_facts(facts: KitFacts, envelopes: Iterable[Envelope], *, shipped: bool) -> Judgement:
    """As ``judgement_of``, for a kit of which only its id, version and digest are here."""
    known = {envelope_text(each): each for each in (*envelopes, *read_statements(_folder(facts.digest)))}
    trust = trust_here()
    asked = LIBRARY_POLICY if shipped else trust.policy
    return judge(asked, facts, known.values(), trust.store, wall_ms())


def distrust(judgement: Judgement, origin: str, mode: Mode) -> tuple[Remark, ...]:
    """Why may this kit not be installed in this mode, for want of trust? Empty when it may.

    A demo may try a folder that nobody has signed yet, as a simulation: that is how an author looks at a kit.
    """
    if judgement.trusted:
        return ()
    if origin == "folder" and not judgement.given and settings.WORKSPACE.is_demo and mode == "simulation":
        return ()
    return judgement.reasons


def keep_statements(digest: str, envelopes: Iterable[Envelope]) -> None:
    """Keep these envelopes in the workspace, in ``statements/<digest>/`` beside the kit that they speak of."""
    for envelope in envelopes:
        write_statement(_folder(digest), envelope)


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


def _folder(digest: str) -> Path:
    folder: Path = settings.WORKSPACE.folder / "statements" / digest
    return folder
