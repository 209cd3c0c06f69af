"""Conditions between the rule language and enableWhen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pagus.kit_language.form_model import Item
from pagus.rules import parse
from pagus.rules.syntax import Binary, Has, Literal, Logic, Membership, Name, Node, Unary, Word

__all__ = ["enable_when", "rule_text"]

EPOCH = date(1970, 1, 1).toordinal()
_SIGNS = {"==": "=", "!=": "!=", ">": ">", "<": "<", ">=": ">=", "<=": "<="}
_RULES = {sign: rule for rule, sign in _SIGNS.items()}


def rule_text(
    parts: Sequence[Mapping[str, Any]], behaviour: str, items: Callable[[str], Item | None]
) -> tuple[str, tuple[str, ...]]:
    """What do these enableWhen say in the rule language?

    Takes: the enableWhen of an item, its enableBehavior, and the item behind each linkId.
    Gives: the condition (empty when nothing of it can be said), and what cannot be said.
    """
    said, lost = [], []
    for part in parts:
        item = items(str(part.get("question", "")))
        text = _part_text(part, item) if item is not None else None
        if text is None:
            lost.append(f"enableWhen on {part.get('question')} cannot be read")
        else:
            said.append(text)
    if lost:
        return "", tuple(lost)
    return (" || " if behaviour == "any" else " && ").join(said), ()


def _part_text(part: Mapping[str, Any], item: Item) -> str | None:
    operator = part.get("operator")
    key = next((name for name in part if name.startswith("answer")), "")
    value = part.get(key)
    if operator == "exists":
        return f"has({item.name})" if value else f"!has({item.name})"
    sign = _RULES.get(str(operator))
    if sign is None:
        return None
    if key == "answerBoolean":
        return f"{item.name} {sign} '{'yes' if value else 'no'}'"
    if key == "answerCoding" and isinstance(value, Mapping):
        return _coding_text(item, sign, str(value.get("code", "")))
    if key == "answerDate" and isinstance(value, str) and len(value) == 10:
        return f"{item.name} {sign} quantity({date.fromisoformat(value).toordinal() - EPOCH}, 'd')"
    unit = item.unit
    if key == "answerQuantity" and isinstance(value, Mapping):
        unit, value = str(value.get("code") or unit), value.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return f"{item.name} {sign} {value}" if unit == "1" else f"{item.name} {sign} quantity({value}, '{unit}')"


def _coding_text(item: Item, sign: str, code: str) -> str | None:
    option = next((one for one in item.options if (one.code or one.name) == code), None)
    if option is None or sign not in {"==", "!="}:
        return None
    if item.kind == "choices":
        return f"{item.name}_{option.name} {sign} 'yes'"
    return f"{item.name} {sign} '{option.name}'"


def enable_when(text: str, items: Mapping[str, Item]) -> tuple[list[dict[str, Any]], str] | None:
    """What is this condition as enableWhen?

    Takes: a condition of the rule language, and the items of its form. Gives: the parts, and ``all`` or ``any``; None
    when enableWhen cannot say it (arithmetic, scores, parts in parts).
    """
    node = parse(text)
    if isinstance(node, Logic):
        parts = [_part(operand, items) for operand in node.operands]
        behaviour = "all" if node.operator == "&&" else "any"
        known = [part for part in parts if part is not None]
        return (known, behaviour) if len(known) == len(parts) else None
    several = _several(node, items)
    if several is not None:
        return several, "any"
    part = _part(node, items)
    return None if part is None else ([part], "all")


def _several(node: Node, items: Mapping[str, Item]) -> list[dict[str, Any]] | None:
    """``x in ['a', 'b']``, and ``x >= 'a'`` as each answer from there on."""
    if isinstance(node, Membership) and isinstance(node.item, Name):
        found = [_coding(node.item.name, option, items) for option in node.options if isinstance(option, Word)]
        known = [one for one in found if one is not None]
        return known if len(known) == len(node.options) else None
    if isinstance(node, Binary) and isinstance(node.left, Name) and isinstance(node.right, Word):
        item = items.get(node.left.name)
        if item is None or item.kind != "choice" or node.operator in {"==", "!="}:
            return None
        names = [option.name for option in item.options]
        place = names.index(node.right.word)
        kept = {">": names[place + 1 :], ">=": names[place:], "<": names[:place], "<=": names[: place + 1]}
        words = [Word(start=0, end=0, word=name) for name in kept[node.operator]]
        return [one for word in words if (one := _coding(item.name, word, items)) is not None]
    return None


def _part(node: Node, items: Mapping[str, Item]) -> dict[str, Any] | None:
    match node:
        case Has(name=name) if name in items:
            return {"question": _link(items[name]), "operator": "exists", "answerBoolean": True}
        case Unary(operator="!", operand=Has(name=name)) if name in items:
            return {"question": _link(items[name]), "operator": "exists", "answerBoolean": False}
        case Binary(operator=operator, left=Name(name=name), right=Word() as word) if operator in {"==", "!="}:
            return _coding(name, word, items, _SIGNS[operator])
        case Binary(operator=operator, left=Name(name=name), right=Literal(value=value, code=code)) if (
            operator in _SIGNS
        ):
            return _numeric(items.get(name), _SIGNS[operator], value, code)
    return None


def _coding(name: str, word: Word, items: Mapping[str, Item], sign: str = "=") -> dict[str, Any] | None:
    item = items.get(name)
    if item is None:  # one answer of several: <item>_<option>
        owner = next((one for one in items.values() if name.startswith(f"{one.name}_") and one.kind == "choices"), None)
        option = None if owner is None else next(
            (one for one in owner.options if f"{owner.name}_{one.name}" == name), None
        )  # fmt: skip
        if owner is None or option is None or word.word != "yes" or sign != "=":
            return None
        return {"question": _link(owner), "operator": "=", "answerCoding": coding_of(option)}
    if item.kind == "yes_no":
        return {"question": _link(item), "operator": sign, "answerBoolean": word.word == "yes"}
    option = next((one for one in item.options if one.name == word.word), None)
    if option is None:
        return None
    return {"question": _link(item), "operator": sign, "answerCoding": coding_of(option)}


def coding_of(option: Any) -> dict[str, Any]:
    """Which coding is this option? Its code, or its name, in its system if it has one."""
    system = {"system": option.system} if option.system else {}
    return {**system, "code": option.code or option.name}


def _numeric(item: Item | None, sign: str, value: object, code: str | None) -> dict[str, Any] | None:
    if item is None or item.kind not in {"integer", "decimal"} or isinstance(value, bool):
        return None
    if not isinstance(value, (int, float)) or (code or "1") != item.unit:
        return None
    whole = item.kind == "integer" and float(value).is_integer()
    answer = {"answerInteger": int(value)} if whole else {"answerDecimal": value}
    return {"question": _link(item), "operator": sign, **answer}


def _link(item: Item) -> str:
    return item.link_id or item.name
