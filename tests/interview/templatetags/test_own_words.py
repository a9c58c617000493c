"""What a worker writes stays the worker's: browsers are asked not to send, mend or translate it.

Every page is filled in by the boxes found on it, so a box added later is in this by itself.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from interview.templatetags.moments import day
from tests.interview.practice.test_views import Trying
from tests.interview.words_on_pages import Words
from tests.languages.desk import addresses as desk_addresses
from tests.languages.test_pseudo_language import addresses
from tests.markup import attribute, parts

pytestmark = pytest.mark.django_db

WALK = (1, 2, 3, 4, "signs", "summary")
OF_REMARKS = "/guidance/remark/"
REMARK = {"page": "safety", "place": "check:threat", "kind": "unclear"}

AS_IT_IS = {"translate": "no", "autocomplete": "off"}
WORDS = AS_IT_IS | {
    "spellcheck": "false",
    "writingsuggestions": "false",
    "autocorrect": "off",
    "autocapitalize": "sentences",
    "data-gramm": "false",
    "dir": "auto",
}
SEARCHED = {"autocomplete": "off", "spellcheck": "false"}  # by an editor, at the desk
WANTED = {"textarea": WORDS, "text": WORDS, "date": AS_IT_IS, "time": AS_IT_IS, "search": SEARCHED}
OF_THE_LOG_IN = {
    "login": {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"},
    "username": {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"},
    "password": {"autocomplete": "current-password", "spellcheck": "false"},
    "oldpassword": {"autocomplete": "current-password", "spellcheck": "false"},
    "password1": {"autocomplete": "new-password", "spellcheck": "false"},
    "code": {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    "password2": {"autocomplete": "new-password", "spellcheck": "false"},
    "colleague": WORDS | {"autocapitalize": "none"},
}

# Fields of which a disk may know: where a form leads, keys of one's own rows.
OF_NO_CLIENT = {
    *("csrfmiddlewaretoken", "next", "notice"),
    *("reading", "with", "without", "in", "place"),  # of what is taken along: how much, which boxes by marks
}

CANARY = "Kanarialintu"
THAT_DAY = timezone.localdate() + timedelta(days=40)
NEXT_DAY = THAT_DAY + timedelta(days=1)
FIRST = {"date": THAT_DAY.isoformat(), "time": "21:37"}
ON_THE_OTHER_DEVICE = {"date": NEXT_DAY.isoformat(), "time": "21:38"}
WRITTEN = f"{CANARY} lauloi."
LATER = f"{CANARY} vaikeni."
NO_LONGER_ASKED = f"{CANARY} hävisi."
TOO_LONG = CANARY * 2000
BY_SCRIPT = {"HX-Request": "true"}


def filled_in(page: str, words: str, values: dict[str, str]) -> dict[str, str]:
    """Each box of a page with something in it: what ``values`` has for its kind, otherwise ``words``."""
    return {name: values.get(box["type"], words) for name, box in Words(page).boxes.items()}


def first_time(page: str) -> dict[str, str]:
    return filled_in(page, f"{WRITTEN}\n\nKahdesti.", FIRST)


def on_the_other_device(page: str) -> dict[str, str]:
    return filled_in(page, LATER, ON_THE_OTHER_DEVICE)


def not_to_be_taken(page: str) -> dict[str, str]:
    box = next(iter(Words(page).boxes))
    return {box: TOO_LONG}


@pytest.fixture
def read(worker_client):
    return lambda address: worker_client.get(address).content.decode()


@pytest.fixture
def send(worker_client):
    """Send a form and look at what comes, which must be of that status: send(address, fields, status)."""

    def send(address, fields, status, client=worker_client, headers=None) -> str:
        answer = client.post(address, fields, headers=headers)
        assert answer.status_code == status
        return answer.content.decode()

    return send


@pytest.fixture
def walked(interview, at, read, send) -> dict[str, str]:
    """The walk: everything written; written otherwise elsewhere; something refused; a log-in that ended."""
    for place in WALK:
        send(at(place), first_time(read(at(place))) | {"version": version_of(read(at(place)))}, 302)
    send(at("signs"), {"version": version_of(read(at(1))), "sign-nervous": "noticed"}, 302)
    leave_what_is_no_longer_asked(interview)
    pages = {}
    for place in WALK:
        pages[f"{place}"] = page = read(at(place))
        other = on_the_other_device(page) | {"version": 0}
        refused = not_to_be_taken(page) | {"version": version_of(page)}
        pages |= {
            f"{place}, two devices": send(at(place), other, 409),
            f"{place}, two devices, by script": send(at(place), other, 409, headers=BY_SCRIPT),
            f"{place}, refused": send(at(place), refused, 422),
            f"{place}, log-in ended": send(at(place), other, 401, client=Client()),
        }
    return pages | {"my interviews": read("/i/")}


@pytest.fixture
def tried(worker_client, edition) -> dict[str, str]:
    """The same in a try."""
    trying = Trying(worker_client, "/try/")
    for place in WALK:
        trying.go(place)
        trying.press(**first_time(trying.response.content.decode()))
    pages = {place: trying.go(place).response for place in WALK}
    pages["refused"] = trying.go("1").press(**not_to_be_taken(trying.page)).response
    pages["on a break"] = trying.press("leave", "yes").response
    return {f"tried, {place}": response.content.decode() for place, response in pages.items()}


@pytest.fixture
def remarked(edition, read, send, supervisor) -> dict[str, str]:
    """A remark: its form, refused, and as whoever deals with it sees it."""
    page = read("/remarks/new/?page=safety")
    refused = send("/remarks/new/", REMARK | not_to_be_taken(page), 422)
    send("/remarks/new/", REMARK | first_time(page), 302)
    desk = Client()
    desk.force_login(supervisor)
    pages = {"remark": page, "remark, refused": refused}
    return pages | {
        address: desk.get(address).content.decode() for address in desk_addresses() if OF_REMARKS in address
    }


@pytest.fixture
def opened(walked, interview, read) -> dict[str, str]:
    """Whatever has an address."""
    parts = {
        "<uuid:interview_id>": interview.pk,
        "<int:number>": 1,
        "<int:pk>": 1,
        "<str:language>/<str:page>": "fi/card",
    }
    pages = {"the log-in": Client().get("/accounts/login/").content.decode()}
    for address in addresses():
        for part, value in parts.items():
            address = address.replace(part, f"{value}")
        pages[address] = read(address)
    return pages


@pytest.fixture(scope="module")
def seen() -> dict[str, str]:
    """All pages, once a test has gone through them."""
    return {}


@pytest.fixture
def pages(request, seen) -> dict[str, str]:
    if not seen:
        for part_of_them in ("walked", "tried", "remarked", "opened"):
            seen |= request.getfixturevalue(part_of_them)
    return seen


def version_of(page: str) -> str:
    return attribute(page, "[name=version]", "value")


def leave_what_is_no_longer_asked(interview) -> None:
    interview.refresh_from_db()
    sheet = interview.open_sheet()
    sheet.write({"note-once-asked": NO_LONGER_ASKED}, {"note-once-asked": sheet.version}, timezone.now())
    interview.keep(sheet)
    interview.save()


@pytest.mark.variants(stay=0)
def test_every_box_that_a_worker_types_into_asks_browsers_to_leave_the_words_alone(pages):
    found = set()
    for place, page in pages.items():
        for name, box in Words(page).boxes.items():
            found.add(name.partition("-")[0])
            wanted = OF_THE_LOG_IN.get(name) or WANTED[box["type"]]
            assert box | wanted == box, f"{name} of {place}"
    assert found == {
        "note",
        "meeting",
        "label",
        "sentence",
        "name",
        "q",
        *("caller", "phone", "languages"),
        *OF_THE_LOG_IN,
    }  # the name of a passkey


@pytest.mark.variants(stay=0)
def test_every_form_with_words_or_choices_is_sent_by_a_script_and_left_out_of_what_browsers_fill_in(pages):
    """What a browser sends by itself, and what it fills in again, it writes to the disk."""
    faults, sent = [], set()
    for place, page in pages.items():
        for form in parts(page, "form[method=post]"):
            names = {box.attributes["name"] for box in form.css("[name]:not(button)")} - OF_NO_CLIENT
            if not names or not form.css("button"):  # the gallery's form sends nothing
                continue
            sent.add(form.attributes["action"].partition("?")[0].split("/")[-2])
            script = "save" if form.id == "answers" and "data-send" not in form.attributes else "send"
            if script == "send" and "data-send" not in form.attributes:
                faults.append(f"{place}: {sorted(names)} would be sent by the browser itself")
            if not parts(page, f"head script[src*='js/{script}']"):
                faults.append(f"{place}: {script}.js is not there")
            if form.attributes.get("autocomplete") != "off" and not names <= OF_THE_LOG_IN.keys() | {"next"}:
                faults.append(f"{place}: {sorted(names)} may be filled in again")
    assert faults == []
    assert sent >= {
        "1",
        "signs",
        "summary",
        "name",
        "colleagues",
        "consult",
        "client-card",
        "new",
        "try",
        "login",
        "password",
        "confirm",
    }


def test_what_was_written_is_spared_by_translators_wherever_it_is_shown(pages):
    taken = {place: Words(page).translated for place, page in pages.items()}
    assert [place for place, words in taken.items() if CANARY in words] == []


SHOWN = {
    "2": [WRITTEN],
    "signs": [WRITTEN],
    "signs, two devices": [WRITTEN, LATER],
    "signs, two devices, by script": [WRITTEN, LATER],
    "summary, two devices": [WRITTEN, LATER],
    "3, two devices": [day(THAT_DAY), "21.37", day(NEXT_DAY), "21.38"],
    "summary": [WRITTEN, NO_LONGER_ASKED, day(THAT_DAY), "21.37"],
    "my interviews": [WRITTEN],
    "tried, summary": [WRITTEN, day(THAT_DAY), "21.37"],
}


def test_what_was_written_is_shown(walked, tried):
    words = {place: Words(page) for place, page in (walked | tried).items()}
    for place, shown in SHOWN.items():
        assert [each for each in shown if each not in words[place].spared] == [], place
        assert [each for each in shown if each in words[place].translated] == [], place


def test_whoever_deals_with_remarks_reads_them_as_they_were_written(remarked):
    at_the_desk = [Words(page).spared for place, page in remarked.items() if OF_REMARKS in place]
    assert len([words for words in at_the_desk if f"{WRITTEN} Kahdesti." in words]) == 2


@pytest.mark.variants(stay=0)
def test_what_the_interface_says_of_a_sign_is_not_spared_with_its_note(walked):
    words = Words(walked["summary"])
    assert "Huomasin" in words.translated
    assert "Huomasin" not in words.spared
