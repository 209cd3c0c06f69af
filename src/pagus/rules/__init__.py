"""The rule language: one text, one checked tree, three backends that agree, and an explanation of each evaluation.

``compile_rule`` turns a text into an ``Expression``; ``to_function`` runs it on the live stream (``to_screen``: many
at once), ``to_polars`` in replay, ``to_ibis`` and ``to_sql`` at scale; ``trace`` explains one evaluation, ``deadlines``
says when silence alone changes it. The language on one page: docs/reference/rule-language.md.
"""

from pagus.rules.checking import compile_rule
from pagus.rules.deadlines import deadlines, untimed
from pagus.rules.expression import Environment, Expression
from pagus.rules.in_polars import to_polars
from pagus.rules.in_python import Elsewhere, Function, Screen, to_function, to_screen
from pagus.rules.in_sql import to_ibis, to_sql
from pagus.rules.parser import parse
from pagus.rules.syntax import Node
from pagus.rules.tracing import Gap, Trace, trace, why_unknown

__all__ = [
    "Elsewhere",
    "Environment",
    "Expression",
    "Function",
    "Gap",
    "Node",
    "Screen",
    "Trace",
    "compile_rule",
    "deadlines",
    "parse",
    "to_function",
    "to_ibis",
    "to_polars",
    "to_screen",
    "to_sql",
    "trace",
    "untimed",
    "why_unknown",
]
