"""The only readers of SensorThings entities: by address and query, observations, and what is new."""
