"""The page of components: every part the pages are made of, in every state, drawn by the pages' own partials.

For whoever builds; it is there in the demo and in tests, and nowhere else. Nothing on it is saved.
"""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from guidance.rules.next_steps import NextStep
from guidance.rules.shapes import NOT_NOTICED, NOTICED, URGENCIES, Guidance, Step
from interview.doors.log_in import LogIn
from interview.models import Interview
from interview.sheet.fields import SIGN_STATES, TICKED
from interview.sheet.forms import AnswersForm
from interview.sheet.names import Field
from interview.walk.calls import Call
from interview.walk.plan import KINDS, DoneStep, PlannedStep, Reason, Tier, Why
from interview.walk.ways import Link

from .colours import pairs

HERE = Link("#")
SIZES = ("fine", "small", "body", "step", "lead", "tier", "title", "figure")
SPACES = (4, 8, 12, 16, 20, 24, 32, 36, 48)
SHEETS = [f"css/{name}.css" for name in ("pages", "asking", "summary", "components")]


@require_safe
def components(request):
    live = Edition.objects.live()
    if not settings.DEMO or live is None:
        raise Http404
    guidance = guidance_of(live)
    form = _form(guidance)
    stage = guidance.stages[0]
    context = {
        "sheets": SHEETS,
        "pairs": pairs(),
        "sizes": SIZES,
        "spaces": SPACES,
        "stage": stage,
        "points": stage.points[:2],
        "questions": [form[Field("check", name).name] for name in list(guidance.checks)[:4]],
        "lines": [
            form[name] for name in ("label", "meeting-date", "meeting-time", Field("note", stage.id).name)
        ],
        "ticks": [form[Field("gone", each.id).name] for each in guidance.stages[:2]],
        "signs": [_sign(form, sign) for sign in list(guidance.signs.values())[:4]],
        "sign_states": SIGN_STATES,
        "errors": [{"id": form["meeting-date"].id_for_label, "sentence": form["meeting-date"].errors[0]}],
        "log_in": LogIn(),
        "tiers": _tiers(guidance, form),
        "held": [_step(guidance, form, 5, "self", held=True, why=_why(guidance, "always"))],
        "done": [_done(guidance.steps[6], form)],
        "do_now": _step(guidance, form, 0, "now", why=_why(guidance, "marked")),
        "contacts": [guidance.contacts[0], next(each for each in guidance.contacts if not each.phones)],
        "row": {"interview": Interview(), "url": "#", "label": "", "gone": [True, False, True, False]},
        "reading": "short",
        "summary_link": Link(""),
        "save_states": ("saved", "unsaved", "saving"),
    }
    return render(request, "components.html", context)


def _form(guidance: Guidance) -> AnswersForm:
    """A question unanswered, answered, refused and answered twice; lines, notes and ticks likewise."""
    _unanswered, answered, refused, twice = list(guidance.checks)[:4]
    signs = list(guidance.signs)[:4]
    stages = [stage.id for stage in guidance.stages]
    answers = {name: [answer.id for answer in check.answers] for name, check in guidance.checks.items()}
    names = [Field("check", name).name for name in list(guidance.checks)[:4]]
    names += ["label", "meeting-date", "meeting-time", Field("note", stages[0]).name]
    names += [Field("gone", name).name for name in stages[:2]] + [
        Field("done", step.id).name for step in guidance.steps
    ]
    names += [Field(kind, sign).name for sign in signs for kind in ("sign", "note")]
    initial = {
        Field("check", answered).name: answers[answered][0],
        Field("check", twice).name: answers[twice][0],
        "meeting-date": "2001-01-01",
        Field("note", stages[0]).name: _("Kolmas käynti. Sovittiin, että soitan vain aamupäivisin."),
        Field("gone", stages[1]).name: TICKED,
        Field("sign", signs[1]).name: NOTICED,
        Field("sign", signs[2]).name: NOT_NOTICED,
        Field("sign", signs[3]).name: NOTICED,
        Field("note", signs[3]).name: _("Muistiinpano"),
    }
    faults = {
        Field("check", refused).name: [_("Tuntematon vastaus: %(value)s.") % {"value": "x"}],
        "meeting-date": [_("Päivä on jo mennyt. Valitse tämä päivä tai myöhempi.")],
    }
    clashes = {Field("check", twice).name: answers[twice][1], "meeting-time": "10:00"}
    return AnswersForm(guidance, names, initial=initial, clashes=clashes, faults=faults)


def _sign(form: AnswersForm, sign) -> dict:
    return {
        "sign": sign,
        "state": form[Field("sign", sign.id).name],
        "note": form[Field("note", sign.id).name],
    }


def _tiers(guidance: Guidance, form: AnswersForm) -> list[Tier]:
    """A step in each tier: to be read at once, folded and stressed, without a number, done."""
    last = guidance.contacts[-1]
    calls = (Call(last.id, last.short_name, web="example.fi"),)
    made = [
        _step(guidance, form, 1, "now", why=_why(guidance, "marked", "noticed")),
        _step(guidance, form, 2, "before-leaving", stressed=True, why=_why(guidance, "unanswered")),
        _step(guidance, form, 3, "soon", why=_why(guidance, "not-gone-through", "no-sign"), calls=calls),
        _step(guidance, form, 4, "self", done_at=timezone.now(), why=_why(guidance, "always")),
    ]
    return [Tier(urgency, (step,)) for urgency, step in zip(URGENCIES, made, strict=True)]


def _done(step: Step, form: AnswersForm) -> DoneStep:
    name = Field("done", step.id).name
    form.initial[name] = TICKED
    return DoneStep(step, timezone.now(), form[name])


def _step(
    guidance, form, place: int, urgency: str, *, why, stressed=False, held=False, done_at=None, calls=None
):
    written = guidance.steps[place]
    emergency = guidance.contacts[0]
    call = Call(
        emergency.id,
        emergency.short_name,
        emergency.phones[0].number,
        emergency.phones[0].tel,
        hours=emergency.hours,
        button=True,
    )
    step = PlannedStep(
        step=written,
        next=NextStep(written.id, urgency, stressed, held, (), (), ()),
        done_at=done_at,
        why=why,
        stress_why=why if stressed else (),
        held_why=why if held else (),
        calls=(call,) if calls is None else calls,
        tick=form[Field("done", written.id).name],
    )
    if done_at:
        form.initial[Field("done", written.id).name] = TICKED
    step.read("short")
    return step


def _why(guidance: Guidance, *kinds: str) -> tuple[Why, ...]:
    """A sentence of each kind, in the order in which a page says them."""
    check, sign = next(iter(guidance.checks.values())), next(iter(guidance.signs.values()))
    named = {
        "marked": Reason("marked", check.id, HERE, check.reason, check.answers[0].text),
        "unanswered": Reason("unanswered", check.id, HERE, check.reason),
        **{
            kind: Reason(kind, sign.id, HERE, sign.reason)
            for kind in ("noticed", "not-noticed", "not-gone-through")
        },
    }
    return tuple(Why(kind, (named.get(kind, Reason(kind)),)) for kind in KINDS if kind in kinds)
