"""Real data also go through the import door, which needs a workspace."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403
