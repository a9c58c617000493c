"""The accessibility statement and the privacy notice: the organisation's own words, or the built-in ones."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.rules.shapes import Text
from interview.models import Organisation

ASSESSED_ON = datetime.date(2026, 11, 25)  # when the built-in accessibility statement was last true


@require_safe
def accessibility(request):
    organisation = Organisation.of_this_installation()
    context = {
        "organisation": organisation,
        "organisation_name": _text(organisation.name),
        "own_words": _text(organisation.accessibility),
        "assessed_on": ASSESSED_ON,
        "has_gaps": not (organisation.name and organisation.feedback),
    }
    return render(request, "pages/accessibility.html", context)


@require_safe
def privacy(request):
    """The built-in text always has a gap: on what legal basis the organisation works is its own to say."""
    organisation = Organisation.of_this_installation()
    context = {
        "organisation": organisation,
        "organisation_name": _text(organisation.name),
        "own_words": _text(organisation.privacy),
        "unfinished": organisation.unfinished_days,
        "finished": organisation.finished_days,
        "years": organisation.log_years,
    }
    return render(request, "pages/privacy.html", context)


def _text(written: dict[str, str]) -> Text:
    """As the templates' filters take it; false when nothing is written."""
    return Text(tuple(written.items()))
