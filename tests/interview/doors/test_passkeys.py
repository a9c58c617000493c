"""A passkey in the place of the password after a lock; made and used at log-in in ``test_second_factor``."""

import json

import pytest
from django.test import Client

from interview.accounts import Event, Session
from interview.doors.lock import LOCKED, MOST_WRONG
from tests.interview.doors.device import Device
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

SCRIPT = {"HX-Request": "true"}
ASK = "/unlock/passkey/"


@pytest.fixture(autouse=True)
def as_over_https(settings):
    """What browsers take for safe; a test client says http."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def device(worker) -> Device:
    device = Device()
    device.belong_to(worker)
    return device


def asked(client) -> dict:
    return client.get(ASK, headers=SCRIPT).json()["publicKey"]


def unlock(client, credential: str, headers=SCRIPT, **more):
    return client.post("/unlock/", {"credential": credential, "password": "", **more}, headers=headers)


# --- It opens ---------------------------------------------------------------------------------------------


def test_a_passkey_of_the_account_opens_a_locked_session(locked, device, edition):
    assert unlock(locked, device.sign(asked(locked))).status_code == 204
    assert locked.get("/i/").status_code == 200


def test_it_leads_on_as_the_password_does(locked, device):
    answer = unlock(locked, device.sign(asked(locked)), headers={}, next="/i/?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/i/?x=1")


def test_the_device_is_asked_who_holds_it_and_shown_no_other_passkeys(locked, device, colleague):
    Device(b"a colleague's").belong_to(colleague)
    ask = asked(locked)
    assert ask["userVerification"] == "required"
    assert [each["type"] for each in ask["allowCredentials"]] == ["public-key"]


# --- It does not ------------------------------------------------------------------------------------------


def refused(client) -> bool:
    return client.get("/i/").status_code == LOCKED and Event.objects.filter(kind="unlock-failed").exists()


def test_anothers_passkey_does_not(locked, device, colleague):
    other = Device(b"a colleague's")
    other.belong_to(colleague)
    assert unlock(locked, other.sign(asked(locked))).status_code == 422
    assert refused(locked)


def test_one_with_the_right_name_and_another_key_does_not(locked, device):
    assert unlock(locked, Device(device.name).sign(asked(locked))).status_code == 422
    assert refused(locked)


def test_a_device_that_does_not_ask_who_holds_it_does_not(locked, worker):
    device = Device(verifies=False)
    device.belong_to(worker)
    assert unlock(locked, device.sign(asked(locked))).status_code == 422
    assert refused(locked)


def test_what_was_signed_at_another_address_does_not(locked, device):
    signed = device.sign(asked(locked), origin="https://elsewhere.example.fi")
    assert unlock(locked, signed).status_code == 422
    assert refused(locked)


def test_what_was_signed_opens_once(locked, device, leave):
    signed = device.sign(asked(locked))
    unlock(locked, signed)
    leave(locked)
    assert unlock(locked, signed).status_code == 422
    assert refused(locked)


def test_a_wrong_try_uses_up_what_was_asked(locked, device):
    ask = asked(locked)
    unlock(locked, Device(device.name).sign(ask))
    assert unlock(locked, device.sign(ask)).status_code == 422
    assert refused(locked)


def test_what_was_asked_of_another_session_does_not(locked, device, worker, leave):
    elsewhere = Client()
    elsewhere.force_login(worker)
    leave(elsewhere)
    asked(locked)
    assert unlock(locked, device.sign(asked(elsewhere))).status_code == 422
    assert refused(locked)


def test_what_another_page_asked_for_does_not(locked, worker, leave, password):
    """A page before the lock asks any device; the lock asks one that asks who holds it."""
    device = Device(verifies=False)
    device.belong_to(worker)
    locked.post("/unlock/", {"password": password}, headers=SCRIPT)
    on_the_page = part(locked.get("/accounts/confirm/passkey/"), "#passkey-options").text()
    leave(locked)
    ask = json.loads(on_the_page)["request_options"]["publicKey"]
    assert unlock(locked, device.sign(ask)).status_code == 422
    assert refused(locked)


@pytest.mark.parametrize("credential", ["no json", "{}", "[]", "null", "3", '{"id": "eA", "rawId": "eA"}'])
def test_what_no_browser_sends_opens_nothing(locked, device, credential):
    asked(locked)
    assert unlock(locked, credential).status_code == 422
    assert refused(locked)


def test_wrong_ones_count_with_wrong_passwords_and_five_end_the_session(locked, device):
    answers = [unlock(locked, "{}").status_code for _ in range(3)]
    answers += [
        locked.post("/unlock/", {"password": "ei tämä"}, headers=SCRIPT).status_code for _ in range(2)
    ]
    assert answers == [422] * 4 + [401]
    assert not Session.objects.exists()
    assert Event.objects.filter(kind="unlock-failed").count() == MOST_WRONG


def test_asking_again_and_again_begins_no_new_count(locked, device):
    """What a request keeps in the session writes nothing over the count."""
    for _ in range(3):
        unlock(locked, "{}")
        asked(locked)
    assert Session.objects.get().wrong_passwords == 3


def test_a_request_that_was_under_way_puts_no_count_back(locked, device):
    before = locked.session
    assert "anything" not in before  # which reads it
    unlock(locked, "{}")
    before["anything"] = "else"
    before.save()
    assert Session.objects.get().wrong_passwords == 1


# --- Where it is offered ----------------------------------------------------------------------------------


def test_the_page_that_asks_offers_it_where_the_account_has_one(locked, worker):
    assert parts(locked.get("/i/"), "[data-passkey]") == []
    Device().belong_to(worker)
    page = locked.get("/i/")
    assert part(page, "#unlock [data-passkey]").attributes.get("data-asks") == ASK
    assert parts(page, "script[src*='passkey.js']")


def test_at_an_address_of_digits_it_is_not_offered(locked, device, settings):
    settings.ALLOWED_HOSTS = ["*"]
    page = locked.get("/i/", headers={"Host": "127.0.0.1:8000"})
    assert parts(page, "[data-passkey]") == []
    assert locked.get(ASK, headers=SCRIPT | {"Host": "127.0.0.1:8000"}).status_code == 404


def test_the_page_says_what_was_wrong_where_there_are_two_ways(locked, device):
    fault = words(unlock(locked, "{}"), "#unlock [role=alert]")
    assert fault == "Salasana tai pääsyavain ei kelvannut. Yrityksiä jäljellä: 4."


def test_only_a_script_asks_and_only_of_a_locked_session(locked, client, device, password):
    assert locked.get(ASK).status_code == 404
    assert "passkey" not in str(Session.objects.get().get_decoded())
    locked.post("/unlock/", {"password": password}, headers=SCRIPT)
    assert locked.get(ASK, headers=SCRIPT).status_code == 204
    assert Client().get(ASK, headers=SCRIPT).status_code == 401


def test_an_account_without_one_is_asked_for_none(locked):
    assert locked.get(ASK, headers=SCRIPT).status_code == 404
