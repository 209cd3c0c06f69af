"""The only writers of SensorThings entities: what appears by itself, what sources declare, change and send."""
