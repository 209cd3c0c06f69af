"""MQTT: observations of devices over a broker, our own one on this machine or one of others. See ROOM.md."""

from pagus.doors.mqtt.door import run_mqtt

__all__ = ["run_mqtt"]
