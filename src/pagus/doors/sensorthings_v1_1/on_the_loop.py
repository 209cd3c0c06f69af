"""Single observations sent on the event loop: a source, its datastream, an instant and a number, and no more said."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple, cast

from django.http import HttpRequest, HttpResponse

from pagus.apps.sensing.actions.sending import Receiver, Said, batch_for, became, read_plain
from pagus.apps.sensing.documents import Document
from pagus.apps.streams.observation import Batch, Receipts
from pagus.doors.on_the_loop import PostLane, Ready
from pagus.doors.sensorthings_v1_1.handling import Asked, Reply, document_of, sender_of
from pagus.doors.sensorthings_v1_1.views import asked_of, check_kind, response_of, with_body
from pagus.doors.sensorthings_v1_1.writes import told

__all__ = ["PATH", "SendLane"]

_SET = "Observations"
PATH = f"/sensorthings/v1.1/{_SET}"


class _Sending(NamedTuple):
    """An observation on its way."""

    document: Document
    receiver: Receiver
    said: Said
    batch: Batch

    def reply(self, asked: Asked, receipts: Receipts) -> Reply:
        """What became of it. Refuses: what the store refused."""
        (sent,) = became(self.batch, [(self.receiver, self.said)], receipts)
        return told(asked, self.document, self.said, sent)


class SendLane(PostLane[Batch, Receipts]):
    """Answers posts of observations. As ``views.door`` and ``writes.post`` do."""

    done = 201

    def ready(self, request: HttpRequest) -> Ready[Batch, Receipts] | None:
        """The batch of one observation; None when more is said of it."""
        asked = with_body(request, asked_of(request, _SET))
        check_kind(asked)
        source = sender_of(asked)
        document = cast(Document, document_of(asked))
        found = read_plain(document)
        if found is None:
            return None
        sending = _Sending(document, *found, batch_for(source, [found]))
        return Ready(sending.batch, partial(_plain, asked, sending), sending)


def _plain(asked: Asked, sending: _Sending, receipts: Receipts) -> HttpResponse | None:
    """The answer to what was let in; None when there are words to say of it."""
    return None if receipts.held or receipts.rejected else response_of(sending.reply(asked, receipts))
