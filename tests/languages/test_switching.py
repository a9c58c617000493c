"""Changing the language: anywhere, in the middle of anything, and nothing is lost."""

import pytest
from django.test import Client

from tests.markup import checked, parts, steps

PUBLIC = ["/", "/card/", "/contacts/", "/tell/", "/afterwards/", "/accounts/login/"]


@pytest.fixture
def interview(worker_client, edition):
    return worker_client.post("/i/")["Location"].removesuffix("1/")


@pytest.mark.parametrize("accepted", ["sv", "en-GB,en;q=0.9", "de"])
def test_it_is_finnish_until_someone_chooses_whatever_the_browser_asks_for(edition, client, accepted):
    page = client.get("/", headers={"Accept-Language": accepted}).content.decode()
    assert '<html lang="fi">' in page


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_offers_the_other_two_languages_by_their_own_names(edition, client, address):
    buttons = [button.attributes for button in parts(client.get(address), "[name=language]")]
    assert [(button["value"], button["lang"]) for button in buttons] == [("sv", "sv"), ("en", "en")]
    answer = client.post("/i18n/language/", {"language": "sv", "next": address})
    assert answer["Location"] == address
    assert '<html lang="sv">' in client.get(address).content.decode()


def test_choosing_in_the_middle_of_a_stage_saves_what_was_typed_and_stays_there(worker_client, interview):
    at = f"{interview}2/"
    answer = worker_client.post(
        at, {"version": 0, "note-safety": "Kesken", "check-threat": "unsure", "language": "sv"}
    )
    assert answer["Location"] == at
    page = worker_client.get(at).content.decode()
    assert '<html lang="sv">' in page
    assert "Se till att det är tryggt" in page
    assert "Kesken" in page
    assert checked(page, "check-threat") == "unsure"


def test_a_language_that_is_not_offered_is_left_alone(worker_client, interview):
    worker_client.post(f"{interview}1/", {"version": 0, "language": "de"})
    assert '<html lang="fi">' in worker_client.get(f"{interview}1/").content.decode()


@pytest.mark.parametrize(("language", "said"), [("fi", "Ei vielä"), ("sv", "Inte ännu"), ("en", "Not yet")])
def test_the_same_interview_reads_in_every_language(worker_client, interview, language, said):
    worker_client.post(f"{interview}3/", {"version": 0, "check-rights-told": "not-yet"})
    worker_client.cookies["django_language"] = language
    page = worker_client.get(f"{interview}3/").content.decode()
    assert said in page
    assert steps(worker_client.get(f"{interview}summary/")) == [
        "ask-safety",
        "give-contacts",
        "next-meeting",
        "tell-rights",
        "ask-consent",
        "consult-unnamed",
        "trust-concern",
        "record-safely",
        "debrief",
        "take-a-moment",
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_passage_falls_back_to_finnish(worker_client, interview, language):
    worker_client.post(f"{interview}2/", {"version": 0, "check-threat": "yes"})
    worker_client.cookies["django_language"] = language
    for page in ("1/", "2/", "3/", "4/", "signs/", "summary/"):
        assert not parts(worker_client.get(interview + page), "[lang=fi]:not(button)")
    public = Client()
    public.cookies["django_language"] = language
    for address in ("/card/", "/contacts/", "/tell/?whom=police&matter=child", "/afterwards/"):
        assert not parts(public.get(address), "[lang=fi]:not(button, .sources *)")


def test_codes_are_stored_and_never_words(worker_client, interview):
    from interview.models import Interview

    worker_client.cookies["django_language"] = "sv"
    worker_client.post(f"{interview}2/", {"version": 0, "check-threat": "yes", "sign-nervous": "noticed"})
    values = Interview.objects.get().open_sheet().values()
    assert values == {"check-threat": "yes", "sign-nervous": "noticed"}


@pytest.mark.parametrize("address", ["/admin/", "/admin/guidance/step/?urgency__exact=soon"])
def test_every_page_of_the_desk_offers_the_other_two_in_its_head_and_one_stays_there(
    edition, client, supervisor, address
):
    client.force_login(supervisor)
    form = parts(client.get(address), "#header #languages")[0]
    buttons = [button.attributes for button in form.css("[name=language]")]
    assert [(button["value"], button["lang"]) for button in buttons] == [("sv", "sv"), ("en", "en")]
    answer = client.post(
        form.attributes["action"],
        {"language": "sv", "next": form.css("[name=next]")[0].attributes["value"]},
    )
    assert answer["Location"] == address
    assert '<html lang="sv"' in client.get(address).content.decode()
