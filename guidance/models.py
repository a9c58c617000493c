"""What editors write: the draft of the guidance, row by row, and the editions made of it.

Every row says which ``KIND`` of content it is, so that draft, edition and pack file share one shape
(``rules/schema.py``). Nobody who sits in a meeting has a row here.
"""

from collections.abc import Iterator
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .ordered_json import OrderedJSONField
from .rules import schema
from .rules.places import Place
from .rules.readers import ID, LINK, whole
from .rules.shapes import ADVICE, DISCLOSURE_DUTIES, MATTERS, ORIGINS, RECORDING_TOPICS, URGENCIES
from .texts import SOURCE_LANGUAGE, TextField, in_reader_language

stable_id = RegexValidator(
    whole(ID),
    _("Tunnisteessa saa olla pieniä kirjaimia a–z, numeroita ja väliviivoja."),
)

SAY_HELP = _("Lause tai kaksi, jotka työntekijä voi sanoa asiakkaalle sellaisinaan.")
ORIGIN_NAMES = {"card": _("taskukortti"), "addition": _("lisäys")}
URGENCY_NAMES = {
    "now": _("nyt"),
    "before-leaving": _("ennen kuin asiakas lähtee"),
    "soon": _("pian"),
    "self": _("työntekijälle itselle"),
}

ADVICE_NAMES = {
    "record": _("kirjaa"),
    "conceal": _("kirjaa ja estä näyttäminen"),
    "leave-out": _("jätä pois"),
}
TOPIC_NAMES = {
    "law": _("mitä laki pyytää"),
    "readers": _("kuka kirjauksen näkee"),
    "left-out": _("mikä on parempi jättää pois"),
    "never-said": _("sana, jota ei kirjata"),
    "never-in-headings": _("sana, jota ei ole otsikossa"),
}
MATTER_NAMES = {"adult": _("aikuisen asia"), "child": _("lapsen asia")}
DUTY_NAMES = {
    "must": _("pitää kertoa"),
    "may": _("saa kertoa sen, mikä on välttämätöntä"),
    "consent": _("vain suostumuksella"),
    "never": _("ei kerrota"),
}


class Placed(models.Model):
    """A row with a place among its siblings."""

    KIND: schema.Kind
    place: Place  # by its id alone, whatever it stands in

    position = models.PositiveIntegerField(_("järjestys"), default=0)

    class Meta:
        abstract = True

    def rows_below(self, name: str) -> models.Manager:
        """The rows of one kind that stand in this one."""
        return getattr(self, name)


class Entry(Placed):
    """A row with a stable id and texts. Ids outlive wording: interviews, bookmarks and packs rely on them."""

    identifier = models.CharField(
        _("tunniste"),
        max_length=60,
        unique=True,
        validators=[stable_id],
        help_text=_("Pysyvä tunniste. Sitä ei muuteta eikä käytetä uudelleen."),
    )
    retired = models.BooleanField(
        _("poistettu käytöstä"),
        default=False,
        help_text=_("Ei tule seuraavaan painokseen. Aloitetuissa keskusteluissa näkyy ennallaan."),
    )
    made_from = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        title = self._meta.get_field(self.KIND.title).value_from_object(self)
        return in_reader_language(title) or self.identifier

    @property
    def place(self) -> Place:
        return Place.by_id(self.KIND, self.identifier)


class FromCardOrAdded(Entry):
    """An entry that either stands on the pocket card or was added beyond it."""

    origin = models.CharField(
        _("alkuperä"),
        max_length=10,
        choices=[(origin, ORIGIN_NAMES[origin]) for origin in ORIGINS],
        default="addition",
        help_text=_("Lisäykset voi ottaa kaikki kerralla pois käytöstä."),
    )

    class Meta:
        abstract = True


def required_at_first() -> list[str]:
    return [SOURCE_LANGUAGE]


class Draft(models.Model):
    """What belongs to the draft as a whole. There is one row."""

    KIND = schema.WHOLE

    title = TextField(_("kortin otsikko"))
    principle = TextField(_("periaate"), rows=3, help_text=_("Näkyy kortin alussa."))
    with_additions = models.BooleanField(
        _("lisäykset käytössä"),
        default=True,
        help_text=_("Jos otat pois, uuteen painokseen tulee vain se, mikä on taskukortissa."),
    )
    required_languages = models.JSONField(
        _("kielet, joilla kaiken pitää olla kirjoitettu"),
        default=required_at_first,
        blank=True,
        help_text=_("Luonnosta ei julkaista, jos jokin teksti puuttuu näistä. Suomi tarvitaan aina."),
    )
    company = OrderedJSONField(
        _("läsnäolosääntö: joku on paikalla, kun"),
        default=list,
        blank=True,
        help_text=_("Kun jokin rivi pitää paikkansa, asiakkaan kanssa kahden puhuttavat askeleet odottavat."),
    )
    second_person = models.BooleanField(
        _("julkaisuun tarvitaan kaksi"),
        default=False,
        help_text=_("Yksi ehdottaa julkaisemista, toinen hyväksyy. Asetusta muuttaa vain pääkäyttäjä."),
    )
    made_from = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("ohjeiston perusasiat")
        verbose_name_plural = _("ohjeiston perusasiat")

    def __str__(self):
        return str(_("Ohjeiston perusasiat"))

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)


class Stage(Entry):
    KIND = schema.STAGE

    title = TextField(_("otsikko"))
    label = TextField(_("sana palkissa"), help_text=_("Enintään seitsemän kirjainta."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("vaihe")
        verbose_name_plural = _("vaiheet")


class Point(FromCardOrAdded):
    KIND = schema.POINT

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="points", verbose_name=_("vaihe"))
    short = TextField(_("lyhyesti"), help_text=_("Yksi rivi, joka ei paljasta aihetta sivusta katsovalle."))
    full = TextField(_("kokonaan"), rows=4)
    say = TextField(_("voit sanoa"), blank=True, rows=2, help_text=SAY_HELP)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("ohje")
        verbose_name_plural = _("ohjeet")


class Area(Entry):
    KIND = schema.AREA

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="areas", verbose_name=_("vaihe"))
    title = TextField(_("otsikko"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("arjen alue")
        verbose_name_plural = _("arjen alueet")


class Question(Entry):
    KIND = schema.QUESTION

    area = models.ForeignKey(Area, models.CASCADE, related_name="questions", verbose_name=_("arjen alue"))
    text = TextField(_("kysymys"), help_text=_("Avoin, ei johdatteleva. Ei kysytä, mitä pahaa tapahtui."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("avoin kysymys")
        verbose_name_plural = _("avoimet kysymykset")


class Check(FromCardOrAdded):
    KIND = schema.CHECK

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="checks", verbose_name=_("vaihe"))
    short = TextField(_("kysymys"), help_text=_("Yksi rivi, joka ei paljasta aihetta sivusta katsovalle."))
    hint = TextField(
        _("ratkaiseva vihje"),
        blank=True,
        help_text=_("Mikä ratkaisee vastauksen. Näkyy aina, yksi lyhyt rivi."),
    )
    full = TextField(_("lisäohje"), blank=True, rows=3, help_text=_("Näkyy vain, kun luetaan kokonaan."))
    reason = TextField(
        _("perusteluissa"), help_text=_("Jatkaa lauseen ”Koska merkitsit: …”. Pieni alkukirjain.")
    )
    asks_for_meeting = models.BooleanField(
        _("kysytään myös aika ja paikka"),
        default=False,
        help_text=_("Vieressä kysytään seuraavan tapaamisen päivä, kellonaika, paikka ja yhteystapa."),
    )
    telling = models.BooleanField(
        _("paljastaa aiheen"),
        default=False,
        help_text=_("Kun joku on seurana, kysymys on vaiheen lopussa rivin ”Lisää kysymyksiä” alla."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kysymys työntekijälle")
        verbose_name_plural = _("kysymykset työntekijälle")


class Answer(Placed):
    KIND = schema.ANSWER

    question = models.ForeignKey(Check, models.CASCADE, related_name="answers", verbose_name=_("kysymys"))
    identifier = models.CharField(_("tunniste"), max_length=60, validators=[stable_id])
    text = TextField(_("vastaus"))
    retired = models.BooleanField(
        _("poistettu käytöstä"),
        default=False,
        help_text=_("Ei tule seuraavaan painokseen. Aloitetuissa keskusteluissa näkyy ennallaan."),
    )
    made_from = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("vastaus")
        verbose_name_plural = _("vastaukset")
        constraints = [
            models.UniqueConstraint(fields=["question", "identifier"], name="one_answer_of_an_id_in_a_check")
        ]

    def __str__(self):
        return in_reader_language(self.text) or self.identifier

    @property
    def place(self) -> Place:
        return self.question.place / self.KIND.name / self.identifier


class Checklist(FromCardOrAdded):
    KIND = schema.CHECKLIST

    title = TextField(_("otsikko"))
    intro = TextField(_("johdanto"), rows=3)
    folded = models.BooleanField(_("aluksi suljettu"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("merkkilista")
        verbose_name_plural = _("merkkilistat")


class Sign(FromCardOrAdded):
    KIND = schema.SIGN

    checklist = models.ForeignKey(
        Checklist, models.CASCADE, related_name="signs", verbose_name=_("merkkilista")
    )
    short = TextField(_("lyhyesti"), help_text=_("Yksi rivi, joka ei paljasta aihetta sivusta katsovalle."))
    full = TextField(_("kokonaan"), rows=3)
    reason = TextField(
        _("perusteluissa"), help_text=_("Jatkaa lauseen ”Koska huomasit: …”. Pieni alkukirjain.")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("merkki")
        verbose_name_plural = _("merkit")


class Contact(Entry):
    KIND = schema.CONTACT

    name = TextField(_("virallinen nimi"), help_text=_("Kortissa ja yhteystiedoissa."))
    short_name = TextField(_("lyhyt nimi"), help_text=_("Vaiheissa, merkeissä ja koonnissa. Neutraali."))
    purpose = TextField(_("mihin"), help_text=_("Yksi rivi."))
    hours = TextField(_("milloin"), blank=True, help_text=_("Vain tarkistetut ajat. Jätä muuten tyhjäksi."))
    languages = TextField(_("kielet"), blank=True)
    web = models.CharField(
        _("verkko-osoite"), max_length=200, blank=True, help_text=_("Ilman alkua https://.")
    )
    email = models.EmailField(_("sähköposti"), blank=True)
    round_the_clock = models.BooleanField(_("ympäri vuorokauden"), default=False)
    for_clients = models.BooleanField(_("asiakkaalle annettava"), default=False)
    local = models.BooleanField(
        _("paikallinen"), default=False, help_text=_("Organisaatio lisää oman numeronsa.")
    )
    stand_in = models.CharField(
        _("sijainen"),
        max_length=60,
        blank=True,
        help_text=_("Sen yhteystiedon tunniste, jonka numero yhdistää, kunnes oma numero on lisätty."),
    )
    source = models.CharField(_("lähde"), max_length=400, blank=True)
    seen_on = models.DateField(_("nähty lähteessä"), null=True, blank=True)
    verified_on = models.DateField(
        _("tarkistettu"), null=True, blank=True, help_text=_("Päivä, jona organisaatio tarkisti tiedot.")
    )
    check_by = models.DateField(
        _("tarkistettava viimeistään"),
        null=True,
        blank=True,
        help_text=_(
            "Tyhjänä: vuoden kuluttua siitä, kun tieto nähtiin lähteessä tai tarkistettiin, sen mukaan kumpi"
            " on myöhemmin. Asettamasi päivä pätee, kunnes tiedot on tarkistettu sinä päivänä tai sen"
            " jälkeen."
        ),
    )
    note = models.TextField(_("huomautus ylläpidolle"), blank=True, help_text=_("Ei näy työntekijöille."))
    name_on_card = models.CharField(
        _("nimi asiakkaan kortissa"),
        max_length=40,
        blank=True,
        help_text=_("Jos lyhyt nimi kertoisi sivulliselle liikaa. Sama kaikilla kielillä."),
    )
    without_name = models.BooleanField(
        _("nimeä ei tarvitse kertoa"),
        default=False,
        help_text=_("Vain, jos tieto on tarkistettu. Näkyy asiakkaan kortissa."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("yhteystieto")
        verbose_name_plural = _("yhteystiedot")


class Phone(Placed):
    KIND = schema.PHONE

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="phones", verbose_name=_("yhteystieto"))
    number = models.CharField(
        _("numero"), max_length=30, help_text=_("Niin kuin se luetaan: 029 546 3177. Puhelu menee siihen.")
    )
    # As an older pack brought it. Where it is empty, it follows from the number.
    tel = models.CharField(_("soitettava numero"), max_length=20, blank=True, editable=False)
    label = TextField(_("tarkenne"), blank=True, help_text=_("Esimerkiksi linjan kieli."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("puhelinnumero")
        verbose_name_plural = _("puhelinnumerot")

    def __str__(self):
        return self.number

    @property
    def place(self) -> Place:
        return self.contact.place / self.KIND.name / (self.position + 1)


class Step(FromCardOrAdded):
    KIND = schema.STEP

    urgency = models.CharField(
        _("kiireellisyys"),
        max_length=20,
        choices=[(urgency, URGENCY_NAMES[urgency]) for urgency in URGENCIES],
    )
    alone = models.BooleanField(
        _("puhutaan asiakkaan kanssa kahden"),
        default=False,
        help_text=_("Odottaa, kunnes asiakkaan puolelta ei ole ketään paikalla."),
    )
    title = TextField(_("otsikko"), help_text=_("Ei paljasta aihetta sivusta katsovalle."))
    short = TextField(_("lyhyesti"), help_text=_("Yksi rivi. Tämä tulostuu paperille."))
    full = TextField(_("miten"), rows=5, help_text=_("Kaksi tai kolme lausetta."))
    say = TextField(_("voit sanoa"), blank=True, rows=2, help_text=SAY_HELP)
    strip = TextField(
        _("rivi vaiheiden alussa"),
        blank=True,
        help_text=_(
            "Rivi jokaisen vaiheen alussa, kun tämä on tehtävä heti. Mukana tullut voi lukea sen: kirjoita se"
            " tavaksi, joka koskee kaikkia. Jos jätät tyhjäksi, siinä lukee vain ”Katso koonti”."
        ),
    )
    link = models.CharField(
        _("linkki"),
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(whole(LINK), _("Osoite, joka alkaa https://, tai sivu täällä: /contacts/."))
        ],
        help_text=_("Lomake tai sivu, jota askeleessa tarvitaan. Ei tulostu paperille."),
    )
    link_text = TextField(_("linkin teksti"), blank=True)
    settles = OrderedJSONField(
        _("vastaa samalla"),
        default=dict,
        blank=True,
        help_text=_("Kun askel merkitään tehdyksi, tämä vastaus merkitään samalla."),
    )
    contacts = models.ManyToManyField(Contact, through="StepContact", verbose_name=_("yhteystiedot"))
    show = OrderedJSONField(_("näytä, kun"), default=list, blank=True)
    but_not = OrderedJSONField(_("mutta ei, kun"), default=list, blank=True)
    stress = OrderedJSONField(_("korosta, kun"), default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("seuraava askel")
        verbose_name_plural = _("seuraavat askeleet")


class StepContact(models.Model):
    """Whom a step names, in order."""

    step = models.ForeignKey(Step, models.CASCADE)
    contact = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("yhteystieto"))
    when = OrderedJSONField(_("nimeä, kun"), default=list, blank=True)
    position = models.PositiveIntegerField(_("järjestys"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kenelle soittaa")
        verbose_name_plural = _("kenelle soittaa")
        constraints = [models.UniqueConstraint(fields=["step", "contact"], name="a_contact_once_in_a_step")]

    def __str__(self):
        return str(self.contact) if self.contact_id else ""  # a form that names nobody is shown again


class Expectation(Entry):
    """An example case: answers, and steps that must and must not come up. Publishing runs them all."""

    KIND = schema.EXPECTATION

    title = TextField(_("millainen tilanne"), help_text=_("Yksi rivi, josta tilanteen tunnistaa."))
    story = TextField(
        _("kertomus"),
        blank=True,
        rows=6,
        help_text=_(
            "Keksitty tapaaminen, enintään 90 sanaa. Kun tässä on jotakin, tilannetta voi harjoitella. Alle"
            " merkitään vain se, mitä kertomuksesta käy ilmi."
        ),
    )
    notice = TextField(
        _("mitä tässä kannattaa huomata"),
        blank=True,
        rows=3,
        help_text=_("Muutama lause, jotka luetaan harjoituksen lopuksi. Syyt askeliin tulevat säännöistä."),
    )
    say = TextField(_("näin voisi aloittaa"), blank=True, rows=2, help_text=SAY_HELP)
    checks = OrderedJSONField(_("vastaukset"), default=dict, blank=True)
    signs = OrderedJSONField(_("merkit"), default=dict, blank=True)
    steps = models.JSONField(_("näiden askelten pitää tulla esiin"), default=list, blank=True)
    not_steps = models.JSONField(_("nämä askeleet eivät saa tulla esiin"), default=list, blank=True)
    first_step = models.CharField(_("ensimmäinen askel"), max_length=60, blank=True)
    in_order = models.JSONField(_("tässä järjestyksessä"), default=list, blank=True)
    held = models.JSONField(_("näiden pitää odottaa kahdenkeskistä hetkeä"), default=list, blank=True)
    helpers = OrderedJSONField(_("kenet askel nimeää"), default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("esimerkkitilanne")
        verbose_name_plural = _("esimerkkitilanteet")


class Preparation(FromCardOrAdded):
    KIND = schema.PREPARATION

    short = TextField(_("lyhyesti"), help_text=_("Yksi rivi. Näkyy kortissa, jonka kuka tahansa voi avata."))
    full = TextField(_("kokonaan"), rows=4, help_text=_("Näkyy käyttöohjeen lopussa."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("valmistautumisohje")
        verbose_name_plural = _("ennen tapaamista")


class Passage(FromCardOrAdded):
    """A model phrase for the client's record."""

    KIND = schema.PASSAGE

    heading = TextField(_("väliotsikko"), help_text=_("Neutraali: turvallisuus, palvelutarve, konsultaatio."))
    phrase = TextField(
        _("lause"),
        rows=2,
        help_text=_(
            "Vain se, minkä vastaus tai merkintä kertoo. Hakasulkeissa se, minkä työntekijä täyttää tai"
            " poistaa: [pvm]."
        ),
    )
    advice = models.CharField(
        _("neuvo"), max_length=20, choices=[(advice, ADVICE_NAMES[advice]) for advice in ADVICE]
    )
    why = TextField(_("miksi"), rows=2, help_text=_("Yksi rivi. Näkyy työntekijälle lauseen alla."))
    steps = models.JSONField(
        _("kun jokin näistä on tehty"),
        default=list,
        blank=True,
        help_text=_("Jos valitset askelia, lausetta tarjotaan vasta, kun jokin niistä on merkitty tehdyksi."),
    )
    show = OrderedJSONField(_("tarjoa, kun"), default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kirjauksen lause")
        verbose_name_plural = _("kirjauksen lauseet")


class RecordingPoint(FromCardOrAdded):
    """What is said beside the phrases, and words that stand in none of them."""

    KIND = schema.RECORDING_POINT

    topic = models.CharField(
        _("aihe"), max_length=20, choices=[(topic, TOPIC_NAMES[topic]) for topic in RECORDING_TOPICS]
    )
    short = TextField(_("lyhyesti"), help_text=_("Yksi rivi. Sana löytyy myös toisen sanan sisältä."))
    full = TextField(_("kokonaan"), blank=True, rows=4)
    note = models.TextField(
        _("vahvistettavaa"),
        blank=True,
        help_text=_("Mitä organisaation lakimiehen on vielä vahvistettava. Ei näy työntekijöille."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kirjaamisohje")
        verbose_name_plural = _("kirjaamisohjeet")


class Recipient(FromCardOrAdded):
    """Somebody whom a worker may have to, may, or must not tell about a client."""

    KIND = schema.RECIPIENT

    title = TextField(_("kenelle"), help_text=_("Niin kuin työntekijä sen sanoo: poliisille."))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("tiedon saaja")
        verbose_name_plural = _("kenelle saa kertoa")


class Disclosure(Entry):
    """Whether the recipient may be told, of whose matter, in which case and on what ground."""

    KIND = schema.DISCLOSURE

    recipient = models.ForeignKey(
        Recipient, models.CASCADE, related_name="disclosures", verbose_name=_("tiedon saaja")
    )
    matter = models.CharField(
        _("kenen asia"), max_length=20, choices=[(matter, MATTER_NAMES[matter]) for matter in MATTERS]
    )
    case = TextField(
        _("milloin"),
        blank=True,
        help_text=_("Jos tilanteita on useita, vakavin ensin. Tyhjä tarkoittaa aina tai muuten."),
    )
    duty = models.CharField(
        _("saako kertoa"), max_length=20, choices=[(duty, DUTY_NAMES[duty]) for duty in DISCLOSURE_DUTIES]
    )
    ground = TextField(_("peruste"), rows=2, help_text=_("Mikä laki, ja kuinka paljon saa kertoa."))
    first = TextField(_("mitä asiakkaalle sanotaan ensin"), rows=2)
    note = models.TextField(
        _("vahvistettavaa"),
        blank=True,
        help_text=_("Mitä organisaation lakimiehen on vielä vahvistettava. Ei näy työntekijöille."),
    )
    confirmed_by = models.CharField(
        _("vahvistanut"),
        max_length=100,
        blank=True,
        help_text=_("Lakimies tai muu, joka on vahvistanut tämän organisaatiossa. Näkyy työntekijöille."),
    )
    confirmed_on = models.DateField(_("vahvistettu"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("saako kertoa")
        verbose_name_plural = _("saako kertoa")

    def __str__(self):
        """In a history, which is written in no language and read in any, by its own words alone."""
        case = in_reader_language(self.case)
        if get_language() is None:
            return case or in_reader_language(self.ground) or self.identifier
        words = (str(self.get_matter_display()), str(self.get_duty_display()), case)
        return " · ".join(filter(None, words)) or self.identifier


class Milestone(FromCardOrAdded):
    """Something that follows a proposal to the Assistance System."""

    KIND = schema.MILESTONE

    title = TextField(_("otsikko"))
    full = TextField(_("työntekijälle"), rows=5)
    for_client = TextField(
        _("asiakkaalle"),
        blank=True,
        rows=4,
        help_text=_("Selkokielellä. Ei lupaa mitään, mistä toinen päättää."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("vaihe esityksen jälkeen")
        verbose_name_plural = _("mitä sitten tapahtuu")


class CardText(FromCardOrAdded):
    """The client's contact card in one language."""

    KIND = schema.CARD_TEXT

    language = models.CharField(_("kielen tunnus"), max_length=12, help_text=_("Esimerkiksi ar tai ckb."))
    name = models.CharField(
        _("kielen nimi kielellä itsellään"), max_length=60, help_text=_("Tästä asiakas löytää kielensä.")
    )
    title = models.CharField(_("kortin otsikko"), max_length=60, help_text=_("Neutraali: Numeroita."))
    emergency = models.CharField(_("hätänumero"), max_length=60, help_text=_("Lukee numeron 112 alla."))
    free = models.CharField(_("apu on maksutonta"), max_length=200)
    no_papers = models.CharField(_("papereita ei tarvita"), max_length=200)
    no_report = models.CharField(
        _("rikosilmoitusta ei tarvita"), max_length=200, help_text=_("Jää pois, kun asiakas voi olla lapsi.")
    )
    earlier = models.CharField(_("myös muualla tai aiemmin tapahtuneeseen"), max_length=200)
    round_the_clock = models.CharField(_("ympäri vuorokauden"), max_length=60)
    no_name = models.CharField(_("nimeä ei tarvitse kertoa"), max_length=200)
    ask_interpreter = models.CharField(
        _("näin pyydät tulkkia"), max_length=100, help_text=_("Lukee suomenkielisen pyynnön edessä.")
    )
    interpreter = models.CharField(
        _("tulkin pyyntö suomeksi"), max_length=100, help_text=_("Tulkki, kiitos. Kieli: arabia.")
    )
    interpreter_said = models.CharField(
        _("pyyntö asiakkaan omin kirjaimin"),
        max_length=100,
        blank=True,
        help_text=_("Niin kuin suomi lausutaan. Jätä tyhjäksi, jos kielessä on latinalaiset kirjaimet."),
    )
    remember = models.CharField(_("muista tämä numero"), max_length=200)
    remember_said = models.CharField(
        _("sama niin kuin se lausutaan"),
        max_length=300,
        blank=True,
        help_text=_("Suomalaisen lukijan kirjaimin. Jätä tyhjäksi, jos teksti on latinalaisin kirjaimin."),
    )
    digits = models.CharField(
        _("numerot 0–9 sanoina"), max_length=200, help_text=_("Kymmenen sanaa, välissä pilkku.")
    )
    digits_said = models.CharField(_("numerot niin kuin ne lausutaan"), max_length=200, blank=True)
    checked_by = models.CharField(
        _("kääntäjä tarkisti"),
        max_length=100,
        blank=True,
        help_text=_("Kuka tarkisti tekstin. Ennen sitä korttia ei voi antaa tällä kielellä."),
    )
    checked_on = models.DateField(_("tarkistettu"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("asiakkaan kortti")
        verbose_name_plural = _("asiakkaan kortit")

    def __str__(self):
        return self.name or self.identifier


class ClosedNumber(Entry):
    KIND = schema.CLOSED_NUMBER

    number = models.CharField(
        _("numero"), max_length=30, help_text=_("Numero, johon ei enää vastata: 09 692 2304.")
    )
    note = TextField(_("huomautus"), help_text=_("Yksi rivi: kenen numero oli ja milloin se suljettiin."))
    seen_on = models.DateField(_("nähty lähteessä"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("suljettu numero")
        verbose_name_plural = _("suljetut numerot")

    def __str__(self):
        return f"{self.number}: {super().__str__()}"


class Remark(models.Model):
    """What a worker said of a guidance text. Nobody's name and no interview is kept with it; it is
    deleted once it has been dealt with."""

    KINDS = {"wrong": _("Tässä on virhe"), "unclear": _("Tämä on epäselvä")}

    place = models.CharField(_("kohta"), max_length=200)
    kind = models.CharField(_("mistä on kyse"), max_length=10, choices=list(KINDS.items()))
    sentence = models.CharField(_("huomautus"), max_length=300)
    language = models.CharField(_("kieli"), max_length=10)
    edition = models.ForeignKey("Edition", models.PROTECT, related_name="+", verbose_name=_("painos"))
    made_on = models.DateField(_("päivä"), auto_now_add=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("työntekijän huomautus")
        verbose_name_plural = _("työntekijöiden huomautukset")

    def __str__(self):
        """Never the sentence: a name goes into titles and logs."""
        return str(capfirst(self._meta.verbose_name))


class Proposal(models.Model):
    """The draft as one person asked another to publish it. There is at most one; a changed draft voids it.

    One that was turned down stays, with the answer, until the next or until it is taken back.
    """

    content_hash = models.CharField(_("tiiviste"), max_length=64)
    note = models.CharField(_("huomautus"), max_length=400, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("ehdottaja")
    )
    proposed_at = models.DateTimeField(_("ehdotettu"), auto_now_add=True)
    turned_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("palauttaja"),
    )
    answer = models.CharField(_("viesti ehdottajalle"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("julkaisuehdotus")
        verbose_name_plural = _("julkaisuehdotukset")

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)


class PackTaken(models.Model):
    """The pack last taken from whoever makes the guidance that this one grew out of. There is at most one.

    Beside it shows what the draft changed and what they did (``packs/updating.py``).
    """

    content = OrderedJSONField(_("sisältö"))
    taken_at = models.DateTimeField(_("otettu"), auto_now=True)

    class Meta:
        verbose_name = _("pohjana oleva ohjeisto")
        verbose_name_plural = _("pohjana olevat ohjeistot")

    def __str__(self):
        return str(self._meta.verbose_name)


class EditionQuerySet(models.QuerySet["Edition"]):
    def without_content(self) -> Self:
        """Rows as pages need them: the content comes from the process's cache, by its hash."""
        return self.defer("content")

    def live(self) -> "Edition | None":
        """The edition new interviews begin with, or None before the first publishing."""
        return self.without_content().order_by("-number").first()


class Edition(models.Model):
    """The whole guidance as it was published: immutable, numbered."""

    number = models.PositiveIntegerField(_("numero"), unique=True)
    content = OrderedJSONField(_("sisältö"))
    content_hash = models.CharField(_("tiiviste"), max_length=64)
    note = models.CharField(_("huomautus"), max_length=400, blank=True)
    published_at = models.DateTimeField(_("julkaistu"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("julkaisija"),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ehdottaja"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("painos")
        verbose_name_plural = _("painokset")

    def __str__(self):
        return str(_("Painos %(number)s") % {"number": self.number})

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An edition never changes; publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An edition is never deleted; interviews are shown as they were asked.")


def _with_rows(above: type[Placed] = Placed) -> Iterator[type[Placed]]:
    for model in above.__subclasses__():
        if model._meta.abstract:
            yield from _with_rows(model)
        else:
            yield model


_BY_NAME = {model.KIND.name: model for model in _with_rows()}
MODELS: dict[str, type[Placed]] = {name: _BY_NAME[name] for name in schema.KINDS if name}
"""Every kind of content and its rows, by the list in which a pack has them."""
