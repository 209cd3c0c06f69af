"""The public face in a workspace of its own."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403
