"""Reading pack files: strict about what a file is, before anyone asks what it says."""

import pytest

from guidance.pack_files import BUILT_IN, LARGEST, PackUnreadable, read_pack, read_pack_file, write_pack


def test_the_built_in_pack_stands_in_the_canonical_form():
    assert write_pack(read_pack_file(BUILT_IN)) == BUILT_IN.read_text(encoding="utf-8")


def test_yes_and_no_are_words_even_when_nobody_quoted_them():
    assert read_pack(b"answers: [yes, no, on, off]\nfolded: true") == {
        "answers": ["yes", "no", "on", "off"],
        "folded": True,
    }


def test_days_stay_strings():
    assert read_pack(b"seen_on: 2026-11-24") == {"seen_on": "2026-11-24"}


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
        (b"!!python/object/apply:os.system ['true']", "Rivi 1"),
        (b"[" * 1500, "Rivi 1"),
        (b"[" * 200_000, "Rivi 1"),
        (b"[" * 100, "sisäkkäin"),
        (b"- " * 1500, "sisäkkäin"),
        ("nimi: hätä".encode("utf-16"), "UTF-8"),
        (b"a: b\x00c", "YAML"),
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
