"""What is kept of a call: who came and left, how they were connected, with which keys. Never sound, picture or address.

The keys are the fingerprints of the certificates with which two browsers encrypt what they send each other (DTLS).
Each side says its own and the one it saw: when they agree, nobody sat between them. The digest of the whole record is
written into the journal when the call ends, and the journal is a chain that nobody rewrites.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pagus.apps.consultations.models import CallLink, Consultation, Stay

__all__ = ["digest_of_record", "record_of"]


def record_of(consultation: Consultation) -> dict[str, Any]:
    """The session record as plain values, in an order that does not change."""
    stays = Stay.objects.filter(participant__consultation=consultation).select_related("participant").order_by("pk")
    links = CallLink.objects.filter(stay__participant__consultation=consultation).order_by("stay_id", "peer_id")
    return {
        "consultation": consultation.code,
        "person": consultation.person,
        "consent": [consultation.consent, consultation.consent_ms, consultation.consent_by],
        "stays": [
            [it.pk, it.participant_id, it.participant.kind, it.media, it.came_wall_ms, it.left_wall_ms, it.left_how]
            for it in stays
        ],
        "links": [
            [it.stay_id, it.peer_id, it.way, it.connected_after_ms, it.first_frame_after_ms, it.round_trip_ms,
             it.worst_round_trip_ms, it.loss_permille, it.worst_loss_permille, it.kilobits, it.level, it.restarts,
             it.own_fingerprint, it.peer_fingerprint]
            for it in links
        ],
    }  # fmt: skip


def digest_of_record(consultation: Consultation) -> str:
    """SHA-256 of the session record in hexadecimal."""
    text = json.dumps(record_of(consultation), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
