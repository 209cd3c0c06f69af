"""Single Observations created on the event loop: a token, a body whose like came before, an outcome without words."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from pagus.apps.resources.shapes import Keeping, Kept, Unkept
from pagus.doors.bearer import bearer_token
from pagus.doors.fhir_r4.call import PREFIX, Call, base_of
from pagus.doors.fhir_r4.instances import answer_of, keeping, request_key
from pagus.doors.fhir_r4.preparing import Prepared, from_mould
from pagus.doors.fhir_r4.signing_in import sign_in
from pagus.doors.on_the_loop import PostLane, Ready
from pagus.fhir_r4.moulds import MOULDED

__all__ = ["PATH", "CreateLane"]

PATH = f"{PREFIX}{MOULDED}"


class CreateLane(PostLane[Keeping, Kept | Unkept]):
    """Answers creates of Observations. As ``urls`` and ``instances.create`` do, where no condition is to be decided."""

    done = 201

    def ready(self, request: HttpRequest) -> Ready[Keeping, Kept | Unkept] | None:
        """The keeping of a reading; None when it is to be read slowly, has a condition, or is followed by no rule."""
        if "If-None-Exist" in request.headers or not bearer_token(request):  # a password that is wrong is counted
            return None
        call = Call(request, sign_in(request), base_of(request))
        call.require("c", MOULDED)
        body = call.body()
        made = from_mould(call.access, body, call.base)
        if made is None or made.aside:
            return None
        asked = keeping(call.access, [made], request=request_key(call, body))
        return Ready(asked, partial(_plain, call, made), made)


def _plain(call: Call, made: Prepared, reply: Kept | Unkept) -> HttpResponse | None:
    """The answer to what was kept; None when the sender is told something of it in words."""
    if isinstance(reply, Unkept) or reply.held or reply.outcomes[0].done != "created":
        return None
    return None if call.preferred == "OperationOutcome" else answer_of(call, made, reply)
