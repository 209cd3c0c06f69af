"""The journal's codes in words: what was done, why, in which role, and where the chain breaks.

The journal keeps codes, so that what is sealed does not depend on a language. A code without words here is shown as
it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pagus.apps.accounts.roles import ROLES
from pagus.apps.journal.queries import Entry

__all__ = ["break_words", "entry_words"]

VERBS = {
    "read": _("data read"),
    "refused": _("access refused"),
    "raise_alerts": _("alert raised"),
    "withdraw_alerts": _("alert withdrawn"),
    "acknowledge": _("alert acknowledged"),
    "snooze": _("alert snoozed"),
    "close": _("alert closed"),
    "install_kit": _("kit installed"),
    "uninstall_kit": _("kit uninstalled"),
    "upgrade_kit": _("version of a kit changed"),
    "roll_back_kit": _("kit rolled back"),
    "move_to_version": _("person moved to a version"),
    "accept_kit": _("kit clinically accepted"),
    "open_task": _("task opened"),
    "finish_task": _("task finished"),
    "set_parameter": _("parameter set"),
    "enrol": _("enrolment"),
    "end_enrolment": _("end of an enrolment"),
    "enrol_in_monitoring": _("enrolment in a monitoring"),
    "renew_prescription": _("prescription renewed"),
    "stop_monitoring": _("monitoring stopped by the person"),
    "merge_persons": _("two pseudonyms merged"),
    "unmerge_persons": _("merge of two pseudonyms undone"),
    "make_statement": _("statement of activity made"),
    "pathway_event": _("event of a pathway"),
    "end_course": _("pathway ended with its kit or enrolment"),
    "claim_task": _("task taken"),
    "stand_in": _("task taken on behalf of another role"),
    "release_task": _("task given back"),
    "answer_form": _("form answered"),
    "retract_form": _("answers marked as entered in error"),
    "migrate_course": _("pathway moved to a version"),
    "make_personal_key": _("key of a personal page made"),
    "revoke_personal_key": _("key of a personal page revoked"),
    "tell_by_phone": _("told by phone"),
    "read_message": _("message read"),
    "set_contact": _("way to reach the person set"),
    "forget_contact": _("way to reach the person forgotten"),
    "ask_team": _("asked something of the team"),
    "answer_person": _("question of the person answered"),
    "send_reminder": _("reminder sent"),
    "add_places": _("places added"),
    "add_thing": _("thing added"),
    "add_account": _("account added"),
    "close_account": _("account closed"),
    "set_password": _("password set"),
    "give_role": _("role given"),
    "add_team": _("team added"),
    "add_person": _("person added"),
    "move_person": _("person moved"),
    "write_observations": _("observations written"),
    "import_observations": _("observations imported"),
    "accept_held": _("held value confirmed"),
    "refuse_held": _("held value refused"),
    "refer": _("step of a referral"),
    "hand_over": _("step of a hand-over"),
    "enter_identity": _("national identity entered"),
    "read_identity": _("national identity read"),
    "link_professional": _("professional linked to an account"),
    "unlink_professional": _("professional no longer linked to an account"),
    "log_in": _("logged in by the log-in service"),
    "log_in_refused": _("log-in by the log-in service refused"),
    "publish_slots": _("slots published"),
    "take_back_slots": _("slots taken back"),
    "bring_in_broadband": _("broadband figures brought in"),
    "save_scenario": _("scenario of access saved"),
    "change_scenario": _("scenario of access changed"),
    "rename_scenario": _("scenario of access renamed"),
    "share_scenario": _("scenario of access shared"),
    "unshare_scenario": _("link of a scenario taken back"),
    "delete_scenario": _("scenario of access deleted"),
    "import_population": _("population imported"),
    "add_source": _("data source added"),
    "revoke_source": _("data source revoked"),
    "ask_consultation": _("video consultation asked for"),
    "cancel_consultation": _("video consultation cancelled"),
    "invite_to_consultation": _("somebody invited to a video consultation"),
    "admit_to_consultation": _("somebody let into a video consultation"),
    "send_from_consultation": _("somebody sent out of a video consultation"),
    "join_consultation": _("video consultation joined"),
    "consent_to_video": _("answer about a video consultation written down"),
    "call_by_phone": _("called by phone instead of video"),
    "end_consultation": _("video consultation ended"),
    "sum_up_consultation": _("summary of a video consultation written"),
    "call": _("call written down"),
    "claim": _("person taken care of"),
    "release": _("given back"),
    "ask_form": _("form asked for"),
    "choose_target_set": _("set of targets chosen"),
    "add_shift": _("shift added to the rota"),
    "end_shift": _("shift of the rota ended"),
    "set_clock": _("time to look at alerts set"),
    "begin_self_test": _("daily self-test begun"),
    "register_capability": _("algorithm registered"),
    "shadow_capability": _("algorithm run in the shadow"),
    "approve_capability": _("algorithm approved"),
    "subscribe": _("subscription made"),
    "change_subscription": _("subscription changed"),
    "end_subscription": _("subscription ended"),
    "begin_export": _("export begun"),
    "cancel_export": _("export cancelled"),
    "add_to_directory": _("added to the care directory"),
    "close_facilities": _("facilities closed in the care directory"),
    "let_in_client": _("program let in"),
    "register_client": _("program registered"),
    "revoke_client": _("program revoked"),
    "permit_identities": _("program allowed to see identities"),
    "end_identity_permit": _("program no longer allowed to see identities"),
    "back_up": _("backup made"),
    "restore": _("workspace restored"),
    "declare": _("things and series declared by a device"),
    "change": _("things and series changed by a device"),
    "withdraw": _("things and series withdrawn by a device"),
}

PURPOSES = {
    "monitoring": _("monitoring"),
    "statement": _("statement of activity"),
    "access": _("access"),
    "accounts": _("accounts"),
    "alert": _("alert"),
    "alerts": _("list of alerts"),
    "api": _("interface for machines"),
    "audit": _("audit"),
    "enrolment": _("people followed"),
    "held observations": _("held observations"),
    "import": _("import"),
    "indicator": _("indicator"),
    "installation": _("installation"),
    "intake": _("intake"),
    "people list": _("list of people"),
    "pathway": _("pathway"),
    "tasks": _("list of tasks"),
    "form": _("form"),
    "messages": _("messages"),
    "personal page": _("personal page"),
    "rounds": _("rounds"),
    "broadband": _("broadband figures"),
    "contact": _("way to reach the person"),
    "reminder": _("reminder"),
    "referral": _("referral"),
    "referrals": _("list of referrals"),
    "planning": _("planning of care"),
    "review": _("review"),
    "slots": _("slots"),
    "sources": _("data sources"),
    "subject page": _("page of the person"),
    "video consultation": _("video consultation"),
    "video consultations": _("list of video consultations"),
    "worklist": _("worklist"),
    "hand-over": _("hand-over"),
    "identity": _("national identity"),
    "rota": _("rota"),
    "chain": _("daily self-test"),
    "parameter": _("own value"),
    "targets": _("targets"),
    "try threshold": _("trying of a threshold"),
    "rejected readings": _("refused readings"),
    "backtest": _("backtest"),
    "journal": _("journal"),
    "directory": _("care directory"),
    "clients": _("programs of others"),
    "openid": _("log-in service"),
    "exchange": _("exchange with others"),
    "fhir": _("exchange with others"),
    "sensorthings": _("interface for sensors"),
    "capability": _("algorithm"),
    "safekeeping": _("backup"),
    "travel": _("travel times"),
    "teams": _("teams"),
    "territory": _("territory"),
}

BREAKS = {
    "missing": _("missing"),
    "missing: the end was cut off": _("missing: the end was cut off"),
    "does not follow the entry before it": _("does not follow the entry before it"),
    "was changed after it was written": _("was changed after it was written"),
    "differs from the head noted elsewhere": _("differs from the head noted elsewhere"),
}


def entry_words(entry: Entry, titles: Mapping[str, str]) -> dict[str, Any]:
    """One entry as the page shows it: who, in which role, what, about whom, why; ``titles`` are those of indicators."""
    purpose, _space, which = entry.purpose.partition(" ")
    if entry.purpose not in PURPOSES and purpose in PURPOSES:
        why = f"{PURPOSES[purpose]} {titles.get(which, which)}"
    else:
        why = str(PURPOSES.get(entry.purpose, entry.purpose))
    role = ROLES[entry.role].name.say(get_language() or "en") if entry.role in ROLES else ""
    return {
        "number": entry.number,
        "at_ms": entry.at_ms,
        "actor": entry.actor,
        "role": role or ("–" if entry.role == entry.actor else entry.role),
        "verb": VERBS.get(entry.verb, entry.verb),
        "object_code": entry.object_code,
        "purpose": why,
    }


def break_words(reason: str) -> str:
    """Why the chain does not hold, in words."""
    return str(BREAKS.get(reason, reason))
