"""Trying a kit on people whose events are known, before a value of it is changed."""
