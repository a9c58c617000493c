"""Publishing in the admin: the next interview walks what was changed, or every reason why not is said."""

import html

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.desk.kit.finding.places import form_of
from guidance.draft import read_draft
from guidance.management.commands.publish import Command
from guidance.models import Contact, Draft, Edition, Phone, Proposal, Sign, Step, StepContact
from guidance.publishing.editions import guidance_of, hash_of, publish
from guidance.rules.places import Place
from guidance.rules.proof.reasons import publish_problems
from interview.models import Interview
from tests.guidance.filled_in import form_on
from tests.markup import attributes, parts, words

pytestmark = pytest.mark.django_db

PUBLISH = "/admin/guidance/edition/publish/"
LIST = "/admin/guidance/edition/"


def looked_at(client) -> dict:
    """What the page sends of itself: the draft as it was shown."""
    return {
        "seen": client.get(PUBLISH).content.decode().partition('name="seen" value="')[2].partition('"')[0]
    }


def press(client, **fields):
    """Open the page, and press its button."""
    return client.post(PUBLISH, looked_at(client) | fields)


def change(**texts):
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= texts
    sign.save()


def test_a_changed_sign_once_published_is_what_the_next_interview_walks(desk, worker, supervisor):
    begun_before = Client()
    begun_before.force_login(worker)
    before = begun_before.post("/i/").headers["Location"].removesuffix("1/")
    change(fi="Katsoo koko ajan ovea.")
    assert press(desk, note="Merkki tarkennettu").status_code == 302
    assert "Painos 2 on julkaistu." in desk.get(LIST).content.decode()
    live = Edition.objects.live()
    assert (live.number, live.note, live.published_by) == (2, "Merkki tarkennettu", supervisor)

    after = begun_before.post("/i/").headers["Location"].removesuffix("1/")
    assert guidance_of(Interview.objects.latest("began_at").edition) == guidance_of(live)
    assert "Katsoo koko ajan ovea." in begun_before.get(f"{after}signs/").content.decode()
    assert "Katsoo koko ajan ovea." not in begun_before.get(f"{before}signs/").content.decode()


def test_publishing_is_refused_with_every_reason_and_the_note_stays(desk):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    Contact.objects.get(identifier="emergency-112").phones.all().delete()
    page = html.unescape(press(desk, note="Muistiin tämä").content.decode())
    assert "Luonnosta ei julkaistu." in page
    assert "Turvasääntö 1 ei pidä" in page
    assert "puuttuu numero 112" in page
    assert "Muistiin tämä" in page
    assert Edition.objects.count() == 1


def test_a_draft_that_does_not_hold_together_is_refused_in_words(desk):
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}])
    page = html.unescape(press(desk).content.decode())
    assert "Luonnosta ei julkaistu." in page
    assert "Ehto koskee kohtaa ”nobody”" in page
    assert Edition.objects.count() == 1


def test_nothing_is_published_when_nothing_has_changed(desk):
    page = press(desk, note="Turhaan").content.decode()
    assert "Mikään ei ole muuttunut: luonnos on sama kuin Painos 1." in page
    assert Edition.objects.count() == 1


def test_opening_the_page_publishes_nothing(desk):
    change(fi="Katsoo ovea.")
    assert desk.get(PUBLISH).status_code == 200
    assert Edition.objects.count() == 1


def test_a_note_that_is_too_long_is_refused(desk):
    change(fi="Katsoo ovea.")
    page = press(desk, note="x" * 401).content.decode()
    assert "enintään 400 merkkiä" in page
    assert Edition.objects.count() == 1


def test_publishing_from_another_site_is_refused(supervisor, edition):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)
    change(fi="Katsoo ovea.")
    assert strict.post(PUBLISH).status_code == 403
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_others_neither_see_editions_nor_publish(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    change(fi="Katsoo ovea.")
    for address in (LIST, PUBLISH):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address).status_code in (302, 403)
    assert Edition.objects.count() == 1


def test_who_may_only_look_has_no_button_and_publishes_nothing(client, officer, edition):
    officer.user_permissions.add(Permission.objects.get(codename="view_edition"))
    client.force_login(officer)
    assert PUBLISH not in client.get(LIST).content.decode()
    assert client.post(PUBLISH).status_code == 403


@pytest.mark.parametrize("person", ["supervisor", "administrator"])
def test_nobody_adds_changes_or_deletes_an_edition_by_hand(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    row = [edition.pk]
    assert client.post(reverse("admin:guidance_edition_add"), {"number": 9}).status_code == 403
    assert client.post(reverse("admin:guidance_edition_change", args=row), {"note": "x"}).status_code == 403
    assert client.post(reverse("admin:guidance_edition_delete", args=row), {"post": "yes"}).status_code == 403
    assert Edition.objects.get() == edition


def test_an_edition_tells_number_note_who_when_and_hash(desk, supervisor):
    change(fi="Katsoo ovea.")
    press(desk, note="Merkki tarkennettu")
    live = Edition.objects.live()
    assert PUBLISH in desk.get(LIST).content.decode()
    page = desk.get(reverse("admin:guidance_edition_change", args=[live.pk])).content.decode()
    for told in ("Merkki tarkennettu", str(supervisor), live.content_hash):
        assert told in page


@pytest.mark.variants(stay=0)
def test_the_list_of_editions_reads_no_content_and_asks_no_more_for_many(desk):
    few = queries_of_list(desk)
    for turn in range(3):
        change(fi=f"Katsoo ovea {turn}.")
        press(desk)
    many = queries_of_list(desk)
    assert len(few) == len(many) <= 9
    assert not any('"guidance_edition"."content",' in sql for sql in many)


# --- What the page says before ------------------------------------------------------------------------------


def way_to(place: str) -> str:
    return form_of(Place.parse(place))


def page_of(client) -> str:
    return html.unescape(client.get(PUBLISH).content.decode())


def test_the_page_says_shortly_what_changes(desk):
    change(fi="Katsoo ovea.")
    Step.objects.filter(urgency="soon").update(alone=True)
    page = page_of(desk)
    assert "Merkit: 1" in page
    assert (
        f"Seuraavat askeleet: {Step.objects.filter(urgency='soon', alone=True).count() - already_alone()}"
        in page
    )


def already_alone() -> int:
    return sum(step["alone"] for step in Edition.objects.get().content["steps"] if step["urgency"] == "soon")


def test_every_reason_is_a_way_to_the_form_where_it_is_mended(desk):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    Step.objects.filter(identifier="call-emergency").update(title={"fi": "Vain suomeksi"})
    Contact.objects.get(identifier="emergency-112").phones.all().delete()
    page = page_of(desk)
    assert "Ennen julkaisua korjattavaa:" in page
    for place in ("steps/propose", "steps/call-emergency/title/sv", "contacts/emergency-112/phones"):
        assert way_to(place) in attributes(page, "li > a", "href")
    assert Edition.objects.count() == 1


def other_number():
    Phone.objects.filter(contact__identifier="emergency-112").update(number="116 006", tel="116006")
    return "contacts/emergency-112/phones/1", "ensimmäisestä painikkeesta pitää päästä numeroon 112"


def number_shown_as_another():
    Phone.objects.filter(contact__identifier="emergency-112").update(number="113")
    return "contacts/emergency-112/phones/1", "sekä näkyvänä että soitettavana"


def no_number():
    Phone.objects.filter(contact__identifier="emergency-112").delete()
    return "contacts/emergency-112/phones", "ensimmäisestä painikkeesta pitää päästä numeroon 112"


def other_helper():
    other = Contact.objects.get(identifier="nollalinja")
    StepContact.objects.filter(step__identifier="call-emergency").update(contact=other)
    return "steps/call-emergency/contacts", "jonka ensimmäinen yhteystieto on ”Hätäkeskus”"


def no_helper():
    StepContact.objects.filter(step__identifier="call-emergency").delete()
    return "steps/call-emergency/contacts", "jonka ensimmäinen yhteystieto on ”Hätäkeskus”"


def retired_helper():
    Contact.objects.filter(stand_in="emergency-112").update(stand_in="")
    StepContact.objects.filter(contact__identifier="emergency-112").delete()
    Contact.objects.filter(identifier="emergency-112").update(retired=True)
    return "contacts/emergency-112", "tarvitsee yhteystiedon ”Hätäkeskus”, mutta sitä ei ole käytössä"


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    "change", [other_number, number_shown_as_another, no_number, other_helper, no_helper, retired_helper]
)
def test_an_acute_threat_that_does_not_first_call_112_is_refused_with_the_way_to_mend_it(desk, change):
    place, sentence = change()
    leads = [words(each) for each in parts(press(desk), f'li > a[href="{way_to(place)}"]')]
    assert any("Turvasääntö 2" in lead and sentence in lead for lead in leads)
    assert "/change/" in desk.get(way_to(place)).headers["Location"]
    assert Edition.objects.count() == 1


def test_a_live_edition_that_today_would_be_refused_says_why_when_it_is_tried(desk, edition):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    pack = read_draft()
    Edition.objects.filter(pk=edition.pk).update(content=pack, content_hash=hash_of(pack))
    page = html.unescape(press(desk).content.decode())
    assert "Luonnosta ei julkaistu." in page
    assert "Turvasääntö 1 ei pidä" in page


def test_reasons_and_warnings_speak_of_names_not_ids(desk):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    Contact.objects.update(verified_on=None)
    page = page_of(desk)
    assert "askel ”Tehkää esitys yhdessä”: Turvasääntö 1 ei pidä" in page
    assert "Näin käy vastauksilla: suostumus esitykseen: vastaamatta." in page
    warned = [words(line) for line in parts(desk.get(PUBLISH), ".publish-warnings li")]
    assert "Hätäkeskus" in warned
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"], "threat": ["maybe"]}])
    assert "Ehto koskee kohtaa ”nobody”" in page_of(desk)


def test_nothing_needs_mending_while_nothing_has_changed(desk):
    assert "korjattavaa" not in page_of(desk)


def test_answers_that_break_a_safety_rule_lead_to_trying_them(desk):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    page = page_of(desk)
    assert 'href="/admin/guidance/expectation/try/"' in page
    assert 'href="/admin/guidance/expectation/try/?' in page
    assert "Kokeile näillä vastauksilla" in page


def test_what_is_worth_looking_at_is_said_and_refuses_nothing(desk):
    Contact.objects.update(seen_on="2019-12-01", verified_on="2020-01-01", check_by=None)
    change(fi="Katsoo ovea.")
    Sign.objects.create(
        identifier="lonely",
        checklist=Sign.objects.first().checklist,
        position=99,
        **dict.fromkeys(("short", "full", "reason"), {"fi": "Uusi", "sv": "Ny", "en": "New"}),
    )
    page = page_of(desk)
    assert "Merkit, jotka eivät vaikuta mihinkään" in page
    assert f'href="{way_to("checklists/card/signs/lonely")}"' in page
    with_a_number = Contact.objects.exclude(local=True, phones=None).count()
    assert f"Yhteystiedot, joiden tarkistuspäivä on mennyt ({with_a_number})" in page
    assert "Käännökset, jotka ovat vanhempia kuin suomenkielinen teksti (2)" in page
    warned = [words(line) for line in parts(desk.get(PUBLISH), ".publish-warnings li")]
    assert "Hätäkeskus: Yhteystieto piti tarkistaa viimeistään 1.1.2021." in warned
    [behind] = [line for line in warned if line.endswith("lyhyt teksti: Svenska, English")]
    assert "Katsoo ovea." in behind
    assert press(desk).status_code == 302


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fi", "Rivit vaiheiden alussa, joista aiheen voi arvata (1)"),
        ("sv", "Rader överst i skedena som låter ana ämnet (1)"),
        ("en", "Lines at the top of the stages that give the subject away (1)"),
    ],
)
def test_a_strip_that_tells_too_much_is_worth_a_look_and_no_hindrance(desk, settings, language, title):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    Step.objects.filter(identifier="call-emergency").update(
        strip={"fi": "Soita nyt poliisille.", "sv": "Fortsätt.", "en": "Go on."}
    )
    page = page_of(desk)
    assert title in page
    assert f'href="{way_to("steps/call-emergency/strip/fi")}"' in page


# --- A draft that changes while it is looked at ------------------------------------------------------------

CHANGED_MEANWHILE = "Luonnos on muuttunut sen jälkeen, kun avasit tämän sivun."


def test_what_came_in_after_the_page_was_opened_is_not_published_but_shown(desk):
    change(fi="Katsoo ovea.")
    as_shown = looked_at(desk)
    Step.objects.filter(identifier="record-safely").update(title={"fi": "Kirjaa vain tarpeellinen"})
    page = html.unescape(desk.post(PUBLISH, as_shown | {"note": "Merkki tarkennettu"}).content.decode())
    assert CHANGED_MEANWHILE in page
    assert "Kirjaa vain tarpeellinen" in page
    assert "Merkki tarkennettu" in page
    assert Edition.objects.count() == 1


def test_the_page_that_shows_the_new_changes_publishes_them_with_the_note(desk):
    change(fi="Katsoo ovea.")
    as_shown = looked_at(desk)
    change(fi="Katsoo ikkunaa.")
    again = form_on(
        desk.post(PUBLISH, as_shown | {"note": "Merkki tarkennettu"}).content.decode(), "publish_form"
    )
    assert desk.post(PUBLISH, again).status_code == 302
    live = Edition.objects.live()
    assert (live.number, live.note, live.content_hash) == (2, "Merkki tarkennettu", hash_of(read_draft()))


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_many_changes_that_came_in_are_shown_too(desk):
    change(fi="Katsoo ovea.")
    as_shown = looked_at(desk)
    for number, step in enumerate(Step.objects.all()):
        step.title |= {"fi": f"Uusi otsikko {number}"}
        step.save()
    page = desk.post(PUBLISH, as_shown).content.decode()
    assert all(f"Uusi otsikko {number}" in page for number in range(20))
    assert Edition.objects.count() == 1


def test_a_note_that_is_too_long_does_not_hide_that_the_draft_has_changed(desk):
    change(fi="Katsoo ovea.")
    as_shown = looked_at(desk)
    change(fi="Katsoo ikkunaa.")
    page = desk.post(PUBLISH, as_shown | {"note": "x" * 401}).content.decode()
    assert "enintään 400 merkkiä" in page
    assert CHANGED_MEANWHILE in page


def test_what_came_in_is_told_even_when_it_could_not_be_published(desk):
    change(fi="Katsoo ovea.")
    as_shown = looked_at(desk)
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    page = html.unescape(desk.post(PUBLISH, as_shown).content.decode())
    assert CHANGED_MEANWHILE in page
    assert "Turvasääntö 1 ei pidä" in page


def test_a_form_that_does_not_say_what_was_shown_publishes_nothing(desk):
    change(fi="Katsoo ovea.")
    for seen in ({}, {"seen": ""}, {"seen": Edition.objects.get().content_hash}):
        assert CHANGED_MEANWHILE in desk.post(PUBLISH, seen).content.decode()
    assert Edition.objects.count() == 1


def test_the_edition_holds_what_was_shown_when_the_draft_changes_while_it_is_published(desk, monkeypatch):
    change(fi="Katsoo ovea.")
    as_shown = looked_at(desk)

    def proved_while_somebody_saves(guidance):
        change(fi="Katsoo ikkunaa.")
        return publish_problems(guidance)

    monkeypatch.setattr("guidance.publishing.editions.publish_problems", proved_while_somebody_saves)
    assert desk.post(PUBLISH, as_shown).status_code == 302
    assert Edition.objects.live().content_hash == as_shown["seen"]


# --- Two at once, and two that are needed -------------------------------------------------------------------


def test_of_two_who_publish_the_same_one_is_told_that_nothing_has_changed(desk, monkeypatch):
    change(fi="Katsoo ovea.")

    def somebody_is_quicker(by, note, seen):
        publish()
        return publish(by=by, note=note, seen=seen)

    monkeypatch.setattr("guidance.desk.publishing.publish.publish_alone", somebody_is_quicker)
    assert "Mikään ei ole muuttunut" in html.unescape(press(desk).content.decode())
    assert Edition.objects.count() == 2


@pytest.fixture
def colleague_at_the_desk(colleague):
    colleague.is_staff = True
    colleague.save()
    colleague.groups.set(Group.objects.filter(name="Supervisors"))
    client = Client()
    client.force_login(colleague)
    return client


@pytest.fixture
def two(desk, colleague_at_the_desk):
    """Two are needed; a sign has changed."""
    Draft.objects.update(second_person=True)
    change(fi="Katsoo ovea.")
    return desk, colleague_at_the_desk


def send(client, action: str, **fields) -> str:
    answer = client.post(PUBLISH, looked_at(client) | {"action": action, **fields}, follow=True)
    return html.unescape(answer.content.decode())


def test_one_proposes_and_another_approves(two, supervisor, colleague):
    one, other = two
    assert "Julkaise luonnos</button>" not in page_of(one)
    assert "Ehdotus on tehty." in send(one, "propose", note="Merkki tarkennettu")
    assert "supervisor ehdotti julkaisemista" in page_of(other)
    assert "Merkki tarkennettu" in page_of(other)
    assert "Katsoo ovea." in page_of(other)
    assert "Painos 2 on julkaistu." in send(other, "approve")
    live = Edition.objects.live()
    assert (live.note, live.proposed_by, live.published_by) == ("Merkki tarkennettu", supervisor, colleague)
    assert not Proposal.objects.exists()


def test_nobody_publishes_alone_or_approves_their_own(two):
    one, _other = two
    assert "Julkaisuun tarvitaan toinen henkilö." in send(one, "publish")
    assert "Julkaisuun tarvitaan kaksi" in page_of(one)
    send(one, "propose")
    assert "Hyväksy ja julkaise" not in page_of(one)
    assert "Ehdotit itse" in page_of(one)
    assert "Ehdota julkaisemista" not in page_of(one)
    seen = {"action": "approve", "seen": Proposal.objects.get().content_hash}
    assert "Julkaisuun tarvitaan toinen henkilö." in html.unescape(one.post(PUBLISH, seen).content.decode())
    assert Edition.objects.count() == 1


def test_a_superuser_in_the_admin_needs_another_too(two, client, administrator):
    client.force_login(administrator)
    assert "Julkaisuun tarvitaan toinen henkilö." in send(client, "publish")
    assert Edition.objects.count() == 1


def test_a_draft_changed_since_makes_the_proposal_void(two):
    one, other = two
    send(one, "propose")
    seen = Proposal.objects.get().content_hash
    change(fi="Katsoo ikkunaa.")
    page = page_of(other)
    assert "Luonnos on muuttunut ehdotuksen jälkeen" in page
    assert "Hyväksy ja julkaise" not in page
    answer = other.post(PUBLISH, {"action": "approve", "seen": seen})
    assert "Mitään ei julkaistu." in html.unescape(answer.content.decode())
    assert Edition.objects.count() == 1
    send(other, "propose")
    assert "Painos 2 on julkaistu." in send(one, "approve")


@pytest.mark.variants(stay=0)
def test_a_proposal_replaced_while_it_was_looked_at_is_not_approved_unseen(two):
    one, other = two
    send(one, "propose")
    seen = Proposal.objects.get().content_hash
    change(fi="Katsoo ikkunaa.")
    send(one, "propose")
    answer = other.post(PUBLISH, {"action": "approve", "seen": seen})
    assert "Mitään ei julkaistu." in html.unescape(answer.content.decode())
    assert Edition.objects.count() == 1


@pytest.mark.variants(stay=0)
def test_a_draft_that_changes_between_the_check_and_publishing_is_not_approved(two, monkeypatch):
    one, other = two
    send(one, "propose")
    as_shown = looked_at(other)

    def read_just_before_somebody_saves():
        pack = read_draft()
        change(fi="Katsoo ikkunaa.")
        return pack

    monkeypatch.setattr("guidance.publishing.proposals.read_draft", read_just_before_somebody_saves)
    page = other.post(PUBLISH, as_shown | {"action": "approve"}).content.decode()
    assert "Mitään ei julkaistu." in html.unescape(page)
    assert Edition.objects.count() == 1


def test_what_came_in_after_the_page_was_opened_is_not_proposed(two):
    one, _other = two
    as_shown = looked_at(one)
    change(fi="Katsoo ikkunaa.")
    page = html.unescape(one.post(PUBLISH, as_shown | {"action": "propose", "note": "Tämä"}).content.decode())
    assert CHANGED_MEANWHILE in page
    assert "Katsoo ikkunaa." in page
    assert "Tämä" in page
    assert not Proposal.objects.exists()


def test_a_proposal_is_taken_back_or_turned_down(two):
    one, other = two
    send(one, "propose")
    assert "Ehdotus on peruttu." in send(one, "withdraw")
    assert not Proposal.objects.exists()
    assert "Mitään ei julkaistu." in html.unescape(
        other.post(PUBLISH, {"action": "approve"}).content.decode()
    )


def test_a_proposal_goes_back_with_words_that_its_proposer_reads_until_the_next(two):
    one, other = two
    send(one, "propose", note="Merkki tarkennettu")
    assert "Viesti ehdottajalle" in page_of(other)
    assert "Ehdotus on palautettu." in send(other, "turn-down", note="Ovi vai ikkuna?")
    assert "colleague palautti ehdotuksesi. Ovi vai ikkuna?" in words(one.get("/admin/"))
    assert "palautti" not in words(other.get("/admin/"))
    assert "colleague palautti ehdotuksen. Ovi vai ikkuna?" in words(one.get(PUBLISH))
    assert "Mitään ei julkaistu." in send(other, "approve")
    assert "Mitään ei julkaistu." in send(other, "turn-down", note="Vielä kerran")
    assert Proposal.objects.get().answer == "Ovi vai ikkuna?"
    change(fi="Katsoo ikkunaa.")
    assert "Ovi vai ikkuna?" in words(one.get("/admin/"))
    send(one, "propose")
    assert "palautti" not in words(one.get("/admin/"))
    assert "Painos 2 on julkaistu." in send(other, "approve")


@pytest.mark.variants(stay=0)
def test_nobody_turns_down_their_own_or_what_they_have_not_seen(two):
    one, other = two
    send(one, "propose")
    assert "Mitään ei julkaistu." in send(one, "turn-down")
    answer = other.post(PUBLISH, {"action": "turn-down", "seen": "of another draft"})
    assert "Mitään ei julkaistu." in html.unescape(answer.content.decode())
    assert not Proposal.objects.get().turned_down_by


def test_what_cannot_be_published_or_has_not_changed_is_not_proposed(two):
    one, _other = two
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    assert "Luonnosta ei julkaistu." in send(one, "propose")
    assert not Proposal.objects.exists()


def test_the_command_line_needs_no_second_person_and_says_so(two, capsys):
    one, _other = two
    send(one, "propose")
    call_command("publish")
    assert Edition.objects.count() == 2
    assert not Proposal.objects.exists()
    assert "needs no second person" in Command.help


def test_publishing_leaves_an_interview_with_its_edition(desk, worker):
    walking = Client()
    walking.force_login(worker)
    stage = walking.post("/i/").headers["Location"]
    change(fi="Katsoo ovea.")
    press(desk)
    assert Interview.objects.get().edition.number == 1
    assert walking.get(stage).status_code == 200
    assert "Katsoo ovea." not in walking.get(f"{stage.removesuffix('1/')}signs/").content.decode()


def queries_of_list(client) -> list[str]:
    client.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        client.get(LIST)
    return [query["sql"] for query in captured.captured_queries]
