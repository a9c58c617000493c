"""Every page of ours in the pseudo-language: no word that was never offered for translation, room for longer.

Guidance is content: it falls back to Finnish there and says so with ``lang``, so this walk leaves it out.
"""

import pytest
from django.test import Client
from django.urls import get_resolver

from interview.models import Interview
from tests.length import first_then_heavy

from . import pseudo
from .fitting import SIZES, misfits, new_context

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is the same in every language: names, codes, keys, an app's secret; in a title the stage's label, which
# is guidance.
SAME_EVERYWHERE = (
    r"Rinnalla|Suomi|Svenska|English|Esc|[A-Z]{3}-\d\d|[^\s⟦⟧]+@[^\s⟦⟧]+|[^\s⟦⟧]+\.fi[^\s⟦⟧]*"
    r"|(Tahti|Tilanne|Jatko|Tuki) – |\bworker\b|[A-Z2-7]{32}"
)

UNWRAPPED = """(same) => {
    const page = document.documentElement.cloneNode(true);
    const here = page.lang;
    const leave = (parts) => page.querySelectorAll(parts).forEach((part) => part.remove());
    leave("template, script, style, input, textarea, .calendar h1, .calendar th");
    leave(`[lang]:not([lang="${here}"])`);
    const spoken = [page.textContent];
    for (const part of page.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
        for (const name of ["aria-label", "title", "placeholder", "alt"]) {
            spoken.push(part.getAttribute(name) || "");
        }
    }
    let words = spoken.join("\\n").replace(new RegExp(same, "g"), " ");
    while (/⟦[^⟦⟧]*⟧/.test(words)) words = words.replace(/⟦[^⟦⟧]*⟧/g, " ");
    return words.match(/\\p{L}{2,}[\\p{L} ]*/gu) || [];
}"""


def addresses() -> list[str]:
    """Every page of ours that can be opened, from the URL configuration; the admin is Django's."""
    found = []
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            route = str(inner.pattern)
            if str(pattern.pattern) == "admin/" or route in NOT_PAGES:
                continue
            found.append("/" + route)
    return found


NOT_PAGES = {
    "card/pdf/",
    "touch/",
    "unlock/passkey/",
    "healthz",
    "readyz",
    "i18n/language/",
    "manifest.webmanifest",
    "sw.js",
}
STAGES = (1, 2, 3, 4)


@pytest.fixture
def interview(edition, worker):
    """An interview with a good deal answered, so that every kind of sentence is on its summary."""
    client = Client()
    client.force_login(worker)
    first = client.post("/i/")["Location"]
    client.post(
        first,
        {
            "version": 0,
            "check-alone": "no",
            "check-threat": "yes",
            "check-escort": "waiting",
            "check-consent": "yes",
            "sign-nervous": "noticed",
            "sign-clothing": "not-noticed",
            "note-pace": "9",
        },
    )
    client.post(first, {"version": 1, "done-take-a-moment": "on"})
    return Interview.objects.get()


@pytest.fixture
def page(browser, live_server):
    context = new_context(browser, live_server)
    yield context.new_page()
    context.close()


def faults_of(page, address: str, width: str) -> list[tuple]:
    """What is wrong with a page at a phone's or a desk's width, everything on it unfolded."""
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == pseudo.LANGUAGE
    faults = misfits(page, [width])
    faults += [("unwrapped", word) for word in page.evaluate(UNWRAPPED, SAME_EVERYWHERE)]
    return [(address, *fault) for fault in faults]


@pytest.mark.heavy
@pytest.mark.parametrize("width", first_then_heavy(SIZES))
def test_every_word_is_offered_for_translation_and_longer_ones_fit(
    speaking_pseudo, interview, page, password, width
):
    faults = faults_of(page, "/accounts/login/?next=/i/", width)
    page.fill("[name=login]", "worker")
    page.fill("[name=password]", password)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url(lambda address: "login" not in address)  # which ends in /i/ too
    for route in addresses():
        for number in STAGES if "<int:number>" in route else (0,):
            filled = route.replace("<uuid:interview_id>", str(interview.pk))
            filled = filled.replace("<str:language>/<str:page>", f"{pseudo.LANGUAGE}/offline")
            faults += faults_of(page, filled.replace("<int:number>", str(number)), width)
    assert faults == []
