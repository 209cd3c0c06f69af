"""A pathway as sentences that a clinician understands, in French, English or German."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pagus.errors import RuleError
from pagus.kit_language import pathway_phrases as phrases
from pagus.kit_language.condition import condition_words
from pagus.kit_language.form_links import guard_words
from pagus.kit_language.model import Kit, Language, Text
from pagus.kit_language.pathway_assembly import kit_with_facts
from pagus.kit_language.pathway_model import ANY_END, Fact, Pathway, State, Task, Timer, Transition
from pagus.kit_language.wording import duration_text, number_text, value_text
from pagus.rules import Environment, compile_rule

if TYPE_CHECKING:
    from pagus.kit_language.evidence_words import EvidenceWords

__all__ = ["PathwayWords", "StateWords", "WayWords", "pathway_words", "role_words", "way_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayWords:
    """One way out of a state: to which, and the sentence."""

    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWords:
    """One state: what is done there (a sentence each), and how one leaves it."""

    name: str
    title: str
    lines: tuple[str, ...]
    ways: tuple[WayWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayWords:
    """A pathway in words: how it begins and who looks, what is known, then state by state."""

    name: str
    title: str
    lines: tuple[str, ...]
    facts: tuple[str, ...]
    states: tuple[StateWords, ...]
    evidence: EvidenceWords


def pathway_words(
    pathway: Pathway, kit: Kit, language: Language, values: Mapping[str, float], evidence: EvidenceWords
) -> PathwayWords:
    """What does this pathway say, in words?

    Takes: a pathway of a loaded kit, the kit, the language, the value of each parameter, what stands behind it in
    words. Gives: its words.
    """
    speaker = _Speaker(pathway, kit_with_facts(kit, [pathway]), language, values)
    return PathwayWords(
        name=pathway.name,
        title=pathway.title.say(language),
        lines=tuple(speaker.beginning()),
        facts=tuple(speaker.fact(fact) for fact in pathway.facts.values()),
        states=tuple(
            StateWords(
                name=state.name,
                title=state.title.say(language),
                lines=tuple(speaker.lines(state)),
                ways=tuple(WayWords(to=one.to, text=speaker.way(state, one)) for one in state.transitions),
            )
            for state in pathway.states.values()
        ),
        evidence=evidence,
    )


def way_words(
    pathway: Pathway, kit: Kit, state: str, position: int, language: Language, values: Mapping[str, float]
) -> str:
    """What does this one transition say?

    Takes: the pathway, its kit, the state and the position in its ``next``, the language, the parameter values.
    Gives: a sentence, as "When “First interview” is done, if the limitation is at least 3: “With a physiotherapist”."
    """
    found = pathway.states[state]
    return _Speaker(pathway, kit_with_facts(kit, [pathway]), language, values).way(found, found.transitions[position])


def role_words(role: str, language: Language) -> str:
    """What is this role called in a sentence?

    Takes: the code of a role, or ``person``; the language. Gives: its name with the article; the code itself where no
    name is known.
    """
    return phrases.ROLES[role].say(language) if role in phrases.ROLES else role.replace("_", " ")


@dataclass(frozen=True, slots=True)
class _Speaker:
    pathway: Pathway
    kit: Kit
    language: Language
    values: Mapping[str, float]

    def say(self, text: Text, /, *places: str, **facts: str) -> str:
        return text.say(self.language).format(*places, **facts)

    def quoted(self, text: Text) -> str:
        return self.say(phrases.QUOTED, text.say(self.language))

    def time(self, duration_ms: int, *, dative: bool = False) -> str:
        return duration_text(duration_ms, self.language, dative=dative)

    def title(self, state: str) -> str:
        return self.quoted(self.pathway.states[state].title)

    def beginning(self) -> Iterator[str]:
        owner = self.pathway.owner
        yield self.say(phrases.BEGINS, self.title(self.pathway.start))
        within = self.time(owner.within_ms, dative=True)
        yield self.say(phrases.OWNER, role=role_words(owner.role, self.language), within=within)
        moved = self.pathway.moved
        yield self.say(phrases.MOVED, self.title(moved)) if moved else phrases.MOVED_ENDS.say(self.language)

    def fact(self, fact: Fact) -> str:
        name = _capital(fact.label.say(self.language))
        if fact.counts:
            return self.say(phrases.COUNTED, name=name, task=self.quoted(self.pathway.tasks[fact.counts].title))
        low = number_text(fact.plausible[0], self.language)
        ends = {"name": name, "low": low, "high": value_text(fact.plausible[1], fact.unit, self.language)}
        if fact.form:
            return self.say(phrases.FROM_FORM, form=fact.form, **ends)
        if fact.task:
            return self.say(phrases.FROM_TASK, task=self.quoted(self.pathway.tasks[fact.task].title), **ends)
        return self.say(phrases.FROM_RECORD, **ends)

    def lines(self, state: State) -> Iterator[str]:
        for name in state.tells:
            yield self.say(phrases.TOLD, **self.notice(name))
        for name in state.tasks:
            yield self.task(self.pathway.tasks[name])
        for timer in state.timers:
            yield from self.told_later(timer)
        if state.branches:
            yield self.say(phrases.BRANCHES, ", ".join(map(self.title, state.branches)))
            if state.need == len(state.branches):
                yield self.say(phrases.ALL_JOINED, self.title(state.joined))
            else:
                yield self.say(phrases.SOME_JOINED, need=str(state.need), to=self.title(state.joined))
        if state.calls:
            yield self.say(phrases.CALLS, self.quoted(self.kit.pathways[state.calls].title))
        if state.end is not None:
            yield phrases.ENDS[state.end].say(self.language)

    def notice(self, name: str) -> dict[str, str]:
        notice = self.pathway.notices[name]
        return {"to": role_words(notice.to, self.language), "text": self.quoted(notice.text)}

    def told_later(self, timer: Timer) -> Iterator[str]:
        after = self.time(timer.after_ms, dative=True)
        for name in timer.tells:
            if timer.times > 1:
                yield self.say(phrases.TOLD_OFTEN, after=after, times=str(timer.times), **self.notice(name))
            else:
                yield self.say(phrases.TOLD_AFTER, after=after, **self.notice(name))

    def task(self, task: Task) -> str:
        role = _capital(role_words(task.role, self.language))
        parts = [
            self.say(phrases.TASK, role=role, task=self.quoted(task.title), due=self.time(task.due_ms, dative=True))
        ]
        if task.form:
            parts.append(self.say(phrases.FORM, task.form))
        if task.repeats:
            parts.append(phrases.REPEATS.say(self.language))
        if task.escalation is not None:
            to = role_words(task.escalation.to, self.language)
            parts.append(self.say(phrases.ESCALATED, after=self.time(task.escalation.after_ms), role=to))
        return " ".join(parts)

    def way(self, state: State, one: Transition) -> str:
        condition = self.condition(one.guard) if one.guard else ""
        if one.kind == "change":
            how = self.say(phrases.AS_SOON_AS, condition)
        else:
            how = self.trigger(state, one)
            before = state.transitions[: state.transitions.index(one)]
            if condition:
                how += self.say(phrases.IF, condition)
            elif any((other.kind, other.name) == (one.kind, one.name) for other in before):
                how += phrases.OTHERWISE.say(self.language)
        return self.say(phrases.TO, how=how, to=self.title(one.to))

    def trigger(self, state: State, one: Transition) -> str:
        if one.kind == "timer":
            timer = next(timer for timer in state.timers if timer.name == one.name)
            return self.say(phrases.ON["timer"], self.time(timer.after_ms, dative=True))
        if one.kind == "returned":
            if one.name == ANY_END:
                return phrases.RETURNED.say(self.language)
            return self.say(phrases.ON["returned"], self.quoted(self.kit.pathways[state.calls].states[one.name].title))
        if one.kind == "alert":
            return self.say(phrases.ON["alert"], self.quoted(self.kit.rules[one.name].title))
        if one.kind == "answered":
            return self.say(phrases.ON["answered"], one.name)
        return self.say(phrases.ON[one.kind], self.quoted(self.pathway.tasks[one.name].title))

    def condition(self, guard: str) -> str:
        environment = Environment(
            {name: one.unit for name, one in self.kit.features.items()},
            {name: one.unit for name, one in self.kit.parameters.items()},
            guard_words(self.kit),
        )
        try:
            return condition_words(
                compile_rule(guard, environment, expect="boolean"), self.kit, self.values, self.language
            )
        except RuleError:  # a pathway drawn while it is written: its guard as it stands
            return guard


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
