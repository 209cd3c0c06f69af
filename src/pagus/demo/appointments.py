"""Slots that can be booked at simulated facilities, and two referrals of virtual people: the same in every demo.

Times follow the demo's own clock: from its start to a week after the moment at which it stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from pagus.apps.workspace import Workspace
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.library.scenes import Scene

if TYPE_CHECKING:
    from pagus.apps.care.queries import FacilityCard

__all__ = ["add_appointments"]

EVERY_PRACTICE, EVERY_TIME = 9, 11
"""One practice in nine publishes slots, about one time in eleven is still free: invented, to look like a real week."""
ALWAYS = frozenset({"teleconsultation_booth", "multi_professional_house", "health_centre"})
VISIT_MS = 20 * MINUTE
MOST_AHEAD_MS = 28 * DAY


def add_appointments(workspace: Workspace, scene: Scene) -> int:
    """Publish slots and make the referrals of this scene. Gives how many slots."""
    from pagus.apps.appointments.actions import publish_slots
    from pagus.apps.care.queries import facilities

    start_ms = workspace.clock.start_ms
    end_ms = min(workspace.clock.end_ms + 7 * DAY, start_ms + MOST_AHEAD_MS)
    count = 0
    for card in facilities():
        for service, times in _offered(card, start_ms, end_ms):
            count += publish_slots(card.code, service, times)
    _add_referrals(scene)
    return count


def _offered(card: FacilityCard, start_ms: int, end_ms: int) -> list[tuple[str, list[tuple[int, int]]]]:
    """The services of this facility that publish slots, each with its free times."""
    if not card.simulated or (card.kind not in ALWAYS and _drawn(card.code) % EVERY_PRACTICE):
        return []
    found = []
    for service in card.services:
        if not service.bookable:
            continue
        days = (end_ms - start_ms) // DAY
        times = [
            (at, at + VISIT_MS)
            for span in service.hours.spans(start_ms + HOUR, days)
            for at in range(span.start_ms, span.end_ms - VISIT_MS + 1, VISIT_MS)
            if start_ms + HOUR < at < end_ms and _drawn(f"{card.code} {at - start_ms // DAY * DAY}") % EVERY_TIME == 0
        ]
        if times:
            found.append((service.service, times))
    return found


def _add_referrals(scene: Scene) -> None:
    """Two people of the nurse's team: one has chosen a slot, one has still to choose."""
    from pagus.apps.appointments.actions import choose, refer
    from pagus.apps.appointments.queries import Need, referral_sheet

    people = scene.people()
    codes = people.filter(people["team"] == scene.nurse_team)["code"].to_list()[:2]
    needs = (
        Need(service="general_practice", urgency="urgent", within_min=30, step_free=True),
        Need(service="dental", urgency="soon", within_min=45, language="de", sector="1"),
    )
    questions = (
        "Simulé : traitement à revoir après plusieurs valeurs basses.",
        "Simulé : contrôle annuel des dents.",
    )
    for code, need, question in zip(codes, needs, questions, strict=False):
        number = refer(code, need, "system", question=question)
        proposals = referral_sheet("system", number).proposals
        if need.urgency == "soon" and proposals and proposals[0].kind == "slot":
            choose(number, 1, "system", note="Choix simulé")


def _drawn(text: str) -> int:
    """A number that looks drawn at random and is the same each time."""
    return crc32(text.encode())
