"""The draft's rows hold to the declaration of the content: what editors write is what a pack says."""

import pytest
from django.db import models

from guidance.draft import ROWS_OF_CONTACTS, parent_of
from guidance.models import MODELS, Draft
from guidance.rules.schema import KINDS, WHOLE
from guidance.texts import TextField

EVERY_KIND = pytest.mark.parametrize("model", [Draft, *MODELS.values()])
NOT_SAID_BY_A_PACK = {
    *("id", "identifier", "position", "retired", "made_from"),  # where a row stands, and how it came about
    "second_person",  # how the draft is published, and no content
}


def fields_by_name(model) -> dict[str, models.Field]:
    return {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}


def test_every_kind_has_its_rows():
    assert list(MODELS) == [name for name in KINDS if name]
    assert Draft.KIND is WHOLE


@EVERY_KIND
def test_a_row_keeps_what_its_kind_says_and_nothing_else(model):
    parent = parent_of(model)
    own = set(fields_by_name(model)) - NOT_SAID_BY_A_PACK - ({parent.name} if parent else set())
    assert own == set(model.KIND.values) - {ROWS_OF_CONTACTS}


@EVERY_KIND
def test_what_is_translated_has_a_box_for_each_language(model):
    texts = [name for name, field in fields_by_name(model).items() if isinstance(field, TextField)]
    assert sorted(texts) == sorted(model.KIND.texts)


@EVERY_KIND
def test_a_text_that_may_be_left_out_may_be_left_empty(model):
    texts = [field for field in fields_by_name(model).values() if isinstance(field, TextField)]
    assert {field.name for field in texts if field.blank} == model.KIND.optional & {*model.KIND.texts}


@EVERY_KIND
def test_a_row_stands_below_the_row_of_the_kind_above(model):
    above = [each for each in MODELS.values() if model.KIND.name in each.KIND.below]
    parent = parent_of(model)
    assert ([parent.related_model] if parent else []) == above
    if parent:
        assert parent.remote_field.related_name == model.KIND.name


@EVERY_KIND
def test_ids_origins_and_sources_are_kept_where_the_kind_has_them(model):
    names = fields_by_name(model)
    assert ("identifier" in names) == ("retired" in names) == model.KIND.has_ids
    assert ("origin" in names) == model.KIND.has_origin
    assert ("made_from" in names) == model.KIND.knows_sources


@EVERY_KIND
def test_an_entry_is_known_by_something_it_says(model):
    assert model.KIND.title in model.KIND.values
