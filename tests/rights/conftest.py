"""Something in every open part of an address, and asking without leaving anything changed."""

import re
from http.cookies import SimpleCookie

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client

from guidance.models import Edition, Expectation, Remark
from interview.colleagues import Invitation
from interview.models import WORKERS, Interview, Organisation

OPEN_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@pytest.fixture
def published_pack(request, built_in_pack, short_pack) -> dict:
    """The gallery shows parts of the whole guidance, and a part of it has no meetings to practise; the desk
    is quicker with that part."""
    asked_for = getattr(request.node, "callspec", None)
    needs_all = asked_for and asked_for.params.get("kind") in ("open to all", "the meetings to practise")
    return built_in_pack if needs_all else short_pack


@pytest.fixture
def invited(db, password) -> User:
    """A worker who is invited to the interview (``known``)."""
    user = User.objects.create_user("invited", password=password)
    user.groups.add(Group.objects.get(name=WORKERS))
    return user


@pytest.fixture
def known(edition, worker, invited) -> dict:
    """What stands in the open parts of the addresses that are no row's of the desk."""
    client = Client()
    client.force_login(worker)
    client.post("/i/")
    Invitation.objects.create(interview=Interview.objects.get(), colleague=invited, invited_by=worker)
    Organisation().save()
    Expectation.objects.create(identifier="one", title={"fi": "Yksi"})
    Remark.objects.create(place="steps/propose", kind="unclear", sentence="Epäselvä", edition=edition)
    return {
        "interview_id": Interview.objects.get().pk,
        "number": 1,
        "pk": 1,
        "language": "sv",
        "page": "card",
        "place": "steps/propose",
        "app_label": "guidance",
        "url": "nowhere/",
    }


@pytest.fixture
def address(known):
    """address(route): with something that is there in every open part."""
    rows = {
        f"admin/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry
    }

    def address(route: str) -> str:
        model = next((model for below, model in rows.items() if route.startswith(below)), None)
        return "/" + OPEN_PART.sub(
            lambda part: str(filled(model)[part[1] or part[2]]), route.strip("$").replace("^", "")
        )

    def filled(model) -> dict:
        if model is None or model is Edition:
            return known | dict.fromkeys(("object_id", "key"), Edition.objects.get().pk)
        key = model._default_manager.order_by("pk").first().pk
        kinds = [inline.model._meta.model_name for inline in admin.site._registry[model].inlines]
        return known | dict.fromkeys(("object_id", "key", "id"), key) | {"kind": next(iter(kinds), "none")}

    return address


@pytest.fixture
def ask(request, monkeypatch):
    """ask(role, method, address): the status of the answer, whatever it would say; nothing stays changed."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *args, **kwargs: "")
    client, cookies = Client(), {}

    def cookies_of(role: str) -> SimpleCookie:
        if role not in cookies:
            client.cookies = SimpleCookie()
            if role != "stranger":
                client.force_login(request.getfixturevalue(role))
            cookies[role] = client.cookies.output(header="", sep=";")
        return SimpleCookie(cookies[role])

    def ask(role: str, method: str, address: str) -> int:
        client.cookies = cookies_of(role)
        with transaction.atomic():
            status = client.generic(method, address).status_code
            transaction.set_rollback(True)
        return status

    return ask
