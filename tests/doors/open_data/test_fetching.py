"""Open data from a server that answers well, breaks off, forgets, lies and sends elsewhere."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pagus.doors.open_data import fetch
from pagus.errors import ConfigError, NotAllowed, NotFound, StoreError
from pagus.library.open_data import OpenData, open_data, open_data_set

CONTENT = bytes(range(256)) * 4_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Site:
    """A server: what it has, how it behaves, what it was asked."""

    address: str = ""
    content: bytes = CONTENT
    tag: str = '"v1"'
    ranges: bool = True
    stop_after: int | None = None
    redirect: str = ""
    status: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append({"path": self.path, **dict(self.headers.items())})
            if site.status:
                self.send_error(site.status)
                return
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", site.redirect)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = self._start()
            if start is not None and start >= len(site.content):
                self.send_error(416)
                return
            body = site.content[start or 0 :]
            self.send_response(200 if start is None else 206)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", site.tag)
            self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
            self.end_headers()
            self.wfile.write(body if site.stop_after is None else body[: site.stop_after])
            self.close_connection = True

        def _start(self) -> int | None:
            wanted = self.headers.get("Range")
            if not site.ranges or wanted is None or self.headers.get("If-Range") != site.tag:
                return None
            return int(wanted.removeprefix("bytes=").removesuffix("-"))

        def log_message(self, *_: object) -> None:
            return

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made))
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def data(site: Site, **changes: object) -> OpenData:
    told = replace(open_data_set("finess"), name="thing", file="thing.csv", address=f"{site.address}/thing.csv")
    return replace(told, **changes)


def test_a_whole_file_with_its_provenance(site: Site, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    done = fetch(data(site), tmp_path / "new", progress=lambda *told: seen.append(told))
    assert done.path.read_bytes() == CONTENT
    assert (done.size, done.sha256, done.resumed_from, done.verified) == (len(CONTENT), DIGEST, 0, False)
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    note = json.loads((tmp_path / "new/thing.csv.provenance.json").read_text(encoding="utf-8"))
    assert note["sha256"] == DIGEST
    assert note["fetched_from"] == f"{site.address}/thing.csv"
    assert note["licence"] == "Licence Ouverte 2.0"
    assert note["last_modified"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert {path.name for path in done.path.parent.iterdir()} == {"thing.csv", "thing.csv.provenance.json"}


def test_what_is_there_is_not_fetched_again_unless_asked(site: Site, tmp_path: Path) -> None:
    fetch(data(site), tmp_path)
    assert fetch(data(site), tmp_path).there_already is True
    assert len(site.asked) == 1
    assert fetch(data(site), tmp_path, again=True).there_already is False
    assert len(site.asked) == 2


def test_a_truncated_answer_leaves_a_part_and_is_gone_on_with(site: Site, tmp_path: Path) -> None:
    site.stop_after = 300_000
    with pytest.raises(StoreError, match=r"broke off after 300000 of 1024000 bytes: run the command again"):
        fetch(data(site), tmp_path)
    assert not (tmp_path / "thing.csv").exists()
    site.stop_after = None
    done = fetch(data(site, sha256=DIGEST), tmp_path)
    assert (done.resumed_from, done.verified) == (300_000, True)
    assert site.asked[-1]["Range"] == "bytes=300000-"
    assert done.path.read_bytes() == CONTENT


def test_a_file_that_changed_in_between_is_begun_anew(site: Site, tmp_path: Path) -> None:
    site.stop_after = 300_000
    with pytest.raises(StoreError):
        fetch(data(site), tmp_path)
    site.stop_after, site.tag, site.content = None, '"v2"', CONTENT[::-1]
    done = fetch(data(site), tmp_path)
    assert done.resumed_from == 0
    assert done.path.read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize("how", ["no ranges", "other address", "no mark", "part too long"])
def test_a_part_that_cannot_be_gone_on_with_is_begun_anew(how: str, site: Site, tmp_path: Path) -> None:
    site.stop_after = 300_000
    with pytest.raises(StoreError):
        fetch(data(site), tmp_path)
    site.stop_after = None
    wanted = data(site)
    if how == "no ranges":
        site.ranges = False
    elif how == "other address":
        wanted = data(site, address=f"{site.address}/elsewhere/thing.csv")
    elif how == "no mark":
        (tmp_path / "thing.csv.part.json").write_text("{", encoding="utf-8")
    else:
        (tmp_path / "thing.csv.part").write_bytes(CONTENT + b"more")
    done = fetch(wanted, tmp_path)
    assert (done.resumed_from, done.path.read_bytes() == CONTENT) == (0, True)


def test_a_wrong_digest_keeps_nothing(site: Site, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not the file of the catalogue"):
        fetch(data(site, sha256="0" * 64), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_and_a_wrong_file_in_place(site: Site, tmp_path: Path) -> None:
    site.content = b""
    with pytest.raises(StoreError, match="empty file"):
        fetch(data(site), tmp_path)
    (tmp_path / "thing.csv").write_bytes(b"other")
    with pytest.raises(StoreError, match="another content"):
        fetch(data(site, sha256=DIGEST), tmp_path)


@pytest.mark.parametrize(
    ("status", "kind", "said"), [(404, NotFound, "has moved it"), (503, StoreError, "answered 503")]
)
def test_a_server_that_does_not_give(status: int, kind: type[Exception], said: str, site: Site, tmp_path: Path) -> None:
    site.status = status
    with pytest.raises(kind, match=said):
        fetch(data(site), tmp_path)


def test_offline_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="--from FOLDER"):
        fetch(replace(open_data_set("finess"), address="http://127.0.0.1:9/thing.csv"), tmp_path)
    with pytest.raises(ConfigError, match=r"no direct address: get it from https://"):
        fetch(open_data_set("apl"), tmp_path)


def test_portals_send_to_their_file_server_but_never_from_https_to_http(site: Site, tmp_path: Path) -> None:
    site.redirect = f"{site.address}/files/thing.csv"
    done = fetch(data(site, address=f"{site.address}/moved"), tmp_path)
    assert done.address == site.redirect
    assert done.path.read_bytes() == CONTENT
    from urllib.request import Request

    from pagus.doors.open_data.web_file import _NoDowngrade

    class Answer:
        def close(self) -> None: ...

    with pytest.raises(NotAllowed):
        _NoDowngrade().redirect_request(Request("https://a.example/x"), Answer(), 302, "", {}, "http://a.example/x")


def test_from_a_folder_a_file_and_a_mirror(site: Site, tmp_path: Path) -> None:
    source = tmp_path / "usb"
    source.mkdir()
    (source / "thing.csv").write_bytes(b"x,y\n")
    assert fetch(data(site), tmp_path / "a", str(source)).path.read_bytes() == b"x,y\n"
    assert fetch(data(site), tmp_path / "b", str(source / "thing.csv")).address == (source / "thing.csv").as_uri()
    with pytest.raises(NotFound, match=r"has no thing.csv"):
        fetch(data(site), tmp_path / "c", str(tmp_path / "nowhere"))
    assert site.asked == []
    fetch(data(site), tmp_path / "d", f"{site.address}/mirror/")
    assert site.asked[0]["path"] == "/mirror/thing.csv"
    with pytest.raises(ConfigError):
        fetch(data(site), tmp_path / "e", "ftp://mirror.example/")


def test_the_catalogue_is_whole() -> None:
    names = [each.name for each in open_data()]
    assert len(set(names)) == len(names) >= 10
    files = [each.file for each in open_data()]
    assert len(set(files)) == len(files)
    for each in open_data():
        assert set(each.title) == {"fr", "en", "de"}
        assert each.page.startswith("https://")
        assert each.address is None or each.address.startswith("https://")
        assert each.licence
        assert "recalled" in each.certainty
        assert "/" not in each.file
    with pytest.raises(NotFound, match="finess"):
        open_data_set("nothing")
