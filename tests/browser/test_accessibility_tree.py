"""The names, roles and states that a screen reader says, in the order in which it says them."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import DESK, PHONE, answer, begin, expect_state

pytestmark = pytest.mark.browser

TOP = """
- link "Siirry sisältöön"
- banner:
  - link "Rinnalla"
  - status: Tallessa
  - link "Soita 112"
  - button "Tauko"
"""
WAYS = """
- navigation "Keskustelu":
  - list:
    - listitem:
      - link "1 Etene asiakkaan tahtiin"
    - listitem:
      - link "2 Varmista turvallisuus"
    - listitem:
      - link "3 Turvaa jatko"
    - listitem:
      - link "4 Älä jää yksin"
  - list:
    - listitem:
      - link "Merkit"
    - listitem:
      - link "Koonti"
"""

LOG_IN = """
- banner:
  - link "Soita 112"
- main:
  - heading "Kirjaudu sisään" [level=1]
  - textbox "Käyttäjätunnus"
  - textbox "Salasana"
  - button "Kirjaudu"
- contentinfo:
  - button "Svenska"
  - button "English"
"""
STAGE = (
    TOP
    + """
- 'region "Ensin: Pyydä apua heti"':
  - alert: "Ensin: Pyydä apua heti"
  - link "Hätäkeskus 112"
  - group: Miten
  - link "Mitä sitten"
"""
    + WAYS
    + """
- main:
  - heading "2 Varmista turvallisuus" [level=1]
  - list:
    - listitem:
      - group: Ota tarvittaessa työpari mukaan.
  - region "Kysymykset":
    - heading "Kysymykset" [level=2]
    - group "Onko asiakkaan turvallisuus uhattuna juuri nyt?":
      - paragraph: /Myös läheisen uhkaaminen lasketaan/
      - radio "Kyllä" [checked]
      - radio "Ei"
      - radio "En tiedä"
      - radio "Ei vastausta"
    - group "Onko asiakkaalla turvallinen paikka juuri nyt?":
      - radio "Kyllä"
    - textbox "Muistiinpano"
    - checkbox "Tämä vaihe on käyty läpi"
- contentinfo:
  - button "Svenska"
  - button "English"
- complementary "Koonti":
  - heading "Koonti" [level=2]:
    - link "Koonti"
  - status: "Koonti: yksi uusi askel, yksi askel poistui"
  - heading "Nyt" [level=3]
  - list:
    - listitem:
      - checkbox "Pyydä apua heti"
  - heading "Ennen kuin asiakas lähtee" [level=3]
"""
)
SIGNS = """
- main:
  - heading "Merkit" [level=1]
  - paragraph: /Merkit eivät todista mitään/
  - list:
    - listitem:
      - group: /Asiakas tulee aina saattajan kanssa/
      - radiogroup "Asiakas tulee aina saattajan kanssa":
        - radio "Huomasin" [checked]
        - radio "En huomannut"
    - listitem:
      - radiogroup "Joku muu hallitsee asiakkaan papereita tai rahoja":
        - radio "Huomasin"
        - radio "En huomannut"
"""
SUMMARY = (
    TOP
    + WAYS
    + """
- main:
  - heading "Koonti" [level=1]
  - region "Nyt":
    - heading "Nyt" [level=2]
    - list:
      - listitem:
        - heading "Pyydä apua heti" [level=3]:
          - checkbox "Pyydä apua heti"
        - paragraph:
          - text: "Koska merkitsit:"
          - link "turvallisuus uhattuna juuri nyt – kyllä"
        - list:
          - listitem:
            - link "Hätäkeskus 112 Ympäri vuorokauden"
  - region "Ennen kuin asiakas lähtee":
    - heading "Ennen kuin asiakas lähtee" [level=2]
    - list:
      - listitem:
        - heading "Kysy turvallisuudesta" [level=3]:
          - checkbox "Kysy turvallisuudesta"
"""
)


def test_the_tree_says_the_log_in_in_order(open_page):
    page = open_page(who=None, viewport=PHONE)
    page.goto("/accounts/login/")
    expect(page.locator("body")).to_match_aria_snapshot(LOG_IN)


def test_the_tree_says_a_stage_in_order(open_page):
    page = open_page(viewport=DESK)
    begin(page, at="2/")
    expect(page.locator("#plan [data-step]").first).to_be_visible()
    answer(page, "check-threat", "yes")
    expect(page.locator("#plan [data-step=call-emergency]")).to_be_visible()
    expect_state(page, "saved")
    expect(page.locator("body")).to_match_aria_snapshot(STAGE)


def test_the_tree_says_the_signs_in_order(open_page):
    page = open_page(viewport=DESK)
    begin(page, at="signs/")
    answer(page, "sign-escort-always", "noticed")
    expect_state(page, "saved")
    expect(page.locator("body")).to_match_aria_snapshot(TOP + WAYS + SIGNS)


def test_the_tree_says_the_summary_in_order(open_page):
    page = open_page(viewport=DESK)
    walk = begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    expect(page.locator("body")).to_match_aria_snapshot(SUMMARY)
