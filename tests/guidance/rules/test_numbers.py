"""When the number that is shown and the one that is dialled are one and the same."""

import pytest

from guidance.rules.numbers import is_same_number
from guidance.rules.proof.completeness import lacking
from guidance.rules.reading import read_guidance

from .examples import built_in, entry, small_pack

SAME = [
    ("112", "112"),
    ("116 006", "116006"),
    ("029 546 3177", "+358295463177"),
    ("029 546 3177", "0295463177"),
    ("+358 10 508 8830", "+358105088830"),
    ("010 508 8830", "+358105088830"),
    ("00358 10 508 8830", "+358105088830"),
    ("+358 (0)10 508 8830", "+358105088830"),
    ("(09) 2525-0111", "+358925250111"),
    ("09\u00a02525\u202f0111", "+358925250111"),
    ("080 005 005", "+35880005005"),
    ("+46 8 123 456", "+468123456"),
    ("0046 8 123 456", "+468123456"),
    ("puh. 029 546 3177", "+358295463177"),
]

OTHER = [
    ("113", "112"),
    ("112", "113"),
    ("112", "+358112"),
    ("116 006", "+358116006"),
    ("116 006", "0116006"),
    ("029 546 3178", "+358295463177"),
    ("29 546 3177", "+358295463177"),
    ("+358 029 546 3177", "+358295463177"),
    ("0800 05058", "+35880005005"),
    ("08 123 456", "+468123456"),
    ("029 546 3177, 116 006", "+358295463177"),
    ("029 546 3177 / 3178", "+358295463177"),
    ("O29 546 3177", "+358295463177"),
    ("112\u0663", "112"),
    ("", "112"),
    ("auki", "112"),
    ("+", "112"),
]


@pytest.mark.parametrize(("shown", "dialled"), SAME)
def test_a_number_however_it_is_spaced_is_the_one_that_is_dialled(shown, dialled):
    assert is_same_number(shown, dialled)


@pytest.mark.parametrize(("shown", "dialled"), OTHER)
def test_a_number_that_reaches_somebody_else_or_several_numbers_are_not_the_one_dialled(shown, dialled):
    assert not is_same_number(shown, dialled)


def test_every_number_of_the_built_in_guidance_dials_what_it_shows():
    phones = [phone for contact in built_in().contacts for phone in contact.phones]
    assert len(phones) > 10
    for phone in phones:
        assert is_same_number(phone.number, phone.tel), phone


def test_a_guidance_that_dials_another_number_than_it_shows_is_not_published():
    pack = small_pack()
    entry(pack["contacts"], "emergency-112")["phones"] += [
        {"number": "029 546 3177", "tel": "+358295463177"},
        {"number": "029 546 3178", "tel": "+358295463177"},
    ]
    (problem,) = lacking(read_guidance(pack))
    assert (problem.kind, str(problem.place)) == ("numbers-differ", "contacts/emergency-112/phones/3/tel")
    assert problem.known == {"number": "029 546 3178", "tel": "+358295463177"}


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
