"""Reading pack files: strict about what a file is, before anyone asks what it says."""

import pytest

from guidance.packs.files import BUILT_IN, LARGEST, PackUnreadable, read_pack, read_pack_file, write_pack
from tests.growth import LINEAR, growth_of


def test_the_built_in_pack_stands_in_the_canonical_form():
    assert write_pack(read_pack_file(BUILT_IN)) == BUILT_IN.read_text(encoding="utf-8")


def test_yes_and_no_are_words_even_when_nobody_quoted_them():
    assert read_pack(b"answers: [yes, no, on, off]\nfolded: true") == {
        "answers": ["yes", "no", "on", "off"],
        "folded": True,
    }


def test_days_stay_strings():
    assert read_pack(b"seen_on: 2026-11-24") == {"seen_on": "2026-11-24"}


@pytest.mark.parametrize(
    "typed",
    ["1:30", "1:30.5", "0x1F", "017", "1_000", "1.5", ".inf", "1e+5", "1" + ":1" * 200_000, "9" * 400_000],
    ids=lambda typed: typed[:10],
)
def test_what_the_canonical_form_never_writes_as_a_number_is_a_word(typed):
    assert read_pack(f"hours: {typed}".encode()) == {"hours": typed}


def test_what_the_canonical_form_writes_is_read_as_it_is_meant():
    assert read_pack(b"format: 1\nfolded: false\nseen_on: null\nnote:\nlocal: true\nminus: -3") == {
        "format": 1,
        "folded": False,
        "seen_on": None,
        "note": None,
        "local": True,
        "minus": -3,
    }


def test_a_sign_for_merging_is_a_key_like_any_other():
    assert read_pack(b"<<: {a: b}\n=: c") == {"<<": {"a": "b"}, "=": "c"}


@pytest.mark.heavy
@pytest.mark.parametrize(
    "lines",
    [
        lambda number: f"k{number}: v\n",
        lambda number: f"k{number}: [a, b]\n",
        lambda number: f"k{number}: {{fi: a, sv: b}}\n",
        lambda number: f"k{number}: |\n  a\n  b\n",
        lambda number: f"k{number}: {number}:59:59\n",
        lambda number: f"? k{number}\n: '{number}'\n",
    ],
    ids=["words", "lists", "mappings", "blocks", "times", "long keys"],
)
def test_twice_the_file_is_twice_the_work(lines):
    def read(size):
        read_pack("".join(lines(number) for number in range(size)).encode())

    assert growth_of(read, 500) < LINEAR


BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (BOMB, "viittauksia"),
        (b"id: a\nid: b\n", "kahteen kertaan"),
        ("nimi: hätä".encode("latin-1"), "UTF-8"),
        (b"stages: [", "Rivi"),
        (b"- a\n- b\n", "ei ole ohjeistoa"),
        (b'a: !!float ""', "YAML"),
        (b"a: !!bool maybe", "YAML"),
        (b"a: !!int 1:30", "YAML"),
        (b"a: !!int " + b"9" * 400_000, "YAML"),
        (b"a: b\nc: !!float 1.5", "Rivi 2: YAML-tyyppejä"),
        (b"a: !!binary YQ==", "Rivi 1: YAML-tyyppejä"),
        (b"a: !!timestamp 2026-11-24", "Rivi 1: YAML-tyyppejä"),
        (b"a: !!set {b, c}", "Rivi 1: YAML-tyyppejä"),
        (b"a: !!omap [b: c]", "Rivi 1: YAML-tyyppejä"),
        (b"!!merge a: {b: c}", "Rivi 1: YAML-tyyppejä"),
        (b"%TAG ! tag:a,2026:\n---\na: b", "YAML-lyhenteitä"),
        ("\ufeff\ufeff%TAG ! tag:a,2026:\n---\na: b".encode(), "YAML-lyhenteitä"),
        (b"# a\r%TAG ! tag:a,2026:\n---\na: b", "YAML-lyhenteitä"),
        (b"a: b\n...\n%TAG ! tag:a,2026:\n---\na: b", "YAML-lyhenteitä"),
        (b"!!python/object/apply:os.system ['true']", "Rivi 1"),
        (b"[" * 1500, "Rivi 1"),
        (b"[" * 200_000, "Rivi 1"),
        (b"[" * 100, "sisäkkäin"),
        (b"- " * 1500, "sisäkkäin"),
        ("nimi: hätä".encode("utf-16"), "UTF-8"),
        (b"a: b\x00c", "jota ei näe"),
        (b"", "ei ole ohjeistoa"),
        (b"? [a, b]\n: c", "Rivi 1"),
        (b"x: " + b"y" * LARGEST, "5 megatavua"),
    ],
)
def test_what_is_no_pack_is_refused_with_a_sentence_that_says_why(raw, sentence):
    with pytest.raises(PackUnreadable, match=sentence):
        read_pack(raw)


def test_a_file_over_five_megabytes_is_refused_unread(tmp_path):
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(PackUnreadable, match="5 megatavua"):
        read_pack_file(large)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PackUnreadable, match="missing.yaml"):
        read_pack_file(tmp_path / "missing.yaml")
