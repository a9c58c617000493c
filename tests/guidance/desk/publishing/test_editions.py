"""Editions at the desk: read, compared, taken out as a file, and restored into the draft."""

import copy
import html

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from guidance.draft import read_draft, write_draft
from guidance.models import Answer, Check, Draft, Edition, Point, Sign, Stage, Step
from guidance.packs.files import BUILT_IN, read_pack
from guidance.packs.taking import carry_out, taking
from guidance.publishing.editions import hash_of, publish
from guidance.rules.problems import PackRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(desk, supervisor):
    """A second edition: a sign says something else, and there is a new step."""
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Katsoo ovea"}
    sign.save()
    Step.objects.create(
        identifier="new-step",
        urgency="soon",
        position=99,
        **dict.fromkeys(
            ("title", "short", "full"), {"fi": "Uusi askel", "sv": "Nytt steg", "en": "New step"}
        ),
        show=[{"always": True}],
    )
    return publish(by=supervisor, note="Toinen")


def page_of(edition) -> str:
    return reverse("admin:guidance_edition_change", args=[edition.pk])


def restoring(edition) -> str:
    return reverse("admin:guidance_restore", args=[edition.number])


def read(client, address: str, **query) -> str:
    return html.unescape(client.get(address, query).content.decode())


# --- Read and compared -----------------------------------------------------------------------------------


@pytest.mark.whole_guidance
def test_an_edition_says_who_when_why_what_it_holds_and_what_it_changed(desk, second, supervisor, officer):
    page = read(desk, page_of(second))
    for words in ("Toinen", str(supervisor), second.content_hash, "Seuraavat askeleet 34", "Merkit 19"):
        assert words in page
    assert "Mikä muuttui painoksesta 1 painokseen 2" in page
    assert "Katsoo ovea" in page
    assert "Uusi askel" in page
    assert "Ehdottaja" not in page
    Edition.objects.filter(pk=second.pk).update(proposed_by=officer)
    assert "Ehdottaja" in read(desk, page_of(second))


def test_the_first_edition_has_none_before_it(desk, edition):
    assert "Ennen tätä ei ollut mitään" in read(desk, page_of(edition))


def test_an_edition_is_compared_with_any_other_and_with_the_draft(desk, edition, second):
    assert "Mikä muuttui painoksesta 1 painokseen 2" in read(desk, page_of(edition), **{"with": "2"})
    assert "Ei eroja." in read(desk, page_of(second), **{"with": "draft"})
    page = read(desk, page_of(edition), **{"with": "draft"})
    assert "painoksesta 1 luonnokseen" in page
    assert "Katsoo ovea" in page
    for nonsense in ("77", "x", "²", "9" * 5000):
        assert "painoksesta 1 painokseen 2" in read(desk, page_of(second), **{"with": nonsense})


@pytest.mark.parametrize(
    "address", ["999/change/", "x/change/", f"{'9' * 40}/change/", "9/pack/", "9/restore/"]
)
def test_an_edition_that_is_not_there_is_not_found(desk, address):
    assert desk.get(f"/admin/guidance/edition/{address}").status_code == 404


def test_an_older_edition_that_lacks_newer_keys_is_read_and_compared(desk, edition, second):
    older = {
        key: value
        for key, value in edition.content.items()
        if key not in ("required_languages", "expectations")
    }
    Edition.objects.filter(pk=edition.pk).update(content=older, content_hash=hash_of(older))
    page = read(desk, page_of(edition), **{"with": "draft"})
    assert "Suomi, Svenska, English" in page
    assert "Katsoo ovea" in page


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_others_see_no_edition_and_take_none_out(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    for address in (page_of(edition), restoring(edition), "/admin/guidance/edition/1/pack/"):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address).status_code in (302, 403)


# --- Out -------------------------------------------------------------------------------------------------


@pytest.mark.whole_guidance
def test_an_edition_comes_out_as_a_pack_file(desk, edition, second):
    file = desk.get(reverse("admin:guidance_edition_pack", args=[1]))
    assert file.content.decode() == BUILT_IN.read_text(encoding="utf-8")
    assert file.headers["Content-Disposition"] == 'attachment; filename="rinnalla-1.yaml"'


def test_the_draft_comes_out_as_a_pack_file(desk, second):
    file = desk.get(reverse("admin:guidance_draft_pack"))
    assert read_pack(file.content) == read_draft()
    assert file.headers["Content-Disposition"] == 'attachment; filename="rinnalla-luonnos.yaml"'
    assert f'href="{reverse("admin:guidance_draft_pack")}"' in read(desk, "/admin/guidance/edition/")


# --- Restored --------------------------------------------------------------------------------------------


def shown(client, edition) -> dict:
    """What the page sends that shows what restoring an edition would change."""
    sealed = read(client, restoring(edition)).partition('name="sealed" value="')[2].partition('"')[0]
    return {"sealed": sealed}


def test_what_would_change_is_shown_before_anything_is_touched(desk, edition, second):
    before = read_draft()
    page = read(desk, restoring(edition))
    assert "Katsoo ovea" in page
    assert "Poistettu käytöstä" in page
    assert "Mitään ei julkaista." in page
    assert read_draft() == before


def test_a_restored_edition_is_the_draft_and_what_was_published_since_is_retired(
    desk, edition, second, published_pack
):
    assert desk.post(restoring(edition), shown(desk, edition)).status_code == 302
    draft = read_draft()
    assert draft["steps"][-1]["id"] == "new-step"
    assert draft["steps"].pop()["retired"] is True
    assert draft == published_pack
    assert Edition.objects.count() == 2


def test_what_no_edition_ever_held_leaves_the_draft(desk, edition):
    Step.objects.create(identifier="never", urgency="soon", title={"fi": "Turha"})
    assert desk.post(restoring(edition), shown(desk, edition)).status_code == 302
    assert not Step.objects.filter(identifier="never").exists()
    assert read_draft() == edition.content


def test_an_edition_without_newer_keys_leaves_what_the_draft_says(desk, edition):
    older = {
        key: value
        for key, value in edition.content.items()
        if key not in ("required_languages", "expectations")
    }
    Edition.objects.filter(pk=edition.pk).update(content=older, content_hash=hash_of(older))
    example = {"id": "one", "title": {"fi": "Yksi"}, "steps": ["call-emergency"]}
    write_draft(edition.content | {"expectations": [example], "required_languages": ["fi"]})
    Point.objects.filter(identifier="pace-calm").update(retired=True)
    assert desk.post(restoring(edition), shown(desk, edition)).status_code == 302
    assert read_draft() == edition.content | {"expectations": [example], "required_languages": ["fi"]}


def test_a_draft_changed_meanwhile_is_told_and_not_overwritten(desk, edition, second):
    looked_at = shown(desk, edition)
    Sign.objects.filter(identifier="nervous").update(short={"fi": "Joku muu ehti"})
    page = html.unescape(desk.post(restoring(edition), looked_at).content.decode())
    assert "Luonnos muuttui sillä välin" in page
    assert "Joku muu ehti" in page
    assert Sign.objects.get(identifier="nervous").short == {"fi": "Joku muu ehti"}


def test_restoring_is_all_or_nothing(desk, edition, second, monkeypatch):
    before = read_draft()

    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr("guidance.draft._name_contacts", fails)
    with pytest.raises(RuntimeError):
        desk.post(restoring(edition), shown(desk, edition))
    assert read_draft() == before


def test_restoring_from_another_site_is_refused(supervisor, edition, second):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)
    assert strict.post(restoring(edition), shown(strict, edition)).status_code == 403


def test_who_may_only_look_restores_nothing(client, officer, edition):
    officer.user_permissions.add(Permission.objects.get(codename="view_edition"))
    client.force_login(officer)
    assert "Palauta luonnokseen" not in read(client, page_of(edition))
    assert client.get(restoring(edition)).status_code == 403
    assert client.post(restoring(edition), {"sealed": "x"}).status_code == 403


def test_an_edition_that_today_would_not_be_read_says_why(desk, edition):
    broken = copy.deepcopy(edition.content)
    broken["steps"][0]["show"] = [{"nobody": ["yes"]}]
    Edition.objects.filter(pk=edition.pk).update(content=broken, content_hash=hash_of(broken))
    before = read_draft()
    page = html.unescape(desk.post(restoring(edition), shown(desk, edition)).content.decode())
    assert "Ehto koskee kohtaa ”nobody”" in page
    assert read_draft() == before


# --- What is kept, in detail -----------------------------------------------------------------------------


def taken(pack) -> dict:
    carry_out(taking(pack, read_draft()))
    return read_draft()


def test_what_is_left_out_together_is_kept_together(edition):
    pack = copy.deepcopy(edition.content)
    gone = pack["stages"].pop(1)
    names = {check["id"] for check in gone["checks"]}
    for step in pack["steps"]:
        for kind in ("show", "but_not", "stress"):
            step[kind] = [row for row in step[kind] if not names & row.keys()]
        step.pop("contacts_when", None)
    pack["company"] = [row for row in pack["company"] if not names & row.keys()]
    draft = taken(pack)
    kept = draft["stages"][-1]
    assert (kept["id"], kept["retired"]) == (gone["id"], True)
    assert [check["id"] for check in kept["checks"]] == [check["id"] for check in gone["checks"]]
    assert all(answer["retired"] for check in kept["checks"] for answer in check["answers"])
    assert taken(edition.content)["stages"] == edition.content["stages"]


def test_what_moved_out_of_a_stage_that_goes_is_kept_once(edition):
    pack = copy.deepcopy(edition.content)
    gone = pack["stages"].pop(3)
    pack["stages"][0]["checks"] += gone["checks"]
    pack["stages"][0]["points"] += gone["points"]
    draft = taken(pack)
    assert draft["stages"][:3] == pack["stages"]
    assert draft["stages"][3]["checks"] == draft["stages"][3]["points"] == []


def test_an_answer_that_was_published_is_kept_as_retired(edition):
    check = Check.objects.get(identifier="threat")
    Answer.objects.create(
        question=check, identifier="later", text={"fi": "Myöhemmin", "sv": "S", "en": "L"}, position=9
    )
    publish()
    draft = taken(edition.content)
    (check,) = (each for stage in draft["stages"] for each in stage["checks"] if each["id"] == "threat")
    assert check["answers"][-1]["id"] == "later"
    assert check["answers"][-1]["retired"] is True


def test_a_new_stage_that_holds_something_published_is_kept_with_it(edition):
    stage = Stage.objects.create(identifier="never", title={"fi": "Turha"}, position=9)
    Sign.objects.filter(identifier="nervous").update(retired=True)
    Point.objects.filter(identifier="pace-calm").update(stage=stage)
    pack = copy.deepcopy(edition.content)
    pack["stages"][0]["points"] = [
        point for point in pack["stages"][0]["points"] if point["id"] != "pace-calm"
    ]
    draft = taken(pack)
    assert draft["stages"][-1]["id"] == "never"
    assert [point["id"] for point in draft["stages"][-1]["points"]] == ["pace-calm"]


def test_a_kept_step_names_no_contact_that_has_left(edition):
    new = Step.objects.get(identifier="call-emergency")
    draft = read_draft()
    contact = copy.deepcopy(draft["contacts"][1]) | {"id": "never"}
    draft["contacts"].append(contact)
    draft["steps"][-1]["contacts"].append("never")
    write_draft(draft)
    pack = copy.deepcopy(edition.content)
    gone = pack["steps"].pop()
    kept = taken(pack)["steps"][-1]
    assert (kept["id"], kept["contacts"]) == (gone["id"], gone["contacts"])
    assert Step.objects.get(pk=new.pk)


def test_an_id_published_for_something_else_is_refused(edition):
    pack = copy.deepcopy(edition.content)
    pack["checklists"][0]["signs"].append(pack["checklists"][0]["signs"][0] | {"id": "pace"})
    draft = read_draft()
    pack["stages"][0]["id"] = "tempo"
    found = taking(pack, draft)
    assert [(problem.kind, str(problem.place)) for problem in found.refused] == [
        ("id-of-another-kind", "checklists/card/signs/pace")
    ]
    with pytest.raises(PackRefused):
        carry_out(found)
    assert read_draft() == draft


def test_the_basics_of_publishing_stay(edition):
    Draft.objects.update(second_person=True)
    taken(edition.content)
    assert Draft.objects.get().second_person
