"""May real persons be entered here? Only when everything that protects them is in place; the checks say what is not."""

from __future__ import annotations

import time
from dataclasses import dataclass

from pagus.apps.safekeeping.record import judge_backups
from pagus.apps.workspace import Workspace, current_workspace
from pagus.errors import ConfigError

__all__ = ["Safeguard", "require_ready_for_real_persons", "safeguards"]


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One thing that must be in place: does it hold, and what would make it hold?"""

    name: str
    holds: bool
    finding: str


def safeguards(workspace: Workspace) -> tuple[Safeguard, ...]:
    """What protects real persons in this workspace, and what is missing?

    Gives: every safeguard with a finding in words. Nothing here is taken on trust: what this version of Pagus does
    not have is reported as missing.
    """
    return (_kind(workspace), _tls(workspace), *_NOT_BUILT_YET, _backup(workspace), _contract(workspace))


def require_ready_for_real_persons() -> None:
    """Refuse, with everything that is missing, a real person in a workspace that is not ready."""
    missing = [guard.finding for guard in safeguards(current_workspace()) if not guard.holds]
    if missing:
        raise ConfigError("real persons cannot be entered here: {missing}", missing="; ".join(missing))


def _kind(workspace: Workspace) -> Safeguard:
    finding = "a demo workspace holds virtual persons only: make a real one with pagus init"
    return Safeguard(
        "workspace", not workspace.is_demo, finding if workspace.is_demo else "the workspace is a real one"
    )


def _tls(workspace: Workspace) -> Safeguard:
    hosting = workspace.hosting
    if not hosting.serves_tls:
        return Safeguard("tls", False, "no TLS: name tls_certificate and tls_key under [hosting] in pagus.toml")
    absent = [name for name in (hosting.tls_certificate, hosting.tls_key) if not (workspace.folder / name).is_file()]
    if absent:
        return Safeguard("tls", False, f"the TLS files are not there: {', '.join(absent)}")
    return Safeguard("tls", True, "served over TLS")


_NOT_BUILT_YET = (
    Safeguard("second_factor", False, "no second factor at login: this version of Pagus has none yet"),
    Safeguard(
        "encryption",
        False,
        "personal fields are not encrypted at rest, backups are: this version of Pagus cannot do more yet",
    ),
    Safeguard("keys", False, "the secret key lies in pagus.toml beside the data: this version keeps no key elsewhere"),
)
"""What no setting can bring about: the version that has it replaces the entry by its check."""


def _backup(workspace: Workspace) -> Safeguard:
    return Safeguard("backup", *judge_backups(workspace.folder, time.time_ns() // 1_000_000))


def _contract(workspace: Workspace) -> Safeguard:
    contract = workspace.hosting.contract.strip()
    if not contract:
        finding = "no hosting contract for health data: write its reference as contract under [hosting] in pagus.toml"
        return Safeguard("contract", False, finding)
    return Safeguard("contract", True, f"hosting contract {contract}")
