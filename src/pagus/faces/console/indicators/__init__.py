"""Indicators as map, chart and table."""
