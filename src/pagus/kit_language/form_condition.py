"""A condition or formula of a form in words: names as the form asks them, answers as it words them, signs as signs.

Signs are the same in the three languages, so that no clause has to be turned around for German.
"""

from __future__ import annotations

from pagus.kit_language import phrases
from pagus.kit_language.form_facts import form_environment
from pagus.kit_language.form_model import Form, Item, Score
from pagus.kit_language.model import Language, Text
from pagus.kit_language.wording import number_text, value_text
from pagus.rules import compile_rule
from pagus.rules.syntax import (
    Binary,
    Call,
    Choice,
    Convert,
    Has,
    Literal,
    Logic,
    Membership,
    Name,
    Node,
    Unary,
    children,
)

__all__ = ["form_condition_words", "quoted"]

_SIGNS = {
    "==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "+": "+", "-": "−", "*": "×", "/": "÷",
}  # fmt: skip
_QUOTES: dict[Language, str] = {"fr": "«\u00a0{}\u00a0»", "en": "“{}”", "de": "„{}“"}
_POINTS = Text(fr="les points de {}", en="the points of {}", de="die Punkte von {}")
_CLASS = Text(fr="la classe de {}", en="the class of {}", de="die Klasse von {}")
_NOT = Text(fr="pas {}", en="not {}", de="nicht {}")
_GIVEN = Text(fr="{} est connu", en="{} is known", de="{} ist bekannt")
_LACKS = Text(fr="{} n’est pas connu", en="{} is not known", de="{} ist nicht bekannt")
_YES = Text(fr="Oui", en="Yes", de="Ja")
_NO = Text(fr="Non", en="No", de="Nein")


def quoted(text: Text, language: Language) -> str:
    """How is this question named in a sentence?

    Takes: its words, the language. Gives: them in the quotes of the language, without their last mark.
    """
    return _QUOTES[language].format(text.say(language).rstrip(" \u00a0?:.…"))


def form_condition_words(text: str, form: Form, language: Language) -> str:
    """How is this condition, or formula, of a form said?

    Takes: a text of the rule language that compiles in the form, the form, the language.
    Gives: words without a first capital or full stop.
    """
    return _Speaker(form, language).say(compile_rule(text, form_environment(form)).node, inner=False)


class _Speaker:
    def __init__(self, form: Form, language: Language) -> None:
        self.form, self.language = form, language

    def say(self, node: Node, *, inner: bool = True) -> str:
        match node:
            case Logic(operator=operator, operands=operands):
                joined = (phrases.AND if operator == "&&" else phrases.OR).say(self.language)
                words = joined.join(self.say(operand) for operand in operands)
                return f"({words})" if inner else words
            case Has(name=name):
                return _GIVEN.say(self.language).format(self.name(name))
            case Unary(operator="!", operand=Has(name=name)):
                return _LACKS.say(self.language).format(self.name(name))
            case Unary(operator=operator, operand=operand):
                inside = self.say(operand)
                return f"−{inside}" if operator == "-" else _NOT.say(self.language).format(inside)
            case Binary(operator=operator, left=left, right=right):
                first, second = self.value(left, right), self.value(right, left)
                words = f"{first} {_SIGNS[operator]} {second}"
                return f"({words})" if inner and operator in {"+", "-", "*", "/"} else words
            case Membership(item=item, options=options):
                listed = ", ".join(self.value(option, item) for option in options)
                return f"{self.say(item)} ∈ {{{listed}}}"
            case Choice(condition=condition, yes=yes, no=no):
                facts = {"condition": self.say(condition), "yes": self.say(yes), "no": self.say(no)}
                return phrases.CHOICE.say(self.language).format(**facts)
            case Call(function=function, arguments=arguments):
                listed = "; ".join(self.say(argument, inner=False) for argument in arguments)
                most = phrases.SMALLEST if function == "min" else phrases.LARGEST
                return f"|{listed}|" if function == "abs" else most.say(self.language).format(listed)
            case Name(name=name):
                return self.name(name)
            case Literal(value=value):
                return self.number(value, node)
        return self.say(children(node)[0], inner=inner)

    def number(self, value: float | bool | None, node: Node) -> str:
        if isinstance(value, bool) or value is None:
            return (phrases.ALWAYS if value else phrases.NEVER).say(self.language)
        unit = node.unit.code if node.unit is not None else "1"
        return number_text(value, self.language) if unit == "1" else value_text(value, unit, self.language)

    def value(self, node: Node, beside: Node) -> str:
        """A number beside a name whose values are words is said as the word."""
        inside = beside.operand if isinstance(beside, Convert) else beside
        if isinstance(node, Literal) and isinstance(inside, Name) and isinstance(node.value, float):
            word = self.word(inside.name, node.value)
            if word:
                return word
        return self.say(node)

    def word(self, name: str, value: float) -> str:
        item, score = self.form.items.get(name), self.form.scores.get(name.removesuffix("_band"))
        place = int(value) - 1
        if item is not None and item.kind == "choice" and 0 <= place < len(item.options):
            return quoted(item.options[place].text, self.language)
        if score is not None and (name.endswith("_band") or score.has_outcomes) and 0 <= place < len(score.bands):
            return quoted(score.bands[place].text, self.language)
        if (item is not None and item.kind == "yes_no") or self.part(name) is not None:
            return (_YES if value else _NO).say(self.language)
        return ""

    def part(self, name: str) -> str | None:
        """One answer of several, or a cut-off, that is a fact of its own."""
        for item in self.form.items.values():
            for option in item.options if item.kind == "choices" else ():
                if name == f"{item.name}_{option.name}":
                    return f"{quoted(item.text, self.language)}, {quoted(option.text, self.language)}"
        for score in self.form.scores.values():
            for cut in score.cut_offs:
                if name == f"{score.name}_{cut.name}":
                    return quoted(cut.text, self.language)
        return None

    def name(self, name: str) -> str:
        part = self.form.items.get(name) or self.form.scores.get(name)
        if isinstance(part, Item):
            return quoted(part.text, self.language)
        if isinstance(part, Score):
            return part.label.say(self.language)
        if (inner := self.part(name)) is not None:
            return inner
        if name.endswith("_points"):
            return _POINTS.say(self.language).format(self.name(name.removesuffix("_points")))
        return _CLASS.say(self.language).format(self.name(name.removesuffix("_band")))
