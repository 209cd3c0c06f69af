"""The gate of the embedded broker against those who mean ill, or whose line is bad."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from pagus.doors.mqtt import greeting
from tests.doors.buses.devices import Device, body, reading
from tests.doors.buses.running import Running, free_port, wait_for_port


@pytest.fixture(scope="module")
def door(tmp_path_factory) -> Iterator[tuple[Running, int]]:
    port = free_port()
    running = Running(
        tmp_path_factory.mktemp("embedded") / "workspace",
        f'\n[mqtt]\nbroker = "embedded"\nbind = "127.0.0.1:{port}"\n',
    )
    running.start("ingest")
    running.start("mqtt")
    wait_for_port(port)
    yield running, port
    running.close()


def connect_packet(user: str, password: str, client: str = "c", flags: int = 0xC2, keep_alive: int = 60) -> bytes:
    content = b"\x00\x04MQTT" + struct.pack(">BBH", 4, flags, keep_alive)
    for text in (client, *([user] if flags & 0x80 else []), *([password] if flags & 0x40 else [])):
        content += struct.pack(">H", len(text)) + text.encode()
    return bytes([0x10, len(content)]) + content


def raw(port: int, packet: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(packet)
    return line


def closed(line: socket.socket) -> bool:
    """Did the other side end this line? It is closed here too."""
    with line:
        try:
            while line.recv(4096):
                continue
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True


@pytest.mark.parametrize(
    ("packet", "answer"),
    [
        (connect_packet("device-0", "pagus_wrong"), b"\x20\x02\x00\x04"),
        (connect_packet("", "", flags=0x02), b"\x20\x02\x00\x05"),
        (connect_packet("device-0", "x", client="", flags=0xC0), b"\x20\x02\x00\x02"),
        (connect_packet("device-0", "x").replace(b"MQTT\x04", b"MQTT\x05"), b"\x20\x02\x00\x01"),
        (b"\x30\x05hello", b""),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b""),
        (b"\x10\xff\xff\xff\xff\x7f", b""),
        (b"\x10\xff\xff\xff\x7f", b""),
        (b"\x10\x0c\x00\x04MQTT\x04\xc2\x00\x3c\x00\x63", b""),
        (b"\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01\xff", b""),
    ],
)
def test_a_first_packet_that_is_none_or_of_nobody_ends_the_line(door, packet, answer):
    line = raw(door[1], packet)
    assert line.recv(4) == answer
    assert closed(line)


def test_a_message_of_100_megabytes_ends_the_line_before_it_is_read(door):
    running, port = door
    line = raw(port, connect_packet("device-1", running.tokens["device-1"]))
    assert line.recv(4) == b"\x20\x02\x00\x00"
    line.sendall(
        b"\x32" + bytes([0x80, 0xC2, 0xD7, 0x2F]) + b"\x00\x20pagus/v1/device-1/observations\x00\x01" + b"x" * 1000
    )
    assert closed(line)
    kept = running.rejections("device-1")
    assert kept[0]["facts"]["found"] > 99_000_000
    after = Device(port, "device-1", running.tokens["device-1"]).listen()
    assert after.ask(body(reading()))["accepted"] == 1
    after.close()


def test_half_a_packet_and_silence_end_the_line(door):
    running, port = door
    began = time.monotonic()
    line = raw(port, connect_packet("device-2", running.tokens["device-2"], keep_alive=1))
    assert line.recv(4) == b"\x20\x02\x00\x00"
    line.sendall(b"\x32")
    assert closed(line)
    assert 1.0 < time.monotonic() - began < 5.0, "one and a half times the keep-alive that the client promised"


def test_no_stranger_can_end_or_take_over_the_session_of_another(door):
    running, port = door
    victim = Device(port, "device-3", running.tokens["device-3"], "hub", clean=False).listen()
    assert closed(raw(port, connect_packet("device-3", "pagus_wrong", client="hub")))
    assert closed(raw(port, connect_packet("device-4", "pagus_wrong", client="device-3:hub")))
    neighbour = Device(port, "device-4", running.tokens["device-4"], "hub", clean=False).listen()
    assert victim.ask(body(reading(before_s=70)))["accepted"] == 1
    assert not victim.lost.is_set()
    time.sleep(0.2)
    assert neighbour.answers == []
    victim.close()
    neighbour.close()


def test_nobody_hears_another_branch(door):
    running, port = door
    curious = Device(port, "device-5", running.tokens["device-5"])
    for wanted in ("#", "pagus/v1/#", "pagus/v1/device-6/answers", "pagus/v1/+/answers", "$SYS/#"):
        curious.client.subscribe(wanted, qos=1)
    other = Device(port, "device-6", running.tokens["device-6"]).listen()
    other.ask(body(reading(before_s=80)))
    time.sleep(0.2)
    assert curious.answers == []
    curious.close()
    other.close()


@pytest.mark.parametrize(
    "topic", ["weather/town", "v1.1/Datastreams(1)/Observations", "pagus/v1/device-7", "pagus/v2/x/y"]
)
def test_a_topic_that_nobody_declared_is_refused_by_its_name_and_reaches_nobody(door, topic):
    running, port = door
    listener = Device(port, "device-1", running.tokens["device-1"])
    for wanted in ("v1.1/#", "weather/#", "pagus/#"):
        listener.client.subscribe(wanted, qos=1)
    sender = Device(port, "device-7", running.tokens["device-7"]).listen()
    before = running.history().height
    sender.client.publish(topic, body(reading(before_s=90)), qos=1).wait_for_publish(15)
    deadline = time.monotonic() + 15
    while not sender.answers:
        assert time.monotonic() < deadline, "no answer"
        time.sleep(0.005)
    (answer,) = sender.answers
    (refused,) = answer["rejected"]
    assert (answer["accepted"], refused["field"]) == (0, "topic")
    assert topic in refused["detail"]
    assert running.history().height == before
    assert running.rejections("device-7")[0]["field"] == "topic"
    time.sleep(0.1)
    assert listener.answers == []
    listener.close()
    sender.close()


def test_what_the_broker_is_told_names_the_session_after_the_source_and_has_no_will():
    will = b"\x00\x04MQTT\x04\xc6\x00\x0a" + b"\x00\x03hub" + b"\x00\x01t\x00\x01w" + b"\x00\x01u\x00\x01p"
    found = greeting.read_greeting(will)
    assert (found.client, found.user, found.password, found.clean, found.keep_alive_s) == ("hub", "u", "p", True, 10)
    told = found.packet("device-1")
    again = greeting.read_greeting(told[2:])
    assert (again.client, again.user, again.password) == ("device-1:hub", "device-1", "")
    assert told[9] & 0x04 == 0
