"""The OGC SensorThings 1.1 door: what the territory measures, for any client; what sources declare and send."""
