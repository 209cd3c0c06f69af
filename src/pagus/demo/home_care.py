"""What a demo shows of home care from its first minute.

The daily self-test, a planned video call, two hand-overs, a phone call, papers in order for two of many, and a reminder
of a measurement that had not come. Alerts come only once the demo is served: what needs one is left to the visitor.
Nothing leaves the machine: the reminder is handed to nobody, and says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.demo.courses import standing_at
from pagus.kernel.time import DAY, MINUTE
from pagus.library.scenes import Scene

__all__ = ["add_home_care"]

KIT = "pagus/diabetes-home"
REASON = "Simulé : revoir ensemble les deux premières semaines."
FROM_NOW_MS = 5 * DAY
QUESTION = "Simulé : des valeurs basses la nuit ; faut-il revoir le traitement du soir ?"
ANSWERED = "Simulé : glycémie stable depuis deux semaines ; le suivi peut-il s’espacer ?"
ADVICE = "Simulé : oui, revoir la personne dans trois mois."
CALLED_NOTE = "Simulé : va bien, mesurera de nouveau ce soir."
PRESCRIBER, RPPS = "Dr Exemple (simulé)", "10001234567"
BY_HAND = (
    (7, 40, "capillary_glucose", 112.0), (7, 45, "insulin_dose", 8.0), (19, 10, "capillary_glucose", 138.0),
)  # fmt: skip
"""When, and what, somebody measures at the fingertip or injects on each of three days: invented."""


def add_home_care(scene: Scene) -> None:
    """Begin the self-test; plan a video call; hand two people over, of whom one is answered; call and remind one.

    Call once accounts, kits and history are there. The people are the last ones of the team of the nurse.
    """
    from pagus.apps.consultations.actions import ask_consultation
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.worklist import chain

    chain.begin()
    people = scene.people()
    *_others, called, waiting, answered = people.filter(people["team"] == scene.nurse_team)["code"]
    for code in (called, answered):
        _prescribe(code)
    _remind(called)
    _call(called)
    ask_consultation(SYSTEM, called, reason=REASON, planned_ms=settings.WORKSPACE.clock.now_ms() + FROM_NOW_MS)
    _hand_over(waiting, answered)


def _prescribe(code: str) -> None:
    """A prescription with eligibility, consent, finger pricks and doses to write down: the papers of one in order."""
    from pagus.apps.installations.queries import active_installations
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.monitoring.access import line_of, today
    from pagus.apps.monitoring.actions import enrol_in_monitoring
    from pagus.apps.monitoring.checking import MonitoringRequest
    from pagus.kit_language import prescribed_by

    installed = next((each for each in active_installations() if each.kit.id == KIT), None)
    if installed is None:
        return
    line = line_of(installed)
    request = MonitoringRequest(
        prescriber=PRESCRIBER, rpps=RPPS, issued_on=(today() - timedelta(days=20)).isoformat(), months=3,
        answers=dict.fromkeys(line.eligibility, True) if line is not None else {},
        consent_on=(today() - timedelta(days=18)).isoformat(), consent_way="oral", told=True,
        measured=frozenset(prescribed_by(installed.kit)),
    )  # fmt: skip
    enrol_in_monitoring(code, installed.id, request, SYSTEM)


def _remind(code: str) -> None:
    """Three days measured at the fingertip, then a day without: reminded before noon, by a way that leads nowhere."""
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.messages.dispatching import INVENTED, queue_reminders, send_reminders
    from pagus.apps.messages.leaving import Outcome
    from pagus.apps.people.contacts import set_contact
    from pagus.apps.streams.actions import submit
    from pagus.apps.streams.observation import Batch, Observation
    from pagus.apps.workspace_settings.reminders import EmailSettings, ReminderSettings

    zone = ZoneInfo(settings.TIME_ZONE)
    here = datetime.fromtimestamp(settings.WORKSPACE.clock.now_ms() / 1000, zone)
    silent = (here - timedelta(days=1)).replace(hour=11, minute=5, second=0, microsecond=0)
    taken = [
        Observation(code, signal, _ms((silent - timedelta(days=back)).replace(hour=hour, minute=minute)), value)
        for back in (1, 2, 3)
        for hour, minute, signal, value in BY_HAND
    ]  # fmt: skip
    submit(Batch("simulated", taken))
    with standing_at(_ms(silent) - 7 * DAY):
        set_contact(code, SYSTEM, email="nobody@example.invalid", channel="email", language="fr", agreed=True)
    with standing_at(_ms(silent)):
        nowhere = EmailSettings("127.0.0.1", 9, "none", "demo@example.invalid")
        settings.WORKSPACE = replace(settings.WORKSPACE, reminders=ReminderSettings("Pagus", email=nowhere))
        queue_reminders()
        send_reminders(lambda _contact, _name: Outcome("sent", INVENTED))


def _call(code: str) -> None:
    """The nurse called the day before the demo begins, and wrote down what came of it."""
    from django.contrib.auth import get_user_model

    from pagus.apps.worklist.claiming import record_call

    with standing_at(settings.WORKSPACE.clock.now_ms() - DAY + 90 * MINUTE):
        nurse = get_user_model().objects.get(username="nurse")
        record_call(code, nurse, outcome="reached", note=CALLED_NOTE)


def _hand_over(waiting: str, answered: str) -> None:
    """The nurse asks the physician about both; the physician has answered of one."""
    from django.contrib.auth import get_user_model

    from pagus.apps.handovers.answering import Given, answer
    from pagus.apps.handovers.asking import Asked, hand_over
    from pagus.web.handovers.paper import sheet_paper

    users = get_user_model().objects
    nurse, physician = users.get(username="nurse"), users.get(username="physician")
    for code, question in ((waiting, QUESTION), (answered, ANSWERED)):
        asked = Asked(question=question, urgency="week", days=14, to_part="physician")
        made = hand_over(code, asked, nurse, language="fr", paper=sheet_paper)
    answer(made.number, Given(action="watch", advice=ADVICE, within_days=90), physician)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
