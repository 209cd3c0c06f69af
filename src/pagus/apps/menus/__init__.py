"""A canteen's menu: read from a table, scored, a better one proposed, its figures recorded for a kitchen.

Read first: ``files.parse_menu``, ``judging.judge``, ``judging.propose``, ``recording.record_menu``. No menu is kept.
"""
