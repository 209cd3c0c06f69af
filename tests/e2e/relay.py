"""A relay of the test's own on loopback, with the settings that the documentation gives."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pagus.apps.consultations.relay import silent_relays
from pagus.apps.workspace_settings.relay import RelaySettings
from tests.conftest import ROOT

__all__ = ["Relay", "running_relay"]

PAGE = ROOT / "docs" / "how-to" / "hold-a-video-consultation.md"
SECRET = "only-for-tests-only-for-tests"


@dataclass(frozen=True)
class Relay:
    """Where the relay listens, and where it writes."""

    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def configure(self, workspace: Path) -> None:
        """Name it in the settings of a workspace."""
        file = workspace / "relay-secret"
        file.write_text(SECRET, encoding="utf-8")
        file.chmod(0o600)
        table = f'\n[relay]\nurls = ["{self.url}"]\nsecret_file = "relay-secret"\n'
        settings = workspace / "pagus.toml"
        settings.write_text(settings.read_text(encoding="utf-8") + table, encoding="utf-8")

    @contextmanager
    def silent(self) -> Iterator[None]:
        """While the block runs it hears and answers nothing; then it goes on where it was: a network that was cut."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    @property
    def url(self) -> str:
        return f"turn:127.0.0.1:{self.port}?transport=udp"


@contextmanager
def running_relay(folder: Path) -> Iterator[Relay | None]:
    """Run coturn while the block runs; None where it is not installed."""
    program = shutil.which("turnserver")
    if program is None:
        yield None
        return
    relay = Relay(_free_port(), folder / "turnserver.log")
    (settings,) = re.findall(r"```ini\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    lines = re.sub(r"static-auth-secret=.*", f"static-auth-secret={SECRET}", settings)
    lines = lines.replace("listening-port=3478", f"listening-port={relay.port}")
    lines += "listening-ip=127.0.0.1\nrelay-ip=127.0.0.1\nallow-loopback-peers\nverbose\nno-tls\nno-dtls\n"
    lines += f"log-file={relay.log}\nsimple-log\npidfile={folder / 'turnserver.pid'}\nuserdb={folder / 'turndb'}\n"
    conf = folder / "turnserver.conf"
    conf.write_text(lines, encoding="utf-8")
    with subprocess.Popen(
        [program, "-c", str(conf)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _until_it_answers(relay)
            yield replace(relay, process=process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _until_it_answers(relay: Relay) -> None:
    settings = RelaySettings((relay.url,))
    for _ in range(100):
        if not silent_relays(settings, 0.2):
            return
        time.sleep(0.1)
    raise AssertionError(f"the relay does not answer: {relay.log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port
