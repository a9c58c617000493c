"""What can be the key of no row, in any address with an open part and in any picker, is answered in words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import AutoField
from django.urls import URLPattern, get_resolver, reverse

from guidance.draft import read_draft
from guidance.models import Check, Stage, Step
from interview.models import Interview
from tests.guidance.at_the_desk import list_of, opened, page_of
from tests.guidance.filled_in import form_on
from tests.languages.desk import addresses

pytestmark = pytest.mark.django_db

NO_KEYS = ["9" * 30, "9" * 5000, str(2**63), "-1", "1\0", "٣", "²", "1_0", " 1", "1.0", "x"]
# Longer than any database's number, what ends a text for some, and a digit that is none.
A_FEW = ["9" * 30, "1\0", "²"]
OPEN_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
NO_KEY = {"place"}  # words of the guidance, any of which lead on to where they may be mended
IN_ADDRESSES = {
    "app_label": "guidance",
    "id": "1",
    "key": "1",
    "kind": "points",
    "language": "sv",
    "number": "1",
    "object_id": "1",
    "page": "card",
    "place": "steps/propose",
    "url": "nothing",
}


def every_no_key() -> list:
    return [
        pytest.param(no_key, id=ascii(no_key[:10]), marks=() if no_key in A_FEW else pytest.mark.heavy)
        for no_key in NO_KEYS
    ]


@pytest.fixture
def everybody(client, administrator, edition):
    """A client in which somebody has logged in who may do everything, and has begun an interview."""
    administrator.groups.add(Group.objects.get(name="Workers"))
    client.force_login(administrator)
    client.post("/i/")
    return client


# --- Addresses -------------------------------------------------------------------------------------------


def routes(patterns=None, before: str = "/") -> Iterator[str]:
    """Every route with an open part."""
    for pattern in patterns or get_resolver().url_patterns:
        route = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if not isinstance(pattern, URLPattern):
            yield from routes(pattern.url_patterns, route)
        elif OPEN_PART.search(route):
            yield route


def addresses_with(no_key: str) -> Iterator[str]:
    """Every such address, each of its open parts in turn filled with what is no key."""
    known = IN_ADDRESSES | {"interview_id": str(Interview.objects.get().pk)}
    for route in routes():
        names = [name or of_pattern for name, of_pattern in OPEN_PART.findall(route)]
        for spoilt in names:
            if spoilt not in NO_KEY:
                filled = iter(quote(no_key if name == spoilt else known[name]) for name in names)
                yield OPEN_PART.sub(lambda part, filled=filled: next(filled), route)


@pytest.mark.variants
@pytest.mark.parametrize("no_key", every_no_key())
def test_an_address_with_what_is_no_key_is_not_found(everybody, no_key):
    asked = list(addresses_with(no_key))
    assert len(asked) > 80
    for address in asked:
        for ask in (everybody.get, everybody.post):
            status = ask(address, follow=True).status_code
            assert 400 <= status < 500, (address[:100], ask, status)


def test_every_row_at_the_desk_has_a_number_for_its_key():
    assert all(isinstance(model._meta.pk, AutoField) for model in admin.site._registry)


@pytest.mark.parametrize("address", ["/admin/r/1/1/", "/admin/guidance/edition/place/steps/a%00b/"])
def test_an_address_that_leads_nowhere_is_not_found(everybody, address):
    assert everybody.get(address).status_code == 404


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("no_key", ["9" * 30, str(2**63), f"-{'9' * 30}", f"1,{'9' * 30}", "9" * 4000, "1\0"])
def test_a_list_is_not_filtered_by_what_no_database_compares_with(everybody, no_key):
    for name in ("stage", "stage__id__exact", "stage__in", "id__in"):
        assert everybody.get(list_of(Check), {name: no_key}).status_code in (302, 404)
    assert (
        everybody.get(reverse("admin:auth_user_changelist"), {"groups__id__exact": no_key}).status_code == 404
    )
    assert everybody.get(list_of(Check), {"q": no_key}).status_code == 200


@pytest.mark.parametrize("name", ["identifier__regex", "identifier__iregex", "id__regex", "text__icontains"])
def test_a_list_is_filtered_by_no_pattern_that_an_address_brings(everybody, name):
    """One that is looked for in every way at once stands still, and all others with it, saves too."""
    assert everybody.get(list_of(Check), {name: "^(([a-z-])+)+!$"}).status_code == 400
    assert everybody.get(list_of(Check), {"retired__exact": "1"}).status_code == 200


def test_nor_is_it_searched_for_words_without_end(everybody):
    assert everybody.get(list_of(Check), {"q": "a " * 20}).status_code == 200
    assert everybody.get(list_of(Check), {"q": "a " * 21}).status_code == 400


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("no_key", NO_KEYS, ids=lambda no_key: ascii(no_key[:10]))
def test_what_is_no_key_is_neither_moved_nor_ticked(everybody, no_key):
    assert everybody.post(list_of(Stage), {"move": f"{no_key}-up"}).status_code == 400
    ticked = {"action": "delete_selected", "_selected_action": no_key}
    assert everybody.post(reverse("admin:auth_user_changelist"), ticked).status_code == 400
    assert User.objects.count() == 1


# --- Pickers ---------------------------------------------------------------------------------------------


# What tells one sign or question from the next: "signs-3-id", "checks-threat", "seen:steps/propose/full".
WHICH_ONE = re.compile(r"-\d+|(?<=^checks-).+|(?<=^signs-)[a-z-]+$|(?<=^seen:).+")
NO_PICKER = re.compile(r"csrf|__prefix__|_FORMS$|^next$")  # the last leads on from the language buttons


class Pickers(HTMLParser):
    """The selects and the hidden boxes of each form with an id, by what they are: one of each will do."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.form = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            self.form = said.get("id") if said.get("method") == "post" else None
        elif self.form and (tag == "select" or said.get("type") == "hidden"):
            self._meet(said["name"])

    def _meet(self, name: str):
        if not NO_PICKER.search(name):
            self.forms.setdefault(self.form, {}).setdefault(WHICH_ONE.sub("", name), name)


@pytest.mark.heavy
def test_no_picker_at_the_desk_takes_what_is_no_key(everybody, published_pack):
    asked = 0
    for address in addresses():
        answer = everybody.get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        page = answer.content.decode()
        for form, names in Pickers(page).forms.items():
            fields = form_on(page, form)
            for name in names.values():
                status = everybody.post(address, fields | {name: NO_KEYS[0]}).status_code
                assert status < 500, (address, name)
                asked += 1
    assert asked > 80
    assert read_draft() == published_pack


PICKERS = [
    (Check, "answers-0-id", "answers-1-text_fi"),
    (Step, "stepcontact_set-0-contact", "title_fi"),
    (Step, "stepcontact_set-0-id", "title_fi"),
    (User, "groups", "first_name"),
    (User, "user_permissions", "first_name"),
    (Group, "permissions", "name"),
]


@pytest.mark.variants
@pytest.mark.parametrize(
    ("model", "name", "typed", "no_key"),
    [
        *(
            pytest.param(
                Check, "stage", "short_fi", *each.values, id=f"Check-stage-{each.id}", marks=each.marks
            )
            for each in every_no_key()
        ),
        *(pytest.param(*each, NO_KEYS[0], id=f"{each[0].__name__}-{each[1]}") for each in PICKERS),
    ],
)
def test_a_picker_with_what_is_no_key_is_shown_again_with_all_that_was_typed(
    everybody, published_pack, model, name, typed, no_key
):
    row = model.objects.filter(**{"stepcontact__isnull": False} if model is Step else {}).first()
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    form = f"{model._meta.model_name}_form"
    fields = form_on(everybody.get(address).content.decode(), form) | {name: [no_key], typed: ["Uusi"]}
    answer = everybody.post(address, fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'class="errorlist' in page
    assert form_on(page, form)[typed] == ["Uusi"]
    assert read_draft() == published_pack


def test_a_picker_with_the_key_of_no_row_is_a_fault_like_any_other(everybody):
    check = Check.objects.first()
    answer = everybody.post(page_of(check), opened(everybody, check) | {"stage": "999"})
    assert answer.status_code == 200
    assert 'class="errorlist' in answer.content.decode()
