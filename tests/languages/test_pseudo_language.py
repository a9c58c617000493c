"""Every page of ours in the pseudo-language: no word that was never offered for translation, room for longer.

Guidance is content: it falls back to Finnish there and says so with ``lang``, so this walk leaves it out.
"""

import pytest
from django.test import Client
from django.urls import get_resolver

from interview.models import Interview

from . import pseudo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

# What is the same in every language: names, codes, keys; in a title the stage's label, which is guidance.
SAME_EVERYWHERE = (
    r"Rinnalla|Suomi|Svenska|English|Esc|[A-Z]{3}-\d\d|\S+@\S+|\S+\.fi\S*|(Tahti|Turva|Jatko|Tuki) – "
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

CUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
    const style = getComputedStyle(part);
    const clips = /hidden|clip/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
    if (!clips || part.closest(".unseen") || !part.textContent.trim()) return false;
    const box = part.getBoundingClientRect();
    const wider = part.scrollWidth > part.clientWidth + 1;
    return box.width > 2 && (wider || part.scrollHeight > part.clientHeight + 1);
}).map((part) => part.outerHTML.slice(0, 120))"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


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


NOT_PAGES = {"healthz", "readyz", "i18n/language/"}
STAGES = (1, 2, 3, 4)


@pytest.fixture
def speaking_pseudo(offer, tmp_path):
    pseudo.build(tmp_path)
    offer(pseudo.LANGUAGE, "Esperanto", tmp_path)


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
def open_page(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": "django_language", "value": pseudo.LANGUAGE, "url": live_server.url}])
    yield context.new_page
    context.close()


def faults_of(page, address: str) -> list[tuple]:
    """What is wrong with a page at a phone's and a desk's width, everything on it unfolded."""
    faults = []
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == pseudo.LANGUAGE
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => part.open = true)")
        where = (address, viewport["width"])
        faults += [(*where, "unwrapped", word) for word in page.evaluate(UNWRAPPED, SAME_EVERYWHERE)]
        faults += [(*where, "cut", part) for part in page.evaluate(CUT)]
        if page.evaluate(SIDEWAYS) > 0:
            faults.append((*where, "scrolls sideways", ""))
    return faults


def test_every_word_is_offered_for_translation_and_longer_ones_fit(
    speaking_pseudo, interview, open_page, password
):
    page = open_page()
    faults = faults_of(page, "/accounts/login/?next=/i/")
    page.fill("[name=login]", "worker")
    page.fill("[name=password]", password)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url("**/i/")
    for route in addresses():
        for number in STAGES if "<int:number>" in route else (0,):
            filled = route.replace("<uuid:interview_id>", str(interview.pk))
            faults += faults_of(page, filled.replace("<int:number>", str(number)))
    assert faults == []
