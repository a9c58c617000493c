"""What was sealed before is sealed again under a mark, and padded.

A row that cannot be opened is left as it is; without a mark it is refused as before. Where a key is missing
nothing is done at all: rows that only wait for their key must not lose their way back.
"""

from collections.abc import Iterator

import django.db.models.deletion
from django.core.management.base import CommandError
from django.db import migrations, models

from interview.keys import lost_keys
from interview.seals import new_mark, place_of, place_without_mark
from interview.sheet.sealing import CannotOpen, padded, seal, unseal

BATCH = 200


def refuse_without_keys(apps, schema_editor) -> None:
    lost = lost_keys()
    if lost:
        faults = ", ".join(f"{key_id} {why}" for key_id, why in lost.items())
        raise CommandError(
            f"Set RINNALLA_SEALING_KEYS to all keys that sealed something in the database: {faults}."
        )


def seal_under_marks(apps, schema_editor) -> None:
    interviews = apps.get_model("interview", "Interview").objects
    marks = apps.get_model("interview", "LatestSeal").objects
    for pk, sealed in _in_batches(interviews, "pk", "sealed"):
        mark = new_mark()
        if resealed := _resealed(sealed, place_without_mark(pk), place_of(pk, mark)):
            marks.create(interview_id=pk, mark=mark)
            interviews.filter(pk=pk).update(sealed=resealed)


def seal_without(apps, schema_editor) -> None:
    interviews = apps.get_model("interview", "Interview").objects
    marked = interviews.filter(latest_seal__isnull=False)
    for pk, sealed, mark in _in_batches(marked, "pk", "sealed", "latest_seal__mark"):
        if resealed := _resealed(sealed, place_of(pk, mark), place_without_mark(pk)):
            interviews.filter(pk=pk).update(sealed=resealed)


def _resealed(sealed: bytes, old_place: str, place: str) -> bytes | None:
    try:
        return seal(padded(unseal(sealed, old_place)), place)
    except CannotOpen:
        return None


def _in_batches(interviews, *fields: str) -> Iterator[tuple]:
    rows = interviews.order_by("pk").values_list(*fields)
    batch = list(rows[:BATCH])
    while batch:
        yield from batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


class Migration(migrations.Migration):
    dependencies = [("interview", "0008_traces")]

    operations = [
        migrations.RunPython(refuse_without_keys, migrations.RunPython.noop),
        migrations.CreateModel(
            name="LatestSeal",
            fields=[
                (
                    "interview",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="latest_seal",
                        serialize=False,
                        to="interview.interview",
                    ),
                ),
                ("mark", models.BinaryField(default=new_mark)),
            ],
        ),
        migrations.RunPython(seal_under_marks, seal_without),
    ]
