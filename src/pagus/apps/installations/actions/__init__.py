"""The only writers of installations, by step of their life."""

from pagus.apps.installations.actions.accepting import accept
from pagus.apps.installations.actions.choosing import choose_target_set
from pagus.apps.installations.actions.ending import uninstall
from pagus.apps.installations.actions.enrolling import end_enrolment, enrol
from pagus.apps.installations.actions.heeding import heed_revocations
from pagus.apps.installations.actions.installing import install
from pagus.apps.installations.actions.prescribing import prescribe
from pagus.apps.installations.actions.setting import set_parameter
from pagus.apps.installations.actions.taking_over import begin_afresh, give_back_enrolment, take_over_enrolment
from pagus.apps.installations.actions.tasks import finish_task, open_task
from pagus.apps.installations.actions.upgrading import move_people, rollback, upgrade

__all__ = [
    "accept",
    "begin_afresh",
    "choose_target_set",
    "end_enrolment",
    "enrol",
    "finish_task",
    "give_back_enrolment",
    "heed_revocations",
    "install",
    "move_people",
    "open_task",
    "prescribe",
    "rollback",
    "set_parameter",
    "take_over_enrolment",
    "uninstall",
    "upgrade",
]
