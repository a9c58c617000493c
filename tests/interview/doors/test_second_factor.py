"""The second factor: set up before anything is reached, asked for at log-in, reset with a reason."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.sessions import BEGAN
from interview.accounts import Admission, Event, Session
from interview.doors.admission import admission_of
from interview.doors.second_factor import reset
from interview.keys import lost_keys
from tests.interview.doors.conftest import given_in
from tests.interview.doors.device import Device
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

INDEX = "/accounts/second-factor/"
APP = f"{INDEX}app/"
CODES = f"{INDEX}codes/"
CODE = "/accounts/login/code/"
WRONG = "000000"


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows now, or shows some steps of half a minute later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture(autouse=True)
def outside_the_demo(in_earnest, settings):
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def arrived(worker, own_password, password):
    """A worker with a password of their own who has just logged in."""
    own_password(worker)
    return log_in(password)[0]


@pytest.fixture
def set_up(commits_at_once):
    """set_up(client): the app is set up as its page says; what the app keeps."""

    def set_up(client) -> str:
        secret = words(client.get(APP), "code")
        assert client.post(APP, {"code": code_of(secret)}).headers["Location"] == CODES
        Admission.objects.update(codes_used=[])  # as if half a minute had gone by
        return secret

    return set_up


@pytest.fixture
def secret(arrived, set_up) -> str:
    """The worker's app is set up; what it keeps."""
    return set_up(arrived)


def log_in(password, name="worker"):
    client = Client()
    return client, client.post("/accounts/login/", {"login": name, "password": password})


def recovery_codes(client) -> list[str]:
    return [words(each) for each in parts(client.get(CODES), ".codes code")]


# --- Set up ----------------------------------------------------------------------------------------------


def test_nothing_is_reached_before_it_is_set_up(arrived, edition):
    assert arrived.get("/i/").headers["Location"] == INDEX
    assert arrived.post("/i/").status_code == 401
    assert arrived.get("/card/").status_code == 200


def test_an_app_is_set_up_by_its_code_and_the_way_is_open(secret, arrived, edition):
    assert len(recovery_codes(arrived)) == 10
    assert arrived.get("/i/").status_code == 200
    assert list(Event.objects.values_list("kind", flat=True))[-1] == "factor-added"


def test_a_wrong_code_sets_up_nothing(arrived):
    arrived.get(APP)
    assert arrived.post(APP, {"code": WRONG}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_session_gets_another_key(arrived, set_up):
    before = arrived.cookies["sessionid"].value
    set_up(arrived)
    assert arrived.cookies["sessionid"].value != before
    assert Session.objects.count() == 1


def test_it_asks_the_database_nothing_more(secret, arrived, edition, django_assert_num_queries):
    arrived.get("/i/")
    with django_assert_num_queries(2):
        arrived.get("/accounts/logout/")


def test_in_the_demo_it_is_there_for_whoever_wants_it(worker_client, edition, settings):
    settings.DEMO = True
    assert worker_client.get("/i/").status_code == 200
    assert worker_client.get(INDEX).status_code == 200


# --- At log-in -------------------------------------------------------------------------------------------


def test_after_the_password_a_code_is_asked_for(secret, password, edition):
    client, answer = log_in(password)
    assert answer.headers["Location"] == CODE
    assert client.get("/i/").headers["Location"].startswith("/accounts/login/")
    before = client.cookies["sessionid"].value
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/i/"
    assert client.get("/i/").status_code == 200
    assert client.cookies["sessionid"].value != before


def test_the_page_that_was_asked_for_comes_after_the_code(secret, password, edition):
    client = Client()
    client.post("/accounts/login/", {"login": "worker", "password": password, "next": "/try/"})
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/try/"


def test_a_code_opens_once(secret, password):
    code = code_of(secret)
    first, _ = log_in(password)
    assert first.post(CODE, {"code": code}).status_code == 302
    again, _ = log_in(password)
    refused = again.post(CODE, {"code": code})
    assert refused.status_code == 200
    assert "Koodi ei kelpaa" in words(refused)
    assert again.post(CODE, {"code": code_of(secret, 1)}).status_code == 302


def test_the_code_that_set_the_app_up_opens_nothing(arrived, password):
    secret = words(arrived.get(APP), "code")
    code = code_of(secret)
    arrived.post(APP, {"code": code})
    client, _ = log_in(password)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert client.post(CODE, {"code": code_of(secret, 1)}).status_code == 302


def test_a_code_that_changed_while_it_was_typed_is_taken_and_an_older_one_is_not(secret, password):
    client, _ = log_in(password)
    assert client.post(CODE, {"code": code_of(secret, -3)}).status_code == 200
    assert client.post(CODE, {"code": code_of(secret, -1)}).status_code == 302


def test_wrong_codes_close_like_wrong_passwords(secret, password):
    client, _ = log_in(password)
    client.cookies.pop("known", None)
    assert [client.post(CODE, {"code": WRONG}).status_code for _ in range(5)] == [200] * 5
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 429
    assert Event.objects.filter(kind="failed").count() == 5


def test_the_right_password_between_wrong_codes_begins_no_new_count(secret, password):
    for _ in range(5):
        client, answer = log_in(password)
        if answer.status_code == 429:
            break
        client.post(CODE, {"code": WRONG})
    client, answer = log_in(password)
    assert answer.status_code == 429


@pytest.fixture
def guessed_at(secret, password):
    """The code page of somebody who knows the password, after ten wrong codes from as many addresses."""
    client, _ = log_in(password)
    for number in range(10):
        tried = client.post(CODE, {"code": WRONG}, REMOTE_ADDR=f"192.0.2.{number}")
        assert tried.status_code == 200
    return client


def test_codes_are_not_guessed_from_everywhere_by_whoever_knows_the_password(guessed_at, secret):
    closed = guessed_at.post(CODE, {"code": code_of(secret)}, REMOTE_ADDR="198.51.100.7")
    assert closed.status_code == 429
    assert int(closed.headers["Retry-After"]) > 15 * 60 - 5
    assert Event.objects.filter(kind="account-closed").count() == 1


def test_meanwhile_its_person_goes_on_with_a_browser_of_theirs_and_is_told(
    secret, arrived, guessed_at, password, edition
):
    arrived.post("/accounts/logout/")
    arrived.post("/accounts/login/", {"login": "worker", "password": password})
    assert arrived.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/i/"
    told = words(arrived.get("/i/"))
    assert told.count("Joku, joka tietää salasanasi, antoi monta väärää koodia.") == 1


def test_a_recovery_code_opens_once(secret, arrived, password):
    code = recovery_codes(arrived)[3]
    first, _ = log_in(password)
    assert first.post(CODE, {"code": code}).headers["Location"] == "/i/"
    again, _ = log_in(password)
    assert again.post(CODE, {"code": code}).status_code == 200
    assert code not in recovery_codes(arrived)


def test_there_is_no_way_around_the_code(secret, password):
    client, _ = log_in(password)
    for path in ("/i/", "/accounts/", CODES, APP, "/accounts/confirm/"):
        assert client.get(path).headers["Location"].startswith("/accounts/login/"), path


def has_another_password(worker):
    worker.set_password("hernekeitto-kiertää-hitaasti")
    worker.save()


def is_disabled(worker):
    worker.is_active = False
    worker.save()


def has_lost_a_role(worker):
    worker.groups.clear()


def has_no_second_factor(worker):
    reset(worker, by=None, reason="Puhelin katosi.")


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    "meanwhile", [has_another_password, is_disabled, has_lost_a_role, has_no_second_factor]
)
def test_a_log_in_that_waits_for_the_code_does_not_outlive_what_ends_sessions(
    secret, worker, password, meanwhile
):
    client, answer = log_in(password)
    assert answer.headers["Location"] == CODE
    meanwhile(worker)
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/accounts/login/"
    assert client.get("/accounts/").headers["Location"].startswith("/accounts/login/")
    assert client.get(CODE).headers["Location"] == "/accounts/login/"


def test_a_whole_walk_goes_on_behind_it_and_asks_the_database_as_much_as_in_the_demo(
    secret, password, edition, settings, django_assert_max_num_queries
):
    client, _ = log_in(password)
    client.post(CODE, {"code": code_of(secret, 1)})
    first = client.post("/i/").headers["Location"]
    assert client.post(first, {"version": "0", "check-alone": "no"}).status_code == 302
    assert client.get(first).status_code == 200  # the first of a sitting has its line in the log of use
    with django_assert_max_num_queries(6):
        assert client.get(first).status_code == 200
    with django_assert_max_num_queries(6):
        summary = client.get(first.replace("/1/", "/summary/"))
    assert "data-step" in summary.content.decode()
    assert client.get("/accounts/").status_code == 200


# --- Changed ---------------------------------------------------------------------------------------------


@pytest.fixture
def left_open() -> Callable[..., None]:
    """left_open(client, minutes): its log-in was so long ago."""

    def left_open(client, minutes: float = 6) -> None:
        session = client.session
        session[BEGAN] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
        session.save()

    return left_open


def test_new_recovery_codes_take_the_place_of_the_old(secret, arrived):
    before = recovery_codes(arrived)
    assert arrived.post(f"{CODES}new/").headers["Location"] == CODES
    assert not set(before) & set(recovery_codes(arrived))


def test_whoever_takes_the_app_away_sets_up_another_first(secret, arrived, edition):
    assert arrived.post(f"{APP}remove/").headers["Location"] == INDEX
    assert not Authenticator.objects.exists()
    assert arrived.get("/i/").headers["Location"] == INDEX


def test_elsewhere_the_account_is_logged_out_when_a_factor_is_taken_away(secret, arrived, worker):
    elsewhere = Client()
    elsewhere.force_login(worker)
    arrived.post(f"{APP}remove/")
    assert "_auth_user_id" not in elsewhere.session


CHANGES = [f"{APP}remove/", CODES, f"{CODES}new/", f"{INDEX}passkeys/new/"]
CONFIRM = "/accounts/confirm/"


@pytest.mark.variants
@pytest.mark.parametrize("path", CHANGES)
def test_five_minutes_after_the_log_in_an_open_page_is_not_enough_to_change_it(
    secret, arrived, left_open, path
):
    left_open(arrived, 4.9)
    assert arrived.get(path).status_code == 200
    left_open(arrived, 5.1)
    assert arrived.get(path).headers["Location"] == f"{CONFIRM}?next={path}"
    assert path == CODES or arrived.post(path).headers["Location"] == f"{CONFIRM}?next={path}"
    assert Authenticator.objects.count() == 2


def test_a_first_one_is_set_up_within_half_an_hour(arrived, left_open):
    """Looking for an app takes its time, and nothing is reached yet that could be lost."""
    left_open(arrived, 29)
    assert arrived.get(APP).status_code == 200
    left_open(arrived, 31)
    assert arrived.get(APP).headers["Location"].startswith(CONFIRM)


def test_the_password_is_enough_to_go_on_for_five_minutes(secret, arrived, password, left_open, settings):
    left_open(arrived)
    page = arrived.get(CODES).headers["Location"]
    assert "Siksi salasanaa kysytään uudelleen" in words(arrived.get(page))
    assert arrived.post(page, {"password": "ei tämä"}).status_code == 200
    assert arrived.post(page, {"password": password, "next": CODES}).headers["Location"] == CODES
    assert arrived.get(CODES).status_code == 200
    assert settings.ACCOUNT_REAUTHENTICATION_TIMEOUT == 300
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert arrived.get(CODES).status_code == 302


def test_what_was_sent_meanwhile_is_done_by_another_press_and_kept_nowhere(
    secret, arrived, password, left_open
):
    left_open(arrived)
    page = arrived.post(f"{APP}remove/", {"said": "Piilokirjoitusta"}).headers["Location"]
    kept = str([row.get_decoded() for row in Session.objects.all()])
    assert arrived.cookies["sessionid"].value not in kept
    assert "Piilokirjoitusta" not in kept
    asked = {"password": password, "next": f"{APP}remove/"}
    assert arrived.post(page, asked).headers["Location"] == f"{APP}remove/"
    assert Authenticator.objects.count() == 2
    arrived.post(f"{APP}remove/")
    assert not Authenticator.objects.exists()


def test_whoever_has_just_chosen_a_password_is_not_asked_for_it_again(secret, arrived, password, left_open):
    left_open(arrived)
    new = "hernekeitto-kiertää-hitaasti"
    arrived.post("/accounts/password/", {"oldpassword": password, "password1": new, "password2": new})
    assert arrived.get(CODES).status_code == 200


def test_a_passkey_does_in_the_place_of_the_password(secret, arrived, worker, left_open, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    device = Device()
    device.belong_to(worker)
    left_open(arrived)
    link = part(arrived.get(f"{CONFIRM}?next={CODES}"), "main a").attributes["href"]
    page = arrived.get(link)
    asked = json.loads(part(page, "#passkey-options").text())["request_options"]["publicKey"]
    assert asked["userVerification"] == "required"
    wrong = arrived.post(link, {"credential": Device(device.name).sign(asked), "next": CODES})
    refused = "Pääsyavain ei auennut. Yritä uudelleen tai käytä salasanaa."
    assert words(wrong, "#passkey .error") == refused
    assert part(wrong, "main a").attributes["href"] == f"{CONFIRM}?next={quote(CODES, safe='')}"
    asked = json.loads(part(wrong, "#passkey-options").text())["request_options"]["publicKey"]
    signed = {"credential": device.sign(asked), "next": CODES}
    assert arrived.post(link, signed).headers["Location"] == CODES
    assert arrived.get(CODES).status_code == 200


def test_at_an_address_of_digits_the_password_alone_is_asked_for(
    secret, arrived, passkey, left_open, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    assert parts(arrived.get(CONFIRM), "main a")
    assert parts(arrived.get(CONFIRM, headers={"Host": "127.0.0.1:8000"}), "main a") == []


# --- Reset -----------------------------------------------------------------------------------------------


@pytest.fixture
def desk(administrator, log_in_whole):
    """An administrator's own way in."""
    client = Client()
    log_in_whole(client, administrator)
    return client


@pytest.fixture
def reset_page(worker) -> str:
    return reverse("admin:auth_user_second_factor", args=[worker.pk])


def test_an_administrator_takes_a_lost_one_away_and_names_a_reason(
    secret, arrived, desk, reset_page, worker, administrator
):
    assert desk.post(reset_page, {"reason": " "}).status_code == 422
    assert Authenticator.objects.filter(user=worker).exists()
    assert desk.post(reset_page, {"reason": "Puhelin katosi junaan."}).status_code == 302
    assert not Authenticator.objects.filter(user=worker).exists()
    assert not Session.objects.filter(account=worker).exists()
    line = Event.objects.last()
    assert (line.kind, line.account, line.by) == ("factor-reset", worker.pk, administrator.pk)
    assert line.reason == "Puhelin katosi junaan."


def test_the_person_is_told_at_the_next_log_in(secret, set_up, desk, reset_page, password, edition):
    desk.post(reset_page, {"reason": "Puhelin katosi junaan."})
    client, answer = log_in(password)
    assert client.get("/i/").headers["Location"] == INDEX
    told = words(client.get(INDEX))
    assert "Ylläpito poisti entisen toisen vaiheesi tänään klo" in told
    assert "Puhelin katosi junaan." in told
    set_up(client)
    assert "Puhelin" not in words(client.get(INDEX))
    assert client.get("/i/").status_code == 200


def test_nobody_but_an_administrator_resets(secret, supervisor, reset_page, settings, client):
    settings.DEMO = True
    client.force_login(supervisor)
    assert client.get(reset_page).status_code == 403
    assert client.post(reset_page, {"reason": "Muuten vain."}).status_code == 403
    assert Authenticator.objects.exists()


def test_an_account_that_is_not_there_has_none_to_reset(desk, worker):
    for key in (worker.pk + 1000, "x", 10**40):
        assert desk.get(f"/admin/auth/user/{key}/second-factor/").status_code == 404


def test_the_accounts_page_leads_there(desk, worker, reset_page):
    page = desk.get(reverse("admin:auth_user_change", args=[worker.pk]))
    assert reset_page in page.content.decode()


def test_the_secrets_have_no_page_in_the_admin(desk):
    assert desk.get("/admin/mfa/authenticator/").status_code == 404


def test_the_last_administrator_is_helped_on_the_command_line(secret, worker, capsys):
    call_command("reset_second_factor", "worker", reason="Puhelin katosi.")
    assert not Authenticator.objects.exists()
    assert admission_of(worker).factor_reset_reason == "Puhelin katosi."
    for name, reason in (("nobody", "x"), ("worker", " "), ("worker", "x" * 201)):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name, reason=reason)


# --- Kept ------------------------------------------------------------------------------------------------


def test_the_database_alone_tells_no_secret(secret, arrived):
    codes = recovery_codes(arrived)
    with connection.cursor() as cursor:
        kept = str(cursor.execute("SELECT * FROM mfa_authenticator").fetchall())
    sessions = str([row.get_decoded() for row in Session.objects.all()])
    assert secret not in kept + sessions
    assert not any(code in kept for code in codes)
    assert "secret" in kept


def test_nor_does_it_while_an_app_is_being_set_up(arrived):
    secret = words(arrived.get(APP), "code")
    kept = str([row.get_decoded() for row in Session.objects.all()])
    assert "mfa.totp.secret" in kept
    assert secret not in kept
    assert arrived.post(APP, {"code": WRONG}).status_code == 200
    assert secret not in str([row.get_decoded() for row in Session.objects.all()])
    assert arrived.post(APP, {"code": code_of(secret)}).status_code == 302


def test_a_code_that_was_sent_without_its_page_sets_up_nothing(arrived):
    assert arrived.post(APP, {"code": WRONG}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_key_that_second_factors_need_is_missed(secret, settings):
    assert lost_keys() == {}
    settings.SEALING_KEYS = {"other": b"0123456789abcdef0123456789abcdef"}
    assert lost_keys() == {"demo": "is missing"}


def test_data_of_a_passkey_needs_no_key(worker):
    Authenticator.objects.create(user=worker, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    assert lost_keys() == {}


# --- Passkeys (made and used in tests/browser/test_second_factor.py) -------------------------------------


NO_CREDENTIALS = [
    *["", "no json", "{}", '{"id": 3}', "[]", '"x"', "null", "3"],
    '{"rawId": "x", "response": 3}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "attestationObject": "oA", "authenticatorData": "eA", "signature": "eA", "userHandle": "eA"}}',
]


@pytest.fixture
def passkey(worker):
    data = {"name": "Kannettava", "credential": {}}
    return Authenticator.objects.create(user=worker, type=Authenticator.Type.WEBAUTHN, data=data)


@pytest.mark.parametrize(
    ("host", "can"),
    [
        ("rinnalla.example.fi", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", False),
        ("[::1]:8000", False),
    ],
)
def test_a_passkey_needs_a_name_and_an_address_of_digits_says_so(arrived, settings, host, can):
    settings.ALLOWED_HOSTS = ["*"]
    page = arrived.get(INDEX, headers={"Host": host})
    assert ("Lisää pääsyavain" in words(page)) == can
    assert ("Pääsyavain ei toimi tässä osoitteessa" in words(page)) == (not can)


def test_a_passkey_is_listed_and_taken_away_by_its_person_alone(
    arrived, worker, passkey, colleague, settings
):
    given_in(arrived, worker)
    remove = f"{INDEX}passkeys/{passkey.pk}/remove/"
    assert "Kannettava" in words(arrived.get(f"{INDEX}passkeys/"))
    settings.DEMO = True
    other = Client()
    other.force_login(colleague)
    assert other.post(remove).status_code == 404
    assert arrived.post(remove).headers["Location"] == f"{INDEX}passkeys/"
    assert not Authenticator.objects.exists()


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("credential", NO_CREDENTIALS)
def test_what_no_browser_sends_as_a_passkey_opens_nothing(secret, password, credential):
    client, _ = log_in(password)
    assert client.post(CODE, {"credential": credential}).status_code == 200
    assert client.get("/i/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("credential", NO_CREDENTIALS)
def test_nor_is_it_kept_as_one(arrived, credential):
    page = f"{INDEX}passkeys/new/"
    arrived.get(page)
    assert arrived.post(page, {"name": "Kannettava", "credential": credential}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", ["[" * 100_000, "9" * 5_000], ids=["deep", "long"])
def test_what_no_machine_reads_to_its_end_is_no_passkey_either(secret, arrived, password, credential):
    client, _ = log_in(password)
    sent = {"name": "Kannettava", "credential": credential}
    for asked, page in ((client, CODE), (arrived, f"{INDEX}passkeys/new/")):
        asked.get(page)
        assert asked.post(page, sent).status_code == 200, page


# --- The second wall -------------------------------------------------------------------------------------


def test_whoever_waited_at_the_gate_with_the_password_alone_is_out_once_it_is_set_up(
    arrived, set_up, password, edition
):
    """Somebody knows the first password, too, and waits until its person has done what the gate asks."""
    waits, _ = log_in(password)
    set_up(arrived)
    assert waits.get("/i/").headers["Location"].startswith("/accounts/login/")
    assert Session.objects.count() == 1
    assert arrived.get("/i/").status_code == 200


def test_a_session_that_gave_no_second_factor_ends_at_the_gate(secret, worker, edition):
    """However it came to be."""
    client = Client()
    client.force_login(worker)
    for path in (INDEX, f"{INDEX}passkeys/new/", "/i/"):
        assert client.get(path).headers["Location"].startswith("/accounts/login/"), path
    assert "_auth_user_id" not in client.session
