"""The front without granian: a small server of the same protocol, which a fork can become in milliseconds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from pagus.web.front.front import Front

__all__ = ["Asked", "Sent", "serve"]


@dataclass(slots=True)
class Asked:
    """A request, as granian gives it."""

    method: str
    path: str
    headers: dict[str, str]
    client: str = "127.0.0.1:50000"
    server: str = "127.0.0.1:8000"
    query_string: str = ""
    scheme: str = "http"
    http_version: str = "1.1"


@dataclass(slots=True)
class Sent:
    """The way back of a request whose body is here: what it was answered."""

    body: bytes
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""

    async def __call__(self) -> bytes:
        return self.body

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response_bytes(status, headers, b"")

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.content = status, headers, body


async def serve(front: Front, port: int) -> None:
    """Answer on this port until killed."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
            method, path, _ = lines[0].split()
            pairs = (line.partition(":") for line in lines[1:] if line)
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            sent = Sent(await reader.readexactly(int(headers.get("content-length", 0))))
            await front(Asked(method, path, headers), sent)
            head = [f"HTTP/1.1 {sent.status} -", *(f"{name}: {value}" for name, value in sent.headers)]
            writer.write("\r\n".join([*head, "Connection: close", "", ""]).encode() + sent.content)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    await server.serve_forever()
