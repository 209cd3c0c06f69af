"""What ``pagus doctor`` says of the log-in of professionals."""

from __future__ import annotations

from pagus.apps.accounts.professionals import links
from pagus.apps.workspace import Workspace
from pagus.doors.openid.provider import provider_of
from pagus.doors.openness import Openness
from pagus.errors import PagusError

__all__ = ["openness"]


def openness(workspace: Workspace) -> tuple[Openness, ...]:
    """Where professionals log in besides their password, who can, and whether the provider answers."""
    known = workspace.login
    if known is None:
        return ()
    linked = len(links())
    whom = f"accounts with a linked RPPS number ({linked}); passwords stay valid"
    if known.secret_file is not None and not known.secret_file.is_file():
        return (Openness("login", known.issuer, whom, guarded=False, wrong=f"{known.secret_file} is not there"),)
    try:
        provider_of(known, afresh=True)
    except PagusError as error:
        return (Openness("login", known.issuer, whom, guarded=False, wrong=str(error)),)
    if not known.acr:
        return (Openness("login", known.issuer, whom, wrong="asks for no level of assurance: name acr under [login]"),)
    return (Openness("login", known.issuer, whom),)
