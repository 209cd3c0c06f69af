"""New observations for those who publish them: in the order of storing, since a sequence, with topic and payload.

The MQTT door keeps how far it has come (``streams`` consumers); this room knows which datastream a value belongs to,
and how SensorThings writes it. People's values, and those of things in their homes, are never among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from pagus.apps.sensing.actions.appearing import appear
from pagus.apps.sensing.models import Datastream
from pagus.apps.streams.queries import local_store
from pagus.apps.streams.store.history import Delivery
from pagus.kernel.time import format_instant

__all__ = ["Message", "messages_after"]

_ENCODER = msgspec.json.Encoder()


class Message(NamedTuple):
    """One message to publish, and the sequence that is handled once it is out."""

    topic: str
    payload: bytes
    sequence: int


def messages_after(sequence: int, limit: int = 1_000, prefix: str = "v1.1") -> tuple[list[Message], int]:
    """What is to be published after this sequence?

    Takes: how far the publisher has come; at most how many stored rows to look at; what stands before each topic.
    Gives: messages ``v1.1/Datastreams(5)/Observations`` with the observation as payload, in order; and the sequence
    that is handled when all are out (the same one: there is nothing new).
    """
    rows, reached = local_store().delivered_after(sequence, limit)
    rows = [row for row in rows if not row.subject.startswith("person:")]
    if not rows:
        return [], reached
    appear()
    found = Datastream.objects.filter(
        withdrawn_ms__isnull=True, person="", subject__in=list({row.subject for row in rows})
    )
    numbers = {(subject, signal): number for number, subject, signal in found.values_list("id", "subject", "signal")}
    return list(_messages(rows, numbers, prefix)), reached


def _messages(rows: Sequence[Delivery], numbers: dict[tuple[str, str], int], prefix: str) -> Iterator[Message]:
    for row in rows:
        number = numbers.get((row.subject, row.signal))
        if number is not None:
            document = {
                "@iot.id": f"{number}-{row.t}",
                "phenomenonTime": format_instant(row.t),
                "result": row.value,
                "resultTime": None,
                "Datastream": {"@iot.id": number},
            }
            yield Message(f"{prefix}/Datastreams({number})/Observations", _ENCODER.encode(document), row.seq)
