"""Rules are picked, never typed: a pack holds what was picked, and what is wrong is said beside its row."""

import pytest
from django.forms import Form
from django.http import QueryDict
from django.urls import reverse

from guidance.desk.kit.fields.rows_field import PickedRow, PickedTerm, RowsField, faults, let_pick
from guidance.draft import read_draft
from guidance.models import Answer, Check, Sign, Step
from tests.growth import Counted, comparisons_in
from tests.guidance.filled_in import form_on
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db


def picked(*rows, removed=()) -> QueryDict:
    """What a browser sends: rows of (subject, *answers), answers as they are or as "subject:answer"."""
    sent = QueryDict(mutable=True)
    for number, row in enumerate(rows):
        for place, (subject, *answers) in enumerate([*row, ("",)]):
            name = f"show-{number}-{place}"
            sent[f"{name}-subject"] = subject
            boxes = [answer if ":" in answer else f"{subject}:{answer}" for answer in answers]
            sent.setlist(f"{name}-answers", boxes)
        if number in removed:
            sent[f"show-{number}-remove"] = "on"
    return sent


def form_with(sent: QueryDict | None = None, initial=None) -> Form:
    class Rules(Form):
        show = RowsField("Näytä, kun", "Ei rivejä.")

    form = Rules(sent, initial={"show": initial or []})
    let_pick(form)
    return form


def cleaned(sent: QueryDict):
    form = form_with(sent)
    assert form.is_valid(), form.errors
    return form.cleaned_data["show"]


@pytest.mark.whole_guidance
def test_rows_and_terms_are_kept_as_a_pack_has_them(edition):
    sent = picked(
        [("minor", "yes", "unsure"), ("marriage-talk", "noticed")], [("always",)], [("no-sign-noticed",)]
    )
    assert cleaned(sent) == [
        {"minor": ["yes", "unsure"], "marriage-talk": ["noticed"]},
        {"always": True},
        {"no-sign-noticed": True},
    ]


def test_answers_stand_in_the_order_of_their_question(edition):
    sent = picked([("threat", "unanswered", "unsure", "yes"), ("nervous", "not-gone-through", "noticed")])
    assert cleaned(sent) == [
        {"threat": ["yes", "unsure", "unanswered"], "nervous": ["noticed", "not-gone-through"]}
    ]


def test_empty_rows_empty_terms_and_removed_rows_are_nothing(edition):
    sent = picked([("",), ("threat", "yes")], [("",)], [("threat", "no")], removed=[2])
    assert cleaned(sent) == [{"threat": ["yes"]}]
    assert cleaned(picked([("",)])) == []


def test_answers_of_a_question_never_slip_over_to_another_picked_in_its_place(edition):
    form = form_with(picked([("minor", "threat:yes", "threat:no")]))
    assert not form.is_valid()
    assert "Rastita ne vastaukset" in str(form["show"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            [("threat",)],
            "Rastita ne vastaukset, joilla ehto ”turvallisuus uhattuna juuri nyt” pitää paikkansa.",
        ),
        ([("nobody", "yes")], "Kysymystä tai merkkiä ”nobody” ei ole."),
        ([("threat", "maybe")], "ei ole vastausta ”maybe”"),
        ([("threat", "yes"), ("threat", "no")], "on rivillä kahdesti"),
    ],
)
def test_what_is_wrong_is_said_beside_its_row_and_nothing_picked_is_lost(edition, row, sentence):
    form = form_with(picked([("minor", "yes")], row))
    assert not form.is_valid()
    assert form.errors["show"] == ["Korjaa rivi 2: syy on rivin kohdalla."]
    html = str(form["show"])
    rows = html.split("<details")[1:]
    assert sentence in rows[1]
    assert "open" in rows[1].split(">")[0]
    assert sentence not in rows[0]
    assert 'value="minor:yes" checked' in rows[0]
    for subject, *answers in row:
        assert f'<option value="{subject}" selected>' in rows[1]
        for answer in answers:
            assert f'value="{subject}:{answer}" checked' in rows[1]


def test_each_of_many_terms_is_looked_at_about_once():
    row = PickedRow(tuple(PickedTerm(Counted(f"nobody-{number}")) for number in range(200)))
    assert len(faults(row, {})) == 200 + 1  # and that there are too many
    assert comparisons_in(lambda: faults(row, {})) <= 200


def test_each_of_many_answers_is_looked_at_about_once(edition):
    answers = tuple(Counted(f"nothing-{number}") for number in range(200))
    field = form_with().fields["show"]
    row = PickedRow((PickedTerm("threat", answers),))
    assert "nothing-199" in field.widget.render("show", [row])
    assert comparisons_in(lambda: field.widget.render("show", [row])) <= 200
    assert comparisons_in(lambda: field.has_changed([], [row])) <= 200


def test_a_question_picked_without_script_shows_its_answers_after_the_save(edition):
    form = form_with(picked([("escort",)]))
    row = str(form["show"]).split("<details")[1]
    answers = ["waiting", "insists", "unanswered"]
    assert all(f'value="escort:{answer}"' in row for answer in answers)


def test_there_is_always_one_empty_row_and_an_empty_term_in_each(edition):
    html = str(form_with(initial=[{"minor": ["yes"], "threat": ["yes"]}])["show"])
    rows = html.split("<details")[1:]
    assert [row.count("<select") for row in rows] == [3, 2]


def test_a_row_reads_as_a_sentence(edition):
    html = str(form_with(initial=[{"threat": ["yes", "unsure"], "nervous": ["noticed"]}])["show"])
    summary = html.split("<summary>")[1].split("</summary>")[0]
    words = " ".join(_without_tags(summary).split())
    assert words == (
        "Näytä, kun turvallisuus uhattuna juuri nyt on kyllä tai en tiedä ja merkki "
        f"{Sign.objects.get(identifier='nervous').reason['fi']} on huomattu"
    )


def _without_tags(html: str) -> str:
    return part(html, "body").text()


def test_what_was_retired_stays_where_it_stands_and_is_offered_nowhere_else(edition):
    Sign.objects.filter(identifier="nervous").update(retired=True)
    html = str(form_with(initial=[{"nervous": ["noticed"]}])["show"])
    assert html.count('<option value="nervous"') == 1
    assert "(poistettu käytöstä)" in html
    assert cleaned(picked([("nervous", "noticed")])) == [{"nervous": ["noticed"]}]


def test_an_answer_that_is_gone_is_shown_and_asked_about(edition):
    Answer.objects.filter(question__identifier="threat", identifier="unsure").delete()
    row = str(form_with(initial=[{"threat": ["unsure"]}])["show"]).split("<details")[1]
    assert 'value="threat:unsure" checked' in row
    assert "ei ole vastausta ”unsure”" in row


def test_a_retired_answer_stays_where_it_stands_and_is_offered_nowhere_else(edition):
    Answer.objects.filter(question__identifier="threat", identifier="unsure").update(retired=True)
    html = str(form_with(initial=[{"threat": ["yes", "unsure"]}, {"threat": ["yes"]}])["show"])
    kept, other = html.split("<details")[1:3]
    (box,) = parts(kept, "[value='threat:unsure'][checked]")
    assert "(poistettu käytöstä)" in words(box.parent)
    assert "threat:unsure" not in other
    assert cleaned(picked([("threat", "yes", "unsure")])) == [{"threat": ["yes", "unsure"]}]


def test_words_of_editors_are_escaped(edition):
    Check.objects.filter(identifier="threat").update(reason={"fi": "</script><b>x</b>"})
    html = str(form_with(initial=[{"threat": ["yes"]}])["show"])
    assert "<b>x</b>" not in html


@pytest.mark.whole_guidance
def test_the_form_of_a_step_keeps_everything_when_a_row_is_refused(client, supervisor, edition):
    client.force_login(supervisor)
    step = Step.objects.get(identifier="child-now")
    address = reverse("admin:guidance_step_change", args=[step.pk])
    sent = form_on(client.get(address).content.decode(), "step_form")
    sent["title_fi"] = ["Uusi otsikko"]
    number = len(step.show)
    sent[f"show-{number}-0-subject"] = ["consent"]
    page = client.post(address, sent).content.decode()
    assert f"Korjaa rivi {number + 1}: syy on rivin kohdalla." in page
    assert "Uusi otsikko" in page
    step.refresh_from_db()
    assert step.title["fi"] != "Uusi otsikko"

    again = form_on(page, "step_form")
    assert again[f"show-{number}-0-subject"] == ["consent"]
    again[f"show-{number}-0-answers"] = ["consent:yes"]
    again["stress-0-0-subject"] = ["no-sign-noticed"]
    assert client.post(address, again).status_code == 302
    step.refresh_from_db()
    assert step.show[-1] == {"consent": ["yes"]}
    assert step.stress == [{"no-sign-noticed": True}]


def test_the_company_rule_is_picked_too(client, supervisor, edition):
    client.force_login(supervisor)
    address = reverse("admin:guidance_draft_change", args=[1])
    sent = form_on(client.get(address).content.decode(), "draft_form")
    sent["company-1-remove"] = ["on"]
    before = read_draft()["company"]
    assert client.post(address, sent).status_code == 302
    assert read_draft()["company"] == [before[0], *before[2:]]
