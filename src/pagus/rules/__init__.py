"""The rule language: one text, one checked tree, three backends that agree, and an explanation of each evaluation.

``compile_rule`` turns a text into an ``Expression``; ``to_closure`` runs it on the live stream, ``to_polars`` in
replay, ``to_ibis`` and ``to_sql`` at scale; ``trace`` explains one evaluation, ``deadlines`` says when silence alone
changes it. The language on one page: docs/reference/rule-language.md.
"""

from pagus.rules.checking import compile_rule
from pagus.rules.closures import Closure, to_closure
from pagus.rules.deadlines import deadlines, untimed
from pagus.rules.expression import Environment, Expression
from pagus.rules.in_polars import to_polars
from pagus.rules.in_sql import to_ibis, to_sql
from pagus.rules.parser import parse
from pagus.rules.syntax import Node
from pagus.rules.tracing import Gap, Trace, trace, why_unknown

__all__ = [
    "Closure",
    "Environment",
    "Expression",
    "Gap",
    "Node",
    "Trace",
    "compile_rule",
    "deadlines",
    "parse",
    "to_closure",
    "to_ibis",
    "to_polars",
    "to_sql",
    "trace",
    "untimed",
    "why_unknown",
]
