"""Sending over HTTP to a FHIR server: one batch, one answer, no redirect is followed."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from pagus.errors import ConfigError, DoorError
from pagus.gateway.fhir_message import batch, verdicts
from pagus.gateway.outbox import Reading
from pagus.gateway.sending import Unreachable, Verdict
from pagus.gateway.settings import Destination

__all__ = ["FhirSender"]

_TIMEOUT_S = 30.0
_MEDIA = "application/fhir+json"
_LARGEST_ANSWER = 4 * 1024 * 1024


class FhirSender:
    """Sends to one FHIR base address with the token of one source."""

    def __init__(self, destination: Destination) -> None:
        self._address: SplitResult = urlsplit(destination.address)
        self._token = destination.token

    def send(self, readings: Sequence[Reading]) -> Verdict:
        """What did the server say of each reading?

        Refuses: Unreachable when nobody answered, or with something that says nothing of the readings: try again later;
        ConfigError when the server does not know the token or the address: somebody has to act.
        """
        body, events = batch(readings)
        status, answer = self._post(body)
        if status in {401, 403, 404}:
            raise ConfigError(
                "the server answered {status}: is the token of the source right, and the address?", status=status
            )
        if status != 200:
            raise Unreachable("the server answered {status}", status=status)
        try:
            stored, refused = verdicts(answer, events)
        except DoorError as error:
            raise Unreachable(error.key, **error.facts) from error
        return Verdict(stored, refused)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        line = self._line()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": _MEDIA, "Accept": _MEDIA}
        try:
            line.request("POST", self._address.path or "/", body, headers)
            answer = line.getresponse()
            return answer.status, answer.read(_LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(
                "the server cannot be reached: {reason}", reason=str(error) or type(error).__name__
            ) from error
        finally:
            line.close()

    def _line(self) -> http.client.HTTPConnection:
        host = self._address.hostname or ""
        if self._address.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, self._address.port, timeout=_TIMEOUT_S, context=context)
        return http.client.HTTPConnection(host, self._address.port, timeout=_TIMEOUT_S)

    def close(self) -> None:
        """Nothing stays open between two batches."""
