"""Guards of pathways against what they may name: types, units, and whether they can ever hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pagus.errors import Fault, RuleError, UnitError
from pagus.kernel.units import parse_unit
from pagus.kit_language.form_links import guard_words
from pagus.kit_language.lint_rules import words_of
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_assembly import kit_with_facts
from pagus.kit_language.pathway_model import Pathway, State, Transition
from pagus.kit_language.reach import Range, feature_range, parameter_range, possible_verdicts
from pagus.rules import Environment, Expression, compile_rule
from pagus.rules.tokens import RESERVED

__all__ = ["GuardSpace", "can_hold_together", "guard_faults", "guard_space"]


@dataclass(frozen=True, slots=True)
class GuardSpace:
    """What the guards of a pathway may name, and what each name can be."""

    kit: Kit
    environment: Environment
    features: Mapping[str, Range]
    parameters: Mapping[str, Range]
    broken: frozenset[str]
    """Facts and features that are told where they stand: what names them is not blamed."""

    def read(self, guard: str) -> Expression | None:
        """The checked guard; None when it cannot be read (``guard_faults`` says why)."""
        try:
            return compile_rule(guard, self.environment, expect="boolean")
        except RuleError:
            return None

    def can_hold(self, guard: str) -> bool:
        """Can this guard be true at some allowed values? True for an empty one, and for one that cannot be read."""
        expression = self.read(guard) if guard else None
        return expression is None or possible_verdicts(expression.node, self.features, self.parameters).can_be_true


def guard_space(pathway: Pathway, kit: Kit) -> GuardSpace:
    """What may the guards of this pathway name?

    Takes: the pathway and its kit. Gives: the features of the kit and the facts of the pathway, the parameters of the
    kit, each with its unit and its range; what has an unknown unit is left out.
    """
    joined = kit_with_facts(kit, [pathway])
    features = {
        name: one
        for name, one in joined.features.items()
        if one.signal in joined.signals and name not in RESERVED and _is_unit(one.unit)
    }
    parameters = {name: one for name, one in kit.parameters.items() if _is_unit(one.unit)}
    return GuardSpace(
        joined,
        Environment(
            {name: one.unit for name, one in features.items()},
            {name: one.unit for name, one in parameters.items()},
            guard_words(kit),
        ),
        {name: feature_range(one, joined.signals[one.signal]) for name, one in features.items()},
        {name: parameter_range(one) for name, one in parameters.items()},
        frozenset(joined.features.keys() - features.keys()),
    )


def _is_unit(code: str) -> bool:
    try:
        parse_unit(code)
    except UnitError:
        return False
    return True


def can_hold_together(guards: Sequence[str], space: GuardSpace) -> bool:
    """Can all these guards be true at once?

    Takes: guards that can each be read, and what they may name. Gives: False only when it is certain.
    """
    written = [f"({guard})" for guard in guards if guard]
    return not written or space.can_hold(" && ".join(written))


def guard_faults(pathway: Pathway, space: GuardSpace) -> Iterator[Fault]:
    """Which guards of this pathway are wrong, can never hold, or always do?

    Takes: the pathway, and what its guards may name. Gives: faults, each at its line. A guard that never holds is told
    for whatever anybody sets, for the default parameters, and for each end of a bounded one.
    """
    for state, position, transition in pathway.guards():
        path = f"{pathway.name}.states.{state.name}.next[{position}].if"
        try:
            expression = compile_rule(transition.guard, space.environment, expect="boolean")
        except RuleError as error:
            for fault in error.faults if not space.broken & words_of(transition.guard) else ():
                yield Fault(
                    file=pathway.file,
                    line=transition.line,
                    path=f"{path} {fault.path}".rstrip(),
                    message=fault.message,
                    remedy=fault.remedy,
                )
            continue
        verdict = possible_verdicts(expression.node, space.features, space.parameters)
        if not verdict.can_be_true:
            message = f"this guard never holds: {transition.guard}"
            yield _fault(pathway, transition, path, message, _ranges(expression, space))
        elif not verdict.can_be_false and _is_followed(state, transition):
            message = f"this guard always holds where it is known: {transition.guard}"
            yield _fault(pathway, transition, path, message, "remove what follows on the same thing, or the if")
        else:
            for words, values in _occasions(expression, space):
                if not possible_verdicts(expression.node, space.features, values).can_be_true:
                    message = f"{words} this guard never holds: {transition.guard}"
                    yield _fault(pathway, transition, path, message, _ranges(expression, space))


def _occasions(expression: Expression, space: GuardSpace) -> Iterator[tuple[str, Mapping[str, Range]]]:
    """The defaults, then each end of each bounded parameter with the others at their default."""
    parameters = space.kit.parameters
    defaults = {name: Range(parameters[name].default, parameters[name].default) for name in expression.parameters}
    if defaults:
        yield "with the default parameters", defaults
    for name in expression.parameters:
        span = space.parameters[name]
        for end, word in ((span.low, "minimum"), (span.high, "maximum")):
            if parameters[name].control == "bounded":
                yield f"with {name} at its {word}, {end:g},", {**defaults, name: Range(end, end)}


def _is_followed(state: State, transition: Transition) -> bool:
    """Does another way on the same thing stand behind this one?"""
    alike = [one for one in state.transitions if (one.kind, one.name) == (transition.kind, transition.name)]
    return alike[-1] is not transition


def _fault(pathway: Pathway, transition: Transition, path: str, message: str, remedy: str) -> Fault:
    return Fault(file=pathway.file, line=transition.line, path=path, message=message, remedy=remedy)


def _ranges(expression: Expression, space: GuardSpace) -> str:
    spans = [
        f"{name} {space.features[name].low:g} to {space.features[name].high:g} {space.kit.features[name].unit}"
        for name in expression.features
    ]
    return f"compare it with what can be: {'; '.join(spans)}" if spans else "name a feature or a fact, or remove it"
