"""What is dialled where a number is shown, and when two numbers are one and the same."""

import pytest

from guidance.rules.numbers import (
    closed_in,
    dialled,
    is_same_number,
    part_of_a_number,
    short_behind_a_prefix,
    without_closed,
    without_hidden,
)
from guidance.rules.shapes import ClosedNumber, Text

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


# --- What is dialled -------------------------------------------------------------------------------------

DIALLED = [
    ("112", "112"),
    ("1 1 2", "112"),
    ("116 006", "116006"),
    ("116 016", "116016"),
    ("116 111", "116111"),
    ("116 117", "116117"),
    ("029 546 3177", "+358295463177"),
    ("0800 05058", "+35880005058"),
    ("080 005 005", "+35880005005"),
    ("(09) 2525-0111", "+358925250111"),
    ("09\u00a02525\u202f0111", "+358925250111"),
    ("010\u2013508 8830", "+358105088830"),
    ("+358 10 508 8830", "+358105088830"),
    ("+358 (0)10 508 8830", "+358105088830"),
    ("00358 10 508 8830", "+358105088830"),
    ("+46 8 123 456", "+468123456"),
    ("0046 8 123 456", "+468123456"),
    ("puh. 029 546 3177", "+358295463177"),
    ("116 006 arkisin", "116006"),
    ("0500 116 006", "+358500116006"),
    ("09 112 345", "+3589112345"),
]
BEHIND_A_PREFIX = [
    ("09 112", "112"),
    ("0 112", "112"),
    ("+112", "112"),
    ("+358 112", "112"),
    ("+358 9 112", "112"),
    ("00358 116 006", "116006"),
    ("+358 116 006", "116006"),
    ("0116 016", "116016"),
    ("019 116 111", "116111"),
    ("+46 116 006", "116006"),
]
UNCLEAR = [
    "",
    "auki",
    "+",
    "2",
    "29 546 3177",
    "2525 0111",
    "118",
    "O29 546 3177",
    "+358 029 546 3177",
    "029 546 3177, 116 006",
    "029 546 3177 / 3178",
    "09 123 456 / 457",
    "029 546 3177 tai 116 006",
    "029 546 3177 (24 h)",
    "0295 463 1770 295 463 177",
    "029 + 546 3177",
    "\uff11\uff11\uff12",
    "\u0661\u0661\u0662",
    "112\u0663",
    "112\n3",
    "029\u200b546 3177",
]


@pytest.mark.parametrize(("shown", "tel"), DIALLED)
def test_what_is_dialled_follows_from_what_is_shown(shown, tel):
    assert dialled(shown) == tel
    assert is_same_number(shown, tel)


@pytest.mark.parametrize(("shown", "short"), BEHIND_A_PREFIX)
def test_a_short_number_behind_a_prefix_dials_nothing(shown, short):
    assert short_behind_a_prefix(shown) == short
    assert dialled(shown) == ""


@pytest.mark.parametrize("shown", UNCLEAR)
def test_where_one_number_is_not_plain_nothing_is_dialled(shown):
    assert dialled(shown) == ""
    assert short_behind_a_prefix(shown) == ""


def test_a_number_leaves_behind_what_nobody_sees_of_it():
    assert without_hidden("\u202a029\u200b\u00a0546 3177\u202c") == "029\u00a0546 3177"


# --- Numbers known to be closed --------------------------------------------------------------------------


def closed(*numbers: str) -> list[ClosedNumber]:
    return [ClosedNumber(f"closed-{each}", each, Text(), None) for each in numbers]


@pytest.mark.parametrize(
    "words",
    [
        "09 2525 0113",
        "0925250113",
        "+358 9 2525 0113",
        "+358 (0)9 25 25 01 13",
        "00358925250113",
        "tel:+358925250113",
        "09-2525-0113",
        "(09) 2525 0113",
        "09\u00a02525\u202f0113",
        "09\u200b2525\u00ad0113",
        "\uff10\uff19 2525 0113",
        "Ma\u2013pe 9\u201316 09 2525 0113, muulloin 112.",
        "Soita 09 2525 0111 tai 09 2525 0113.",
        "Soita 09 2525\n0113.",
    ],
)
def test_a_closed_number_is_found_however_it_is_spaced(words):
    assert [each.number for each in closed_in(words, closed("09 2525 0113", "0800 98 800"))] == [
        "09 2525 0113"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Soita.",
        "09 2525 0111",
        "09 2525 01134",
        "109 2525 0113",
        "9 2525 0113",
        "09 2525 011 tai 3",
        "112",
    ],
)
def test_another_number_is_not_taken_for_a_closed_one(words):
    assert closed_in(words, closed("09 2525 0113")) == []


def test_short_and_foreign_numbers_can_be_closed_too():
    numbers = closed("116 123", "+46 8 123 456")
    assert closed_in("Soita 116123.", numbers) == numbers[:1]
    assert closed_in("Ring 0046 8-123 456.", numbers) == numbers[1:]
    assert closed_in("Soita 1161234 tai 08 123 456.", numbers) == []


def test_a_closed_number_that_could_not_be_dialled_is_looked_for_nowhere():
    assert closed_in("29 546 3177", closed("29 546 3177")) == []


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("09 2525 0113", ""),
        ("Soita (09) 2525 0113.", "Soita."),
        ("Soita 09 2525 0111 tai 0800 98 800, myös yöllä.", "Soita 09 2525 0111 tai, myös yöllä."),
        ("Apua (+358 9 2525 0113) saa heti.", "Apua saa heti."),
        ("- MIELI 09 2525 0113\n- RIKU 116 006", "- MIELI\n- RIKU 116 006"),
        ("Soita  112.", "Soita  112."),
    ],
)
def test_a_text_without_its_closed_numbers_reads_on(words, left):
    assert without_closed(words, closed("09 2525 0113", "0800 98 800")) == left


@pytest.mark.parametrize(
    ("asked", "written", "is_there"),
    [
        ("029 546", "0295463177", True),
        ("+358 29 546", "Soita 029 546 3177.", True),
        ("029546", "+358 (0)29-546 3177", True),
        ("00358 29", "+35829 546", True),
        ("546 31", "029 5463177", True),
        ("116006", "116 006", True),
        ("+46 771", "0046-771 793 336", True),
        ("+46 771", "046 771 793", False),
        ("029 547", "029 546 3177", False),
        ("+358", "080 005 005", False),
        ("+358", "+358 80 005 005", True),
    ],
)
def test_some_digits_out_of_a_number_are_found_however_it_is_written(asked, written, is_there):
    assert bool(part_of_a_number(asked).search(written)) == is_there
