"""The addresses of the app."""

import importlib

from allauth.account.models import EmailAddress
from django.contrib import admin

from config import urls


def test_reading_the_addresses_takes_nothing_away_from_the_desk():
    lists = set(admin.site._registry)
    importlib.reload(urls)
    assert set(admin.site._registry) == lists
    assert EmailAddress not in lists  # the app sends no mail
