"""A lane with Django behind it, and a line without a process at its other end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from pagus.apps.resources.shapes import Keeping
from pagus.apps.streams.observation import Batch
from pagus.apps.streams.submission import submitter
from pagus.doors.on_the_loop import PostLane
from pagus.errors import StoreError
from pagus.web.front.wsgi_call import Answer
from tests.web.front.loop_server import Asked

__all__ = ["House", "Line"]


class Line:
    """The line, without a process at its other end."""

    def __init__(self) -> None:
        self.connected = True
        self.broken = False
        self.submitted = 0

    async def keep(self) -> None:
        await asyncio.sleep(60)

    async def submit(self, asked: Batch | Keeping) -> Any:
        if self.broken:
            raise StoreError("the ingest process does not answer: try again", retryable=True)
        self.submitted += 1
        way = submitter(settings.WORKSPACE)
        return way.submit(asked) if isinstance(asked, Batch) else way.keep(asked)


class House:
    """A lane with Django behind it. ``asked`` counts what Django answered."""

    def __init__(self, lane: Callable[[Line], PostLane[Any, Any]], path: str, kind: str, token: str = "") -> None:
        self.token, self.line, self.asked = token, Line(), 0
        self._path, self._kind = path, kind
        self._loop = asyncio.new_event_loop()
        self._lane = lane(self.line)

    def close(self) -> None:
        self._lane.close()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def headers(self, body: bytes, more: Mapping[str, str]) -> dict[str, str]:
        """As granian gives them. ``more``: underscores for hyphens; a header without a value is not sent."""
        headers = {
            "host": "127.0.0.1:8000",
            "authorization": f"Bearer {self.token}",
            "accept-language": "en",
            "content-type": self._kind,
            "content-length": str(len(body)),
        } | {name.replace("_", "-"): value for name, value in more.items()}
        return {name: value for name, value in headers.items() if value}

    def post(self, body: bytes, *, query: str = "", **more: str) -> Answer:
        """The answer through the lane."""
        headers = self.headers(body, more)

        async def ask(told: Mapping[str, object]) -> Answer:
            self.asked += 1
            return await asyncio.to_thread(self._in_thread, body, headers, query, told)

        asked = Asked("POST", self._path, headers, query_string=query)
        return self._loop.run_until_complete(self._lane(asked, body, ask))

    def by_django(self, body: bytes, *, query: str = "", **more: str) -> Answer:
        """The answer of Django, which knows of no lane."""
        return self._by_django(body, self.headers(body, more), query, {})

    def _in_thread(self, body: bytes, headers: Mapping[str, str], query: str, told: Mapping[str, object]) -> Answer:
        try:
            return self._by_django(body, headers, query, told)
        finally:
            connections.close_all()

    def _by_django(self, body: bytes, headers: Mapping[str, str], query: str, told: Mapping[str, object]) -> Answer:
        rest = {name: value for name, value in headers.items() if not name.startswith("content-")}
        browser = Client(raise_request_exception=False)
        path = f"{self._path}?{query}" if query else self._path
        kind = headers.get("content-type", "")
        answer = browser.generic("POST", path, body, content_type=kind, headers=rest, **told)
        return Answer(answer.status_code, list(answer.headers.items()), answer.content)
