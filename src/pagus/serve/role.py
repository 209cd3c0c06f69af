"""What a process under the supervisor does: ``python -m pagus.serve.role tables|web|ingest|jobs|mqtt|nats``."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

__all__ = ["main"]

_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def main(arguments: list[str]) -> int:
    """Bring the tables up to date, or become one of the processes until SIGTERM."""
    _end_with_parent()
    role, *rest = arguments
    if role == "web":
        os.execv(sys.executable, [sys.executable, "-m", "granian", *rest])
    import django

    django.setup()
    from pagus.apps.workspace import current_workspace

    if role == "tables":
        from pagus.serve.tables import bring_up_to_date

        bring_up_to_date()
    elif role == "ingest":
        # One thread owns the loop, the store and the rules, and Django's connection with them: nothing to protect.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        from pagus.apps.streams.ingest.process import run_ingest

        run_ingest(current_workspace())
    elif role in {"mqtt", "nats"}:
        _listen(role, rest)
    else:
        from pagus.serve.jobs import run_jobs

        run_jobs(current_workspace())
    return 0


def _listen(role: str, rest: list[str]) -> None:
    """Become the process of one door of a message bus. One thread owns its loop, and Django's connection with it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from pagus.apps.workspace import current_workspace

    if role == "mqtt":
        from pagus.doors.mqtt.door import run_mqtt

        run_mqtt(current_workspace())
    else:
        from pagus.doors.nats.worker import run_worker

        run_worker(current_workspace(), int(rest[0]))


def _end_with_parent() -> None:
    # Should the supervisor be killed, its children end as well instead of holding the port and the store.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
