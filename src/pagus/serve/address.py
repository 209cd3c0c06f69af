"""Where the server listens, and who may be served there."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import ip_address

from pagus.apps.workspace import Workspace
from pagus.errors import ConfigError, InputError, NotAllowed

__all__ = ["Address", "choose_address"]


@dataclass(frozen=True, slots=True)
class Address:
    """An IP address and a port, with or without TLS."""

    host: str
    port: int
    tls: bool

    @property
    def url(self) -> str:
        """What to type into a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}/"


def choose_address(workspace: Workspace, host: str, port: int) -> Address:
    """Where may and can this workspace be served?

    Takes: an IP address (or ``localhost``) and a port; port 0 means any free one.
    Refuses: InputError for what is no address; NotAllowed for a demo beyond loopback, and for a real workspace beyond
    loopback without TLS; ConfigError when the port is taken.
    """
    try:
        ip = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise InputError("{host!r} is no IP address: write 127.0.0.1", host=host) from error
    if workspace.is_demo and not ip.is_loopback:
        raise NotAllowed("a demo workspace is served on this machine only: {host} is not loopback", host=host)
    if not ip.is_loopback and not workspace.hosting.serves_tls:
        raise NotAllowed(
            "{host} is not loopback and there is no TLS: name certificate and key in pagus.toml", host=host
        )
    return Address(str(ip), _free_port(str(ip), port), workspace.hosting.serves_tls)


def _free_port(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                "port {port} of {host} cannot be used ({reason}): choose another --port; 0 takes a free one",
                port=port,
                host=host,
                reason=error.strerror,
            ) from error
        return int(probe.getsockname()[1])
