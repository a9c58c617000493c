"""The first page of the desk, for whoever edits the guidance: what waits, and where it is mended."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidance.desk.kit.finding.places import page_of
from guidance.desk.kit.finding.reasons import others_may_follow
from guidance.draft import DraftRows, read_draft, rows_by_parent
from guidance.models import Checklist, Contact, Draft, Edition, Proposal, Remark, Sign
from guidance.packs.built_in import newer_than
from guidance.packs.updating import last_taken
from guidance.publishing.editions import hash_of
from guidance.publishing.readiness import (
    ToCheck,
    cells_to_confirm,
    contacts_to_check,
    empty_places,
    verdict_on,
)
from guidance.rules.warnings import check_again_by, overdue
from guidance.texts import SOURCE_LANGUAGE, in_reader_language
from guidance.translating.texts import CHANGED, MISSING, DraftText, counts, texts_of_draft

LATEST = 3


def what_waits(request) -> dict:
    """What waits, in the terms of the page. The queries are as many for much content as for little."""
    rows = rows_by_parent()
    pack = read_draft(rows)
    content_hash, verdict = hash_of(pack), None
    editions = list(Edition.objects.without_content().select_related("published_by")[:LATEST])
    if pack["stages"]:
        verdict = verdict_on(pack, content_hash)
    keys = dict(Contact.objects.values_list("identifier", "pk"))
    return {
        "checklists": _checklists(rows),
        "to_check": _to_check(pack, keys),
        "empty_places": [
            (in_reader_language(each["short_name"]), keys[each["id"]]) for each in empty_places(pack)
        ],
        "to_confirm": cells_to_confirm(pack),
        "lacking": _lacking(texts_of_draft(rows=rows)),
        "changed": not editions or editions[0].content_hash != content_hash,
        "newer": newer_than(pack, last_taken()),
        "problems": len(verdict.problems) if verdict else 0,
        "others_may_follow": others_may_follow(verdict) if verdict else "",
        "broken": _broken_examples(pack, verdict),
        "editions": [(edition, _published(edition)) for edition in editions],
        "remarks": Remark.objects.count() if request.user.has_perm("guidance.view_remark") else 0,
        "second_person": Draft.objects.filter(second_person=True).exists(),
        "may_publish": request.user.has_perm("guidance.add_edition"),
        **_proposed(content_hash, request.user),
    }


def _checklists(rows: DraftRows) -> list[tuple[str, str]]:
    """Each list of signs in use, and the way to its first box for a sign that is new."""
    return [
        (str(each), f"{page_of(each)}?row=new#id_signs-{len(rows[Sign, each.pk])}-short_0")
        for each in rows[Checklist, None]
        if not each.retired
    ]


def _to_check(pack: dict, keys: dict[str, int]) -> list[tuple[str, int, str, bool]]:
    """Name, key and dates of each contact to check, and whether its turn has come."""
    today = timezone.localdate()
    return [
        (in_reader_language(each.name), keys[each.id], check_in_words(each, is_overdue), is_overdue)
        for each in contacts_to_check(pack, today)
        for is_overdue in [bool(overdue(each, today))]
    ]


def check_in_words(contact: ToCheck | Contact, is_overdue: bool) -> str:
    """By when to check a contact, when somebody did, when its source was seen, and what that is."""
    day = {"day": _date(check_again_by(contact))}
    due = _("piti tarkistaa viimeistään %(day)s") if is_overdue else _("tarkistettava viimeistään %(day)s")
    verified, seen = _date(contact.verified_on), _date(contact.seen_on)
    checked = f"{_('tarkistettu')} {verified}" if verified else _("ei vielä tarkistettu")
    words = f"{due % day}, {checked}"
    if seen:
        words = f"{words}, {_('nähty lähteessä')} {seen}"
    return f"{words}: {contact.source}" if contact.source else words


def _date(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _published(edition: Edition) -> str:
    """When, by whom, and what was said of it."""
    words = date_format(timezone.localtime(edition.published_at), "SHORT_DATETIME_FORMAT")
    if edition.published_by:
        words = f"{words}, {edition.published_by}"
    return f"{words}: {edition.note}" if edition.note else words


def _lacking(texts: list[DraftText]) -> list[str]:
    """What each language but the source lacks, if anything: counted as on the translations page."""
    lacking = counts(texts)
    in_words = (
        (name, _how_many(lacking[code, MISSING], lacking[code, CHANGED]))
        for code, name in settings.LANGUAGES
        if code != SOURCE_LANGUAGE
    )
    return [f"{name}: {', '.join(words)}." for name, words in in_words if words]


def _how_many(missing: int, stale: int) -> list[str]:
    in_words = []
    if missing:
        words = ngettext("yksi teksti puuttuu", "%(count)s tekstiä puuttuu", missing)
        in_words.append(words % {"count": missing})
    if stale:
        words = ngettext("yksi käännös tarkistettava", "%(count)s käännöstä tarkistettava", stale)
        in_words.append(words % {"count": stale})
    return in_words


def _broken_examples(pack: dict, verdict) -> list[str]:
    broken = verdict.broken if verdict else ()
    return [
        in_reader_language(case["title"]) for case in pack.get("expectations", []) if case["id"] in broken
    ]


def _proposed(content_hash: str, user) -> dict[str, Proposal]:
    """A proposal that still means the draft as it stands, or what this person proposed and was sent back."""
    proposal = Proposal.objects.select_related("proposed_by", "turned_down_by").first()
    if proposal is None:
        return {}
    if proposal.turned_down_by:
        return {"sent_back": proposal} if proposal.proposed_by == user else {}
    return {"proposal": proposal} if proposal.content_hash == content_hash else {}
