"""The first page of the admin: what waits, and where it is mended."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guidance.draft import read_draft
from guidance.models import Check, Checklist, Contact, Draft, Expectation, Point, Proposal, Remark, Sign, Step
from guidance.packs.files import BUILT_IN
from guidance.packs.updating import remember
from guidance.publishing.editions import hash_of
from guidance.publishing.readiness import contacts_to_check
from guidance.rules.proof.completeness import lacking
from guidance.rules.reading import read_guidance
from guidance.translating.texts import MISSING, counts, texts_of_draft
from tests.guidance.at_the_desk import page_of
from tests.markup import parts, words

pytestmark = pytest.mark.django_db

START = "/admin/"


@pytest.fixture
def shown(desk):
    """The words of the page: shown()."""

    def shown() -> str:
        return words(desk.get(START))

    return shown


def test_a_draft_as_it_was_published_says_so(shown):
    assert "Luonnos on sama kuin viimeisin painos." in shown()
    assert "Painos 1" in shown()


def test_a_changed_draft_says_so_and_the_way_to_publishing(desk, shown):
    Check.objects.filter(identifier="threat").update(position=0)
    step = Step.objects.first()
    step.title["fi"] += "!"
    step.save()
    assert "Luonnos on muuttunut viimeisimmän painoksen jälkeen." in shown()
    assert "Luonnoksen voi julkaista." in shown()
    assert "/admin/guidance/edition/publish/" in desk.get(START).content.decode()


def test_it_begins_with_the_usual_tasks_one_press_from_where_each_is_done_and_then_what_waits(desk):
    page = desk.get(START)
    tasks = {
        words(link): link.attributes["href"] for link in parts(page, "#content-main section:first-child a")
    }
    checklist = Checklist.objects.first()
    assert list(tasks)[:2] == ["Muuta numeroa", "Muuta tekstiä"]
    assert tasks["Muuta numeroa"] == "/admin/guidance/contact/"
    assert tasks["Muuta tekstiä"] == "/admin/guidance/draft/translations/?show=#filter_q"
    assert tasks["Lisää askel"] == "/admin/guidance/step/add/#id_title_0"
    assert tasks["Lisää kysymys"] == "/admin/guidance/check/add/"
    assert tasks["Tarkista yhteystiedot"] == "/admin/guidance/contact/?check=due"
    new = checklist.signs.count()
    assert tasks[str(checklist)] == f"{page_of(checklist)}?row=new#id_signs-{new}-short_0"
    opened = parts(desk.get(tasks[str(checklist)]), f"#signs-{new} details[open] #id_signs-{new}-short_0")
    assert len(opened) == 1
    headings = [words(each) for each in parts(page, "#content-main > section > h2")]
    assert headings[:3] == ["Tavallisimmat tehtävät", "Odottaa", "Luonnos"]


def test_whoever_may_only_look_at_the_guidance_has_no_tasks(client, edition, officer):
    officer.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_draft", "view_contact", "view_step"])
    )
    client.force_login(officer)
    page = client.get(START)
    assert "Luonnos" in words(page)
    assert "Tavallisimmat tehtävät" not in words(page)


def test_what_keeps_it_from_being_published_is_counted(shown):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}])
    assert re.search(r"Luonnosta ei voi vielä julkaista: (yksi kohta|\d+ kohtaa)", shown())


def test_a_draft_that_does_not_hold_together_is_told_of_all_the_same(shown):
    assert "Muut syyt näkyvät" not in shown()
    Check.objects.filter(identifier="threat").delete()
    assert "Luonnosta ei voi vielä julkaista" in shown()
    assert "kohtaa on korjattava. Muut syyt näkyvät vasta, kun luonnoksen voi taas lukea" in shown()


def test_example_cases_that_do_not_hold_are_named(shown):
    always = next(step.identifier for step in Step.objects.all() if {"always": True} in step.show)
    Expectation.objects.create(identifier="quiet", title={"fi": "Kaikki hyvin"}, not_steps=[always])
    Expectation.objects.create(identifier="fine", title={"fi": "Tämä pitää"}, steps=[always])
    assert "Nämä esimerkkitilanteet eivät toteudu: Kaikki hyvin" in shown()
    assert "Tämä pitää" not in shown()


def test_contacts_never_checked_or_due_again_are_one_list_with_links_first_whose_turn_it_is(desk, shown):
    Contact.objects.update(verified_on=timezone.localdate(), local=False)
    assert "Yhteystiedot on tarkistettu ajallaan." in shown()
    never, due = Contact.objects.all()[:2]
    Contact.objects.filter(pk=never.pk).update(verified_on=None, seen_on="2026-09-21")
    Contact.objects.filter(pk=due.pk).update(
        verified_on="2020-02-03", seen_on="2020-01-01", source="Oma lähde"
    )
    found = shown()
    assert "2 yhteystietoa odottaa tarkistusta." in found
    dates = "piti tarkistaa viimeistään 3.2.2021, tarkistettu 3.2.2020, nähty lähteessä 1.1.2020"
    whose_turn = f"{due} {dates}: Oma lähde"
    assert whose_turn in found
    later = f"{never} tarkistettava viimeistään 21.9.2027, ei vielä tarkistettu, nähty lähteessä 21.9.2026"
    assert found.index(whose_turn) < found.index(later)
    assert page_of(due) in desk.get(START).content.decode()


@pytest.mark.parametrize(
    ("days", "listed"), [(0, False), (1, True)], ids=["on the day it is in time", "a day later it is due"]
)
def test_a_contact_is_listed_once_the_day_that_a_supervisor_set_has_passed(edition, days, listed):
    today = timezone.localdate()
    Contact.objects.update(verified_on=today - datetime.timedelta(days=9))
    one = Contact.objects.exclude(local=True).first()
    Contact.objects.filter(pk=one.pk).update(check_by=today - datetime.timedelta(days=days))
    found = [each.id for each in contacts_to_check(read_draft(), today)]
    assert found == [one.identifier] * listed


def test_the_list_of_contacts_says_by_when_to_check_each(desk):
    Contact.objects.update(seen_on="2026-09-21", verified_on=None)
    page = words(desk.get("/admin/guidance/contact/"))
    assert "Tarkistettava viimeistään" in page
    assert "21.9.2027" in page


def test_a_local_place_without_a_number_is_named(desk, shown):
    place = Contact.objects.filter(local=True).first()
    place.phones.all().delete()
    assert f"Oman alueen numero puuttuu: {place}" in shown().replace(" ,", ",")


def test_texts_missing_and_stale_are_counted_by_language(shown):
    assert "Kaikki tekstit on kirjoitettu joka kielellä." in shown()
    sign, retired = Sign.objects.all()[:2]
    del sign.short["sv"]
    sign.full["fi"] += " Lisäys."
    sign.save()
    del retired.short["en"]
    retired.retired = True
    retired.save()
    assert "Svenska: yksi teksti puuttuu, yksi käännös tarkistettava." in shown()
    assert "English: yksi käännös tarkistettava." in shown()


@pytest.mark.whole_guidance
def test_what_the_pack_that_comes_along_brings_is_told_with_the_way_to_it(desk, shown):
    assert "Mukana tulevassa ohjeistossa" not in shown()
    step = Step.objects.get(identifier="before-journey")
    step.delete()
    assert "Mukana tulevassa ohjeistossa on yksi kohta, jota luonnoksessa ei ole." in shown()
    assert step.title["fi"] in shown()
    assert "/admin/guidance/edition/update/" in desk.get(START).content.decode()
    file = desk.get("/admin/guidance/edition/built-in.yaml")
    assert file.content == BUILT_IN.read_bytes()


@pytest.mark.whole_guidance
def test_a_newer_release_is_told_as_one_however_much_of_it_is_new(desk, shown, built_in_pack):
    Step.objects.get(identifier="before-journey").delete()
    remember({**built_in_pack, "steps": built_in_pack["steps"][:3]})
    assert "Ohjelman mukana on tullut uudempi ohjeisto." in shown()
    assert "yksi kohta, jota luonnoksessa ei ole" not in shown()


def test_remarks_that_wait_are_counted(shown, edition):
    assert "huomautus odottaa" not in shown()
    Remark.objects.create(
        place="check:threat", kind="wrong", sentence="Väärin", language="fi", edition=edition
    )
    assert "Yksi työntekijän huomautus odottaa." in shown()


def test_a_proposal_waits_as_long_as_the_draft_stays(desk, shown, colleague):
    step = Step.objects.first()
    step.title["fi"] += "!"
    step.save()
    Proposal.objects.create(content_hash=hash_of(read_draft()), note="Uusi otsikko", proposed_by=colleague)
    waits, *_others = parts(desk.get(START).content.decode(), "section[aria-labelledby=now-waits] > ul > li")
    assert waits.text().strip().startswith("colleague on ehdottanut luonnoksen julkaisemista")
    assert "Uusi otsikko" in waits.text()
    step.title["fi"] += "!"
    step.save()
    assert "on ehdottanut" not in shown()


def test_whoever_proposed_hears_that_another_has_to_look_and_waits_for_nothing(desk, shown, supervisor):
    step = Step.objects.first()
    step.title["fi"] += "!"
    step.save()
    Proposal.objects.create(content_hash=hash_of(read_draft()), proposed_by=supervisor)
    assert "Ehdotit luonnoksen julkaisemista" in shown()
    (waits,) = parts(desk.get(START).content.decode(), "section[aria-labelledby=now-waits]")
    assert "julkaisemista" not in waits.text()


def test_before_anything_was_published_the_page_says_so(client, supervisor):
    client.force_login(supervisor)
    page = client.get(START).content.decode()
    assert "Mitään ei ole vielä julkaistu." in page
    assert "Painoksia ei vielä ole." in page


@pytest.mark.parametrize("person", ["officer", "administrator"])
def test_others_see_what_is_theirs(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    page = client.get(START)
    assert page.status_code == 200
    assert ("now-waits" in page.content.decode()) == (person == "administrator")


def test_whoever_may_only_see_contacts_sees_djangos_own_page(client, edition, officer):
    officer.user_permissions.add(Permission.objects.get(codename="view_contact"))
    client.force_login(officer)
    assert "now-waits" not in client.get(START).content.decode()


def test_the_models_stand_in_groups_in_the_order_of_the_work(desk):
    page = desk.get(START).content.decode()
    names = ["Draft", "Stage", "Area", "Check", "Checklist", "Step", "Contact", "Edition", "Remark"]
    places = [page.index(f"model-{name.lower()}") for name in names]
    assert places == sorted(places)
    assert desk.get("/admin/guidance/").status_code == 200


def test_much_content_costs_as_many_queries_as_little(desk, edition):
    many = queries_of(desk)
    Contact.objects.exclude(pk=Contact.objects.first().pk).delete()
    Sign.objects.exclude(pk=Sign.objects.first().pk).delete()
    assert queries_of(desk) == many <= 38  # twenty of them read the draft


def queries_of(client) -> int:
    client.get(START)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(START).status_code == 200
    return len(captured)


# --- One count of what lacks -----------------------------------------------------------------------------


def sign_without(**changes):
    sign = Sign.objects.first()
    for name, value in changes.items():
        setattr(sign, name, value)
    sign.save()


def first(model) -> int:
    return model.objects.first().pk


def without_swedish(row, name: str) -> None:
    getattr(row, name).pop("sv")
    row.save()


def everything_of_the_first_list_is_an_addition() -> None:
    Draft.objects.update(with_additions=False)
    checklist = Checklist.objects.first()
    checklist.signs.update(origin="addition")
    without_swedish(checklist, "title")


DRAFTS = {
    "one is missing": lambda: without_swedish(Sign.objects.first(), "short"),
    "one was never written": lambda: sign_without(reason={}),
    "one is blank": lambda: sign_without(full={"fi": "Merkki", "sv": "  ", "en": "Sign"}),
    "some that may be left out are in Finnish": lambda: Check.objects.update(full={"fi": "Lisää"}),
    "one is out of use": lambda: Point.objects.filter(pk=first(Point)).update(short={}, retired=True),
    "one leaves with the additions": lambda: (
        Draft.objects.update(with_additions=False),
        sign_without(short={"fi": "Merkki"}, origin="addition"),
    ),
    "the additions leave a list empty": everything_of_the_first_list_is_an_addition,
    "the title of it all": lambda: without_swedish(Draft.objects.get(), "title"),
}


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("change", DRAFTS.values(), ids=DRAFTS)
def test_start_page_translations_and_publishing_say_the_same_number(shown, client, edition, change):
    change()
    counted = counts(texts_of_draft())["sv", MISSING]
    said = re.search(r"Svenska: (yksi|\d+) teksti", shown())
    assert (int(said[1].replace("yksi", "1")) if said else 0) == counted
    problems = lacking(read_guidance(read_draft()))
    told = [each for each in problems if each.kind == "missing-text" and each.known["language"] == "sv"]
    assert len(told) == counted


def test_the_draft_goes_out_and_a_file_comes_in_from_the_first_page(desk):
    ways = {words(each): each.attributes["href"] for each in parts(desk.get(START), ".ways a")}
    assert ways["Luonnos tiedostoksi"] == reverse("admin:guidance_draft_pack")
    assert ways["Tuo tiedosto"] == reverse("admin:guidance_import")
