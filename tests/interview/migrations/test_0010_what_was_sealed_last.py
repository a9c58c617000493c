"""What was sealed before there were marks opens after the upgrade, and after the way back."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection

from interview.keys import lost_keys
from interview.models import Interview
from interview.seals import LatestSeal, place_without_mark
from interview.sheet.answers import AnswerSheet
from interview.sheet.sealing import LEAST, CannotOpen, seal, unseal

pytestmark = pytest.mark.django_db

upgrade = import_module("interview.migrations.0010_what_was_sealed_last")


@pytest.fixture
def from_before(worker, edition):
    """from_before(3): so many interviews as they stood then, each with its number as the sheet's version."""

    def from_before(number: int) -> list[Interview]:
        interviews = [Interview(owner=worker, edition=edition) for _ in range(number)]
        for version, interview in enumerate(interviews):
            plain = AnswerSheet(version=version).to_bytes()
            interview.sealed = seal(plain, place_without_mark(interview.pk))
        return Interview.objects.bulk_create(interviews)

    return from_before


@pytest.fixture
def without_the_table(monkeypatch):
    names = connection.introspection.table_names()
    names.remove(LatestSeal._meta.db_table)
    monkeypatch.setattr(connection.introspection, "table_names", lambda: names)


def there() -> None:
    upgrade.seal_under_marks(apps, None)


def back() -> None:
    upgrade.seal_without(apps, None)


def versions(interviews: list[Interview]) -> list[int]:
    found = Interview.objects.in_bulk([interview.pk for interview in interviews])
    return [found[interview.pk].open_sheet().version for interview in interviews]


def test_every_row_opens_with_what_was_in_it_however_many_batches_it_takes(from_before, monkeypatch):
    monkeypatch.setattr(upgrade, "BATCH", 3)
    interviews = from_before(8)
    moments = [interview.last_active_at for interview in interviews]
    there()
    assert versions(interviews) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert {len(each.sealed) - len(interviews[0].sealed) for each in Interview.objects.all()} == {
        LEAST - len(AnswerSheet().to_bytes())
    }
    found = Interview.objects.in_bulk([interview.pk for interview in interviews])
    assert [found[interview.pk].last_active_at for interview in interviews] == moments


def test_a_row_that_does_not_open_is_left_as_it_is_and_refused_as_before(from_before):
    sound, spoiled = from_before(2)
    Interview.objects.filter(pk=spoiled.pk).update(sealed=bytes(sound.sealed))
    there()
    assert versions([sound]) == [0]
    found = Interview.objects.get(pk=spoiled.pk)
    assert bytes(found.sealed) == bytes(sound.sealed)
    with pytest.raises(CannotOpen):
        found.open_sheet()


def test_the_way_back_opens_as_before(from_before, monkeypatch):
    monkeypatch.setattr(upgrade, "BATCH", 3)
    interviews = from_before(5)
    there(), back()
    for interview in Interview.objects.all():
        unseal(interview.sealed, place_without_mark(interview.pk))
    LatestSeal.objects.all().delete()
    there()
    assert versions(interviews) == [0, 1, 2, 3, 4]


def test_where_a_key_is_missing_nothing_is_done_and_a_sentence_names_it(
    from_before, settings, without_the_table
):
    from_before(2)
    settings.SEALING_KEYS = {"another": bytes(range(32))}
    with pytest.raises(CommandError, match="RINNALLA_SEALING_KEYS .*: demo is missing"):
        upgrade.refuse_without_keys(apps, None)


def test_the_keys_are_known_before_the_upgrade_too(from_before, settings, without_the_table):
    from_before(2)
    assert lost_keys() == {}
    settings.SEALING_KEYS = {"demo": bytes(range(32))}
    assert lost_keys() == {"demo": "is another key"}
