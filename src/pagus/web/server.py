"""The application that granian serves: the front, with Django's application behind it."""

from __future__ import annotations

import os

from pagus.web.front.bodies import Budget
from pagus.web.front.front import Front, Lane
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


def lanes() -> dict[tuple[str, str], Lane]:
    """What is answered on the loop where it can be."""
    from django.conf import settings

    from pagus.apps.streams.line.pipeline import Pipeline  # Django must be set up before
    from pagus.doors.api_v1.on_the_loop import PATH, ObservationLane
    from pagus.doors.fhir_r4.on_the_loop import PATH as CREATES
    from pagus.doors.fhir_r4.on_the_loop import CreateLane
    from pagus.doors.on_the_loop import PATIENCE_S
    from pagus.doors.sensorthings_v1_1.on_the_loop import PATH as SENT
    from pagus.doors.sensorthings_v1_1.on_the_loop import SendLane

    workspace = settings.WORKSPACE
    return {
        ("POST", PATH): ObservationLane(Pipeline(workspace, PATIENCE_S)),
        ("POST", CREATES): CreateLane(Pipeline(workspace, PATIENCE_S)),
        ("POST", SENT): SendLane(Pipeline(workspace, PATIENCE_S)),
    }


application = Front(django, int(os.environ.get(THREADS_KEY, WEB_THREADS)), longest_body, Budget(), lanes())
