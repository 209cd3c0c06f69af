"""The two ways out: an SMS gateway over HTTP, a mail server over SMTP. What may have left is not retried.

Each answers with one ``Outcome``. ``later``: it has certainly not left, trying again does no harm. ``unsure``: it was
handed over and no answer came, so it may have left; sending it again might tell somebody twice.
"""

from __future__ import annotations

import http.client
import smtplib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.core.mail import EmailMessage, get_connection

from pagus.apps.workspace_settings.buses import password_in
from pagus.apps.workspace_settings.reminders import EmailSettings, SmsSettings, filled

__all__ = ["PATIENCE_S", "Outcome", "send_email", "send_sms"]

PATIENCE_S = 10.0
"""How long a gateway may take for one reminder, in all."""
_BUSY = (429, 503)
_WRONG_PASSWORD = 535
"""The mail server does not take our password: the operator mends it, and nothing is lost until then."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one reminder, and why: words for the team, without a number or an address."""

    kind: Literal["sent", "later", "refused", "unsure"]
    why: str = ""


def send_sms(
    gateway: SmsSettings, phone: str, text: str, sender: str, identifier: str, *, patience_s: float = PATIENCE_S
) -> Outcome:
    """Ask the gateway to send a text. Takes: its settings, the number, the text, who speaks, our name of it."""
    facts = {"phone": phone, "text": text, "sender": sender, "id": identifier, "token": password_in(gateway.token_file)}
    body = filled(gateway.body, facts, gateway.content_type).encode()
    headers = {name: filled(value, facts) for name, value in gateway.headers}
    headers |= {"Content-Type": gateway.content_type, "Accept-Encoding": "identity"}
    return _bounded(lambda handed: _over_http(gateway, body, headers, patience_s, handed), patience_s)


def send_email(
    server: EmailSettings, address: str, subject: str, text: str, identifier: str, *, patience_s: float = PATIENCE_S
) -> Outcome:
    """Hand a mail to the server. Takes: its settings; the address; subject and text; our name of this sending."""
    domain = server.from_address.rpartition("@")[2].rstrip(">")
    mail = EmailMessage(
        subject, text, server.from_address, [address],
        headers={"Message-ID": f"<{identifier}@{domain}>", "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    return _bounded(lambda handed: _over_smtp(server, mail, patience_s, handed), patience_s)


def _bounded(send: Callable[[threading.Event], Outcome], patience_s: float) -> Outcome:
    """Do this in a thread of its own: the standard library does not bound the whole of an exchange."""
    handed, outcome = threading.Event(), list[Outcome]()
    thread = threading.Thread(target=lambda: outcome.append(send(handed)), name="pagus reminder", daemon=True)
    thread.start()
    thread.join(patience_s)
    if outcome:
        return outcome[0]
    return _broken("too slow", handed)


def _broken(why: str, handed: threading.Event) -> Outcome:
    return Outcome("unsure" if handed.is_set() else "later", why)


def _over_http(
    gateway: SmsSettings, body: bytes, headers: dict[str, str], patience_s: float, handed: threading.Event
) -> Outcome:
    parts = urlsplit(gateway.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=patience_s)
    try:
        connection.connect()
        handed.set()
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _broken(f"no answer ({type(error).__name__})", handed)
    finally:
        connection.close()
    if status in gateway.accepted:
        return Outcome("sent")
    if status in _BUSY:
        return Outcome("later", f"status {status}")
    # An error of the gateway itself does not say whether the text had left before it.
    return Outcome("unsure" if status >= 500 else "refused", f"status {status}")


def _over_smtp(server: EmailSettings, mail: EmailMessage, patience_s: float, handed: threading.Event) -> Outcome:
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend", host=server.host, port=server.port, username=server.user,
        password=password_in(server.password_file), use_tls=server.security == "starttls",
        use_ssl=server.security == "tls", timeout=patience_s,
    )  # fmt: skip
    try:
        connection.open()
        handed.set()
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(max((code for code, _ in error.recipients.values()), default=550))
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return _broken(f"no answer ({type(error).__name__})", handed)
    finally:
        _hang_up(connection)
    return Outcome("sent")


def _answered(code: int) -> Outcome:
    return Outcome("later" if code < 500 or code == _WRONG_PASSWORD else "refused", f"status {code}")


def _hang_up(connection: object) -> None:
    try:
        connection.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException):
        return  # what was said before stands
