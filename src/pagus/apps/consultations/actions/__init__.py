"""What is done with consultations by video: asked, invited to, agreed to, ended, summed up. Each step is journalled."""

from __future__ import annotations

from pagus.apps.consultations.actions.agreeing import answer_consent, note_consent
from pagus.apps.consultations.actions.asking import ask_consultation, call_off_of, cancel
from pagus.apps.consultations.actions.ending import end, expire_stale, log_phone_call, write_summary
from pagus.apps.consultations.actions.inviting import admit, invite, send_away

__all__ = [
    "admit",
    "answer_consent",
    "ask_consultation",
    "call_off_of",
    "cancel",
    "end",
    "expire_stale",
    "invite",
    "log_phone_call",
    "note_consent",
    "send_away",
    "write_summary",
]
