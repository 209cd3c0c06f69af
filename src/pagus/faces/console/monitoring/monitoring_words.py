"""What is said of monitorings: papers, what lacks, lines, the legal minimum. One place, so that pages agree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.monitoring.queries import DEPARTURES, SAID_BY, WAYS, KnownConsent, KnownPrescription, Papers
from pagus.kernel.time import parse_duration
from pagus.kit_language.legal_minimum import Answer, legal_minimum
from pagus.kit_language.model import Kit, Text
from pagus.library.lines import monitoring_lines
from pagus.library.lines.model import Fee, Line, Source
from pagus.web.charts import language as written

__all__ = [
    "day_words",
    "departure_options",
    "fee_words",
    "lack_words",
    "minimum_of",
    "papers_row",
    "said_by_options",
    "way_options",
]


def day_words(day: date, here: str) -> str:
    """A day, as the language writes it with its year."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return written.day(int(moment.timestamp() * 1000), here, "UTC", year=True)


def lack_words(lack: str) -> str:
    """What lacks, in words."""
    return {
        "prescription": _("no prescription"),
        "prescription_over": _("the prescription is over"),
        "consent": _("no consent"),
        "line": _("on no line of home monitoring"),
    }[lack]


def way_options(chosen: str, here: str) -> list[dict[str, Any]]:
    """How somebody can consent, to choose from."""
    return _options(WAYS, chosen, here)


def said_by_options(chosen: str, here: str) -> list[dict[str, Any]]:
    """Who can stop a monitoring, to choose from."""
    return _options(SAID_BY, chosen, here)


def departure_options(chosen: str, here: str) -> list[dict[str, Any]]:
    """How somebody can leave for good, to choose from."""
    return _options(DEPARTURES, chosen, here)


def _options(words: dict[str, Text], chosen: str, here: str) -> list[dict[str, Any]]:
    return [{"value": each, "label": text.say(here), "selected": each == chosen} for each, text in words.items()]


def papers_row(papers: Papers, here: str) -> dict[str, Any]:
    """One monitoring of a person with its papers, as a page shows it."""
    kit = papers.installed.kit
    return {
        "number": papers.installed.id,
        "title": kit.title.say(here),
        "mode": papers.installed.mode,
        "from_ms": papers.enrolled.from_ms,
        "to_ms": papers.enrolled.to_ms,
        "facts": [*_prescription(papers.prescription, here), *_consent(papers.consent, here)],
        "lacks": [lack_words(lack) for lack in papers.lacks],
        "stop": None
        if papers.stop is None
        else {
            "at_ms": papers.stop.at_ms,
            "who": (SAID_BY | DEPARTURES)[papers.stop.said_by].say(here),
            "is_departure": papers.stop.said_by in DEPARTURES,
            "words": papers.stop.words,
            "by": papers.stop.recorded_by,
            "alerts": papers.stop.alerts_closed,
        },
    }


def _prescription(found: KnownPrescription | None, here: str) -> list[dict[str, str]]:
    if found is None:
        return [{"term": _("Prescription"), "value": _("none")}]
    said = _("{who}, RPPS {rpps}").format(who=found.prescriber, rpps=found.rpps)
    days = _("from {first} to {last}").format(first=day_words(found.issued_on, here), last=day_words(found.until, here))
    ended = f" · {_('ended')}" if found.ended_ms is not None else ""
    return [{"term": _("Prescription"), "value": said, "note": f"{days}{ended}"}]


def _consent(found: KnownConsent | None, here: str) -> list[dict[str, str]]:
    if found is None:
        return [{"term": _("Consent"), "value": _("none")}]
    given = _("given on {day}, {way}").format(day=day_words(found.given_on, here), way=WAYS[found.way].say(here))
    note = _("written down by {who}").format(who=found.recorded_by)
    if found.withdrawn_ms is not None:
        note += " · " + _("taken back, written down by {who}").format(who=found.withdrawn_by)
    return [{"term": _("Consent"), "value": given, "note": note}]


def fee_words(fee: Fee, line: Line, here: str) -> dict[str, Any]:
    """One fee of a line: what is paid to whom, or why no sum stands here."""
    payee = {"operator": _("to the team that monitors"), "manufacturer": _("to who provides the device")}[fee.payee]
    limit = ""
    if fee.longest_months:
        limit = _("{months} months in a row at most, renewable {times} times").format(
            months=fee.longest_months, times=fee.renewals
        )
    value = f"{written.number(float(fee.amount), here, 2)} {line.currency}" if fee.amount else _("no sum")
    note = "" if fee.why_no_amount is None else fee.why_no_amount.say(here)
    return {
        "name": fee.name.say(here),
        "value": value,
        "payee": payee,
        "limit": limit or note,
        "certainty": fee.certainty,
        "source": _source(line.sources[fee.source]),
    }


def prescribed_hint(kit: Kit, name: str, here: str) -> str:
    """Beside a box that says what is measured: of which line it opens; nothing where no line asks for it."""
    known = monitoring_lines()
    lines = [known[it.line].name.say(here) for it in kit.funding if name in it.prescribes and it.line in known]
    return _("Needed for: {lines}").format(lines="; ".join(lines)) if lines else ""


def minimum_of(kit: Kit, here: str) -> list[dict[str, Any]]:
    """The legal minimum of each line that this kit serves: what the line asks, what the kit does, met or not."""
    known = monitoring_lines()
    served = [each for each in kit.funding if each.line in known]
    return [
        {"part": f"minimum-{number}" if number > 1 else "minimum"}
        | _minimum(kit, known[each.line], legal_minimum(kit, known[each.line], each), here)
        for number, each in enumerate(served, 1)
    ]


def _minimum(kit: Kit, line: Line, answers: tuple[Answer, ...], here: str) -> dict[str, Any]:
    certificate = None if kit.device is None else kit.device.certificate
    rows = [_answer(kit, line, answer, here) for answer in answers]
    rows.append(
        {
            "asked": line.certificate.name.say(here),
            "done": certificate or _("none: no statement of activity, nothing is paid"),
            "met": certificate is not None,
            "certainty": line.certificate.certainty,
            "source": _source(line.sources[line.certificate.source]),
        }
    )
    duties = [
        {
            "text": duty.text.say(here),
            "certainty": duty.certainty,
            "source": _source(line.sources[duty.source]),
        }
        for duty in line.duties.values()
    ]
    return {
        "title": line.name.say(here),
        "code": line.code,
        "country": line.country,
        "rows": rows,
        "duties": duties,
        "fees": [fee_words(fee, line, here) for fee in line.fees.values()],
        "fees_note": "" if line.fees_note is None else line.fees_note.say(here),
        "note": "" if line.note is None else line.note.say(here),
        "read": day_words(date.fromisoformat(line.read), here),
    }


def _answer(kit: Kit, line: Line, answer: Answer, here: str) -> dict[str, Any]:
    asked: Any = line.data[answer.asked] if answer.part == "data" else line.alerts[answer.asked]
    told = asked.name.say(here)
    if answer.part == "data" and asked.every:
        every = written.duration(parse_duration(asked.every), here)
        told = _("{what}, at least once in {every}").format(what=told, every=every)
    if answer.part == "data" and asked.only is not None:
        told = f"{told} ({asked.only.say(here)})"
    return {
        "asked": told,
        "done": _done(kit, line, answer, here),
        "met": answer.met,
        "certainty": asked.certainty,
        "source": _source(line.sources[asked.source]),
    }


def _done(kit: Kit, line: Line, answer: Answer, here: str) -> str:
    if answer.part == "data" and answer.by:
        named = [kit.signals[code] for code in answer.by if code in kit.signals]
        said = ", ".join(signal.name.say(here) for signal in named)
        asked_if = {signal.when_prescribed for signal in named}
        if "" in asked_if:
            return said
        serves = next(each for each in kit.funding if each.line == line.id)
        held, some = _("asked of everybody on this line: nobody is enrolled on it without"), _("asked if prescribed")
        return f"{said} ({held if asked_if & set(serves.prescribes) else some})"
    if answer.by:
        said = ", ".join(kit.rules[rule].title.say(here) for rule in answer.by if rule in kit.rules)
        fixed = all(kit.rules[rule].mandatory for rule in answer.by if rule in kit.rules)
        held = _("nobody can switch it off")
        return f"{said} ({held})" if fixed else said
    if answer.why == "other_of_group":
        return _("not needed: {other} is enough").format(other=line.data[answer.of].name.say(here))
    if answer.why == "not_asked_of_all":
        return _("not measured by this kit: nobody for whom it is asked can be enrolled")
    return _("nothing")


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, "url": source.url, "read": source.read}
