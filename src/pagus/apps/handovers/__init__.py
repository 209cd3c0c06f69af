"""Handing somebody over to a specialist: the sheet as it was made, the question, the answer. Writes in ``actions``."""
