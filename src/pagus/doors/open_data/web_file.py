"""One file of the web, in pieces: from its beginning or from where an earlier attempt ended."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pagus.errors import ConfigError, NotAllowed, NotFound, StoreError

__all__ = ["WebFile", "check_address"]

CHUNK = 256 * 1024
SILENCE_S = 30.0
"""How long the server may say nothing."""
MOST_REDIRECTS = 5
_AGENT = "Pagus (open data)"


class _NoDowngrade(urllib.request.HTTPRedirectHandler):
    """Follows to other hosts, as open-data portals send to their file servers, but never from https to http."""

    max_redirections = MOST_REDIRECTS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urlsplit(req.full_url).scheme == "https" and urlsplit(newurl).scheme != "https":
            fp.close()
            raise NotAllowed("{address} sends us to an address without https: not followed", address=req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_address(address: str) -> None:
    """Is this an address that can be asked? Refuses: ConfigError."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or parts.username or parts.password or not address.isascii() or " " in address:
        raise ConfigError("{address} is no address of a file: write it as https://example.org/data/", address=address)


class WebFile:
    """An answer that is being read. ``start``: from which byte it goes on; 0 when the server begins anew.

    ``total``: how long the whole file is, None when the server does not say. ``mark``: its ETag or date.
    Refuses: NotFound, NotAllowed, StoreError that says what a person can do.
    """

    def __init__(self, address: str, start: int = 0, mark: str = "") -> None:
        check_address(address)
        self.address = address
        self._answer = self._ask(start, mark)
        self.final = self._answer.geturl()
        self.start = start if self._answer.status == 206 else 0
        length = self._answer.headers.get("Content-Length")
        self.total = None if length is None else self.start + int(length)
        self.mark = _mark(self._answer.headers)
        self.modified = self._answer.headers.get("Last-Modified") or ""

    def _ask(self, start: int, mark: str) -> Any:
        headers = {"Accept-Encoding": "identity", "User-Agent": _AGENT}
        if start and mark:
            headers |= {"Range": f"bytes={start}-", "If-Range": mark}
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _NoDowngrade(),
        ):
            opener.add_handler(handler)
        try:
            return opener.open(urllib.request.Request(self.address, headers=headers), timeout=SILENCE_S)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416 and "Range" in headers:
                return self._ask(0, "")
            raise _refusal(self.address, error.code) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise StoreError(
                "{address} does not answer: without a network, give --from FOLDER with the file, or --from the address "
                "of a mirror",
                address=self.address,
                retryable=True,
            ) from error

    def pieces(self) -> Iterator[bytes]:
        """The bytes, piece by piece. Refuses: StoreError when the answer breaks off."""
        try:
            with self._answer as answer:
                while piece := answer.read1(CHUNK):
                    yield piece
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(
                "{address} broke off: run the command again, it goes on from there",
                address=self.address,
                retryable=True,
            ) from error


def _mark(headers: Any) -> str:
    """What tells that the file is still the same: a strong ETag, or its date."""
    tag = headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified") or ""


def _refusal(address: str, code: int) -> NotFound | StoreError:
    if code in {404, 410}:
        return NotFound(
            "there is nothing at {address}: the publisher has moved it; look at the page of the data set, and give "
            "what you find with --from",
            address=address,
        )
    return StoreError("{address} answered {code}: try again later", address=address, code=code, retryable=True)
