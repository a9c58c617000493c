"""The sentences for what is wrong with a pack, a guidance or a case: one for every kind of problem.

`guidance/rules` names kinds and places and words nothing; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from guidance.models import MATTER_NAMES, MODELS, Draft
from guidance.rules.places import Place
from guidance.rules.problems import Problem
from guidance.rules.schema import CONTACT
from guidance.rules.shapes import Text
from guidance.texts import in_reader_language

# kind -> sentence; the names in it are the kind's details
SENTENCES = {
    # reading a pack
    "wrong-type": _("Tässä pitäisi olla %(expected)s, mutta tässä on %(found)s."),
    "unknown-format": _("Ohjeiston muotoa ”%(found)s” ei tunneta. Tunnetut muodot: 1–%(known)s."),
    "unknown-key": _("Kohtaa ”%(key)s” ei tunneta."),
    "missing-key": _("Kohta ”%(key)s” puuttuu."),
    "unknown-value": _("Arvoa ”%(value)s” ei tunneta. Mahdollisia ovat: %(known)s."),
    "bad-id": _(
        "Tunniste ”%(id)s” ei kelpaa. Siinä saa olla pieniä kirjaimia a–z, numeroita ja niiden välissä"
        " väliviivoja."
    ),
    "reserved-id": _("Tunniste ”%(id)s” on varattu muuhun käyttöön. Valitse toinen tunniste."),
    "doubled-id": _("Tunniste ”%(id)s” on jo käytössä (%(first)s). Valitse toinen tunniste."),
    "doubled-value": _("”%(value)s” on luettelossa kahdesti."),
    "bad-language": _("”%(language)s” ei ole kielen tunnus. Kielen tunnus on esimerkiksi fi, sv tai en."),
    "not-one-line": _(
        "Tekstin (%(language)s) pitää olla yhdellä rivillä, ilman välilyöntejä alussa tai lopussa."
    ),
    "bad-phone": _(
        "”%(number)s” ei kelpaa soitettavaksi numeroksi. Kirjoita vain numeroita, kansainväliseen alkuun +."
    ),
    "bad-date": _("”%(value)s” ei ole päivämäärä. Kirjoita se muodossa 2026-11-24."),
    "empty-row": _("Rivillä ei ole yhtään ehtoa."),
    "empty-term": _("Ehdosta ”%(subject)s” puuttuvat vastaukset."),
    "always-not-true": _("Ehdolla ”%(subject)s” voi olla vain arvo true."),
    "bad-link": _("Linkki ”%(link)s” ei kelpaa. Se alkaa https:// tai on sivu täällä, kuten /contacts/."),
    "settles-no-check": _("Askel voi vastata vain kysymykseen, ja ”%(subject)s” ei ole kysymys."),
    "unknown-subject": _("Ehto koskee kohtaa ”%(subject)s”, mutta sen nimistä kysymystä tai merkkiä ei ole."),
    "retired-subject": _(
        "Ehto koskee kohtaa ”%(subject)s”, joka on poistettu käytöstä. Muuta ehtoa tai palauta kohta."
    ),
    "unknown-answer": _("Kohdalla ”%(subject)s” ei ole vastausta ”%(answer)s”. Mahdollisia ovat: %(known)s."),
    "retired-answer": _(
        "Ehto koskee kohdan ”%(subject)s” vastausta ”%(answer)s”, joka on poistettu käytöstä. Muuta ehtoa tai"
        " palauta vastaus."
    ),
    "unknown-contact": _("Yhteystietoa ”%(contact)s” ei ole."),
    "retired-contact": _(
        "Yhteystieto ”%(contact)s” on poistettu käytöstä. Valitse toinen tai palauta se käyttöön."
    ),
    "not-named": _("Askel ei nimeä yhteystietoa ”%(contact)s”, vaikka kertoo, milloin se näkyy."),
    "unknown-step": _("Askelta ”%(step)s” ei ole."),
    "retired-step": _("Askel ”%(step)s” on poistettu käytöstä. Valitse toinen tai palauta se käyttöön."),
    "stands-in-for-itself": _("Yhteystieto ”%(contact)s” ei voi olla oma sijaisensa."),
    # publishing
    "missing-text": _("Teksti puuttuu: %(language)s."),
    "empty-stage": _("Vaihe on tyhjä. Lisää siihen jotain tai poista se käytöstä."),
    "empty-area": _("Elämänalueella ei ole yhtään kysymystä. Lisää kysymys tai poista alue käytöstä."),
    "empty-checklist": _("Merkkiluettelo on tyhjä. Lisää merkki tai poista luettelo käytöstä."),
    "empty-tier": _("Yhdenkään askeleen kiireellisyys ei ole ”%(urgency)s”."),
    "no-stages": _("Ohjeistossa ei ole yhtään vaihetta."),
    "no-answers": _("Kysymyksellä ei ole yhtään vastausta."),
    "never-comes-up": _("Askel ei tule esiin millään vastauksilla. Korjaa sen ehdot tai poista se käytöstä."),
    "emergency-contact-gone": _("Hätänumeron yhteystieto ”%(contact)s” puuttuu. Sitä ei voi jättää pois."),
    "emergency-number-gone": _("Yhteystiedosta ”%(contact)s” puuttuu numero %(number)s."),
    "numbers-differ": _(
        "Tässä näkyy numero ”%(number)s”, mutta puhelu menee numeroon ”%(tel)s”. Kirjoita numero, johon"
        " soitetaan. Jos numeroita on useita, lisää jokainen omaksi rivikseen."
    ),
    "number-unclear": _(
        "Numerosta ”%(number)s” ei selviä, mihin soitetaan. Kirjoita yksi numero, suuntanumero (09, 040) tai"
        " maan numero (+358) alussa. Jos numeroita on useita, lisää jokainen omaksi rivikseen."
    ),
    "short-number-behind-a-prefix": _(
        "Numerossa ”%(number)s” lyhyen numeron %(short)s edessä on suuntanumero tai maan numero. Lyhyt numero"
        " kirjoitetaan yksin: %(short)s. Jos tarkoitat muuta numeroa, kirjoita se kokonaan."
    ),
    "closed-number": _("Numeroon %(number)s ei enää vastata: ”%(note)s” Vaihda tai poista numero."),
    "too-many-rows": _(
        "Rivejä on yhteensä %(rows)s, ja niitä saa olla enintään %(most)s. Yhdistä tai poista rivejä."
    ),
    "too-many-terms": _("Rivillä on %(terms)s ehtoa, ja niitä saa olla enintään %(most)s. Poista ehtoja."),
    "second-meeting": _(
        "Tapaamisen aikaa ja paikkaa kysytään jo kohdassa ”%(first)s”. Ne kysytään vain kerran."
    ),
    "long-label": _(
        "Sana ”%(word)s” (%(language)s) on liian pitkä alapalkkiin. Siihen mahtuu seitsemän kirjainta."
    ),
    "long-text": _("Tekstissä on %(letters)s merkkiä, ja enintään saa olla %(most)s. Lyhennä tekstiä."),
    "unseen-letter": _(
        "Tekstin ”%(before)s” jälkeen on merkki, jota ei näe ja joka sekoittaa sivun (%(letter)s). Poista se"
        " tai kirjoita kohta uudelleen."
    ),
    "unseen-text": _("Tekstissä on vain merkkejä, joita ei näe. Kirjoita teksti tai tyhjennä kohta."),
    "recorded-of-nothing": _(
        "Lause tulisi kirjaukseen, vaikka mihinkään ei ole vastattu. Lisää riville ehto, joka vaatii"
        " vastauksen, tai valitse askel, jonka jälkeen lausetta tarjotaan."
    ),
    "never-recorded": _("Lausetta ei tarjota koskaan. Lisää siihen rivi tai poista se käytöstä."),
    "word-never-recorded": _(
        "Sanaa ”%(word)s” (%(language)s) ei käytetä kirjauksessa. Kirjoita toisin, mitä tapahtui tai mitä"
        " asiakas päätti."
    ),
    "nothing-told": _("Tästä ei sanota mitään: %(matter)s. Lisää kohta tai poista tiedon saaja käytöstä."),
    "doubled-case": _(
        "Sama tilanne on jo toisessa kohdassa: %(first)s. Vastauksia saa olla vain yksi, joten muuta"
        " tilannetta tai poista toinen."
    ),
    "half-confirmed": _(
        "Vahvistukseen kuuluvat vahvistajan nimi ja päivä. Täydennä puuttuva tai tyhjennä molemmat."
    ),
    "word-never-to-a-client": _(
        "Sanaa ”%(word)s” (%(language)s) ei sanota asiakkaalle. Sano sama arkisin sanoin."
    ),
    "card-language-twice": _("Tällä kielellä on jo kortti: %(first)s. Poista toinen käytöstä."),
    "card-text-missing": _("Kortista puuttuu tämä teksti."),
    "card-needs-helper": _(
        "Asiakkaan korttiin tarvitaan yhteystieto ”%(contact)s” ja sille numero. Palauta se tai poista"
        " asiakkaan kortit käytöstä."
    ),
    "telling-card": _("Kortin löytäjä arvaa aiheen tästä: ”%(word)s”. Sano asia toisin."),
    "address-on-card": _("Asiakkaan kortissa ei ole verkko-osoitteita eikä sähköposteja. Poista osoite."),
    "not-ten-digits": _("Sanoja on %(found)s, ja niitä tarvitaan kymmenen: 0–9, pilkku välissä."),
    # expectations
    "expects-unknown": _("Esimerkissä on kohta ”%(subject)s”, jota ohjeistossa ei ole käytössä."),
    "expects-unknown-answer": _(
        "Esimerkissä kohdalla ”%(subject)s” on vastaus ”%(answer)s”, jota ei ole."
        " Mahdollisia ovat: %(known)s."
    ),
    "expects-unknown-step": _("Esimerkki odottaa askelta ”%(step)s”, jota ohjeistossa ei ole käytössä."),
    "expected-step-missing": _("Esimerkki ei toteudu: askel ”%(step)s” ei tule esiin, vaikka sen pitäisi."),
    "unexpected-step-shown": _("Esimerkki ei toteudu: askel ”%(step)s” tulee esiin, vaikka sen ei pitäisi."),
    "expects-unknown-contact": _(
        "Esimerkki odottaa yhteystietoa ”%(contact)s”, jota ohjeistossa ei ole käytössä."
    ),
    "expected-first": _(
        "Esimerkki ei toteudu: ensimmäisenä pitäisi olla askel ”%(step)s”, mutta siinä on ”%(other)s”."
    ),
    "expected-earlier": _(
        "Esimerkki ei toteudu: askel ”%(step)s” tulee vasta askeleen ”%(other)s” jälkeen, vaikka sen pitäisi"
        " olla ennen sitä."
    ),
    "expected-held": _(
        "Esimerkki ei toteudu: askel ”%(step)s” ei odota kahdenkeskistä hetkeä, vaikka sen pitäisi."
    ),
    "expected-helper": _(
        "Esimerkki ei toteudu: askel ”%(step)s” ei nimeä yhteystietoa ”%(contact)s”, vaikka sen pitäisi."
    ),
    # the safety rules
    "rule-needs-check": _("Turvasääntö %(rule)s tarvitsee kysymyksen ”%(check)s”, mutta sitä ei ole."),
    "rule-needs-answer": _(
        "Turvasääntö %(rule)s tarvitsee kysymykseen ”%(check)s” vastauksen ”%(answer)s”, mutta sitä ei ole."
    ),
    "rule-needs-step": _("Turvasääntö %(rule)s tarvitsee askeleen ”%(step)s”, mutta sitä ei ole."),
    "rule-needs-contact": _(
        "Turvasääntö %(rule)s tarvitsee yhteystiedon ”%(contact)s”, mutta sitä ei ole käytössä."
    ),
    "rule-needs-urgency": _(
        "Turvasääntö %(rule)s tarvitsee askeleen, jonka kiireellisyys on jokin näistä: %(urgency)s."
    ),
    "rule-needs-caller": _(
        "Turvasääntö %(rule)s tarvitsee askeleen, jonka ensimmäinen yhteystieto on ”%(contact)s”, mutta"
        " sellaista ei ole."
    ),
    "proposed-too-early": _(
        "Turvasääntö %(rule)s ei pidä: askel ”%(step)s” tulisi esiin, vaikka asiakas ei ole suostunut, ette"
        " ole kahden tai asiakas voi olla alaikäinen. Näin käy vastauksilla: %(answers)s."
    ),
    "emergency-not-first": _(
        "Turvasääntö %(rule)s ei pidä: kun asiakasta uhkaa välitön vaara, ensimmäisen askeleen ensimmäisen"
        " yhteystiedon pitää olla ”%(contact)s”. Näin ei ole vastauksilla: %(answers)s."
    ),
    "emergency-number-not-first": _(
        "Turvasääntö %(rule)s ei pidä: kun asiakasta uhkaa välitön vaara, ensimmäisestä painikkeesta pitää"
        " päästä numeroon %(number)s. Sen pitää olla yhteystiedon ”%(contact)s” ensimmäinen numero, sekä"
        " näkyvänä että soitettavana."
    ),
    "interpreter-step-missing": _(
        "Turvasääntö %(rule)s ei pidä: kun mukana tullut tulkkaa, askeleen ”%(step)s” pitää olla esillä heti."
        " Näin ei ole vastauksilla: %(answers)s."
    ),
    "company-not-noticed": _(
        "Turvasääntö %(rule)s ei pidä: läsnäolosäännön pitää päteä, kun ette ole kahden. Se ei päde"
        " vastauksilla: %(answers)s."
    ),
    "nothing-for-client": _(
        "Turvasääntö %(rule)s ei pidä: esillä pitää aina olla askel asiakasta varten, sellainen joka ei odota"
        " kahdenkeskistä hetkeä. Sitä ei ole vastauksilla: %(answers)s."
    ),
    "nothing-for-worker": _(
        "Turvasääntö %(rule)s ei pidä: esillä pitää aina olla askel työntekijää itseään varten,"
        " sellainen joka ei odota kahdenkeskistä hetkeä. Sitä ei ole vastauksilla: %(answers)s."
    ),
    "child-step-missing": _(
        "Turvasääntö %(rule)s ei pidä: kun asiakas on tai voi olla alaikäinen, askeleen ”%(step)s” pitää olla"
        " esillä heti. Näin ei ole vastauksilla: %(answers)s."
    ),
    # worth looking at, and no reason to refuse
    "sign-leads-nowhere": _("Merkki ei vaikuta yhteenkään askeleeseen."),
    "telling-strip": _("Sivusta katsova voi arvata aiheen sanasta ”%(word)s” (%(language)s)."),
    "contact-never-verified": _("Yhteystietoa ei ole vielä tarkistettu."),
    "contact-overdue": _("Yhteystieto piti tarkistaa viimeistään %(day)s."),
    "not-confirmed": _("Vahvistamattomia kohtia: %(many)s."),
    "older-translation": _("Käännös (%(language)s) on vanhempi kuin suomenkielinen teksti."),
    # taking a pack into the draft
    "id-of-another-kind": _(
        "Tunniste ”%(id)s” on jo julkaistu toisessa merkityksessä (%(first)s). Valitse toinen tunniste."
    ),
    "id-changes-kind": _(
        "Tunniste ”%(id)s” on luonnoksessa toisella kohdalla (%(first)s). Se jää pois, ja tunniste siirtyy"
        " tälle."
    ),
    "id-meant-something-else": _(
        "Tunnisteella ”%(id)s” oli painoksessa %(edition)s toinen teksti: ”%(words)s”. Jos kyse on eri"
        " asiasta, valitse toinen tunniste: aloitetuissa keskusteluissa se tarkoittaa yhä entistä."
    ),
    "retired-id-comes-back": _("Kohta on luonnoksessa poistettu käytöstä. Tuonti palauttaa sen käyttöön."),
    "retired-id-comes-back-otherwise": _(
        "Kohta on luonnoksessa poistettu käytöstä, ja siinä lukee: ”%(words)s”. Tuonti palauttaa sen"
        " käyttöön toisella tekstillä. Jos kyse on eri asiasta, valitse toinen tunniste kuin ”%(id)s”."
    ),
    "published-id-comes-back": _(
        "Kohta oli painoksessa %(edition)s, mutta ei ole enää luonnoksessa. Tuonti tuo sen takaisin."
    ),
    "closed-number-dropped": _(
        "Numero %(number)s jää pois, koska siihen ei enää vastata: ”%(note)s” Tarkista, mitä jäljelle jää."
    ),
    # reading a case
    "case-unknown-part": _("Tapauksessa on tuntematon osa ”%(part)s”. Osat ovat checks ja signs."),
    "case-unknown-check": _("Kysymystä ”%(check)s” ei ole."),
    "case-unknown-sign": _("Merkkiä ”%(sign)s” ei ole."),
    "case-unknown-answer": _(
        "Kohdalla ”%(subject)s” ei ole vastausta ”%(answer)s”. Mahdollisia ovat: %(known)s."
    ),
}

TYPES = {
    "text": _("teksti"),
    "true-or-false": _("true tai false"),
    "number": _("luku"),
    "list": _("luettelo"),
    "mapping": _("kohtia nimineen"),
    "date": _("päivämäärä"),
    "nothing": _("tyhjää"),
}

# A list of the pack -> what one of it is called, where that is shorter than on the desk.
ONE_OF = {name: model._meta.verbose_name for name, model in MODELS.items()} | {
    "checks": _("kysymys"),
    "steps": _("askel"),
    "expectations": _("esimerkki"),
    "phones": _("numero"),
    "company": _("läsnäolosäännön rivi"),
    "contacts_when": _("yhteystieto"),
    "show": _("”näytä, kun”, rivi"),
    "but_not": _("”mutta ei, kun”, rivi"),
    "stress": _("”korosta, kun”, rivi"),
}

# The same list as a whole, and single fields whose name is not plain from the pack.
NAMES = {
    field.name: field.verbose_name
    for model in (*MODELS.values(), Draft)
    for field in (*model._meta.fields, *model._meta.many_to_many)
}
NAMES |= {name: model._meta.verbose_name_plural for name, model in MODELS.items()} | {
    "checks": _("kysymykset"),
    "steps": _("askeleet"),
    "expectations": _("esimerkit"),
    "phones": _("numerot"),
    "company": _("läsnäolosääntö"),
    "contacts_when": _("yhteystiedot"),
    "show": _("”näytä, kun”"),
    "but_not": _("”mutta ei, kun”"),
    "stress": _("”korosta, kun”"),
    "title": _("otsikko"),
    "label": _("sana palkissa"),
    "short": _("lyhyt teksti"),
    "full": _("koko teksti"),
    "hint": _("vihje"),
    "reason": _("perustelu"),
    "text": _("teksti"),
    "intro": _("johdanto"),
    "principle": _("periaate"),
    "urgency": _("kiireellisyys"),
    "origin": _("alkuperä"),
    "name": _("nimi"),
    "short_name": _("lyhyt nimi"),
    "purpose": _("mihin"),
    "hours": _("aukioloajat"),
    "languages": _("kielet"),
    "stand_in": _("sijainen"),
    "asks_for_meeting": _("kysyy tapaamisen"),
    "telling": _("paljastaa aiheen"),
    "verified_on": _("tarkistettu"),
    "phrase": _("lause"),
    "check_by": _("tarkistettava viimeistään"),
    "number": _("numero"),
    "note": _("huomautus"),
    "tel": _("soitettava numero"),
}


Value = TypeVar("Value")


class Names(Protocol):
    """What a guidance calls its own entries (``names.Naming``)."""

    def of(self, place: Place) -> str: ...

    def detail(self, name: str, value: str, subject: str = "") -> str: ...


def say(problem: Problem, names: Names | None = None) -> str:
    """One problem as a sentence in the language in use, behind the place where it is.

    By ids, or by names where ``names`` knows them. Raises KeyError for a kind without a sentence; a test
    holds that there is none.
    """
    about = problem.known.get("subject") or problem.known.get("check") or ""
    details = {name: _detail(name, value, names, about) for name, value in problem.details}
    sentence = str(SENTENCES[problem.kind]) % details
    return f"{where(problem.place, names)}: {sentence}" if problem.place else sentence


def say_all(problems: Iterable[Problem]) -> str:
    """Problems as sentences, one a line."""
    return "\n".join(say(problem) for problem in problems)


def say_first(many: Sequence[Value], most: int, say_one: Callable[[Value], str]) -> list[str]:
    """The first so many in words, and how many more there are; of the others not a word is made."""
    sentences = [say_one(each) for each in many[:most]]
    more = len(many) - len(sentences)
    return [*sentences, str(_("… ja %(many)s muuta.")) % {"many": more}] if more else sentences


def where(place: Place, names: Names | None = None) -> str:
    """A place in words: "steps/propose/show/2" as "askel propose › ”näytä, kun”, rivi 2"."""
    return " › ".join(_words_for(place, names))


def _words_for(place: Place, names: Names | None) -> Iterator[str]:
    entry = Place()
    for kind, identifier in place.entries:
        entry = entry / kind / identifier
        name = names.of(entry) if names and identifier else ""
        yield _one_of(kind, f"”{name}”" if name else identifier)
    rest = iter(place.within)
    for part in rest:
        item = next(rest, "") if part in ONE_OF else ""
        helper = names.of(Place.of(CONTACT, item)) if names and part == "contacts_when" and item else ""
        yield _one_of(part, f"”{helper}”" if helper else item)


def _one_of(name: str, item: str) -> str:
    """An item of a list, or a row of a rule, by its number; without one, what the whole is called."""
    return f"{ONE_OF[name]} {item}" if item else str(NAMES.get(name, name))


def _type(name: str) -> str:
    return str(TYPES.get(name, name))


# Details that are worded otherwise than they are written.
IN_WORDS: dict[str, Callable[[str], str]] = {
    "day": lambda day: date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT"),
    "matter": lambda matter: str(MATTER_NAMES.get(matter, matter)),
    "expected": _type,
    "found": _type,
    "answers": lambda answers: answers or str(_("mihinkään ei ole vastattu")),
}


def _detail(name: str, value: str | Text, names: Names | None, about: str) -> str:
    if isinstance(value, Text):
        return in_reader_language(dict(value.by_language))
    if name == "first":
        return where(Place.parse(value), names)
    return _in_words(name, names.detail(name, value, about) if names else value)


def _in_words(name: str, value: str) -> str:
    return IN_WORDS[name](value) if name in IN_WORDS else value
