"""Whatever pack the check accepts can be published, exported, brought in again and walked."""

import copy

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from guidance.draft import read_draft, write_draft
from guidance.models import Edition
from guidance.packs.files import read_pack, write_pack
from guidance.publishing import editions
from guidance.publishing.editions import NothingToPublish, guidance_of, publish
from guidance.rules.problems import PackRefused
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance
from interview.models import Interview
from tests.guidance.rules.examples import check, sign, small_pack, step
from tests.guidance.rules.strategies import thorough

pytestmark = pytest.mark.django_db

# What people paste: other scripts, markup, template syntax, YAML's own signs.
ODD = [
    "<b>ei</b>",
    "{{ csrf_token }}",
    "{% now %}",
    "yes",
    "- [x]: *a &b",
    "Ä ö – ”lainaus”",
    "ځډ 漢字",
    "'\"\\",
    "2026-11-24",
]
words = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
)
texts = st.fixed_dictionaries({"fi": words}, optional={"sv": words, "en": words})
ids = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,5})?", fullmatch=True).map("new-{}".format)
terms = st.sampled_from(
    [
        {"always": True},
        {"no-sign-noticed": True},
        {"threat": ["yes", "unanswered"]},
        {"minor": ["unsure"], "nervous": ["noticed"]},
        {"clothing": ["not-noticed", "not-gone-through"], "alone": ["yes"]},
    ]
)
rows = st.lists(terms, max_size=3)
new_steps = st.builds(
    lambda name, urgency, title, show, but_not, alone: step(
        name, urgency, show, title=title, but_not=but_not, alone=alone
    ),
    ids,
    st.sampled_from(["now", "before-leaving", "soon", "self"]),
    texts,
    rows,
    rows,
    st.booleans(),
)


@st.composite
def packs(draw: st.DrawFn) -> dict:
    """The small pack with a few things added, reworded, retired or switched off."""
    pack = small_pack(title=draw(texts), with_additions=draw(st.booleans()), required_languages=["fi"])
    pack["steps"] += draw(st.lists(new_steps, max_size=3))
    stage, checklist = pack["stages"][0], pack["checklists"][0]
    origin = draw(st.sampled_from(["card", "addition"]))
    stage["checks"] += [check(name, "yes", "no", origin=origin) for name in draw(st.sets(ids, max_size=2))]
    checklist["signs"] += [sign(name, origin=origin) for name in draw(st.sets(ids, max_size=2))]
    pack["expectations"] = draw(
        st.lists(
            st.fixed_dictionaries({"id": ids, "title": texts, "checks": st.just({"threat": "yes"})}),
            max_size=2,
        )
    )
    for entry in (*stage["points"], *stage["checks"], *checklist["signs"], *pack["steps"]):
        if draw(st.integers(0, 29)) == 0:
            entry["retired"] = True
        entry["short"] = draw(texts)
    return pack


def accepted(pack: dict) -> bool:
    try:
        return not publish_problems(read_guidance(copy.deepcopy(pack)))
    except PackRefused:
        return False


@pytest.mark.heavy
@given(packs())
@settings(
    thorough(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
)
def test_an_accepted_pack_goes_all_the_way(worker_client, pack):
    assume(accepted(pack))
    write_draft(pack)
    try:
        edition = publish()
    except NothingToPublish:
        edition = Edition.objects.live()
    exported = write_pack(read_draft())
    assert read_pack(exported.encode()) == read_draft() == Edition.objects.get(pk=edition.pk).content
    write_draft(read_pack(exported.encode()))
    assert write_pack(read_draft()) == exported

    worker_client.post("/i/")
    interview = Interview.objects.latest("began_at")
    for page in ("1", "signs", "summary"):
        assert worker_client.get(f"/i/{interview.pk}/{page}/").status_code == 200
    editions._read_once.cache_clear()  # a pack before may say the same, with its languages in another order
    assert guidance_of(edition) == read_guidance(pack)
