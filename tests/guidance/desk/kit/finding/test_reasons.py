"""What is said at once after saving: whether the draft can be published, and if not, what is to be mended."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.draft import read_draft, write_draft
from guidance.models import Check, Contact, Draft, Sign, Step
from guidance.publishing import readiness
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.large import large_pack
from tests.markup import attributes, part, parts, words

pytestmark = pytest.mark.django_db


def saved(desk, row, **changes) -> str:
    """The one line that stands at the top after saving."""
    page = desk.post(page_of(row), opened(desk, row) | changes, follow=True)
    [line] = parts(part(page, "ul.messagelist"), "li")
    return line


def step(identifier: str) -> Step:
    return Step.objects.get(identifier=identifier)


def test_a_rule_that_fails_is_told_after_saving_with_its_answers_and_where_it_is_mended(desk):
    row = step("propose")
    Step.objects.filter(pk=row.pk).update(but_not=[])
    line = saved(desk, row, title_fi="Toisin")
    assert parts(line, "li.warning")
    assert "Luonnosta ei voi vielä julkaista: askel ”Toisin”: Turvasääntö 1 ei pidä" in words(line)
    assert "Näin käy vastauksilla:" in words(line)
    assert parts(line, 'a[href="/admin/guidance/edition/place/steps/propose/"]')
    assert parts(line, 'a[href*="/admin/guidance/expectation/try/?"]')
    assert parts(line, 'a[href="/admin/guidance/edition/publish/"]')
    assert "Julkaise" not in [words(link) for link in parts(line, "a")]


def test_what_is_unsafe_is_told_first_and_then_what_has_to_do_with_the_saved_row(desk):
    mended = Step.objects.get(identifier="propose").but_not
    Step.objects.filter(identifier="propose").update(but_not=[])
    Draft.objects.update(required_languages=["fi", "sv"])
    row = Contact.objects.get(identifier="nollalinja")
    Contact.objects.filter(pk=row.pk).update(purpose={"fi": "Apua"})
    assert "Turvasääntö 1" in words(saved(desk, row, web="nollalinja.fi"))
    Step.objects.filter(identifier="propose").update(but_not=mended)
    Check.objects.filter(identifier="police").update(short={"fi": "Poliisi"})
    line = words(saved(desk, row, web="nollalinja.fi/apua"))
    assert "Teksti puuttuu" in line
    assert "Nollalinja" in line.partition("Luonnosta ei voi")[2]


def test_a_draft_that_does_not_hold_together_is_told_of_as_well(desk):
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}])
    line = saved(desk, Check.objects.get(identifier="police"), short_fi="Toisin")
    assert parts(line, "li.warning")
    assert parts(line, 'a[href="/admin/guidance/edition/place/steps/propose/show/1/"]')
    for page in (line, desk.get("/admin/guidance/edition/publish/"), desk.get(page_of(step("propose")))):
        assert "Muut syyt näkyvät vasta, kun luonnoksen voi taas lukea kokonaan." in words(page)


def test_a_draft_that_can_be_published_is_told_of_in_green(desk):
    line = saved(desk, step("propose"), title_fi="Toisin")
    assert parts(line, "li.success")
    assert "Työntekijät näkevät tämän vasta, kun luonnos julkaistaan." in words(line)


def test_languages_that_the_finnish_left_behind_are_told_with_the_way_to_them(desk):
    row = step("propose")
    assert "Tarkista käännös" not in words(saved(desk, row, urgency="soon"))
    line = saved(desk, row, title_fi="Toisin", title_sv="Annorlunda")
    assert "Tarkista käännös: English ·" in words(line)
    [way] = parts(line, 'a[href*="translations"]')
    page = desk.get(way.attributes["href"])
    assert [box.attributes["name"] for box in parts(page, "textarea[name$=':en']")] == [
        "words:steps/propose/title:en"
    ]


@pytest.mark.variants(stay=0)
def test_each_state_of_the_draft_is_proved_once_and_with_300_steps_no_more_is_asked(desk, monkeypatch):
    proved = []
    proof = readiness.reasons_not_to_publish
    monkeypatch.setattr(
        readiness, "reasons_not_to_publish", lambda guidance: proved.append(1) or proof(guidance)
    )
    row = step("propose")
    sent = opened(desk, row) | {"title_fi": "Kerran", "_continue": "x"}
    proved.clear()
    with CaptureQueriesContext(connection) as few:
        desk.post(page_of(row), sent, follow=True)
    assert len(proved) == 1
    write_draft(large_pack(read_draft()))
    row = step("propose")
    sent = opened(desk, row) | {"title_fi": "Toisen kerran", "_continue": "x"}
    with CaptureQueriesContext(connection) as many:
        desk.post(page_of(row), sent, follow=True)
    assert len(many) <= len(few)


def test_a_text_that_lacks_is_mended_in_the_box_of_its_language(desk):
    row = step("propose")
    row.title.pop("en")
    row.save()
    line = saved(desk, row, short_fi="Toisin")
    address = attributes(line, ".messagelist a", "href")[0]
    assert address == "/admin/guidance/edition/place/steps/propose/title/en/"
    assert desk.get(address)["Location"].endswith("#id_title_2")


def test_what_has_no_name_yet_is_told_by_its_other_words(desk):
    Sign.objects.filter(identifier="nervous").update(short={"fi": ""})
    line = words(saved(desk, step("propose"), title_fi="Toisin"))
    assert "Teksti puuttuu" in line
    assert "nervous" not in line
