"""All that is held about one interview, in words: for the file in which it is given out.

What stands on the sheet is taken from it piece by piece. Whatever the guidance does not know is told last, by
the name that it has there, so that nothing is left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidance.rules.shapes import Check, Guidance, Sign, Stage
from interview.accounts import Event
from interview.models import Interview
from interview.moments import dated_moment, day
from interview.sheet.answers import Printed
from interview.sheet.earlier import Earlier, told
from interview.sheet.fields import MEETING, NOT_ANSWERED, NOT_GONE_THROUGH, SIGN_STATES, Words
from interview.sheet.names import Field
from interview.traces.reading import line_of, with_names
from interview.walk.open_before import open_before
from interview.walk.walk import InterviewWalk


@dataclass(frozen=True)
class Row:
    """A question, or a name for what follows; an answer in words, something ``written``, or both."""

    question: Words
    answer: Words | None = None
    written: str = ""
    beside: str = ""  # what is said of an earlier interview


@dataclass(frozen=True)
class Part:
    title: Words
    rows: list[Row]


class Taken(dict[str, str]):
    """What stands on a sheet and has not been told yet: field -> value."""

    def take(self, kind: str, identifier: str = "") -> str:
        return self.pop(Field(kind, identifier).name, "")


def held(walk: InterviewWalk) -> list[Part]:
    """Part by part, in the order of the pages."""
    left, guidance, beside = Taken(walk.sheet.values()), walk.guidance, told(walk.sheet)
    parts = [Part(_("Keskustelu"), [*_about(walk.interview, left)])]
    parts += [Part(stage.title, [*_of_stage(stage, left, beside)]) for stage in guidance.stages]
    parts.append(Part(_("Merkit"), [_of_sign(sign, left, beside) for sign in guidance.signs.values()]))
    parts.append(Part(_("Askeleet"), [*_of_steps(guidance, left)]))
    parts.append(Part(_("Edellisestä kerrasta auki"), [*_of_steps_before(walk, left)]))
    lost = [Row(name, written=value, beside=beside.get(name, "")) for name, value in left.items()]
    parts.append(Part(_("Ei enää ohjeistossa"), lost))
    parts.append(Part(_("Käyttöloki"), [*_of_its_use(walk.interview)]))
    return [part for part in parts if part.rows]


def _about(interview: Interview, left: Taken) -> Iterator[Row]:
    yield Row(_("Koodi"), interview.code)
    yield Row(_("Tunniste"), str(interview.pk))
    yield Row(_("Nimi, josta tunnistat keskustelun"), written=left.take("label"))
    yield Row(_("Kenen keskustelu"), interview.owner.get_username())
    yield Row(_("Ohjeiston painos"), str(interview.edition.number))
    yield Row(_("Aloitettu"), dated_moment(interview.began_at))
    yield Row(_("Viimeksi kirjattu"), dated_moment(interview.last_active_at))
    finished = interview.finished_at
    yield Row(_("Merkitty päättyneeksi"), dated_moment(finished) if finished else _("Ei vielä"))
    yield Row(_("Poistuu"), dated_moment(interview.due_at))
    if printed := Printed.read(left.take("printed")):
        yield Row(_("Muistilista tehty paperille"), dated_moment(printed.at))
    if earlier := Earlier.read(left.take("earlier")):
        yield Row(_("Jatkaa keskustelua, joka aloitettiin"), day(earlier.began))
        if earlier.consent:
            yield Row(_("Suostumus annettu edellisessä keskustelussa"), day(earlier.consent))
    if interview.extended_at:
        yield Row(_("Poistopäivää siirretty"), dated_moment(interview.extended_at))
    for invitation in interview.invitations.select_related("colleague", "invited_by"):
        whom, by = str(invitation.colleague), str(invitation.invited_by or "")
        said = [whom, dated_moment(invitation.invited_at), by]
        yield Row(_("Kutsuttu: kuka, milloin, kenen kutsumana"), ", ".join(filter(None, said)))


def _of_stage(stage: Stage, left: Taken, beside: Mapping[str, str]) -> Iterator[Row]:
    for check in stage.checks:
        field = Field("check", check.id)
        yield Row(check.short, _answer(check, left.take(*field)), beside=beside.get(field.name, ""))
        if check.asks_for_meeting:
            yield from _of_meeting(left)
    if note := left.take("note", stage.id):
        yield Row(_("Muistiinpano"), written=note)
    if left.take("gone", stage.id):
        yield Row(_("Tämä vaihe on käyty läpi"), _("Kyllä"))


def _answer(check: Check, value: str) -> Words:
    known = check.answers_by_id.get(value)
    return known.text if known else value or NOT_ANSWERED


def _of_meeting(left: Taken) -> Iterator[Row]:
    for part, build in MEETING.items():
        if value := left.take("meeting", part):
            field = build()
            yield Row(field.label or part, written=field.in_words(value))


def _of_sign(sign: Sign, left: Taken, beside: Mapping[str, str]) -> Row:
    field = Field("sign", sign.id)
    state, note = left.take(*field), left.take("note", sign.id)
    said = SIGN_STATES.get(state, state or NOT_GONE_THROUGH)
    return Row(sign.short, said, note, beside.get(field.name, ""))


def _of_steps(guidance: Guidance, left: Taken) -> Iterator[Row]:
    """Those that were ticked off, or that something was written at: also such as have left since."""
    for step in guidance.steps:
        done, note = left.take("done", step.id), left.take("note", step.id)
        if done or note:
            yield Row(step.title, _done(done) if done else None, note)


def _of_steps_before(walk: InterviewWalk, left: Taken) -> Iterator[Row]:
    """Each with the edition in which it was shown."""
    for step in open_before(walk):
        done = left.pop(step.name, "")
        in_edition = gettext("Ohjeiston painos %(number)s") % {"number": step.edition}
        yield Row(step.title, _done(done) if done else _("Auki"), beside=in_edition)


def _of_its_use(interview: Interview) -> Iterator[Row]:
    """Its lines in the log of use, in their order."""
    for line in map(line_of, with_names(Event.objects.about(interview.pk)).order_by("pk")):
        said = [f"{line.what}: {line.whom}" if line.whom else line.what, line.who, line.reason]
        yield Row(dated_moment(line.at), " · ".join(filter(None, said)))


def _done(when: str) -> str:
    return gettext("Tehty %(when)s") % {"when": dated_moment(datetime.datetime.fromisoformat(when))}
