"""The HTTP door, version 1: observations in, last values and places out, errors as problem+json."""
