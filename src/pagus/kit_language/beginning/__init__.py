"""A few answers of an author -> the files of a kit that is right from its first minute. ``pagus kit init`` asks them.

Read first: ``Answers``, ``begin_kit``, ``ready_signals``.
"""

from pagus.kit_language.beginning.answers import Answers
from pagus.kit_language.beginning.files import begin_kit
from pagus.kit_language.beginning.folder import new_folder
from pagus.kit_language.beginning.ready import FirstSignal, own_signal, ready_signals

__all__ = ["Answers", "FirstSignal", "begin_kit", "new_folder", "own_signal", "ready_signals"]
