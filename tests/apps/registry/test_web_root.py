"""A registry behind a server that is honest, slow, broken or hostile."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pagus.apps.registry.queries import browse, fetch
from pagus.apps.registry.web_root import THREAD, WebRoot
from pagus.errors import ConfigError, NotAllowed, NotFound, PagusError, StoreError
from tests.apps.registry.making import filled_registry, trust_in
from tests.trust.making import NOW


class Quiet(SimpleHTTPRequestHandler):
    """The static files of a folder."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class Odd(BaseHTTPRequestHandler):
    """A server that does, for each path, one thing that it should not."""

    protocol_version = "HTTP/1.1"
    other = ""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.close_connection = True
        getattr(self, f"give_{self.path.strip('/').partition('.')[0]}")()

    def begin(self, length: int | None, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def give_whole(self) -> None:
        self.begin(5)
        self.wfile.write(b"whole")

    def give_half(self) -> None:
        self.begin(10)
        self.wfile.write(b"half")

    def give_chunks(self) -> None:
        self.begin(None, Transfer_Encoding="chunked")
        self.wfile.write(b"5\r\nwhole\r\n8\r\nhal")

    def give_endless(self) -> None:
        self.begin(None)
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            self.close_connection = True

    def give_large(self) -> None:
        self.begin(10**9)
        self.wfile.write(b"x" * 100_000)

    def give_slow(self) -> None:
        self.begin(1_000)
        self.drip(b"x")

    def give_slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"y")

    def drip(self, letter: bytes) -> None:
        try:
            for _ in range(30):
                self.wfile.write(letter)
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def give_silent(self) -> None:
        time.sleep(1)

    def give_away(self) -> None:
        self.begin(0, 302, Location=f"{self.other}/whole")

    def give_file(self) -> None:
        self.begin(0, 302, Location="file:///etc/passwd")

    def give_near(self) -> None:
        self.begin(0, 301, Location="/whole")

    def give_round(self) -> None:
        self.begin(0, 302, Location="/round")

    def give_gone(self) -> None:
        self.begin(0, 410)

    def give_broken(self) -> None:
        self.begin(0, 500)

    def give_noise(self) -> None:
        self.wfile.write(b"\x00\x01\x02 no HTTP at all\r\n\r\n")


def served(handler: object) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)  # type: ignore[arg-type]
    server.daemon_threads = False  # closing waits for the answers that are still being given
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    for other in (thread, *(it for it in threading.enumerate() if it.name == THREAD)):
        other.join()


@pytest.fixture
def odd() -> Iterator[str]:
    yield from served(Odd)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    yield from served(partial(Quiet, directory=str(filled_registry(tmp_path))))


def test_a_static_web_root_is_a_registry(web: str, tmp_path: Path) -> None:
    trust = trust_in(tmp_path / "trust")
    assert [entry.version for entry in browse(f"{web}/", trust, NOW).entries] == ["1.0.0"]
    arrived = fetch(web, "pagus/weight-home", "1.0.0", tmp_path / "here", trust, NOW)
    assert arrived.judgement.trusted
    with pytest.raises(NotFound):
        fetch(web, "pagus/weight-home", "1.0.1", tmp_path / "there", trust, NOW)
    with pytest.raises(NotFound, match=r"has no index\.json"):
        browse(f"{web}/archives", trust, NOW)


def test_a_web_root_that_gives_half_a_file_gives_nothing(web: str, tmp_path: Path) -> None:
    archive = next((tmp_path / "registry" / "archives").iterdir())
    archive.write_bytes(archive.read_bytes()[:2_000])
    with pytest.raises(PagusError, match="has 2000 bytes where the index says"):
        fetch(web, "pagus/weight-home", "1.0.0", tmp_path / "here", trust_in(tmp_path / "trust"), NOW)
    assert not (tmp_path / "here").exists()


def test_whole_answers(odd: str) -> None:
    assert WebRoot(odd).read("whole", 5) == b"whole"
    assert WebRoot(odd).read("near", 5) == b"whole", "a redirection within the host is followed"


ODD = {
    "half": (StoreError, "broke off in the middle of half"),
    "chunks": (StoreError, "broke off in the middle of chunks"),
    "endless": (StoreError, "larger than 1000 bytes"),
    "large": (StoreError, "larger than 1000 bytes"),
    "slow": (StoreError, "too slow"),
    "slow_head": (StoreError, "too slow"),
    "silent": (StoreError, "does not answer"),
    "file": (StoreError, "answered 302"),
    "round": (StoreError, "answered 302"),
    "gone": (NotFound, "has no gone"),
    "broken": (StoreError, "answered 500"),
    "noise": (StoreError, "does not answer"),
}


@pytest.mark.parametrize("path", ODD)
def test_odd_answers_are_refused_in_time(path: str, odd: str) -> None:
    kind, message = ODD[path]
    started = time.monotonic()
    with pytest.raises(kind, match=message):
        WebRoot(odd, silence_s=0.5, patience_s=1.5).read(path, 1_000)
    assert time.monotonic() - started < 4


def test_a_redirection_to_another_host_is_not_followed(odd: str) -> None:
    other = socket.socket()
    other.bind(("127.0.0.1", 0))
    other.listen()
    other.settimeout(0.5)
    try:
        Odd.other = f"http://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(NotAllowed, match="not followed"):
            WebRoot(odd).read("away", 100)
        with pytest.raises(TimeoutError):
            other.accept()
    finally:
        other.close()


def test_nobody_answers() -> None:
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    with pytest.raises(StoreError, match="does not answer"):
        WebRoot(f"http://127.0.0.1:{port}").read("index.json", 100)


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org", "file:///etc", "https://", "https://user:secret@example.org", "https://example.org/?a=1",
     "https://example.org/#a", "https://[::1", "https://example.org:99999/"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ConfigError, match="no address of a registry"):
        WebRoot(address)
