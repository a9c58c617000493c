"""The phone's home screen: a neutral name, icons of our own, and a worker that keeps two public pages."""

import re
import struct

import pytest
from django.contrib.staticfiles import finders

from config.environment import ROOT
from tests.markup import attributes
from tools import icons

pytestmark = pytest.mark.django_db

CSS = (ROOT / "static/css/tokens.css").read_text()
WORKER = (ROOT / "templates/worker.js").read_text()
PAPERS = re.findall(r"--paper: (#\w+)", CSS)  # light, dark

GIVES_IT_AWAY = ("ihmiskaup", "hyväksikäy", "uhri", "trafficking", "människohand", "exploit", "haastattelu")


@pytest.fixture
def manifest(client) -> dict:
    return client.get("/manifest.webmanifest").json()


def test_the_manifest_and_the_worker_come_as_what_they_are(client):
    manifest = client.get("/manifest.webmanifest")
    worker = client.get("/sw.js")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert worker.headers["Content-Type"].startswith("text/javascript")
    for answer in (manifest, worker):
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert not answer.cookies


def test_the_name_gives_nothing_away(client, manifest):
    assert manifest["name"] == manifest["short_name"] == "Rinnalla"
    words = client.get("/manifest.webmanifest").content.decode().lower()
    assert [word for word in GIVES_IT_AWAY if word in words] == []
    assert not {"description", "shortcuts", "screenshots", "categories"} & manifest.keys()


def test_it_opens_at_the_start_page_in_a_window_of_its_own(manifest):
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")


def test_its_colours_are_the_papers_of_the_pages(client, manifest, edition):
    assert manifest["theme_color"] == manifest["background_color"] == PAPERS[0]
    assert attributes(client.get("/"), "[name=theme-color]", "content") == PAPERS


@pytest.mark.parametrize("purpose", ["any", "maskable"])
def test_it_has_an_icon_for_every_launcher(manifest, purpose):
    assert "512x512" in {icon["sizes"] for icon in manifest["icons"] if icon["purpose"] == purpose}


def test_every_icon_is_there_and_as_large_as_it_says(manifest):
    for icon in manifest["icons"]:
        drawn = finders.find(icon["src"].removeprefix("/static/"))
        if icon["type"] == "image/png":
            with open(drawn, "rb") as file:
                assert "{}x{}".format(*struct.unpack(">II", file.read(24)[16:])) == icon["sizes"]


@pytest.mark.parametrize("name", icons.ICONS)
def test_the_icons_are_those_that_are_drawn_from_the_mark_and_light(name):
    kept = (ROOT / "static/icons" / name).read_bytes()
    assert kept == icons.icon(*icons.ICONS[name])
    assert len(kept) < 1000


def test_the_icons_strokes_are_the_marks():
    path = (ROOT / "static/icons/mark.svg").read_text()
    drawn = "".join(
        f"M{left} {top}h{right - left}v{bottom - top}h-{right - left}z"
        for left, top, right, bottom in icons.STROKES
    )
    assert drawn.replace("h-7z", "H8z").replace("h-6z", "h-6z") in path


@pytest.mark.parametrize("address", ["/", "/card/", "/contacts/", "/accounts/login/"])
def test_pages_open_to_all_name_the_manifest(client, edition, address):
    assert 'rel="manifest"' in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/card/", "/contacts/"])
def test_only_what_is_kept_lets_the_worker_in(client, edition, address):
    assert "home-screen" in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/break/", "/nothing/", "/kept/fi/card/"])
def test_no_other_page_lets_the_worker_in(client, edition, address):
    assert "home-screen" not in client.get(address).content.decode()


def test_the_walk_carries_nothing_of_it(worker_client, edition):
    first = worker_client.post("/i/").headers["Location"]
    page = worker_client.get(first).content.decode()
    assert 'id="answers"' in page
    assert "home-screen" not in page
    assert "manifest" not in page


# --- The pages as they are kept ---------------------------------------------------------------------------


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("page", ["card", "contacts", "offline"])
def test_a_page_to_keep_is_in_the_language_of_its_address_and_the_same_for_everybody(
    client, worker_client, edition, language, page
):
    worker_client.cookies["django_language"] = "en" if language != "en" else "fi"
    answer = worker_client.get(f"/kept/{language}/{page}/")
    words = answer.content.decode()
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in words
    assert "<form" not in words
    assert "csrfmiddlewaretoken" not in words
    assert "/remarks/" not in words
    worker_client.logout()
    assert worker_client.get(f"/kept/{language}/{page}/").content.decode() == words


@pytest.mark.parametrize("page", ["card", "contacts"])
def test_a_kept_page_says_of_which_day_it_is(client, edition, page):
    assert 'id="kept"' in client.get(f"/kept/fi/{page}/").content.decode()
    assert 'id="kept"' not in client.get(f"/{page}/").content.decode()


def test_the_offline_page_leads_to_the_card_the_contacts_and_the_emergency_number(client, edition):
    page = client.get("/kept/fi/offline/")
    assert attributes(page, "main [href]", "href") == ["", "/card/", "/contacts/", "tel:112"]


@pytest.mark.parametrize("address", ["/kept/de/card/", "/kept/fi/start/", "/kept/fi/i/", "/kept/fi/signs/"])
def test_nothing_else_can_be_kept(client, edition, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["card", "contacts", "offline"])
def test_the_worker_keeps_every_stylesheet_and_script_of_its_pages(client, edition, page):
    files = re.compile(re.search(r"FILES = /(.+)/;", WORKER)[1])
    kept = client.get(f"/kept/fi/{page}/")
    loaded = attributes(kept, "[rel=stylesheet]", "href") + attributes(kept, "script[src]", "src")
    assert len(loaded) == 3
    assert [name for name in loaded if not files.match(name)] == []
