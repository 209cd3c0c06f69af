"""A stranger's look at the whole: what must not be seen, and what must not break."""

from __future__ import annotations

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from tests.faces.console.conftest import browse, scene

__all__ = ["browse", "scene"]
