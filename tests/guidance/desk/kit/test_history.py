"""The history of a row: each reader has it in their own language, older lines too."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from guidance.desk.kit.history import said
from guidance.models import Draft, Step
from tests.guidance.desk.packs.test_pages import bring, press
from tests.markup import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_swedish(desk):
    desk.cookies["django_language"] = "sv"
    return desk


def noted(row, message, user) -> str:
    LogEntry.objects.log_actions(user.pk, [row], CHANGE, message, single_object=True)
    return f"/admin/guidance/{row._meta.model_name}/{row.pk}/history/"


def test_labels_of_older_lines_are_read_in_the_readers_language(in_swedish, supervisor):
    history = noted(Step.objects.first(), [{"changed": {"fields": ["Otsikko", "Miten"]}}], supervisor)
    line = words(in_swedish.get(history), "#change-history")
    assert "rubrik" in line
    assert "Otsikko" not in line


def test_what_was_noted_in_a_sentence_too(in_swedish, supervisor):
    history = noted(Draft.objects.get(), said("Luonnos on nyt kuin painos %(number)s.", number=3), supervisor)
    assert "Utkastet är nu som utgåva 3." in words(in_swedish.get(history), "#change-history")
    noted(Draft.objects.get(), "Luonnos on nyt kuin Painos 7.", supervisor)
    assert "Utkastet är nu som utgåva 7." in words(in_swedish.get(history), "#change-history")
    noted(Draft.objects.get(), "Ohjeisto on tuotu luonnokseen.", supervisor)  # as lines were before
    assert "Vägledningen har importerats till utkastet." in words(in_swedish.get(history), "#change-history")


def test_what_was_imported_is_noted_in_the_language_of_the_code(in_swedish, published_pack):
    pack = published_pack | {"title": {**published_pack["title"], "fi": "Toisin"}}
    press(in_swedish, bring(in_swedish, pack))
    [note] = json.loads(LogEntry.objects.latest("pk").change_message)
    assert note == {"said": {"sentence": "Ohjeisto on tuotu luonnokseen.", "details": {}}}
