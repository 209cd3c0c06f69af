"""What is done now and then, beside the pages and the intake.

A plain loop and no queue: each duty comes back by itself, nobody waits for its result, and doing it twice does no
harm, so there is nothing to put into a queue. Days are closed by the ingest process, the only writer of observations.
The first long piece of work that a person asks for brings the queue in the database.
"""

from __future__ import annotations

import io
import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command
from django.db import close_old_connections, connections

from pagus.apps.capabilities.asking import ask_capabilities
from pagus.apps.clients import actions as clients
from pagus.apps.consultations.actions import expire_stale
from pagus.apps.forms.observing import observe_answers
from pagus.apps.installations import offers
from pagus.apps.installations.actions import heed_revocations
from pagus.apps.installations.lock import lock_text, write_lock
from pagus.apps.journal.queries import verify
from pagus.apps.messages.dispatching import queue_reminders, send_reminders
from pagus.apps.pathways.reminding import remind_due
from pagus.apps.pathways.waking import wake_due
from pagus.apps.reports.air import refresh_air
from pagus.apps.reports.indicators import refresh_indicators
from pagus.apps.worklist.chain import prove
from pagus.apps.worklist.claiming import drop_settled_claims
from pagus.apps.worklist.escalating import escalate_due
from pagus.apps.worklist.pulse import beat
from pagus.apps.workspace import Workspace
from pagus.doors.fhir_r4 import opening
from pagus.doors.fhir_r4.bulk.writing import write_exports
from pagus.doors.fhir_r4.telling.gathering import gather
from pagus.doors.fhir_r4.telling.sending import tell

__all__ = ["DUTIES", "Duty", "run_jobs"]

log = logging.getLogger(__name__)

_BULK = "pagus exports"
KEPT_LOGINS_DAYS = 30
"""How long the log of logins with their IP addresses is kept."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A piece of work and how often it comes back. ``work`` takes the workspace and gives what it did, in words."""

    name: str
    every_s: float
    work: Callable[[Workspace], str]


def mend_lock(workspace: Workspace) -> str:
    """Write kits.lock again when it differs from what is installed: a crash may have come between the two."""
    path = workspace.folder / "kits.lock"
    if path.exists() and path.read_text(encoding="utf-8") == lock_text():
        return "kits.lock is right"
    write_lock()
    return "kits.lock was written again"


def verify_journal(_: Workspace) -> str:
    """Prove the chain of the journal; a break goes to the log as an error."""
    broken = verify()
    if broken is not None:
        log.error("journal entry %s %s", broken.number, broken.reason)
        return f"entry {broken.number} {broken.reason}"
    return "the journal is whole"


def forget_logins(_: Workspace) -> str:
    """Drop expired sessions, and logins with their IP addresses that are older than ``KEPT_LOGINS_DAYS``."""
    call_command("clearsessions")
    call_command("axes_reset_logs", age=KEPT_LOGINS_DAYS, stdout=io.StringIO())
    return "old sessions and logins were dropped"


def refresh_reports(_: Workspace) -> str:
    """Compute anew what pages show of the air and of the indicators."""
    return f"{refresh_air()} zones, {refresh_indicators()} tables of indicators"


def ask_registries(_: Workspace) -> str:
    """Ask the registries what they offer and what was revoked; who runs a revoked kit gets a task."""
    asked = offers.ask_registries()
    silent = [each.name for each in asked if each.problem]
    opened = heed_revocations()
    return f"{len(asked)} registries asked, {len(silent)} cannot be used, {opened} new tasks"


def ask_outside(_: Workspace) -> str:
    """Ask the capabilities that running kits name about those who are due."""
    return f"{ask_capabilities()} answers of capabilities"


def tell_subscribers(_: Workspace) -> str:
    """Number what happened for those who subscribed by FHIR, and take it to their addresses."""
    opening.open_door()
    events = gather()
    taken, failed = tell()
    return f"{events} new events, {taken} notifications taken, {failed} not"


def write_bulk(_: Workspace) -> str:
    """Write the exports that were asked for by FHIR, beside the other duties: a large one takes minutes."""
    if any(thread.name == _BULK for thread in threading.enumerate()):
        return "exports are being written"
    opening.open_door()
    threading.Thread(target=_write_bulk, name=_BULK, daemon=True).start()
    return "exports are looked for"


def _write_bulk() -> None:
    try:
        log.info("%s exports written", write_exports())
    except Exception:
        log.exception("an export failed; it is begun anew")
    finally:
        connections.close_all()


def forget_tokens(_: Workspace) -> str:
    """Drop tokens of programs, codes and proofs that are over."""
    return f"{clients.forget_expired()} rows dropped"


def wake_courses(_: Workspace) -> str:
    """Work through the timers of pathways that have come."""
    woken, failed = wake_due()
    return f"{woken} courses woken, {failed} cannot be run"


def observe_forms(_: Workspace) -> str:
    """Let complete answers be observations, where a kit asks for it."""
    given, failed = observe_answers()
    return f"{given} values from forms, {failed} answers cannot be read"


def remind_people(_: Workspace) -> str:
    """Put a reminder on the pages of those from whom something is asked that is due soon."""
    return f"{remind_due()} people reminded"


def tell_the_next(_: Workspace) -> str:
    """Tell the next one of each alert that nobody has looked at in time; end claims for whom nothing waits."""
    told, alone = escalate_due()
    return f"{told} alerts told of, {alone} with nobody left to tell, {drop_settled_claims()} claims ended"


def write_to_people(_: Workspace) -> str:
    """Tell who agreed to it, by SMS or e-mail, that their page waits."""
    queued = queue_reminders()
    left, stayed = send_reminders()
    return f"{queued} reminders queued, {left} left, {stayed} did not"


def prove_chain(_: Workspace) -> str:
    """Send the test reading of the day, look whether its alert has come, ring when it has not."""
    return f"the chain is {prove().state}"


def end_empty_calls(_: Workspace) -> str:
    """End consultations that nobody is in any more, cancel those that nobody came to."""
    return f"{expire_stale()} consultations ended"


DUTIES = (
    Duty("pathways", 10, wake_courses),
    Duty("forms", 10, observe_forms),
    Duty("subscriptions", 2, tell_subscribers),
    Duty("exports", 5, write_bulk),
    Duty("tokens", 3_600, forget_tokens),
    Duty("reminders", 60, remind_people),
    Duty("escalation", 15, tell_the_next),
    Duty("dispatches", 30, write_to_people),
    Duty("self-test", 20, prove_chain),
    Duty("consultations", 60, end_empty_calls),
    Duty("reports", 60, refresh_reports),
    Duty("capabilities", 30, ask_outside),
    Duty("kits.lock", 3_600, mend_lock),
    Duty("registries", 900, ask_registries),
    Duty("journal", 3_600, verify_journal),
    Duty("logins", 6 * 3_600, forget_logins),
)


def run_jobs(workspace: Workspace, duties: tuple[Duty, ...] = DUTIES, stopping: threading.Event | None = None) -> None:
    """Do every duty at its time until SIGTERM or SIGINT.

    Takes: the workspace; the duties; an event that ends the loop (the signals set one of their own).
    Method: a duty that fails is logged and comes back at its next time; the others go on.
    """
    if stopping is None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
    due = dict.fromkeys((duty.name for duty in duties), 0.0)
    while not stopping.is_set():
        now = time.monotonic()
        for duty in duties:
            if now >= due[duty.name]:
                due[duty.name] = now + duty.every_s
                beat(workspace.folder)
                _do(duty, workspace)
        close_old_connections()
        stopping.wait(max(0.05, min(due.values()) - time.monotonic()))


def _do(duty: Duty, workspace: Workspace) -> None:
    try:
        log.info("%s: %s", duty.name, duty.work(workspace))
    except Exception:
        log.exception("the duty %s failed; it comes back in %.0f s", duty.name, duty.every_s)
