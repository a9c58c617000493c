"""A rule longer than the proof and its reader can bear is neither saved, brought in a file nor published."""

import copy
import html

import pytest
from django.core.management import CommandError, call_command

from guidance.draft import read_draft
from guidance.models import Draft, Step
from guidance.packs.files import write_pack
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.desk.packs.test_pages import bring
from tests.guidance.rules.examples import entry

pytestmark = pytest.mark.django_db

TOO_MANY_ROWS = {
    "fi": "Rivejä on yhteensä 41, ja niitä saa olla enintään 40. Yhdistä tai poista rivejä.",
    "sv": "Det finns sammanlagt 41 rader, och högst 40 är tillåtna. Slå ihop eller ta bort rader.",
    "en": "There are 41 rows in all, and at most 40 are allowed. Join rows or remove some.",
}
TOO_MANY_TERMS = {
    "fi": "Rivillä on 31 ehtoa, ja niitä saa olla enintään 30. Poista ehtoja.",
    "sv": "Raden har 31 villkor, och högst 30 är tillåtna. Ta bort villkor.",
    "en": "The row has 31 conditions, and at most 30 are allowed. Remove some.",
}


def moment() -> Step:
    return Step.objects.get(identifier="take-a-moment")


def save(client, row, **changes) -> str:
    """The page that comes when something is changed on a form; "" when it was saved."""
    answer = client.post(page_of(row), opened(client, row) | changes)
    return "" if answer.status_code == 302 else html.unescape(answer.content.decode())


def typed(name: str, rows: list[dict]) -> dict:
    """Rows as their form sends them."""
    sent = {}
    for number, row in enumerate(rows):
        for place, (subject, answers) in enumerate(row.items()):
            sent[f"{name}-{number}-{place}-subject"] = subject
            sent[f"{name}-{number}-{place}-answers"] = [f"{subject}:{answer}" for answer in answers]
    return sent


def rows(number: int) -> list[dict]:
    return [{"nervous": ["noticed"]}] * number


def wide(number: int) -> dict:
    draft = read_draft()
    signs = [sign["id"] for checklist in draft["checklists"] for sign in checklist["signs"]]
    checks = [check for stage in draft["stages"] for check in stage["checks"]]
    asked = {check["id"]: [check["answers"][0]["id"]] for check in checks} | dict.fromkeys(signs, ["noticed"])
    return dict(list(asked.items())[:number])


@pytest.mark.variants
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_step_with_too_many_rows_is_refused_on_its_form(desk, settings, language):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    sent = typed("show", rows(30)) | typed("stress", rows(11))
    assert TOO_MANY_ROWS[language] in save(desk, moment(), **sent)
    assert moment().stress == []


def test_a_step_with_as_many_rows_as_may_be_is_saved(desk):
    assert save(desk, moment(), **typed("show", rows(30)), **typed("stress", rows(10))) == ""
    assert len(moment().stress) == 10


@pytest.mark.variants
@pytest.mark.whole_guidance
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_row_with_too_many_terms_is_refused_beside_it(desk, settings, language):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert TOO_MANY_TERMS[language] in save(desk, moment(), **typed("stress", [wide(31)]))
    assert moment().stress == []


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_a_row_with_as_many_terms_as_may_be_is_saved(desk):
    assert save(desk, moment(), **typed("stress", [wide(30)])) == ""
    assert len(moment().stress[0]) == 30


def test_the_company_rule_has_its_limit_too(desk):
    draft = Draft.objects.get()
    assert TOO_MANY_ROWS["fi"] in save(desk, draft, **typed("company", rows(41)))


@pytest.mark.variants(stay=0)
def test_a_text_is_saved_beside_rows_that_were_too_many_before(desk):
    Step.objects.filter(pk=moment().pk).update(stress=rows(41))
    assert save(desk, moment(), title_fi="Hengähdä hetki") == ""


# --- Files, and publishing -------------------------------------------------------------------------------


def with_many_rows(pack: dict) -> dict:
    changed = copy.deepcopy(pack)
    entry(changed["steps"], "take-a-moment")["stress"] = rows(40)
    return changed


@pytest.mark.variants
@pytest.mark.parametrize("command", ["load_pack", "check_guidance"])
def test_a_pack_file_with_too_many_rows_is_refused(built_in_pack, tmp_path, command):
    file = tmp_path / "ours.yaml"
    file.write_text(write_pack(with_many_rows(built_in_pack)), encoding="utf-8")
    before = read_draft()
    with pytest.raises(CommandError, match="askel take-a-moment: Rivejä on yhteensä 41"):
        call_command(command, str(file))
    assert read_draft() == before


@pytest.mark.variants(stay=0)
def test_a_file_with_too_many_rows_is_refused_at_the_desk(desk, built_in_pack):
    page = html.unescape(bring(desk, with_many_rows(built_in_pack)))
    assert TOO_MANY_ROWS["fi"] in page
    assert 'name="sealed"' not in page


def test_a_draft_with_too_many_rows_is_not_published(desk):
    Step.objects.filter(pk=moment().pk).update(stress=rows(40))
    with pytest.raises(CommandError, match="Rivejä on yhteensä 41"):
        call_command("publish")
