"""How a workspace reaches people outside their pages: the ``[reminders]`` table of ``pagus.toml``.

A gateway for SMS is described as data: where to, which headers, and a body with named fields. Nothing of it executes, a
field that is not known is refused, and what is put into a field is written so that it cannot break out of it. Passwords
and tokens stand in a file beside the table, never in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from pagus.errors import ConfigError

__all__ = ["EmailSettings", "ReminderSettings", "SmsSettings", "filled", "read_reminders"]

BODY_FIELDS = frozenset({"phone", "text", "sender", "id", "token"})
HEADER_FIELDS = frozenset({"token", "id"})
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
_FIELD = re.compile(r"\{([A-Za-z_]\w*)\}", re.ASCII)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_LONGEST_SENDER = 40


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """A mail server that takes our reminders."""

    host: str
    port: int
    security: str
    """``tls``, ``starttls``, or ``none`` on this machine only."""
    from_address: str
    user: str = ""
    password_file: Path | None = None

    @property
    def is_here(self) -> bool:
        """Is it on this machine?"""
        return _is_loopback(self.host)


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """A gateway that sends SMS for us, asked over HTTP."""

    url: str
    body: str
    content_type: str
    headers: tuple[tuple[str, str], ...] = ()
    token_file: Path | None = None
    accepted: tuple[int, ...] = (200, 201, 202)

    @property
    def is_here(self) -> bool:
        """Is it on this machine?"""
        return _is_loopback(urlsplit(self.url).hostname or "")


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """Who speaks, and by which ways."""

    sender: str
    email: EmailSettings | None = None
    sms: SmsSettings | None = None


def read_reminders(folder: Path, found: object) -> ReminderSettings | None:
    """The ``[reminders]`` table; None when there is none. Refuses: ConfigError with what would be right."""
    if found is None:
        return None
    table = _table(folder, "reminders", found, {"sender", "email", "sms"})
    sender = str(table.get("sender", ""))
    if not sender or len(sender) > _LONGEST_SENDER or not sender.isprintable():
        raise ConfigError(
            "{folder}/pagus.toml: [reminders] needs a sender of at most {most} characters, the name that people know "
            "you by; it names no illness",
            folder=folder,
            most=_LONGEST_SENDER,
        )
    email, sms = table.get("email"), table.get("sms")
    return ReminderSettings(
        sender=sender,
        email=None if email is None else _email(folder, email),
        sms=None if sms is None else _sms(folder, sms),
    )


def filled(template: str, facts: Mapping[str, str], content_type: str = "") -> str:
    """The template with its fields, each written as the content type wants it; without one, as it is."""

    def write(match: re.Match[str]) -> str:
        text = facts[match[1]]
        if content_type == JSON:
            return json.dumps(text, ensure_ascii=True)[1:-1]
        return quote_plus(text) if content_type == FORM else text

    return _FIELD.sub(write, template)


def _email(folder: Path, found: object) -> EmailSettings:
    known = {"host", "port", "security", "from", "user", "password_file"}
    table = _table(folder, "reminders.email", found, known)
    host, security = str(table.get("host", "")), str(table.get("security", "tls"))
    port = table.get("port", {"tls": 465, "starttls": 587}.get(security, 25))
    sender = str(table.get("from", ""))
    usable = bool(host) and isinstance(port, int) and 0 < port < 65_536 and "@" in sender and sender.isprintable()
    if not usable or security not in {"tls", "starttls", "none"}:
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.email] needs host and from (an address), and knows port and security: "
            "tls, starttls or none",
            folder=folder,
        )
    if security == "none" and not _is_loopback(host):
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.email] goes without encryption to a server on this machine only",
            folder=folder,
        )
    return EmailSettings(
        host, int(str(port)), security, sender, str(table.get("user", "")), _file(folder, table, "password_file")
    )


def _sms(folder: Path, found: object) -> SmsSettings:
    known = {"url", "headers", "body", "content_type", "token_file", "accepted"}
    table = _table(folder, "reminders.sms", found, known)
    url, body = str(table.get("url", "")), str(table.get("body", ""))
    content_type = str(table.get("content_type", JSON))
    _check_url(folder, url)
    if content_type not in {JSON, FORM}:
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.sms] content_type is {json} or {form}", folder=folder, json=JSON, form=FORM
        )
    _check_fields(folder, "body", body, BODY_FIELDS)
    if not {"phone", "text"} <= set(_FIELD.findall(body)):
        raise ConfigError("{folder}/pagus.toml: [reminders.sms] body must hold {fields}", folder=folder,
                          fields="{phone}, {text}")  # fmt: skip
    if content_type == JSON:
        _check_json(folder, body)
    headers = table.get("headers", {})
    accepted = table.get("accepted", [200, 201, 202])
    if (
        not isinstance(headers, Mapping)
        or not isinstance(accepted, list)
        or not all(_is_success(it) for it in accepted)
    ):
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.sms] headers is a table, accepted a list of numbers from 200 to 299",
            folder=folder,
        )
    pairs = tuple((str(name), str(value)) for name, value in headers.items())
    for name, value in pairs:
        _check_fields(folder, name, value, HEADER_FIELDS)
        if not _HEADER.fullmatch(name) or not value.isprintable() or not value.isascii():
            raise ConfigError("{folder}/pagus.toml: [reminders.sms] {name} is no header", folder=folder, name=name[:60])
    return SmsSettings(url, body, content_type, pairs, _file(folder, table, "token_file"), tuple(accepted))


def _check_url(folder: Path, url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
        usable = usable and bool(parts.hostname) and parts.port != 0 and url.isascii() and url.isprintable()
    except ValueError:
        usable = False
    if not usable or " " in url or parts.username or parts.password or parts.fragment or "{" in url:
        # A number in an address would stand in the logs of every machine on the way.
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.sms] url is https://..., or http:// on this machine only, without a field",
            folder=folder,
        )


def _check_fields(folder: Path, name: str, template: str, known: frozenset[str]) -> None:
    unknown = sorted(set(_FIELD.findall(template)) - known)
    if unknown or len(template) > 4_000:
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.sms] {name} knows only the fields {known}",
            folder=folder,
            name=name[:60],
            known=", ".join(sorted(known)),
        )


def _check_json(folder: Path, body: str) -> None:
    try:
        json.loads(filled(body, dict.fromkeys(BODY_FIELDS, 'a"b'), JSON))
    except ValueError as error:
        raise ConfigError(
            "{folder}/pagus.toml: [reminders.sms] body is no JSON once its fields are filled: write each field within "
            "quotes",
            folder=folder,
        ) from error


def _is_success(code: object) -> bool:
    return isinstance(code, int) and not isinstance(code, bool) and 200 <= code < 300


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _table(folder: Path, name: str, found: object, known: set[str]) -> Mapping[str, object]:
    if not isinstance(found, Mapping) or set(found) - known:
        words = ", ".join(sorted(known))
        raise ConfigError("{folder}/pagus.toml: [{name}] knows only {words}", folder=folder, name=name, words=words)
    return found


def _file(folder: Path, table: Mapping[str, object], name: str) -> Path | None:
    return folder / str(table[name]) if table.get(name) else None
