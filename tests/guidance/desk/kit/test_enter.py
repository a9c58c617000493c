"""Enter in a one-line box presses the first button of its form: that is the main one, which saves."""

import pytest

from guidance.models import Area, Check, Checklist, ClosedNumber, Contact, Draft, Expectation, Stage, Step
from tests.guidance.at_the_desk import list_of, page_of
from tests.markup import parts

pytestmark = pytest.mark.django_db

WITH_A_FORM = (Stage, Area, Check, Checklist, Step, Contact, ClosedNumber, Expectation)
OTHERS = ("/admin/guidance/draft/translations/", "/admin/guidance/edition/publish/")
ONE_LINE = "input:not([type=hidden], [type=submit], [type=checkbox], [type=radio], [type=file])"


def first_buttons(page) -> list[dict[str, str | None]]:
    with_a_line = [form for form in parts(page, "form[method=post]") if parts(form, ONE_LINE)]
    return [parts(form, "[type=submit]")[0].attributes for form in with_a_line]


def saves(button: dict[str, str | None]) -> bool:
    return button.get("name") == "_save" or "default" in (button.get("class") or "").split()


def test_enter_saves_and_presses_no_other_button(desk):
    rows = [page_of(model.objects.first()) for model in (Draft, Stage, Check, Checklist, Step, Contact)]
    seen = 0
    for address in (*OTHERS, *rows, *(f"{list_of(model)}add/" for model in WITH_A_FORM)):
        first = first_buttons(desk.get(address))
        assert all(map(saves, first)), address
        seen += len(first)
    assert seen > len(WITH_A_FORM)
