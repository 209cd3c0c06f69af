"""``pagus kit key``, ``pack``, ``sign``, ``verify``, ``publish``, ``yank``: what a publisher does, and who checks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from rich.console import Console

from pagus.apps.wall_clock import wall_ms
from pagus.cli.kit.naming import KitName, kit_path
from pagus.cli.kit.passphrase import KeyFile, PassphraseFile, ask_passphrase, open_key
from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder
from pagus.errors import InputError
from pagus.kernel.time import DAY

if TYPE_CHECKING:
    from pagus.apps.registry.trust_folder import TrustFolder
    from pagus.trust import Judgement, PublicKey

__all__ = ["key", "pack", "publish", "sign", "verify", "yank"]

NewFile = Annotated[Path, typer.Argument(metavar="FILE", help="The key file to make; one that is there stays.")]
OutFolder = Annotated[Path, typer.Option(help="The folder that gets the archive.")]
Organisation = Annotated[str, typer.Option(help="The organisation that signs.")]
KindName = Annotated[
    str, typer.Option("--as", help="publication, clinical_acceptance, evaluation, measured_result or revocation.")
]
Facts = Annotated[
    list[str] | None, typer.Option("--fact", metavar="NAME=VALUE", help="A fact of the statement; may be repeated.")
]
ExpiresDays = Annotated[int | None, typer.Option(help="After how many days the statement expires; never by default.")]
Trust = Annotated[
    Path | None, typer.Option(help="The folder with keys.toml and policy.toml; the workspace's by default.")
]
Statements = Annotated[
    Path | None, typer.Option(help="The folder of the statements; the one beside the kit by default.")
]
RegistryFolder = Annotated[Path, typer.Option(help="The folder of the registry.")]
ValidDays = Annotated[int, typer.Option(min=1, max=3_650, help="For how many days the index holds.")]
Former = Annotated[
    list[str] | None, typer.Option(metavar="PUBLIC", help="A public key that signed the index before this one.")
]
KitId = Annotated[str, typer.Argument(metavar="ID", help="The id of the kit, as publisher/name.")]
VersionName = Annotated[str, typer.Argument(metavar="VERSION", help="The version.")]
Reason = Annotated[str, typer.Option(help="Why, in words for those who have it.")]


def trust_of(trust: Path | None, workspace: Path) -> TrustFolder:
    """The trust that holds here."""
    from pagus.apps.registry.trust_folder import read_trust

    return read_trust(trust if trust is not None else workspace / "trust")


def publics(former: list[str] | None) -> list[PublicKey]:
    """The public keys that were written on the command line."""
    from pagus.trust import read_public

    return [read_public(text) for text in former or []]


def key(file: NewFile, passphrase_file: PassphraseFile = None, json: Json = False) -> None:
    """Make a signing key: a sealed file for you, and the public half for those who shall trust you."""
    from pagus.trust import generate_key, key_id, public_text, seal_private

    private = generate_key()
    sealed = seal_private(private, ask_passphrase(passphrase_file, twice=True))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise InputError("{file} cannot be made: {reason}", file=file.name, reason=error.strerror) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(sealed)
    public = private.public_key()
    document = {"file": str(file), "id": key_id(public), "public": public_text(public)}
    advice = (
        f"{file} is readable by you alone, and sealed: without its passphrase it is lost for everybody.",
        "Keep a copy of it on a medium that no network reaches, and the passphrase somewhere else.",
        "Tell the two lines below to those who shall trust you, by another way than the kits come:",
        "",
        f'id = "{document["id"]}"',
        f'public = "{document["public"]}"',
    )
    show(document, json, lambda console: console.print("\n".join(advice), markup=False, soft_wrap=True))


def pack(kit: KitName, out: OutFolder = Path(), json: Json = False) -> None:
    """Pack a kit into one file: the same bytes on every machine. Lint comes first."""
    from hashlib import sha256

    from pagus.apps.registry.trust_folder import replace_file
    from pagus.kit_language import load_kit
    from pagus.kit_language.archive import archive_name
    from pagus.kit_language.archive import pack as packed

    folder = kit_path(kit)
    checked = load_kit(folder)
    content = packed(folder)
    file = out / archive_name(checked.id, checked.version)
    replace_file(file, content)
    document = {
        "file": str(file), "bytes": len(content), "sha256": sha256(content).hexdigest(), "digest": checked.digest,
    }  # fmt: skip
    text = f"{file}: {len(content)} bytes\ndigest sha256:{checked.digest}"
    show(document, json, lambda console: console.print(text, markup=False, soft_wrap=True))


def sign(
    kit: KitName,
    key: KeyFile,
    by: Organisation,
    kind: KindName = "publication",
    fact: Facts = None,
    expires_days: ExpiresDays = None,
    statements: Statements = None,
    passphrase_file: PassphraseFile = None,
    json: Json = False,
) -> None:
    """Sign a statement about a kit's content; it is kept beside the kit, never inside it."""
    from pagus.apps.registry.signing import sign_statement
    from pagus.trust import Kind, key_id

    known: dict[str, Any] = {name: name for name in get_args(Kind)}
    if kind not in known:
        raise InputError("unknown kind of statement {kind}: choose {known}", kind=kind, known=", ".join(known))
    now = wall_ms()
    private = open_key(key, passphrase_file)
    expires = now + expires_days * DAY if expires_days is not None else None
    statement, file = sign_statement(
        kit_path(kit), private, by, now, kind=known[kind], facts=read_facts(fact), expires_ms=expires, into=statements
    )
    document = {
        "file": str(file), "kind": kind, "kit": statement.kit, "version": statement.version,
        "digest": statement.digest, "by": by, "key": key_id(private.public_key()),
    }  # fmt: skip
    text = f"{kind} of {statement.kit} {statement.version} by {by}: {file}"
    show(document, json, lambda console: console.print(text, markup=False, soft_wrap=True))


def read_facts(written: list[str] | None) -> dict[str, str]:
    """The facts as texts by name. Refuses: InputError for what is not name=value, or a name given twice."""
    facts: dict[str, str] = {}
    for each in written or []:
        name, sign, value = each.partition("=")
        if not sign or name in facts:
            raise InputError("{text!r} is no fact: write each once, as verdict=scale", text=each)
        facts[name] = value
    return facts


def verify(
    kit: KitName,
    trust: Trust = None,
    statements: Statements = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Say who signed what about a kit, and whether that is enough here. Asks no network. Code 6 when it is not."""
    from pagus.apps.registry.signing import judge_here

    checked, judgement = judge_here(kit_path(kit), trust_of(trust, workspace), wall_ms(), statements)
    document = {"kit": checked.id, "version": checked.version, "digest": checked.digest} | told(judgement)

    def draw(console: Console) -> None:
        console.print(f"{checked.id} {checked.version}: {'trusted' if judgement.trusted else 'not trusted'}")
        console.print(f"digest sha256:{checked.digest}", soft_wrap=True)
        rows = [(it["statement"], it["organisation"], it["key"], it["issued"]) for it in document["signed"]]
        if rows:
            console.print(table(("statement", "organisation", "key", "issued"), rows))
        for remark in judgement.reasons or judgement.set_aside:
            console.print(f"note: {remark}", markup=False)

    show(document, json, draw)
    if not judgement.trusted:
        raise typer.Exit(6)


def told(judgement: Judgement) -> dict[str, Any]:
    """A judgement as plain data."""
    from pagus.kernel.time import format_instant

    return {
        "trusted": judgement.trusted,
        "signed": [
            {
                "statement": it.statement.kind, "organisation": it.key.organisation, "key": it.key.name,
                "issued": format_instant(it.statement.issued_ms), "facts": dict(it.statement.facts),
            }
            for it in judgement.signed
        ],
        "reasons": [str(remark) for remark in judgement.reasons],
        "set_aside": [str(remark) for remark in judgement.set_aside],
    }  # fmt: skip


def publish(
    kit: KitName,
    registry: RegistryFolder,
    key: KeyFile,
    valid_days: ValidDays = 180,
    former: Former = None,
    passphrase_file: PassphraseFile = None,
    json: Json = False,
) -> None:
    """Put a kit and what was signed about it into the folder of a registry; the index is signed anew."""
    from dataclasses import asdict

    from pagus.apps.registry.actions import publish as publish_kit

    private = open_key(key, passphrase_file)
    entry = publish_kit(kit_path(kit), registry, private, wall_ms(), valid_days=valid_days, former=publics(former))
    text = f"{entry.id} {entry.version} is published in {registry}, with {len(entry.statements)} statements"
    show(asdict(entry), json, lambda console: console.print(text, markup=False, soft_wrap=True))


def yank(
    kit_id: KitId,
    version: VersionName,
    registry: RegistryFolder,
    key: KeyFile,
    reason: Reason,
    valid_days: ValidDays = 180,
    former: Former = None,
    passphrase_file: PassphraseFile = None,
    json: Json = False,
) -> None:
    """Withdraw a version from a registry: it is no longer offered for installation, and the reason is told."""
    from dataclasses import asdict

    from pagus.apps.registry.actions import yank as withdraw

    private = open_key(key, passphrase_file)
    entry = withdraw(
        registry, kit_id, version, reason, private, wall_ms(), valid_days=valid_days, former=publics(former)
    )
    text = f"{entry.id} {entry.version} is withdrawn from {registry}"
    show(asdict(entry), json, lambda console: console.print(text, markup=False, soft_wrap=True))
