"""Tests of the directory run in a workspace of their own."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403
