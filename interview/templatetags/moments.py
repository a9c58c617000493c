"""Days and times in templates."""

from django import template

from interview.moments import clock, day, moment, moment_in_sentence, weekday_and_moment

register = template.Library()

for say in (clock, day, moment, moment_in_sentence, weekday_and_moment):
    register.filter(say)
