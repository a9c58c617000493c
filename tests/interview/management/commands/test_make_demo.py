import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from guidance.models import Draft, Edition

pytestmark = pytest.mark.django_db

ACCOUNTS = {"worker", "colleague", "supervisor", "officer"}


@pytest.fixture
def make_demo(capsys, monkeypatch):
    """make_demo("a password") -> what it printed."""

    def make_demo(password: str | None = None) -> str:
        if password is None:
            monkeypatch.delenv("DEMO_PASSWORD", raising=False)
        else:
            monkeypatch.setenv("DEMO_PASSWORD", password)
        call_command("make_demo")
        return capsys.readouterr().out

    return make_demo


def password_in(printed: str) -> str:
    return printed.splitlines()[-1].removeprefix("Password for all of them: ")


def test_every_role_has_an_account_and_only_two_work_in_the_admin(make_demo):
    make_demo()
    people = {user.username: user for user in User.objects.all()}
    assert set(people) == ACCOUNTS
    groups = {name: user.groups.get().name for name, user in people.items()}
    assert groups == {
        "worker": "Workers",
        "colleague": "Workers",
        "supervisor": "Supervisors",
        "officer": "Officers",
    }
    assert {name for name, user in people.items() if user.is_staff} == {"supervisor", "officer"}
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_built_in_guidance_is_published_once_and_an_editors_work_is_left_alone(make_demo):
    make_demo()
    Draft.objects.update(with_additions=False)
    make_demo()
    assert [edition.number for edition in Edition.objects.all()] == [1]
    assert not Draft.objects.get().with_additions


def test_the_password_comes_from_the_environment(make_demo, client):
    assert password_in(make_demo("kolme pientä kuusta")) == "kolme pientä kuusta"
    assert all(client.login(username=name, password="kolme pientä kuusta") for name in ACCOUNTS)


def test_otherwise_it_is_made_up_anew_each_time_and_printed(make_demo, client):
    first, second = password_in(make_demo()), password_in(make_demo())
    assert first != second
    assert len(second) >= 12
    assert client.login(username="worker", password=second)
    assert not client.login(username="worker", password=first)


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("passwords", [("the same", "the same"), ("one", "another")])
def test_a_session_outlives_a_second_run(make_demo, client, passwords):
    make_demo(passwords[0])
    assert client.login(username="worker", password=passwords[0])
    make_demo(passwords[1])
    assert client.get("/i/").status_code == 200


@pytest.mark.variants(stay=0)
def test_a_session_stays_with_its_own_account(make_demo, client):
    make_demo("one")
    client.login(username="supervisor", password="one")
    make_demo("another")
    assert client.get("/admin/").wsgi_request.user.username == "supervisor"


def test_outside_a_demo_there_are_no_demo_accounts(settings, make_demo):
    settings.DEMO = False
    with pytest.raises(CommandError, match="make run"):
        make_demo()
    assert not User.objects.exists()
    assert not Edition.objects.exists()
