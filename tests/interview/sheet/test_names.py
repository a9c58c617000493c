"""The names of fields, taken apart and put together."""

import pytest

from interview.sheet.names import Field


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("check-threat", Field("check", "threat")),
        ("note-not-alone", Field("note", "not-alone")),
        ("meeting-date", Field("meeting", "date")),
        ("label", Field("label")),
    ],
)
def test_a_name_is_taken_apart_and_put_together(name, field):
    assert Field.named(name) == field
    assert field.name == name
