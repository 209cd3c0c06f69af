"""What a workspace is told about trust and registries, written into its files: nobody has to edit them by hand."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pagus.apps.registry.locations import locate
from pagus.apps.registry.trust_folder import replace_file
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import DAY
from pagus.trust import PublicKey, key_id, public_text, read_store

__all__ = ["add_registry", "distrust_key", "trust_key"]

_HEADER = "# The keys that this workspace trusts: pagus trust add and pagus trust revoke write it.\n"


def trust_key(
    trust: Path,
    public: PublicKey,
    *,
    name: str,
    organisation: str,
    may: Sequence[str],
    kits: Sequence[str],
    now_ms: int,
    valid_days: int,
) -> str:
    """Trust this key for these statements about these kits, from now on.

    Takes: the trust folder; the public key, as its holder has told it by another way than the kits come; whose it is;
    what it may sign; patterns of kits; the instant; for how many days. Gives: the id of the key.
    Refuses: Conflict when it is known already; ConfigError with every fault; then the file stays as it was.
    """
    file = trust / "keys.toml"
    before = file.read_text(encoding="utf-8") if file.exists() else _HEADER
    identifier = key_id(public)
    if identifier in read_store(before, file.name).keys:
        raise Conflict("the key {holder} is trusted already: revoke it, or leave it", holder=identifier)
    lines = [
        "",
        "[[key]]",
        f"id = {_text(identifier)}",
        f"name = {_text(name)}",
        f"organisation = {_text(organisation)}",
        f"public = {_text(public_text(public))}",
        f"may = [{', '.join(map(_text, may))}]",
        f"kits = [{', '.join(map(_text, kits))}]",
        f"from = {_day(now_ms - DAY)}",
        f"until = {_day(now_ms + valid_days * DAY)}",
        "",
    ]
    after = before + "\n".join(lines)
    read_store(after, file.name)
    replace_file(file, after.encode())
    return identifier


def distrust_key(trust: Path, identifier: str, reason: str, now_ms: int) -> None:
    """Say that a key was lost or stolen: nothing that it signed counts from now on.

    Refuses: NotFound, Conflict when it is revoked already, InputError without a reason.
    """
    file = trust / "keys.toml"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    known = read_store(before, file.name).keys
    if identifier not in known:
        raise NotFound("no trusted key has the id {holder}", holder=identifier)
    if known[identifier].revoked_ms is not None:
        raise Conflict("the key {holder} is revoked already", holder=identifier)
    if not reason.strip():
        raise InputError("revoking a key needs a reason: it is told to everybody who meets its signatures")
    mark = f"id = {_text(identifier)}\n"
    after = before.replace(mark, f"{mark}revoked = {_instant(now_ms)}\nreason = {_text(reason.strip())}\n", 1)
    if read_store(after, file.name).keys[identifier].revoked_ms is None:
        raise InputError("trust/keys.toml was written by hand: add revoked and reason to the key there")
    replace_file(file, after.encode())


def add_registry(workspace: Path, name: str, location: str) -> None:
    """Let a workspace know a registry by name.

    Takes: the workspace's folder; a short name; a folder or an http(s) address. Refuses: NotFound for a folder that is
    not there, ConfigError for an address it cannot use, Conflict for a name in use, InputError for a name that is none.
    """
    if not name.replace("-", "").isalnum() or not name.isascii() or name != name.lower():
        raise InputError("{name!r} is no name for a registry: small letters, digits and -", name=name)
    meant = location if "://" in location else str(Path(location).resolve())
    locate(meant)
    file = workspace / "pagus.toml"
    text = file.read_text(encoding="utf-8")
    if name in tomllib.loads(text).get("registries", {}):
        raise Conflict("a registry {name} is known already: choose another name", name=name)
    line = f"{name} = {_text(meant)}\n"
    header = "[registries]\n"
    after = text.replace(header, header + line, 1) if header in text else f"{text.rstrip()}\n\n{header}{line}"
    replace_file(file, after.encode())
    file.chmod(0o600)


def _text(written: str) -> str:
    """This text as a string of TOML: written as in JSON, which lets only one control character pass."""
    return json.dumps(written, ensure_ascii=False).replace("\x7f", "\\u007f")


def _day(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).date().isoformat()


def _instant(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms // 1000, UTC).isoformat().replace("+00:00", "Z")
