"""A visitor without a screen: cookies, forms and links over plain HTTP, from the standard library."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

__all__ = ["Answer", "Page", "Visitor"]

RESOURCE_ATTRIBUTES = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src"}


@dataclass(slots=True)
class Page(HTMLParser):
    """What a page holds that a walk needs: links, resources, forms' hidden fields, headings, language."""

    text: str
    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    hidden: dict[str, str] = field(default_factory=dict)
    language: str = ""
    headings: int = 0
    inline: int = 0

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect from one element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values and "nofollow" not in values.get("rel", ""):
            self.links.append(values["href"])
        elif tag == "html":
            self.language = values.get("lang", "")
        elif tag == "h1":
            self.headings += 1
        elif tag == "input" and values.get("type") == "hidden":
            self.hidden.setdefault(values.get("name", ""), values.get("value", ""))
        if tag in RESOURCE_ATTRIBUTES and values.get("rel") not in {"canonical", "alternate"}:
            self.resources.append(values.get(RESOURCE_ATTRIBUTES[tag], ""))
        is_data = tag == "script" and values.get("type") in {"application/json", "application/geo+json", "importmap"}
        if "style" in values or (tag == "script" and "src" not in values and not is_data):
            self.inline += 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the server."""

    path: str
    status: int
    headers: dict[str, str]
    body: bytes
    first_byte_ms: float
    sent_bytes: int

    @property
    def is_page(self) -> bool:
        """Is it HTML?"""
        return self.headers.get("content-type", "").startswith("text/html")

    def page(self) -> Page:
        """The answer read as HTML."""
        return Page(self.body.decode("utf-8"))


class Visitor:
    """One person at one browser, on one address."""

    def __init__(self, host: str, port: int, language: str = "en") -> None:
        self.host, self.port, self.language = host, port, language
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a path on this server, following redirects that stay here."""
        for _ in range(5):
            answer = self._ask("GET", path, None, headers or {})
            if answer.status not in {301, 302, 303, 307, 308}:
                return answer
            path = self.local(answer.headers["location"], path)
        raise RuntimeError(f"{path}: more than five redirects")

    def post(self, path: str, form: dict[str, str], referer: str | None = None) -> Answer:
        """Send a form, with the token of the page it stands on."""
        token = self.get(referer or path).page().hidden.get("csrfmiddlewaretoken", "")
        body = urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self.url(referer or path)}
        answer = self._ask("POST", path, body, headers)
        return self.get(self.local(answer.headers["location"], path)) if answer.status in {302, 303} else answer

    def send(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send bytes, as a machine does."""
        return self._ask("POST", path, body, headers)

    def url(self, path: str) -> str:
        """The full address of a path."""
        return f"http://{self.host}:{self.port}{path}"

    def local(self, link: str, base: str) -> str:
        """The path of a link on this server; empty for a link that leaves it."""
        parts = urlsplit(urljoin(self.url(base), link))
        if parts.scheme not in {"http", "https"} or parts.netloc != f"{self.host}:{self.port}":
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(self.host, self.port, timeout=60)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        sent = {"Accept-Language": self.language, "Accept-Encoding": "gzip", **headers}
        if cookie:
            sent["Cookie"] = cookie
        started = time.perf_counter()
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            first_byte_ms = (time.perf_counter() - started) * 1_000
            raw = response.read()
        finally:
            connection.close()
        for value in response.headers.get_all("Set-Cookie") or []:
            self.cookies.load(value)
        found = {name.lower(): value for name, value in response.getheaders()}
        content = gzip.decompress(raw) if found.get("content-encoding") == "gzip" else raw
        return Answer(path, response.status, found, content, first_byte_ms, len(raw))
