"""Numbers that keep a guidance from being published, though it can be read."""

import pytest

from guidance.rules.numbers import dialled
from guidance.rules.proof.completeness import lacking
from guidance.rules.reading import read_guidance
from tests.guidance.rules.examples import built_in, entry, small_pack


def with_phones(*phones: dict) -> dict:
    pack = small_pack()
    entry(pack["contacts"], "emergency-112")["phones"] += phones
    return pack


def amiss(*phones: dict) -> list[tuple[str, str, dict]]:
    problems = lacking(read_guidance(with_phones(*phones)))
    return [(each.kind, str(each.place), each.known) for each in problems]


def test_every_number_of_the_built_in_guidance_dials_what_it_shows():
    phones = [phone for contact in built_in().contacts for phone in contact.phones]
    assert len(phones) > 10
    for phone in phones:
        assert phone.tel == dialled(phone.number) != "", phone


def test_a_guidance_that_dials_another_number_than_it_shows_is_not_published():
    (found,) = amiss(
        {"number": "029 546 3177", "tel": "+358295463177"},
        {"number": "029 546 3178", "tel": "+358295463177"},
    )
    known = {"number": "029 546 3178", "tel": "+358295463177"}
    assert found == ("numbers-differ", "contacts/emergency-112/phones/3/tel", known)


def test_what_is_dialled_need_not_be_written():
    guidance = read_guidance(with_phones({"number": "116 006"}, {"number": "029 546 3177"}))
    assert [phone.tel for phone in guidance.contacts[0].phones[1:]] == ["116006", "+358295463177"]
    assert lacking(guidance) == []


@pytest.mark.parametrize("tel", ["0295463177", "+358295463177"])
def test_what_an_older_pack_dials_stands_where_it_is_the_number_shown(tel):
    guidance = read_guidance(with_phones({"number": "029 546 3177", "tel": tel}))
    assert guidance.contacts[0].phones[1].tel == tel
    assert lacking(guidance) == []


def test_a_number_of_which_nobody_can_tell_what_it_dials_is_not_published():
    (found,) = amiss({"number": "29 546 3177"})
    assert found == ("number-unclear", "contacts/emergency-112/phones/2/number", {"number": "29 546 3177"})


@pytest.mark.parametrize("tel", [{}, {"tel": "+358116006"}, {"tel": "116006"}])
def test_a_short_number_behind_a_prefix_is_not_published(tel):
    (found,) = amiss({"number": "+358 116 006"} | tel)
    known = {"number": "+358 116 006", "short": "116006"}
    assert found == ("short-number-behind-a-prefix", "contacts/emergency-112/phones/2/number", known)


def test_what_was_published_before_numbers_were_compared_can_still_be_read():
    """An interview stays with its edition, whatever stands in it."""
    pack = small_pack()
    entry(pack["contacts"], "emergency-112")["phones"][0]["number"] = "113"
    assert read_guidance(pack).contacts[0].phones[0].number == "113"


def test_a_retired_helper_keeps_its_numbers_as_they_are():
    pack = small_pack()
    gone = entry(pack["contacts"], "emergency-112") | {"id": "old", "retired": True}
    pack["contacts"].append(gone | {"phones": [{"number": "116 006", "tel": "116111"}]})
    assert lacking(read_guidance(pack)) == []


# --- Numbers known to be closed --------------------------------------------------------------------------

NOTE = {"fi": "Suljettu 3/2026."}
CLOSED = [{"id": "mieli-russian", "number": "09 2525 0115", "note": NOTE, "seen_on": "2026-03-24"}]


def closed_at(pack: dict) -> list[str]:
    problems = lacking(read_guidance(pack | {"closed_numbers": CLOSED}))
    assert {each.kind for each in problems} <= {"closed-number"}
    assert all(each.known == {"number": "09 2525 0115", "note": "Suljettu 3/2026."} for each in problems)
    return [str(each.place) for each in problems]


def test_a_guidance_that_names_no_closed_number_is_published():
    assert closed_at(small_pack()) == []


def test_a_closed_number_in_a_telephone_box_is_not_published():
    assert closed_at(with_phones({"number": "+358 9 2525 0115"})) == [
        "contacts/emergency-112/phones/2/number"
    ]


def test_a_closed_number_that_only_the_call_goes_to_is_not_published_either():
    pack = with_phones({"number": "09 2525 0111", "tel": "+358925250115"}) | {"closed_numbers": CLOSED}
    kinds = [each.kind for each in lacking(read_guidance(pack))]
    assert kinds == ["numbers-differ", "closed-number"]


def test_a_closed_number_in_a_text_is_not_published_in_any_language():
    pack = small_pack()
    step = pack["steps"][0]
    step["full"] |= {"en": "Call 09-2525-0115."}
    pack["title"] |= {"fi": "Soita (09) 2525 0115"}
    assert closed_at(pack) == ["title/fi", f"steps/{step['id']}/full/en"]


def test_what_is_out_of_use_closes_nothing_and_is_not_looked_at():
    retired = [CLOSED[0] | {"retired": True}]
    pack = with_phones({"number": "09 2525 0115"}) | {"closed_numbers": retired}
    assert lacking(read_guidance(pack)) == []


def test_a_closed_number_of_which_nobody_can_tell_what_it_dials_is_not_published():
    pack = small_pack() | {"closed_numbers": [CLOSED[0] | {"number": "2525 0115"}]}
    (found,) = lacking(read_guidance(pack))
    assert (found.kind, str(found.place)) == ("number-unclear", "closed_numbers/mieli-russian/number")
