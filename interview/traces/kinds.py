"""What a line of the log of use says happened, in words: of each kind in ``Event.KINDS``, and of no other."""

from django.utils.translation import gettext_lazy as _

from interview.stubs import Why

IN_WORDS = {
    # Doors
    "logged-in": _("Kirjauduttiin sisään"),
    "logged-out": _("Kirjauduttiin ulos"),
    "failed": _("Väärä salasana tai koodi kirjautuessa"),
    "account-closed": _("Kirjautuminen estyi vartiksi, liian monta yritystä"),
    "address-closed": _("Kirjautuminen estyi vartiksi yhdestä osoitteesta"),
    "sessions-ended": _("Kirjauduttiin ulos muualta"),
    "unlocked": _("Jatkettiin lukituksen jälkeen"),
    "unlock-failed": _("Väärä salasana lukituksen jälkeen"),
    "locked-out": _("Kirjattiin ulos, lukitus ei auennut"),
    "password-set": _("Salasana asetettiin"),
    "password-own": _("Salasana vaihdettiin omaksi"),
    "factor-added": _("Toinen vaihe lisättiin"),
    "factor-removed": _("Toinen vaihe poistettiin"),
    "factor-reset": _("Ylläpito poisti toisen vaiheen"),
    # One interview
    "begun": _("Keskustelu aloitettiin"),
    "opened": _("Keskustelu avattiin"),
    "changed": _("Keskusteluun kirjattiin"),
    "named": _("Keskustelu nimettiin"),
    "finished": _("Merkittiin päättyneeksi"),
    "reopened": _("Päättynyt avattiin uudelleen"),
    "exported": _("Keskustelu vietiin tiedostoon"),
    "printed": _("Muistilista tehtiin paperille"),
    "meeting-taken": _("Tapaaminen vietiin kalenteriin"),
    "recorded": _("Kirjauksen teksti koottiin"),
    "consult-prepared": _("Koottiin vastaukset puhelua varten"),
    "card-given": _("Tehtiin numerot asiakkaalle"),
    "invited": _("Kutsuttiin keskusteluun"),
    "revoked": _("Kutsu keskusteluun peruttiin"),
    "left": _("Jäätiin pois keskustelusta"),
    "handed-away": _("Keskustelu siirrettiin pois tunnukselta"),
    "handed-to": _("Keskustelu siirrettiin tunnukselle"),
    "extended": _("Keskustelun poistopäivää siirrettiin"),
    "deleted": _("Keskustelu poistettiin"),
    "refused": _("Pyydettiin keskustelua, joka ei aukea pyytäjälle"),
    # The service
    "log-exported": _("Käyttöloki vietiin tiedostoon"),
    "purged": _("Vanhentunut poistettiin"),
    "backed-up": _("Tehtiin varmuuskopio"),
    "restored": _("Palautettiin varmuuskopiosta"),
    "keys-rotated": _("Avaimet vaihdettiin"),
    "clock-confirmed": _("Kello vahvistettiin oikeaksi"),
}

# Where a kind has a reason that is one of few, and nobody's own words.
WITH_REASON = {("deleted", Why.DUE): _("Keskustelu poistui määräpäivänään")}
NOBODYS_WORDS = {"deleted"}


def in_words(kind: str, reason: str) -> tuple[str, str]:
    """What happened, and the reason as somebody wrote it."""
    what = WITH_REASON.get((kind, reason)) or IN_WORDS.get(kind, kind)
    return str(what), "" if kind in NOBODYS_WORDS else reason
