"""What a demo shows of home care from its first minute: the daily self-test, a planned video call, two hand-overs.

Alerts come only once the demo is served: what needs one (a claim, a call by phone) is left to the visitor.
"""

from __future__ import annotations

from django.conf import settings

from pagus.kernel.time import HOUR
from pagus.library.scenes import Scene

__all__ = ["add_home_care"]

REASON = "Simulé : revoir ensemble les deux premières semaines."
FROM_NOW_MS = 20 * HOUR
QUESTION = "Simulé : des valeurs basses la nuit ; faut-il revoir le traitement du soir ?"
ANSWERED = "Simulé : glycémie stable depuis deux semaines ; le suivi peut-il s’espacer ?"
ADVICE = "Simulé : oui, revoir la personne dans trois mois."


def add_home_care(scene: Scene) -> None:
    """Begin the self-test; plan a video call; hand two people over, of whom one is answered.

    Call once accounts, kits and history are there. The people are the last ones of the team of the nurse.
    """
    from pagus.apps.consultations.actions import ask_consultation
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.worklist import chain

    chain.begin()
    people = scene.people()
    *_others, called, waiting, answered = people.filter(people["team"] == scene.nurse_team)["code"]
    ask_consultation(SYSTEM, called, reason=REASON, planned_ms=settings.WORKSPACE.clock.now_ms() + FROM_NOW_MS)
    _hand_over(waiting, answered)


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
