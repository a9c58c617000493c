"""How templates are laid out, to be read: short lines, and nothing in which every space would count."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = settings.ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
WIDEST = 110  # columns, as in the code

# Still wider. Nothing comes to this list, and it ends empty.
WIDE = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "405.html",
    "413.html",
    "429.html",
    "500.html",
    "503.html",
    "_account.html",
    "_bar.html",
    "_cover.html",
    "_demo.html",
    "_foot.html",
    "_languages.html",
    "_remark.html",
    "_reopen.html",
    "_top.html",
    "account/login.html",
    "account/logout.html",
    "base.html",
    "components.html",
    "icons/_repeated.html",
    "icons/back.html",
    "icons/card.html",
    "icons/mark.html",
    "icons/pause.html",
    "icons/signs.html",
    "icons/summary.html",
    "icons/talk.html",
    "interview/_areas.html",
    "interview/_begin.html",
    "interview/_call.html",
    "interview/_changes.html",
    "interview/_conflict.html",
    "interview/_do_now.html",
    "interview/_empty.html",
    "interview/_errors.html",
    "interview/_example.html",
    "interview/_finish.html",
    "interview/_languages.html",
    "interview/_newer.html",
    "interview/_plan.html",
    "interview/_plan_step.html",
    "interview/_plan_steps.html",
    "interview/_point.html",
    "interview/_reading.html",
    "interview/_reasons.html",
    "interview/_review.html",
    "interview/_row.html",
    "interview/_save_state.html",
    "interview/_save_trouble.html",
    "interview/_sign.html",
    "interview/_stages.html",
    "interview/_step.html",
    "interview/_stress_why.html",
    "interview/_tier_title.html",
    "interview/_top.html",
    "interview/_tried.html",
    "interview/_trying.html",
    "interview/_why.html",
    "interview/cannot_open.html",
    "interview/cannot_try.html",
    "interview/form_again.html",
    "interview/interviews.html",
    "interview/no_guidance.html",
    "interview/signs.html",
    "interview/stage.html",
    "interview/summary.html",
    "interview/walk.html",
    "message.html",
    "pages/_accessibility_built_in.html",
    "pages/_card_stage.html",
    "pages/_contact.html",
    "pages/_has_gaps.html",
    "pages/_kept.html",
    "pages/_nothing_yet.html",
    "pages/_privacy_built_in.html",
    "pages/accessibility.html",
    "pages/card.html",
    "pages/contacts.html",
    "pages/help.html",
    "pages/offline.html",
    "pages/privacy.html",
    "pages/remark.html",
    "pages/remark_kept.html",
    "pages/start.html",
    "rinnalla/choice.html",
    "rinnalla/display_form.html",
    "rinnalla/errors.html",
    "rinnalla/field.html",
    "rinnalla/line.html",
    "rinnalla/note.html",
    "rinnalla/picks.html",
    "rinnalla/sign.html",
    "rinnalla/tick.html",
    "rinnalla/whole_uni_form.html",
)

MESSAGE = re.compile(r"{% blocktrans(?:late)?\b(?P<how>[^%]*)%}(?P<words>.*?){% endblocktrans", re.DOTALL)
VERBATIM = re.compile(r"<(?P<tag>pre|textarea|script|style)\b[^>]*>(?P<inside>.*?)</(?P=tag)>", re.DOTALL)


def name_of(template: Path) -> str:
    return template.relative_to(FOLDER).as_posix()


def wide_lines(template: Path) -> dict[int, int]:
    """Line number -> its columns."""
    lines = enumerate(template.read_text(encoding="utf-8").splitlines(), start=1)
    return {number: len(line) for number, line in lines if len(line) > WIDEST}


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_line_of_a_template_is_wider_than_one_of_the_code(template):
    assert name_of(template).startswith(WIDE) or wide_lines(template) == {}


def test_what_is_no_longer_wide_is_off_the_list():
    wide = [name_of(template) for template in TEMPLATES if wide_lines(template)]
    assert [prefix for prefix in WIDE if not any(name.startswith(prefix) for name in wide)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_message_on_several_lines_is_trimmed(template):
    """Otherwise the catalog would have its indentation, and the page would not."""
    found = MESSAGE.finditer(template.read_text(encoding="utf-8"))
    assert [each["words"] for each in found if "\n" in each["words"] and "trimmed" not in each["how"]] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_template_holds_lines_in_which_every_space_counts(template):
    """They would be read without their indentation. What fills a text box comes later, and as it is."""
    found = VERBATIM.finditer(template.read_text(encoding="utf-8"))
    assert [each["inside"] for each in found if "\n" in each["inside"].strip()] == []
