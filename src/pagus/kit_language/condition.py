"""A rule text -> words: one clause in French, English or German, with the thresholds that hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pagus.kit_language import phrases
from pagus.kit_language.form_condition import quoted
from pagus.kit_language.form_links import word_text
from pagus.kit_language.model import Kit, Language, Text
from pagus.kit_language.wording import number_text, parameter_text, share_text, value_text
from pagus.rules import Expression, Node, trace
from pagus.rules.checking import is_constant
from pagus.rules.expression import expression_of
from pagus.rules.syntax import (
    COMPARISONS,
    Binary,
    Call,
    Choice,
    Convert,
    Has,
    Literal,
    Logic,
    Membership,
    Name,
    Parameter,
    Unary,
    walk,
)

__all__ = [
    "condition_words",
    "number_words",
]

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}


def condition_words(expression: Expression, kit: Kit, values: Mapping[str, float], language: Language) -> str:
    """How is this condition said?

    Takes: a checked boolean rule of the kit, the value of each of its parameters, the language.
    Gives: a clause without its first capital and full stop; in German its verb comes last (it follows "wenn").
    """
    return _Speaker(expression, kit, values, language).clause(expression.node)


def number_words(expression: Expression, kit: Kit, values: Mapping[str, float], language: Language) -> str:
    """How is this number said? Takes: as ``condition_words``, a rule that is a number. Gives: its words."""
    return _Speaker(expression, kit, values, language).term(expression.node)


@dataclass(frozen=True, slots=True)
class _Speaker:
    expression: Expression
    kit: Kit
    values: Mapping[str, float]
    language: Language

    def say(self, text: Text, **facts: str) -> str:
        return text.say(self.language).format(**facts)

    def clause(self, node: Node, *, negated: bool = False, inner: bool = False) -> str:
        """A boolean part. A negation is carried down to the comparisons, which changes nothing about unknown."""
        match node:
            case Unary(operator="!", operand=operand):
                return self.clause(operand, negated=not negated, inner=inner)
            case Logic(operator=operator, operands=operands):
                joined = phrases.AND if (operator == "&&") != negated else phrases.OR
                parts = [self.clause(operand, negated=negated, inner=True) for operand in operands]
                words = self.listed(parts, joined)
                return f"({words})" if inner else words
            case Binary(operator=operator, left=left, right=right) if operator in COMPARISONS:
                return self.comparison(_OPPOSITE[operator] if negated else operator, left, right)
            case Has(name=name):
                return self.say(phrases.UNKNOWN if negated else phrases.KNOWN, a=self.label(name))
            case Membership(item=item, options=options):
                share = self.is_share(item)
                listed = ", ".join(self.term(option, share=share) for option in options)
                text = phrases.NOT_AMONG if negated else phrases.AMONG
                return self.say(text, a=self.term(item, share=share), b=listed)
            case Choice(condition=condition, yes=yes, no=no):
                first, second = (self.clause(branch, negated=negated, inner=True) for branch in (yes, no))
                return self.say(phrases.CHOICE, condition=self.clause(condition, inner=True), yes=first, no=second)
            case Literal(value=value):
                return (phrases.ALWAYS if bool(value) != negated else phrases.NEVER).say(self.language)
        raise TypeError(f"a condition has no part {type(node).__name__}")

    def listed(self, parts: list[str], joined: Text) -> str:
        return ", ".join(parts[:-1]) + joined.say(self.language) + parts[-1]

    def comparison(self, operator: str, left: Node, right: Node) -> str:
        if is_constant(left) and not is_constant(right):
            left, right, operator = right, left, _MIRRORED[operator]
        if isinstance(left, Parameter) and self.kit.parameters[left.name].selector == "yes_no":
            text = phrases.IS_NO if operator in {"<", "<="} else phrases.IS_YES
            return self.say(text, a=self.kit.parameters[left.name].label.say(self.language))
        share = self.is_share(left) or self.is_share(right)
        if is_constant(right):
            dative = self.language == "de" and operator in {"<", ">"}
            number = self.term(right, share=share, dative=dative)
            return self.say(phrases.COMPARED[operator], a=self.term(left, share=share), b=number)
        names = phrases.COMPARED_NAMES[operator]
        return self.say(names, a=self.term(left, share=share), b=self.term(right, share=share))

    def term(self, node: Node, *, share: bool = False, dative: bool = False, binding: int = 0) -> str:
        """A number. What holds no measured quantity is computed and written as one number."""
        if isinstance(node, Convert):
            return self.term(node.operand, share=share, dative=dative, binding=binding)
        if is_constant(node):
            return self.constant(node, share=share, dative=dative)
        match node:
            case Name(name=name):
                return self.label(name)
            case Unary(operand=operand):
                return "−" + self.term(operand, share=share, binding=3)
            case Binary(operator=operator, left=left, right=right):
                own = _BINDING[operator]
                first, second = (
                    self.term(left, share=share, binding=own),
                    self.term(right, share=share, binding=own + 1),
                )
                words = f"{first} {_SIGNS[operator]} {second}"
                return f"({words})" if own < binding else words
            case Call(function="abs", arguments=arguments):
                return f"|{self.term(arguments[0], share=share)}|"
            case Call(function=function, arguments=arguments):
                listed = "; ".join(self.term(argument, share=share) for argument in arguments)
                return (phrases.SMALLEST if function == "min" else phrases.LARGEST).say(self.language).format(listed)
            case Choice(condition=condition, yes=yes, no=no):
                first, second = self.term(yes, share=share), self.term(no, share=share)
                return self.say(phrases.CHOICE, condition=self.clause(condition, inner=True), yes=first, no=second)
        raise TypeError(f"a number has no part {type(node).__name__}")

    def constant(self, node: Node, *, share: bool, dative: bool) -> str:
        if isinstance(node, Parameter):
            parameter = self.kit.parameters[node.name]
            return parameter_text(parameter, self.values[node.name], self.language, dative=dative)
        part = expression_of(self.expression.text, node)
        value = trace(part, {}, {name: self.values[name] for name in part.parameters}).value
        if value is None or isinstance(value, bool):
            return "–"
        word = part.words.strip("'\"")
        if word != part.words:
            return quoted(word_text(self.kit, word) or Text(fr=word, en=word, de=word), self.language)
        unit = node.unit.code if node.unit is not None else "1"
        if share and not (node.unit is not None and node.unit.dimension):
            return share_text(value, self.language)
        if unit == "1":
            return number_text(value, self.language)
        return value_text(value, unit, self.language, dative=dative)

    def label(self, name: str) -> str:
        label = self.kit.features[name].label
        return label.say(self.language) if label is not None else name

    def is_share(self, node: Node) -> bool:
        """Is this number written as a percentage? When a share, or a parameter that is one, is part of it."""
        if node.unit is None or node.unit.dimension:
            return False
        kinds = {self.kit.features[part.name].kind for part in walk(node) if isinstance(part, Name)}
        selectors = {self.kit.parameters[part.name].selector for part in walk(node) if isinstance(part, Parameter)}
        return bool(kinds & {"share_in_range", "coverage"}) or "share" in selectors
