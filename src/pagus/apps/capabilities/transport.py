"""Asking over HTTP: https, or this machine only; patient to a limit, and never led elsewhere."""

from __future__ import annotations

import http.client
import threading
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from pagus.errors import ConfigError, StoreError

__all__ = ["LARGEST_ANSWER", "LARGEST_QUESTION", "check_address", "post"]

LARGEST_QUESTION = 4 * 1024 * 1024
LARGEST_ANSWER = 256 * 1024
PATIENCE_S = 10.0
THREAD = "pagus capability"


def check_address(address: str) -> SplitResult:
    """May this address be asked?

    Gives: its parts. Refuses: ConfigError for one that is neither https nor on this machine, or that holds a login, a
    query or a fragment.
    """
    try:
        parts = urlsplit(address)
        usable = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
        usable = usable and bool(parts.hostname) and parts.port != 0 and address.isascii() and address.isprintable()
    except ValueError:
        usable = False
    if not usable or " " in address or parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigError(
            "{address} is no address of a capability: https://..., or http:// on this machine only", address=address
        )
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def post(address: str, body: bytes, token: str = "", *, patience_s: float = PATIENCE_S) -> bytes:
    """What does this address answer to this JSON document?

    Takes: the address; the document; a token for ``Authorization: Bearer``, or none; how long it may take in all.
    Refuses: StoreError when the question is too large, or when there is no whole answer with status 200 of at most
    ``LARGEST_ANSWER`` bytes in that time. A redirection is such a refusal: data of people follow nobody elsewhere.
    Method: in a thread of its own, because the standard library does not bound the whole of an exchange.
    """
    parts = check_address(address)
    if len(body) > LARGEST_QUESTION:
        raise StoreError("the question is larger than {largest} bytes", largest=LARGEST_QUESTION)
    outcome: list[bytes | StoreError] = []

    def keep() -> None:
        try:
            outcome.append(_exchange(parts, body, token, patience_s))
        except StoreError as error:
            outcome.append(error)
        except TimeoutError:
            outcome.append(_too_slow())
        except (OSError, http.client.HTTPException, ValueError) as error:
            outcome.append(StoreError("it does not answer ({kind})", kind=type(error).__name__, retryable=True))

    thread = threading.Thread(target=keep, name=THREAD, daemon=True)
    thread.start()
    thread.join(patience_s)
    answer = outcome[0] if outcome else _too_slow()
    if isinstance(answer, StoreError):
        raise answer
    return answer


def _too_slow() -> StoreError:
    return StoreError("it is too slow: given up", retryable=True)


def _exchange(parts: SplitResult, body: bytes, token: str, patience_s: float) -> bytes:
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=patience_s)
    try:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        connection.request("POST", parts.path or "/", body, headers)
        with connection.getresponse() as response:
            if response.status != http.client.OK:
                raise StoreError("it answered with status {code}", code=response.status, retryable=True)
            content = response.read(LARGEST_ANSWER + 1)
            if len(content) > LARGEST_ANSWER:
                raise StoreError("its answer is larger than {largest} bytes", largest=LARGEST_ANSWER)
            if response.length:
                raise StoreError("it broke off in the middle of its answer", retryable=True)
            return content
    finally:
        connection.close()
