"""Posts of observations answered on the event loop: a known source, its subjects, receipts that need no words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from pagus.apps.streams.observation import Batch, Receipts
from pagus.doors.api_v1.observations import answer_of, read_batch
from pagus.doors.on_the_loop import PostLane, Ready

__all__ = ["PATH", "ObservationLane"]

PATH = "/api/v1/observations"


class ObservationLane(PostLane[Batch, Receipts]):
    """Answers posts of observations."""

    done = 200

    def ready(self, request: HttpRequest) -> Ready[Batch, Receipts] | None:
        """The batch that a post brings; None when something of it is refused."""
        batch = read_batch(request)
        return None if batch.refused else Ready(batch, _plain)


def _plain(receipts: Receipts) -> HttpResponse | None:
    return None if receipts.held or receipts.rejected else answer_of(receipts)
