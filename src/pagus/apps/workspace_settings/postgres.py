"""Where the PostgreSQL database of a workspace is, and how one comes in: the ``[database]`` table of ``pagus.toml``.

The table holds the address, never the password: that is in a file beside it or in the environment, or the server
asks for none (a socket of the same machine).
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from pagus.errors import ConfigError

__all__ = ["PASSWORD_VARIABLE", "PostgresAddress", "read_address"]

PASSWORD_VARIABLE = "PAGUS_DATABASE_PASSWORD"
_FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl")
_OPTIONS = {*_FILES, "host", "port", "user", "sslmode", "connect_timeout", "channel_binding", "target_session_attrs"}
_EXAMPLE = "postgresql://pagus@db.example.org/pagus?sslmode=verify-full, or postgresql:///pagus over the socket"


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """One database on one server, without the password."""

    url: str
    name: str
    host: str = ""
    """A name, an address, or the folder of a socket; empty is the socket of this machine."""
    port: str = ""
    user: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """What else the url says, for the client library: TLS and time limits."""
    password_file: Path | None = None

    @property
    def local(self) -> bool:
        """Does the line to the server stay on this machine?"""
        return not self.host or self.host.startswith("/") or self.host in {"localhost", "127.0.0.1", "::1"}

    @property
    def verified(self) -> bool:
        """Does the client make sure that it talks to this server, and nobody listens?"""
        return dict(self.options).get("sslmode") == "verify-full"

    def password(self) -> str:
        """The password, from the environment or the file; empty when neither has one.

        Refuses: ConfigError when the file cannot be read.
        """
        given = os.environ.get(PASSWORD_VARIABLE, "")
        if given or self.password_file is None:
            return given
        try:
            return self.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                "the password of the database cannot be read from {file}: {reason}",
                file=self.password_file,
                reason=type(error).__name__,
            ) from error

    def require_driver(self) -> None:
        """Refuse to go on without the driver. Refuses: ConfigError that says how to install it."""
        if importlib.util.find_spec("psycopg") is None:
            raise ConfigError("PostgreSQL needs its driver: install Pagus as pagus[postgres]")

    def parameters(self) -> dict[str, str]:
        """What the client library takes to connect, the password included."""
        named = {"dbname": self.name, "host": self.host, "port": self.port, "user": self.user}
        named["password"] = self.password()
        return dict(self.options) | {key: value for key, value in named.items() if value}


def read_address(folder: Path, table: object) -> PostgresAddress | None:
    """Which database does this ``[database]`` table name? None when there is no table: then it is SQLite.

    Takes: the workspace folder, from which file names are counted; the table as it was read.
    Refuses: ConfigError when it says something else, or holds a password.
    """
    if table is None:
        return None
    if not isinstance(table, Mapping) or set(table) - {"url", "password_file"} or not isinstance(table.get("url"), str):
        raise ConfigError("{folder}/pagus.toml: [database] takes a url, and may take a password_file", folder=folder)
    file = table.get("password_file")
    return _parse(folder, str(table["url"]), None if file is None else folder / str(file))


def _parse(folder: Path, url: str, password_file: Path | None) -> PostgresAddress:
    try:
        parts = urlsplit(url)
        port = "" if parts.port is None else str(parts.port)
    except ValueError as error:
        raise ConfigError("[database] url cannot be read: write {example}", example=_EXAMPLE) from error
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.password is not None or "password" in options:
        raise ConfigError(
            "[database] url holds a password: put it into a file (password_file) or into {variable}",
            variable=PASSWORD_VARIABLE,
        )
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name or "/" in name or parts.fragment:
        raise ConfigError("[database] url cannot be read: write {example}", example=_EXAMPLE)
    if unknown := sorted(set(options) - _OPTIONS):
        known = ", ".join(sorted(_OPTIONS))
        raise ConfigError("[database] url has an unknown {option}: it knows {known}", option=unknown[0], known=known)
    for key in _FILES:
        if key in options:
            options[key] = str(folder / options[key])
    return PostgresAddress(
        url=url,
        name=name,
        host=options.pop("host", "") or unquote(parts.hostname or ""),
        port=options.pop("port", "") or port,
        user=options.pop("user", "") or unquote(parts.username or ""),
        options=tuple(sorted(options.items())),
        password_file=password_file,
    )
