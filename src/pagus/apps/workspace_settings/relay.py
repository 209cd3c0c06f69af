"""Which relay helps browsers to find each other: the ``[relay]`` table of ``pagus.toml``.

A relay (coturn) forwards the encrypted packets of two browsers that cannot reach each other. It cannot read them. The
secret that it shares with this server stands in a file beside the table, never in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pagus.errors import ConfigError

__all__ = ["RelaySettings", "read_relay"]

_URL = re.compile(r"(stuns?:[\w.\-\[\]:]+|turns?:[\w.\-\[\]:]+(\?transport=(udp|tcp))?)")
SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """The addresses of a relay, and the file of the secret that proves to it whom we sent."""

    urls: tuple[str, ...]
    secret_file: Path | None = None
    relay_only: bool = False
    """Send everything through the relay, so that no side learns the network address of another."""

    def secret(self) -> str:
        """The secret shared with the relay. Refuses: ConfigError when it cannot be read or is too short to be one."""
        if self.secret_file is None:
            return ""
        try:
            text = self.secret_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError("{path} cannot be read: {reason}", path=self.secret_file, reason=error) from error
        if len(text) < SHORTEST_SECRET:
            raise ConfigError(
                "{path}: the secret of a relay has {least} characters or more",
                path=self.secret_file,
                least=SHORTEST_SECRET,
            )
        return text


def read_relay(folder: Path, found: object) -> RelaySettings | None:
    """The ``[relay]`` table; None when there is none. Refuses: ConfigError with what would be right."""
    if found is None:
        return None
    known = {"urls", "secret_file", "relay_only"}
    if not isinstance(found, Mapping) or set(found) - known:
        raise ConfigError(
            "{folder}/pagus.toml: [{name}] knows only {words}",
            folder=folder,
            name="relay",
            words=", ".join(sorted(known)),
        )
    urls = found.get("urls")
    if not isinstance(urls, list) or not urls or not all(isinstance(it, str) and _URL.fullmatch(it) for it in urls):
        raise ConfigError(
            '{folder}/pagus.toml: [relay] urls is a list, as ["turn:relay.example.org:3478?transport=udp", '
            '"turns:relay.example.org:5349?transport=tcp"]',
            folder=folder,
        )
    relays = any(each.startswith("turn") for each in urls)
    if relays and not found.get("secret_file"):
        raise ConfigError(
            "{folder}/pagus.toml: [relay] needs secret_file, which holds the shared secret", folder=folder
        )
    only = found.get("relay_only", False)
    if not isinstance(only, bool) or (only and not relays):
        raise ConfigError("{folder}/pagus.toml: [relay] relay_only is true or false, and needs a relay", folder=folder)
    file = folder / str(found["secret_file"]) if found.get("secret_file") else None
    return RelaySettings(tuple(urls), file, only)
