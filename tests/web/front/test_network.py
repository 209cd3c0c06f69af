"""The front on a real network: what is half, late, long or slow holds no thread, and the rest is answered as before."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

LONGEST = 1_000_000


class Server(NamedTuple):
    port: int


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--http", "1", "--no-ws", "--workers", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "critical"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen([*command, "tests.web.front.small_server:application"], env=environment)
    try:
        _wait(port)
        yield Server(port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not come up")


def _ask(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def _half(server: Server, sent: bytes, length: int = 1_000) -> socket.socket:
    """A request that says it has this many bytes, and sends these."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    line.sendall(f"POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode() + sent)
    return line


def test_a_request_comes_as_the_application_expects_it(server: Server) -> None:
    status, said = _ask(server, "POST", "/a%20b/%C3%A9?q=%C3%A9", b"hello", Cookie="k=1", X_A="1")
    assert status == 200
    lines = said.decode("latin-1").splitlines()
    assert lines[1].encode("latin-1").decode() == "PATH_INFO=/a b/é"
    assert {"REQUEST_METHOD=POST", "QUERY_STRING=q=%C3%A9", "REMOTE_ADDR=127.0.0.1", "HTTP_COOKIE=k=1"} <= set(lines)
    assert lines[-1] == "read=5"


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, LONGEST])
def test_bodies_of_every_size_are_read_whole(server: Server, size: int) -> None:
    assert _ask(server, "POST", "/", b"x" * size)[1].endswith(b"read=%d" % size)


def test_several_cookies_of_an_answer_stay_apart(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/")
    assert connection.getresponse().headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    connection.close()


def test_a_body_that_is_too_long_is_answered_from_its_head(server: Server) -> None:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")
    said = line.recv(65_536)
    assert said.startswith(b"HTTP/1.1 200")
    assert b"read=0" in said
    assert b"CONTENT_LENGTH=100000000" in said
    line.close()


def test_a_body_that_does_not_say_its_length_is_not_read(server: Server) -> None:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
    said = line.recv(65_536)
    assert b"CONTENT_LENGTH=-" in said
    assert b"read=0" in said
    line.close()


def test_forty_half_requests_hold_nobody_up(server: Server) -> None:
    lines = [_half(server, b"x") for _ in range(40)]
    began = time.monotonic()
    assert _ask(server, "GET", "/")[0] == 200
    assert time.monotonic() - began < 0.9, "answered only after the half requests were given up"
    for line in lines:
        assert line.recv(1_000).startswith(b"HTTP/1.1 408")
        line.close()


def test_sixty_who_wait_for_news_hold_nobody_up_and_all_hear_of_them(server: Server) -> None:
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(60)]
    for line in lines:
        line.sendall(b"POST /news HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
    began = time.monotonic()
    assert _ask(server, "GET", "/")[0] == 200
    assert _ask(server, "POST", "/write", b"x")[0] == 200
    for line in lines:
        said = line.recv(65_536)
        assert said.startswith(b"HTTP/1.1 200"), "what was said before the news is not sent"
        assert said.endswith(b"read=5"), "the body is read again"
        line.close()
    assert time.monotonic() - began < 5, "somebody waited to the end"


def test_who_drips_is_cut_and_who_is_slow_is_waited_for(server: Server) -> None:
    dripping = _half(server, b"", 100_000)
    slow = _half(server, b"", 100_000)
    answered = 0.0
    for step in range(20):
        if not answered:
            try:
                dripping.sendall(b"x")
                dripping.setblocking(False)
                answered = step if dripping.recv(1_000).startswith(b"HTTP/1.1 408") else 0.0
            except BlockingIOError:
                pass
            except OSError:
                answered = step
            dripping.setblocking(True)
        slow.sendall(b"y" * 5_000)
        time.sleep(0.1)
    assert answered, "bytes one by one kept the request alive for twice its time"
    assert b"read=100000" in slow.recv(65_536)
    dripping.close()
    slow.close()


def test_a_sender_who_goes_away_leaves_no_trace(server: Server) -> None:
    for _ in range(10):
        _half(server, b"x" * 70_000, 200_000).close()
    assert _ask(server, "GET", "/")[0] == 200


def test_a_file_arrives_whole_and_from_its_middle(server: Server) -> None:
    here = Path(__file__).with_name("small_server.py").read_bytes()
    assert _ask(server, "GET", "/file") == (200, here)
    assert _ask(server, "GET", "/file?100") == (200, here[100:])
