"""Telling programs what happens: Subscriptions of the R5 backport 1.1.0 for R4, by rest-hook.

``asking`` reads what a program wants, ``gathering`` numbers what happens for it, ``sending`` takes it to its address,
``notices`` writes what is sent.
"""
