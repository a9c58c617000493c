"""What somebody writes by hand, wrong as one usually does, is told with its line and what to do."""

import pytest

from guidance.packs.files import PackUnreadable, read_pack

INDENTED = "rivi alkaa väärästä kohdasta"
COLON = "tekstissä on kaksoispiste"
TAB = "rivin alussa on sarkain"
QUOTE = "tekstistä puuttuu lainausmerkki lopusta"
TWO = "tästä alkaa toinen ohjeisto"
CUT = "teksti katkeaa välilyönnin jälkeiseen #-merkkiin"


@pytest.mark.parametrize(
    ("written", "line", "sentence"),
    [
        ("stages:\n- id: a\n   title: b\n", 3, INDENTED),
        ("steps:\n- id: a\n  title:\n    fi: x\n   sv: y\n", 5, INDENTED),
        ("a:\n  - x\n - y\n", 3, INDENTED),
        ("a:\n\tb: 1\n", 2, TAB),
        ("a:\n  b:\n\t- c\n", 3, TAB),
        ("a: 1\r\nb:\r\n\tc: 1\r\n", 3, TAB),
        ('a: 0\nfi: "Soita heti\nsv: Ring\n', 2, QUOTE),
        ("fi: 'Soita heti\nsv: Ring\n", 1, QUOTE),
        ('fi: "Soita" heti\nsv: Ring\n', 1, "lainausmerkkien ulkopuolella on tekstiä"),
        ("title: Soita: heti\n", 1, COLON),
        ("title:\n  fi: Muista: ensin lapsi\n  sv: b\n", 2, COLON),
        ("a: 1\n---\nb: 2\n", 2, TWO),
        ("---\na: 1\n---\nb: 2\n", 3, TWO),
        ("title:Soita\nb: 2\n", 1, "kaksoispisteen jälkeen puuttuu välilyönti"),
        ("a: 1\nb\nc: 2\n", 2, "riviltä puuttuu kaksoispiste"),
        ("a: @soita\n", 1, "teksti alkaa merkillä ”@”"),
        ("a: **Soita** heti\n", 1, "teksti alkaa merkillä ”\\*”"),
        ("a: [b, c\nd: 1\n", 1, "sulku on auki"),
        ("title:\n  fi: Ryhmä #metoo auttaa\n  sv: b\n", 2, CUT),
        ("fi: Pyydä ohjaajaa\n  soittamaan #1 ja sitten\n  kysymään\nsv: b\n", 2, CUT),
        ("- #metoo\n- b\n", 1, CUT),
        ("a: [ryhmä #metoo,\n  b]\n", 1, CUT),
        ("a: 1\nb: x\x07y\n", 2, r"rivillä on merkki, jota ei näe \(U\+0007\)"),
    ],
)
def test_a_usual_slip_is_told_in_words_with_its_line(written, line, sentence):
    with pytest.raises(PackUnreadable, match=f"^Rivi {line}: {sentence}"):
        read_pack(written.encode())


def test_quotes_around_a_text_with_a_colon_are_what_the_sentence_asks_for():
    assert read_pack(b'title: "Soita: heti"\n') == {"title": "Soita: heti"}


@pytest.mark.parametrize(
    "written",
    [
        "# Oma ohjeisto\na: b c\n",
        "a: b c # korjattu keväällä\n",
        "a: b c ## korjattu\n",
        "a: b c #\n",
        "a: #eka\n- b c\n",
        "a: b c\n  #metoo\nd: e\n",
    ],
)
def test_a_comment_that_is_meant_is_passed_over(written):
    assert read_pack(written.encode())["a"] in ("b c", ["b c"])


@pytest.mark.parametrize("written", ["'b #c'", '"b #c"', "|-\n  b #c", ">-\n  b #c"])
def test_in_quotes_and_under_a_line_of_its_own_the_text_is_whole(written):
    assert read_pack(f"a: {written}\n".encode()) == {"a": "b #c"}


def test_what_touches_the_word_before_it_is_text():
    assert read_pack(b"a: b#c\n") == {"a": "b#c"}
