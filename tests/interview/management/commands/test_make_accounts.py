import io
import stat
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    """run(text, *arguments): what the command prints, and what it says beside."""

    def run(text: str, *arguments: str) -> tuple[list[str], str]:
        file, out, beside = tmp_path / "accounts.csv", io.StringIO(), io.StringIO()
        file.write_text(text)
        call_command("make_accounts", str(file), *arguments, stdout=out, stderr=beside)
        return out.getvalue().splitlines(), beside.getvalue()

    return run


def test_accounts_are_made_with_their_roles_and_a_first_password_each(run):
    printed, beside = run("username,roles,first_name\nanna,Workers,Anna\nleo,Workers Officers,Leo\n")
    passwords = {name: password for name, _roles, password in (line.split(";") for line in printed)}
    anna, leo = User.objects.get(username="anna"), User.objects.get(username="leo")
    assert anna.check_password(passwords["anna"])
    assert passwords["anna"] != passwords["leo"]
    assert not anna.is_staff
    assert leo.is_staff
    assert set(leo.groups.values_list("name", flat=True)) == {"Workers", "Officers"}
    assert "2 made, 0 there already." in beside


def test_a_file_that_the_passwords_are_led_into_is_its_owners_alone(tmp_path):
    listed, led_into = tmp_path / "accounts.csv", tmp_path / "first-passwords.csv"
    listed.write_text("username,roles\nanna,Workers\n")
    led_into.touch()
    led_into.chmod(0o644)
    with led_into.open("w") as out:
        call_command("make_accounts", str(listed), stdout=out, stderr=io.StringIO())
    assert led_into.read_text().startswith("anna;Workers;")
    assert stat.S_IMODE(led_into.stat().st_mode) == 0o600


def test_a_list_is_sent_in_where_its_file_is_not_for_the_apps_user_to_read(monkeypatch):
    sent_in = io.TextIOWrapper(io.BytesIO(b"username,roles\nanna,Workers\n"))
    monkeypatch.setattr(sys, "stdin", sent_in)
    call_command("make_accounts", "-", stdout=io.StringIO(), stderr=io.StringIO())
    assert [account.username for account in User.objects.all()] == ["anna"]


def test_a_dry_run_makes_nothing(run):
    printed, beside = run("username,roles\nanna,Workers\n", "--dry-run")
    assert printed == ["anna;Workers"]
    assert "1 would be made" in beside
    assert not User.objects.exists()


def test_an_account_that_exists_stays_as_it_is_however_its_name_is_written(run, officer):
    before = officer.password
    printed, beside = run("username,roles\nOfficer,Workers\nanna,Workers\n")
    assert [line.split(";")[0] for line in printed] == ["anna"]
    assert "Officer exists and stays as it is." in beside
    officer.refresh_from_db()
    assert officer.password == before
    assert [group.name for group in officer.groups.all()] == ["Officers"]


def test_of_a_list_with_a_fault_nothing_is_made(run):
    with pytest.raises(CommandError, match="No account was made"):
        run("username,roles\nanna,Workers\nleo,Nobody\n")
    assert not User.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("make_accounts", str(tmp_path / "none.csv"))
