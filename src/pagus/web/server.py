"""The application that granian serves: the front, with Django's application behind it."""

from __future__ import annotations

import os

from pagus.web.front.bodies import Budget
from pagus.web.front.front import Front
from pagus.web.security import LARGEST_REQUEST
from pagus.web.wsgi import application as django

__all__ = ["THREADS_KEY", "WEB_THREADS", "application"]

THREADS_KEY = "PAGUS_WEB_THREADS"
WEB_THREADS = 8
"""Requests that are answered at once."""
LARGEST_BODY = 12 * 1024 * 1024
"""Bytes of a body that is no form with files: a little more than any door takes."""


def longest_body(_path: str, kind: str) -> int:
    """The most bytes that are read of a body: files travel in forms, all else is short."""
    return LARGEST_REQUEST if kind.lower().startswith("multipart/form-data") else LARGEST_BODY


application = Front(django, int(os.environ.get(THREADS_KEY, WEB_THREADS)), longest_body, Budget())
