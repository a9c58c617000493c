"""Whom one may tell and what happens then, as anybody reads them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guidance.models import Disclosure, Draft, Milestone, Recipient
from guidance.publishing.editions import publish
from guidance.rules.shapes import MATTERS
from tests.guidance.test_telling import RECIPIENTS
from tests.markup import attributes, parts, words

TELL, AFTERWARDS = "/tell/", "/afterwards/"
NOT_CONFIRMED = "Tätä ei ole vielä vahvistettu organisaatiossasi"
# The questions that are asked most, and the first thing that is answered.
QUESTIONS = [
    ("police", "adult", "Pitää kertoa"),  # Someone's life is in danger: may I call the police?
    ("police", "child", "Pitää kertoa"),  # I suspect an offence against a child
    ("child-welfare", "child", "Pitää kertoa"),  # May I notify although the child or a parent says no?
    ("child-welfare", "adult", "Pitää kertoa"),  # My adult client has children
    ("assistance-system", "adult", "Vain suostumuksella"),
    ("assistance-system", "child", "Vain suostumuksella"),
    ("county-colleague", "adult", "Saa kertoa sen, mikä on välttämätöntä"),
    ("health-care", "adult", "Saa kertoa sen, mikä on välttämätöntä"),
    ("guardian", "child", "Ei kerrota"),  # A father calls and asks
    ("guardian", "adult", "Ei kerrota"),
    ("employer", "adult", "Ei kerrota"),
    ("interpreter", "adult", "Ei kerrota"),  # The cousin would interpret
    ("another-county", "adult", "Pitää kertoa"),
]


def tap(client, page, words_of_link: str):
    """The page behind the link with these words."""
    (address,) = (link.attributes["href"] for link in parts(page, "main a") if words(link) == words_of_link)
    return client.get(address)


@pytest.mark.parametrize(("whom", "matter", "answer"), QUESTIONS)
def test_two_taps_answer_a_question_whichever_comes_first(client, edition, whom, matter, answer):
    title = str(Recipient.objects.get(identifier=whom))
    whose = {"adult": "Aikuisen asia", "child": "Lapsen asia"}[matter]
    for first, second in ((title, whose), (whose, title)):
        page = tap(client, tap(client, client.get(TELL), first), second)
        assert words(parts(page, ".duty")[0]) == answer
        assert [words(each) for each in parts(page, "main [aria-current]")] == [whose, title]
        assert words(parts(page, "h2.told-to")[0]) == title


def test_every_cell_says_what_holds_why_and_what_is_said_first(client, edition, built_in_pack):
    for recipient in built_in_pack["recipients"]:
        for matter in MATTERS:
            page = client.get(TELL, {"whom": recipient["id"], "matter": matter})
            cells = [each for each in recipient["disclosures"] if each["matter"] == matter]
            assert attributes(page, ".cell", "data-duty") == [each["duty"] for each in cells]
            for shown, cell in zip(parts(page, ".cell"), cells, strict=True):
                said = words(shown)
                expected = [cell.get("case", {"fi": "Aina"})["fi"], cell["ground"]["fi"], cell["first"]["fi"]]
                assert [each for each in expected if each not in said] == []
                assert cell["note"] not in words(page)


def test_what_nobody_has_confirmed_says_so_once_and_what_somebody_did_says_who_and_when(client, edition):
    address = f"{TELL}?whom=police&matter=adult"
    assert words(client.get(address)).count(NOT_CONFIRMED) == 1
    Disclosure.objects.filter(identifier="police-adult-danger").update(
        confirmed_by="Aino Lakimies", confirmed_on="2026-11-29"
    )
    publish()
    first, *others = (words(each) for each in parts(client.get(address), ".cell"))
    assert "Vahvistanut Aino Lakimies , 29.11.2026" in first
    assert NOT_CONFIRMED not in first
    assert [NOT_CONFIRMED in each for each in others] == [True, True]


def test_a_case_left_empty_reads_as_otherwise_beside_others_and_alone_as_always(client, edition):
    Disclosure.objects.filter(identifier="police-adult-danger").update(case={})
    publish()
    page = client.get(TELL, {"whom": "police", "matter": "adult"})
    assert words(parts(page, ".cell h3")[-1]) == "Muuten"
    page = client.get(TELL, {"whom": "employer", "matter": "adult"})
    assert [words(each) for each in parts(page, ".cell h3")] == ["Aina"]


@pytest.mark.parametrize("asked", [{"whom": "nobody"}, {"whom": "police", "matter": "cat"}, {"matter": "\0"}])
def test_what_is_not_known_is_said_and_the_lists_are_there(client, edition, asked):
    page = client.get(TELL, asked)
    assert page.status_code == 404
    assert "Tätä ei löydy nykyisestä ohjeistosta." in words(page)
    assert len(parts(page, ".doors a")) == len(RECIPIENTS)
    assert not parts(page, ".cell")


def test_one_that_is_out_of_use_is_not_known(client, edition):
    Recipient.objects.filter(identifier="employer").update(retired=True)
    publish()
    assert client.get(TELL, {"whom": "employer", "matter": "adult"}).status_code == 404


def test_another_language_shows_the_same_answer(client, edition):
    page = client.get(TELL, {"whom": "police", "matter": "child"})
    assert attributes(page, "#languages [name=next]", "value") == [f"{TELL}?whom=police&matter=child"]
    page = client.get(AFTERWARDS, {"for": "client"})
    assert attributes(page, "#languages [name=next]", "value") == [f"{AFTERWARDS}?for=client"]
    client.post("/i18n/language/", {"language": "sv", "next": f"{TELL}?whom=police&matter=child"})
    page = client.get(TELL, {"whom": "police", "matter": "child"})
    assert words(parts(page, ".duty")[0]) == "Ska berättas"


# --- What happens then -------------------------------------------------------------------------------------


def test_what_follows_stands_in_order_with_the_clients_words_beside(client, edition, built_in_pack):
    page = client.get(AFTERWARDS)
    titles = [each["title"]["fi"] for each in built_in_pack["milestones"]]
    assert [words(each).split(". ")[1] for each in parts(page, ".milestones h2")] == titles
    assert len(parts(page, ".for-client")) == len(titles)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_clients_version_has_nothing_but_the_clients_words(
    client, edition, built_in_pack, settings, language
):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(AFTERWARDS, {"for": "client"})
    said = [words(each) for each in parts(page, ".milestones li")]
    assert said == [each["for_client"][language] for each in built_in_pack["milestones"]]
    on_paper = words(page, "title") + " ".join(words(each) for each in parts(page, "h1, .milestones")).lower()
    for word in (
        "auttamisjärjestelm",
        "hjälpsystem",
        "assistance system",
        "poliisi",
        "uhri",
        "offer",
        "victim",
    ):
        assert word not in on_paper


def test_without_words_for_a_client_there_is_one_version(client, edition):
    Milestone.objects.update(for_client={})
    publish()
    page = client.get(AFTERWARDS, {"for": "client"})
    assert parts(page, ".milestones h2")
    assert not parts(page, "[href='?for=client'], .for-client")


# --- Where they are, and where they are not ----------------------------------------------------------------


@pytest.fixture
def without_additions(edition) -> None:
    Draft.objects.update(with_additions=False)
    publish()


def links_to(page) -> set[str]:
    return {TELL, AFTERWARDS} & {*attributes(page, "a[href]", "href")}


def test_help_contacts_and_the_summary_lead_to_both(client, edition):
    assert links_to(client.get("/help/")) == links_to(client.get("/contacts/")) == {TELL, AFTERWARDS}
    assert links_to(client.get(TELL)) == {AFTERWARDS}
    assert links_to(client.get("/kept/fi/contacts/")) == set()


def test_the_summary_leads_to_both(worker_client, at):
    assert links_to(worker_client.get(at("summary"))) == {TELL, AFTERWARDS}


def test_with_additions_off_there_is_nothing(client, without_additions):
    assert [client.get(address).status_code for address in (TELL, AFTERWARDS)] == [404, 404]
    assert links_to(client.get("/help/")) | links_to(client.get("/contacts/")) == set()


def test_before_the_first_edition_there_is_nothing(db):
    assert [Client().get(address).status_code for address in (TELL, AFTERWARDS)] == [404, 404]
    assert links_to(Client().get("/help/")) == set()


@pytest.mark.parametrize(
    "address", [f"{TELL}?whom=police&matter=child", AFTERWARDS, f"{AFTERWARDS}?for=client"]
)
def test_a_page_costs_at_most_four_queries(worker_client, edition, address):
    worker_client.get("/break/")  # the clocks of the cover are remembered from page to page
    with CaptureQueriesContext(connection) as captured:
        assert worker_client.get(address).status_code == 200
    assert len(captured.captured_queries) <= 4
