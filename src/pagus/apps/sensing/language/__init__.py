"""The query language of SensorThings: texts become checked trees. Pure: no database, no clock, no request."""
