"""Days and times in templates."""

from django import template

from interview import moments

register = template.Library()

for name in ("clock", "day", "moment", "moment_in_sentence", "weekday_and_moment"):
    register.filter(name, getattr(moments, name))
