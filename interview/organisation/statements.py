"""The accessibility statement and the privacy notice: the organisation's own words, or the built-in ones."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from interview.models import Organisation

ASSESSED_ON = datetime.date(2026, 11, 25)  # when the built-in accessibility statement was last true


@require_safe
def accessibility(request):
    organisation = Organisation.of_this_installation()
    context = {
        "organisation": organisation,
        "organisation_name": organisation.written("name"),
        "own_words": organisation.written("accessibility"),
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
        "organisation_name": organisation.written("name"),
        "own_words": organisation.written("privacy"),
    }
    return render(request, "pages/privacy.html", context)
