"""A registry behind http(s): read with the standard library, patient to a limit, and never led elsewhere."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlsplit

from pagus.errors import ConfigError, NotAllowed, NotFound, StoreError

__all__ = ["WebRoot"]

CHUNK = 64 * 1024
MOST_REDIRECTS = 3
THREAD = "pagus registry"


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only within the scheme, host and port that were asked."""

    max_redirections = MOST_REDIRECTS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if _origin(newurl) != _origin(req.full_url):
            fp.close()
            host = urlsplit(newurl).hostname or "?"
            raise NotAllowed("the registry sends us elsewhere, to {host}: not followed", host=host)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


class WebRoot:
    """A registry at an address: plain files below it, read one by one.

    ``silence_s``: how long it may say nothing. ``patience_s``: how long one file may take in all.
    """

    def __init__(self, address: str, *, silence_s: float = 10, patience_s: float = 60) -> None:
        try:
            parts = urlsplit(address)
            usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
        except ValueError:
            usable = False
        if not usable or parts.username or parts.password or parts.query or parts.fragment:
            raise ConfigError(
                "{address} is no address of a registry: write it as https://kits.example.org/", address=address
            )
        self.name = address.rstrip("/")
        self._silence_s, self._patience_s = silence_s, patience_s
        # Only these handlers: no other scheme can be reached, whatever a server answers.
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _SameHost(),
        ):
            self._opener.add_handler(handler)

    def read(self, path: str, largest: int) -> bytes:
        """The bytes of this file.

        Refuses: NotFound; NotAllowed when the server sends elsewhere; StoreError when it does not answer, answers too
        slowly, gives more than ``largest`` bytes, or breaks off.
        Method: in a thread of its own, because nothing in the standard library bounds how long a name may take to
        resolve or a server to send its headers, letter by letter.
        """
        outcome: list[bytes | BaseException] = []
        thread = threading.Thread(target=self._keep, args=(path, largest, outcome), name=THREAD, daemon=True)
        thread.start()
        thread.join(self._patience_s)
        if not outcome:
            raise StoreError("the registry is too slow: {path} was given up", path=path, retryable=True)
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _keep(self, path: str, largest: int, outcome: list[bytes | BaseException]) -> None:
        try:
            outcome.append(self._read(path, largest))
        except BaseException as error:
            outcome.append(error)

    def _read(self, path: str, largest: int) -> bytes:
        request = urllib.request.Request(f"{self.name}/{quote(path)}", headers={"Accept-Encoding": "identity"})
        deadline = time.monotonic() + self._patience_s
        try:
            with self._opener.open(request, timeout=self._silence_s) as answer:
                content = self._received(answer, path, largest, deadline)
                promised = answer.headers.get("Content-Length")
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in {404, 410}:
                raise NotFound("the registry {registry} has no {path}", registry=self.name, path=path) from error
            raise StoreError(
                "the registry answered {code} for {path}", code=error.code, path=path, retryable=True
            ) from error
        except http.client.IncompleteRead as error:
            raise StoreError("the registry broke off in the middle of {path}", path=path, retryable=True) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise StoreError("the registry {registry} does not answer", registry=self.name, retryable=True) from error
        if promised is not None and promised != str(len(content)):
            raise StoreError("the registry broke off in the middle of {path}", path=path, retryable=True)
        return content

    def _received(self, answer: Any, path: str, largest: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        total = 0
        while chunk := answer.read1(CHUNK):
            parts.append(chunk)
            total += len(chunk)
            if total > largest:
                raise StoreError("{path} of the registry is larger than {largest} bytes", path=path, largest=largest)
            if time.monotonic() > deadline:
                raise StoreError("the registry is too slow: {path} was given up", path=path, retryable=True)
        return b"".join(parts)
