"""The help page: how the app is used, in short paragraphs. Only what is true of it today."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from interview.access import is_worker


@dataclass(frozen=True)
class Part:
    id: str
    title: str
    paragraphs: tuple[str, ...]


PARTS = (
    Part(
        "stages",
        _("Neljä vaihetta"),
        (
            _(
                "Keskustelussa on neljä vaihetta. Voit edetä missä järjestyksessä vain ja palata milloin"
                " vain."
            ),
            _("Mihinkään ei ole pakko vastata. Vastauksen voi vaihtaa tai tyhjentää."),
            _("Kun rastitat vaiheen läpikäydyksi, se on vain oma muistimerkkisi. Mikään ei lukkiudu."),
        ),
    ),
    Part(
        "signs",
        _("Merkit"),
        (
            _(
                "Merkit ovat muistin tueksi. Merkitse, minkä huomasit ja mitä et; loput saavat jäädä"
                " tyhjiksi."
            ),
            _("Merkkejä ei lasketa yhteen, eikä niistä tule pisteitä. Ne auttavat huomaamaan ja muistamaan."),
        ),
    ),
    Part(
        "plan",
        _("Koonti"),
        (
            _(
                "Koonti näyttää, mitä vastauksistasi seuraa: mitä nyt, ennen lähtöä, pian ja sinulle"
                " itsellesi."
            ),
            _("Jokainen askel kertoo syynsä. Kun se on tehty, rastita se."),
            _("Asiat, joista puhutaan kahden kesken, odottavat lopussa, kun paikalla on joku muu."),
        ),
    ),
    Part(
        "saving",
        _("Tallentaminen"),
        (
            _("Jokainen vastaus tallentuu itsestään. Ylhäällä lukee, missä mennään:"),
            _("Tallessa: kaikki on tallennettu. Tallentaa: odota hetki. Ei vielä tallessa: pidä sivu auki."),
            _("Jos selaimessa ei ole JavaScriptiä, paina Tallenna, ennen kuin siirryt toiselle sivulle."),
        ),
    ),
    Part(
        "pause",
        _("Tauko"),
        (
            _(
                "Tauko tai näppäin Esc vaihtaa sivun tilalle heti kalenterin. Keskustelusta ei jää"
                " ruudulle mitään."
            ),
            _("Jatka tuo takaisin samaan kohtaan. Se, mikä ei ehtinyt tallentua, tallentuu, kun yhteys on."),
            _("Tauko ei kirjaa sinua ulos. Kun lopetat yhteisellä laitteella, kirjaudu ulos."),
        ),
    ),
    Part(
        "reading",
        _("Lyhyesti tai kokonaan"),
        (
            _("Lyhyesti näyttää yhden rivin asiaa kohti. Riviä painamalla näet lisää."),
            _("Kokonaan avaa kaikki rivit. Valinta pysyy voimassa, kunnes kirjaudut ulos."),
        ),
    ),
    Part(
        "paper",
        _("Paperilla"),
        (
            _(
                "Koonnista tulostuu muistilista: askeleet ja numerot. Vaiheista ja merkeistä tulostuu tyhjä"
                " lomake."
            ),
            _(
                "Vastaukset, perustelut ja muistiinpanot eivät tule paperille. Askeleistakin voi silti"
                " päätellä paljon: pidä paperi itselläsi ja hävitä se."
            ),
        ),
    ),
    Part(
        "kept",
        _("Mitä tallennetaan"),
        (
            _(
                "Vastaukset, muistiinpanot ja merkinnät tallennetaan salattuina. Ne ovat omaa työmuistiasi"
                " varten."
            ),
            _(
                "Älä kirjoita asiakkaan nimeä tai muuta, mistä hänet tunnistaa. Asiakastiedot kirjataan"
                " muualle."
            ),
            _("Keskusteluja ei toistaiseksi poisteta itsestään. Kirjautuminen päättyy 12 tunnin kuluttua."),
        ),
    ),
    Part(
        "seen",
        _("Kuka näkee mitä"),
        (
            _(
                "Keskustelusi näet tässä palvelussa vain sinä. Työkaverin tai esihenkilön tunnuksella"
                " niitä ei näe."
            ),
            _("Esihenkilö muokkaa ohjeita. Huomautukseen, jonka lähetät ohjeesta, ei tallennu nimeäsi."),
            _(
                "Kortti, yhteystiedot ja tämä sivu ovat avoimia kaikille, eikä niistä jää tietoja"
                " keskusteluista."
            ),
        ),
    ),
    Part(
        "keyboard",
        _("Näppäimistö"),
        (
            _(
                "Sarkain vie eteenpäin, vaihto ja sarkain taaksepäin. Nuolet vaihtavat vastausta,"
                " välilyönti rastittaa."
            ),
            _("Enter avaa rivin tai linkin. Esc on Tauko, missä tahansa oletkin."),
        ),
    ),
    Part(
        "offline",
        _("Ilman verkkoa"),
        (
            _(
                "Kun yhteys katkeaa, pidä sivu auki. Uudet vastaukset ovat vain sillä, kunnes ne on"
                " tallennettu."
            ),
            _("Ylhäällä lukee Ei vielä tallessa. Kun yhteys palaa, vastaukset tallentuvat itsestään."),
            _("Kortin ja yhteystiedot voi lukea ilman verkkoakin, kun ne on kerran avattu tällä laitteella."),
            _("Hätänumero 112 toimii puhelimella, vaikka tämä sivu ei toimisi."),
        ),
    ),
    Part(
        "ask",
        _("Keneltä kysyä"),
        (
            _("Käytöstä, tunnuksista ja ohjeiden sisällöstä voit kysyä esihenkilöltäsi."),
            _("Asiakkaan tilanteesta saat neuvoa yhteystietojen auttajilta. Nimeä ei tarvitse kertoa."),
        ),
    ),
)


@require_safe
def help_page(request):
    may_practise = not request.user.is_authenticated or is_worker(request.user)  # a stranger logs in first
    edition = Edition.objects.live()
    preparations = guidance_of(edition).preparations if edition else ()
    context = {"parts": PARTS, "preparations": preparations, "may_practise": may_practise}
    return render(request, "pages/help.html", context)
