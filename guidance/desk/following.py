"""From a check or a sign on to the step that follows from it: saved by a button of its own, the form leads to
a new step whose rule begins with what was saved.
"""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from guidance.models import Check, Sign
from guidance.rules.readers import ID, whole
from guidance.rules.shapes import NOTICED

ON_TO_A_STEP, FOLLOWS = "_step", "follows"
MAY_ADD_STEPS = "guidance.add_step"


class LeadsToAStep:
    """For admins of checks and of lists of signs; of a list it is the sign that was added last."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        may_lead_on = {"may_lead_to_a_step": request.user.has_perm(MAY_ADD_STEPS)}
        return super().changeform_view(request, object_id, form_url, may_lead_on | (extra_context or {}))

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Sign:
            request.new_signs = formset.new_objects

    def response_add(self, request, obj, post_url_continue=None):
        return self._on_to_a_step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._on_to_a_step(request, obj) or super().response_change(request, obj)

    def _on_to_a_step(self, request, row):
        if ON_TO_A_STEP not in request.POST or not request.user.has_perm(MAY_ADD_STEPS):
            return None
        subjects = [row] if isinstance(row, Check) else request.new_signs
        begins = f"?{urlencode({FOLLOWS: subjects[-1].identifier})}" if subjects else ""
        request.saved_row = row
        self.message_user(request, "", messages.SUCCESS)
        return redirect(f"{reverse('admin:guidance_step_add')}{begins}#id_title_0")


def rows_that_begin_with(identifier: str) -> list[dict]:
    """A rule for a new step: one row with this check or sign, none where the draft has no such.

    A sign is noticed; which answers of a check are meant, its editor ticks.
    """
    if not re.fullmatch(whole(ID), identifier):
        return []
    if Sign.objects.filter(identifier=identifier).exists():
        return [{identifier: [NOTICED]}]
    return [{identifier: []}] if Check.objects.filter(identifier=identifier).exists() else []
