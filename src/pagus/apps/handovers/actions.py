"""The only writers of hand-overs."""

from pagus.apps.handovers.answering import (
    Given,
    answer,
    answer_by_link,
    apply_proposal,
    decline,
    leave_proposal,
    note_answer,
    opened,
)
from pagus.apps.handovers.asking import Asked, Made, hand_over, new_link, take_back, take_back_of

__all__ = [
    "Asked",
    "Given",
    "Made",
    "answer",
    "answer_by_link",
    "apply_proposal",
    "decline",
    "hand_over",
    "leave_proposal",
    "new_link",
    "note_answer",
    "opened",
    "take_back",
    "take_back_of",
]
