"""The walk: my interviews, the stages, the signs and the summary of one interview.

One address, one view. A GET shows the page. A POST saves whatever fields it brought, then goes back to the
page, or answers htmx with what changed on it.
"""

import json
from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from interview.access import for_workers, own_interview
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from interview.sheet.forms import AnswersForm
from interview.sheet.sealing import CannotOpen

from .pages import Sent, plan_beside, signs_page, stage_page, summary_page
from .saving import Saved
from .walk import Walk

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@for_workers
def interviews(request):
    """My interviews; a POST begins a new one and asks nothing."""
    if request.method == "POST":
        return _begin(request)
    own = Interview.objects.owned_by(request.user)
    return render(request, "interview/interviews.html", {"rows": [_row(interview) for interview in own]})


@page
@own_interview
def stage(request, interview, number):
    walk = Walk(interview)
    if not 1 <= number <= len(walk.guidance.stages):
        raise Http404
    return _answer(request, walk, partial(stage_page, number=number))


@page
@own_interview
def signs(request, interview):
    return _answer(request, Walk(interview), signs_page)


@page
@own_interview
def summary(request, interview):
    return _answer(request, Walk(interview), summary_page, strip=False)


@own_interview
@require_safe
def plan(request, interview):
    """The steps in short, for the column beside a stage and the signs; anyone else wants the summary."""
    if not request.htmx:
        return redirect("summary", interview.pk)
    return plan_beside(request, Walk(interview))


def _begin(request):
    live = Edition.objects.live()
    if live is None:
        return render(request, "interview/no_guidance.html", status=503)
    interview = Interview(owner=request.user, edition=live)
    interview.keep(AnswerSheet())
    interview.save(force_insert=True)
    return redirect("stage", interview.pk, 1)


def _row(interview):
    try:
        sheet = interview.open_sheet()
    except CannotOpen:
        return {"interview": interview, "cannot_open": True}
    guidance = guidance_of(interview.edition)
    return {
        "interview": interview,
        "url": reverse("stage", args=[interview.pk, 1]),
        "label": sheet.value("label"),
        "gone": [bool(sheet.value(f"gone-{stage.id}")) for stage in guidance.stages],
        "finished": interview.finished_at is not None,
    }


def _answer(request, walk, show, strip=True):
    """Show the page or save what it sent; ``strip``: whether what must be done now stands at its top."""
    if request.method != "POST":
        return show(request, walk, sent=Sent())
    saved = walk.save(request.POST)
    if request.htmx:
        return _changes(request, walk, saved, strip)
    if saved.refused:
        values = {name: request.POST[name] for name in saved.form.fields}
        version = int(request.POST["version"])
        return show(request, walk, sent=Sent(values, faults=saved.form.errors, version=version, status=422))
    if saved.clashes:
        return show(request, walk, sent=Sent(_mine(request, saved), clashes=saved.clashes, status=409))
    return _what_next(request, walk)


def _what_next(request, walk):
    """A plain form was saved: go where the pressed button says, otherwise back to the page."""
    for name, go in WHAT_NEXT.items():
        if value := request.POST.get(name):
            return go(request, walk, value)
    return redirect(request.path)


def _leave(request, walk, value):
    return redirect("break")


def _read(request, walk, value):
    request.session["reading"] = "full" if value == "full" else "short"
    return redirect(request.path)


def _choose_language(request, walk, value):
    response = redirect(request.path)
    return remember_language(response, value) if value in dict(settings.LANGUAGES) else response


def remember_language(response, language: str):
    """Let the language's own cookie hold the choice; gives the response back."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def _finish(request, walk, value):
    walk.interview.finished_at = timezone.now() if value == "yes" else None
    walk.interview.save(update_fields=["finished_at"])
    return redirect(f"{request.path}#finish")


def _move_to_newest(request, walk, value):
    walk.move_to_newest()
    return redirect(request.path)


WHAT_NEXT = {
    "leave": _leave,
    "read": _read,
    "language": _choose_language,
    "finish": _finish,
    "edition": _move_to_newest,
}


def _changes(request, walk, saved: Saved, strip):
    """Answer a field that saved itself: what became of it in a header, and what changed on the page."""
    do_now = walk.plan.do_now if strip else None
    status = 422 if saved.refused else 409 if saved.clashes else 200
    context = {
        "faults": [(name, faults) for name, faults in saved.form.errors.items()],
        "clashed": _clashed(request, walk, saved),
        "steps": [] if strip else _ticked(request, walk, saved),
        "do_now": do_now,
        "do_now_changed": "shown" in request.POST and request.POST["shown"] != (do_now.id if do_now else ""),
        "summary_url": walk.url("summary"),
        "oob": True,
    }
    parts = any(context[name] for name in ("faults", "clashed", "steps", "do_now_changed"))
    response = (
        render(request, "interview/_changes.html", context, status=status)
        if parts
        else HttpResponse(status=204)
    )
    response["HX-Trigger"] = json.dumps({"answers-saved": _outcome(walk, saved)})
    return response


def _outcome(walk, saved):
    return {
        "version": walk.sheet.version,
        "plan": walk.plan.mark,
        "upToDate": saved.up_to_date,
        "refused": list(saved.form.errors),
        "clashed": list(saved.clashes),
    }


def _mine(request, saved):
    """What the sender wrote in the fields that clash, now or in a choice left open."""
    return {name: request.POST.get(name, request.POST.get(f"mine-{name}", "")) for name in saved.clashes}


def _clashed(request, walk, saved):
    """The fields that two devices changed, each as a choice that takes its question's place."""
    mine = _mine(request, saved)
    form = AnswersForm(walk.guidance, mine, initial=mine, clashes=saved.clashes, version=walk.sheet.version)
    for field in form.fields.values():
        field.oob = True
    return list(form)


def _ticked(request, walk, saved):
    """Steps that were ticked or unticked: on the summary they fold or unfold in place."""
    if saved.refused:
        return []
    steps = [
        walk.plan.planned(name.removeprefix("done-"))
        for name in saved.form.fields
        if name.startswith("done-")
    ]
    steps = [step for step in steps if step]
    form = AnswersForm(walk.guidance, [f"done-{step.id}" for step in steps], initial=walk.sheet.values())
    for step in steps:
        step.tick = form[f"done-{step.id}"]
        step.read(walk.reading(request))
    return steps
