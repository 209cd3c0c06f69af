"""To whom the MQTT door is open."""

from __future__ import annotations

from pagus.apps.streams.queries import sources
from pagus.apps.workspace import Workspace
from pagus.apps.workspace_settings.buses import MqttSettings
from pagus.doors.openness import Openness

__all__ = ["openness"]

_CLOSED = Openness("mqtt", "closed", "nobody: pagus.toml has no [mqtt] table")


def openness(workspace: Workspace) -> tuple[Openness, ...]:
    """Who may publish over MQTT? A broker of others is asked whether it lets strangers in."""
    settings = workspace.mqtt
    if settings is None:
        return (_CLOSED,)
    if settings.embedded:
        able = sum(source.revoked_ms is None for source in sources())
        whom = f"{able} sources, each by its token and into its own branch"
        return (Openness("mqtt", f"the embedded broker on {settings.bind[0]}:{settings.bind[1]}", whom),)
    return (_of_others(settings),)


def _of_others(settings: MqttSettings) -> Openness:
    from pagus.doors.mqtt.client import lets_strangers_in

    whom = "whoever the broker lets publish under the name of a source: pagus.toml says that it confines them"
    where = f"{settings.host}:{settings.port}"
    let_in = lets_strangers_in(settings)
    if let_in is None:
        return Openness("mqtt", where, whom, guarded=False, wrong="the broker does not answer: is it running?")
    if let_in:
        wrong = "it lets clients in that have no name: set allow_anonymous false, and an access list"
        return Openness("mqtt", where, whom, guarded=False, wrong=wrong)
    if not settings.tls and settings.host not in {"127.0.0.1", "::1", "localhost"}:
        wrong = "the line to it is not encrypted: use mqtts://"
        return Openness("mqtt", where, whom, guarded=False, wrong=wrong)
    return Openness("mqtt", where, whom)
