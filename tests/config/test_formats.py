"""Dates and times on pages of Django's own making: day first, a 24-hour clock, the week begins on Monday."""

import datetime

import pytest
from django.utils import formats, translation

MOMENT = datetime.datetime(2026, 11, 5, 18, 7)


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("fi", "5.11.2026 18.07", "5. marraskuuta 2026 kello 18.07"),
        ("sv", "5.11.2026 18.07", "5 november 2026 kl. 18.07"),
        ("en", "5/11/2026 18:07", "5 November 2026, 18:07"),
    ],
)
def test_a_moment_is_written_as_its_readers_write_it(language, short, long):
    with translation.override(language):
        assert formats.date_format(MOMENT, "SHORT_DATETIME_FORMAT") == short
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == long
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
