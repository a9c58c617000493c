"""Days and times in templates."""

from datetime import date

from django import template
from django.utils import timezone

from guidance.rules.shapes import Contact
from guidance.rules.warnings import overdue
from interview.moments import clock, dated_moment, day, moment, moment_in_sentence, weekday_and_moment

register = template.Library()

for say in (clock, dated_moment, day, moment, moment_in_sentence, weekday_and_moment):
    register.filter(say)


@register.filter
def overdue_since(contact: Contact) -> date | None:
    """The day by which a contact was to be checked, once that has passed."""
    return overdue(contact, timezone.localdate())
