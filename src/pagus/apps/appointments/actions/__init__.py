"""The only writers of slots, appointments and referrals."""

from pagus.apps.appointments.actions.booking import book, cancel
from pagus.apps.appointments.actions.broadband import bring_in_broadband
from pagus.apps.appointments.actions.referring import cancel_referrals_of, choose, move_on, refer
from pagus.apps.appointments.actions.slots import publish_slots, settle_appointment, take_back_slots

__all__ = [
    "book",
    "bring_in_broadband",
    "cancel",
    "cancel_referrals_of",
    "choose",
    "move_on",
    "publish_slots",
    "refer",
    "settle_appointment",
    "take_back_slots",
]
