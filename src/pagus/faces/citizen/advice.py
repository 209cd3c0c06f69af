"""What the class of the air index means for one's day, in plain words.

A working text: the official advice is that of the regional health agency and of the approved association, and the page
says so. It tells nobody to stop a treatment or to wait with an emergency.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

__all__ = ["advice_of"]

_DEGRADED, _POOR = 3, 4


def advice_of(level: int) -> str:
    """What is advised in air of this class, 1 (good) to 6?"""
    if level < _DEGRADED:
        return _("Usual activities need no change.")
    if level < _POOR:
        return _(
            "Usual activities need no change for most people. Those who cough or feel their chest tight, and people "
            "with asthma or heart disease, take shorter outings with less effort, and keep their treatment at hand."
        )
    return _(
        "Children, older people, pregnant women and people with asthma or heart disease put off effort outdoors and "
        "keep away from busy roads. Everyone chooses gentler sport. Whoever feels unwell asks a doctor or a pharmacist."
    )
