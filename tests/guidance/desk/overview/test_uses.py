"""Where a thing is used, said on its form; also while the draft does not hold together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.desk.overview.uses import leads_in_draft
from guidance.draft import write_draft
from guidance.models import Check, Checklist, Contact, Draft, Sign, Step, StepContact
from tests.markup import joined_words, part

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, supervisor, published_pack):
    """A test client in which a supervisor has logged in; the draft is the built-in guidance, unpublished."""
    write_draft(published_pack)
    client.force_login(supervisor)
    return client


def form_of(row) -> str:
    return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])


def said_on(client, row) -> str:
    return joined_words(part(client.get(form_of(row)), "html"))


@pytest.mark.whole_guidance
def test_a_check_says_which_steps_it_leads_to_with_which_answers_and_links_to_them(desk):
    check = Check.objects.get(identifier="wants-to-talk")
    assert (
        "tuo esiin: Tehkää turvasuunnitelma ei nyt; Kunnioita kieltäytymistä ei nyt"
        " tuo esiin yhdessä toisen kanssa: Anna auttajien yhteystiedot ei nyt"
        " estää: Kysy suostumus ei nyt"
    ) in said_on(desk, check)
    step = Step.objects.get(identifier="respect-no")
    assert f'href="{form_of(step)}"' in desk.get(form_of(check)).content.decode()


@pytest.mark.whole_guidance
def test_a_check_that_decides_only_whom_steps_name_says_which_helpers_with_which_answers(desk):
    said = said_on(desk, Check.objects.get(identifier="whom"))
    assert "Ei vaikuta" not in said
    assert (
        "vaikuttaa siihen, kenet askel nimeää: Järjestä oikeudellista apua työnantajasta, vuokranantajasta "
        "tai työpaikan väestä – Työsuojelu"
    ) in said
    together = said.partition("vaikuttaa yhdessä toisen kanssa siihen, kenet askel nimeää:")[2]
    assert (
        "Yksi numero muistiin työnantajasta, vuokranantajasta tai työpaikan väestä tai jostakusta muusta – "
        in together
    )
    assert "Tehkää turvasuunnitelma kumppanista, perheestä tai suvusta – Sopu" in together


@pytest.mark.whole_guidance
def test_a_sign_that_decides_whom_a_step_names_says_so(desk):
    said = said_on(desk, Sign.objects.get(identifier="no-pay").checklist)
    assert "vaikuttaa siihen, kenet askel nimeää: Järjestä oikeudellista apua huomattu – Työsuojelu" in said


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_a_helper_out_of_use_is_marked_so_and_one_that_is_always_named_leads_to_nothing(desk):
    Contact.objects.filter(identifier="osh-authority").update(retired=True)
    assert "väestä – Työsuojelu (poistettu käytöstä)" in said_on(desk, Check.objects.get(identifier="whom"))
    StepContact.objects.update(when=[])
    assert "Ei vaikuta mihinkään askeleeseen." in said_on(desk, Check.objects.get(identifier="whom"))


def test_a_check_says_that_the_company_rule_uses_it(desk):
    check = Check.objects.get(identifier="alone")
    assert "laittaa odottamaan: askeleet, joista puhutaan kahden ei tai en tiedä" in said_on(desk, check)
    assert f'href="{form_of(Draft.objects.get())}"' in desk.get(form_of(check)).content.decode()


@pytest.mark.whole_guidance
def test_each_sign_says_it_below_its_checklist(desk):
    sign = Sign.objects.get(identifier="made-to-do")
    said = said_on(desk, sign.checklist)
    assert "tuo esiin: Järjestä oikeudellista apua huomattu" in said
    assert "estää yhdessä toisen kanssa: Tee ilmoitus lapsen asiassa ei huomattu tai ei käyty läpi" in said
    assert "korostaa: Järjestä oikeudellista apua huomattu" in said


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_a_contact_says_which_steps_name_it_and_for_whom_it_stands_in(desk):
    contact = Contact.objects.get(identifier="emergency-112")
    Contact.objects.filter(identifier="nollalinja").update(stand_in="emergency-112")
    said = said_on(desk, contact)
    assert "Askeleissa: Pyydä apua heti" in said
    assert "Sijaisena, kunnes näille on lisätty oma numero:" in said
    assert said.index("Nollalinja") > said.index("Sijaisena")
    assert "Yhteystieto ei ole missään askeleessa." in said_on(desk, Contact.objects.get(identifier="mieli"))


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_a_contact_says_for_which_answers_a_step_names_it_and_nothing_where_it_always_does(desk):
    said = said_on(desk, Contact.objects.get(identifier="osh-authority"))
    assert "Järjestä oikeudellista apua kun merkki" in said
    assert "tai kun" in said[said.index("Järjestä oikeudellista apua kun") :]
    assert "Pyydä apua heti kun" not in said_on(desk, Contact.objects.get(identifier="emergency-112"))


def test_what_leads_nowhere_says_so_and_what_is_new_says_nothing(desk):
    Step.objects.filter(identifier="whole-picture").update(show=[])
    assert "Ei vaikuta mihinkään askeleeseen." in said_on(
        desk, Sign.objects.get(identifier="nervous").checklist
    )
    for model in (Check, Contact):
        page = desk.get(reverse(f"admin:guidance_{model._meta.model_name}_add")).content.decode()
        assert "Ei vaikuta" not in page
        assert "field-used_in" not in page


def test_a_draft_that_does_not_hold_together_says_it_too_and_marks_what_is_out_of_use(desk):
    Check.objects.filter(identifier="police").update(retired=True)
    Step.objects.filter(identifier="support-police").update(retired=True)
    said = said_on(desk, Check.objects.get(identifier="police"))
    assert "Hanki tukea ennen ilmoitusta (poistettu käytöstä) kyllä" in said


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("model", [Check, Checklist, Contact])
def test_it_costs_as_many_queries_for_few_steps_as_for_many(desk, model):
    row = model.objects.first()
    many = queries_of(desk, row)
    Step.objects.exclude(identifier="call-emergency").delete()
    assert len(queries_of(desk, row)) == len(many)


def test_the_rules_of_all_steps_and_whom_they_name_take_two_queries(desk, django_assert_num_queries):
    with django_assert_num_queries(2):
        leads_in_draft()


def queries_of(client, row) -> list[str]:
    client.get(form_of(row))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(form_of(row)).status_code == 200
    return [query["sql"] for query in captured.captured_queries]
