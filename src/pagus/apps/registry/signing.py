"""Signing a statement about a kit, and asking whether what was signed about it is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pagus.apps.registry.queries import facts_of
from pagus.apps.registry.statement_files import beside, read_statements, write_statement
from pagus.apps.registry.trust_folder import TrustFolder
from pagus.errors import NotFound, Suppressed
from pagus.kernel.disclosure import smallest_shown
from pagus.kit_language import load_kit
from pagus.kit_language.archive import LARGEST_ARCHIVE, unpack
from pagus.kit_language.model import Kit
from pagus.trust import (
    STATEMENT_TYPE,
    Judgement,
    Kind,
    PrivateKey,
    Statement,
    judge,
    read_facts,
    sign,
    statement_payload,
)

__all__ = ["judge_here", "opened_kit", "sign_statement"]


@contextmanager
def opened_kit(kit: Path) -> Iterator[Kit]:
    """The checked kit of this folder or archive. Refuses: NotFound, KitError with every fault."""
    if kit.is_dir():
        yield load_kit(kit)
    elif kit.is_file():
        with kit.open("rb") as stream:
            content = stream.read(LARGEST_ARCHIVE + 1)
        with TemporaryDirectory() as folder:
            yield load_kit(unpack(content, Path(folder) / "kit"))
    else:
        raise NotFound("no kit {kit}: give the folder or the archive of a kit", kit=kit)


def sign_statement(
    path: Path,
    key: PrivateKey,
    by: str,
    now_ms: int,
    *,
    kind: Kind = "publication",
    facts: Mapping[str, str] | None = None,
    expires_ms: int | None = None,
    into: Path | None = None,
) -> tuple[Statement, Path]:
    """Sign a statement about the kit in this folder or archive, and keep it beside the kit.

    Takes: the path; a private key; the organisation that speaks; the instant; the kind, with its facts as texts; until
    when it holds; the folder that gets it (the one beside the kit by default). Gives: the statement and its file.
    Refuses: KitError for a kit with faults; ShapeError with every fault of the facts; NotFound for a result about an
    indicator that the kit does not have; Suppressed for one that so few persons stand behind that it points at them.
    """
    with opened_kit(path) as kit:
        told = read_facts(kind, facts or {})
        _check_result(kit, kind, told)
        statement = Statement(
            kind=kind, kit=kit.id, version=kit.version, digest=kit.digest,
            issued_ms=now_ms, by=by, expires_ms=expires_ms, facts=told,
        )  # fmt: skip
        envelope = sign(statement_payload(statement), STATEMENT_TYPE, key)
        return statement, write_statement(into if into is not None else beside(path, kit.digest), envelope)


def _check_result(kit: Kit, kind: Kind, facts: Mapping[str, object]) -> None:
    if kind != "measured_result":
        return
    indicator = str(facts["indicator"])
    if indicator not in kit.indicators:
        raise NotFound("{kit} has no indicator {indicator}", kit=kit.id, indicator=indicator)
    least = smallest_shown("public")
    if kit.subject == "person" and not facts["simulated"] and int(str(facts["n"])) < least:
        raise Suppressed("a result of fewer than {least} persons is not published: it points at them", least=least)


def judge_here(path: Path, trust: TrustFolder, now_ms: int, statements: Path | None = None) -> tuple[Kit, Judgement]:
    """Is the kit in this folder or archive trusted here? Nothing but files is read: no network is asked.

    Takes: the path; the trust of the workspace; the instant; the folder of its statements (the one beside it by
    default). Gives: the kit and the judgement. Refuses: KitError; InputError for a file that holds no statement.
    """
    with opened_kit(path) as kit:
        envelopes = read_statements(statements if statements is not None else beside(path, kit.digest))
        return kit, judge(trust.policy, facts_of(kit), envelopes, trust.store, now_ms)
