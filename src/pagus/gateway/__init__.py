"""The box beside the bed: it listens to Bluetooth devices, keeps what they say, and sends it on.

A program of its own for a small computer. It loads neither Django nor tables: read ROOM.md first.
"""
