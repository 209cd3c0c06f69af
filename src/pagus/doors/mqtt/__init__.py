"""MQTT: observations of devices over a broker, our own one on this machine or one of others. See ROOM.md."""
