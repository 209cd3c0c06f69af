"""Where professionals may log in besides their password: the ``[login]`` table of ``pagus.toml``.

The secret of the client stands in a file beside it, never in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pagus.errors import ConfigError

__all__ = ["LoginSettings", "read_login"]

_KNOWN = {"issuer", "client_id", "secret_file", "label", "acr", "scope", "address"}


@dataclass(frozen=True, slots=True)
class LoginSettings:
    """One OpenID Connect provider, and who we are to it."""

    issuer: str
    client_id: str
    secret_file: Path | None = None
    label: str = "OpenID Connect"
    """What the button on the login page says."""
    acr: str = ""
    """The level of assurance that is asked for and must come back, as eidas1; empty asks for none."""
    scope: str = "openid"
    address: str = ""
    """The public address of this server, as https://pagus.example.org; empty: as the browser asked for it."""


def read_login(folder: Path, found: object) -> LoginSettings | None:
    """The ``[login]`` table; None when there is none. Refuses: ConfigError with what would be right."""
    if found is None:
        return None
    if not isinstance(found, Mapping) or set(found) - _KNOWN or not all(isinstance(it, str) for it in found.values()):
        words = ", ".join(sorted(_KNOWN))
        raise ConfigError("{folder}/pagus.toml: [{name}] knows only {words}", folder=folder, name="login", words=words)
    issuer, client_id = found.get("issuer", ""), found.get("client_id", "")
    for address in (issuer, found.get("address", issuer)):
        if not _is_fit(address):
            raise ConfigError(
                "{folder}/pagus.toml: [login] {address} must be https://..., or http:// on this machine only",
                folder=folder,
                address=address or "issuer",
            )
    if not client_id:
        raise ConfigError("{folder}/pagus.toml: [login] lacks client_id", folder=folder)
    scope = found.get("scope", "openid")
    if "openid" not in scope.split():
        raise ConfigError("{folder}/pagus.toml: [login] scope must hold openid", folder=folder)
    secret = found.get("secret_file", "")
    return LoginSettings(
        issuer=issuer,
        client_id=client_id,
        secret_file=folder / secret if secret else None,
        label=found.get("label", "OpenID Connect"),
        acr=found.get("acr", ""),
        scope=scope,
        address=found.get("address", "").rstrip("/"),
    )


def _is_fit(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_here = host == "localhost" or (host.replace(".", "").isdigit() and ip_address(host).is_loopback)
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return bool(host) and plain and (parts.scheme == "https" or (parts.scheme == "http" and is_here))
