import pytest

from guidance.models import Edition

pytestmark = pytest.mark.django_db

CONTENT = {
    "title": {"sv": "Två", "fi": "Kaksi"},
    "id": [{"escort": ["no"], "alone": ["yes"]}, "äö"],
    "b": None,
}


def test_keys_stay_as_they_were_written():
    Edition.objects.create(number=1, content=CONTENT, content_hash="x")
    assert repr(Edition.objects.get().content) == repr(CONTENT)


def test_rows_are_found_by_what_stands_under_a_key():
    Edition.objects.create(number=1, content=CONTENT, content_hash="x")
    assert Edition.objects.filter(content__title__sv="Två").exists()
    assert Edition.objects.filter(content__title__fi__icontains="AKS").exists()
    assert not Edition.objects.filter(content__title__sv__icontains="Kaksi").exists()
