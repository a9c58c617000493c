"""Whether somebody is told something, for pages of the desk: what, the page of their account says."""

from django import template
from django.contrib.auth.models import AbstractBaseUser

from interview.colleagues import Notice

register = template.Library()


@register.simple_tag
def is_told_something(person: AbstractBaseUser) -> bool:
    return Notice.objects.to(person).exists()
