"""SensorThings entities: what the territory has appears by itself, what clients declare stands beside it."""
