"""The first page of the desk, for whoever edits the guidance: what waits, and where it is mended."""

from django.conf import settings
from django.utils import timezone

from guidance.draft import read_draft, rows_by_parent
from guidance.models import Contact, Draft, Edition, Proposal, Remark
from guidance.publishing.editions import hash_of
from guidance.publishing.readiness import contacts_to_check, empty_places, verdict_on
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
        "to_check": [(each, in_reader_language(each.name), keys[each.id]) for each in _to_check(pack)],
        "empty_places": [
            (in_reader_language(each["short_name"]), keys[each["id"]]) for each in empty_places(pack)
        ],
        "lacking": _lacking(texts_of_draft(rows=rows)),
        "changed": not editions or editions[0].content_hash != content_hash,
        "problems": len(verdict.problems) if verdict else 0,
        "broken": _broken_examples(pack, verdict),
        "editions": editions,
        "remarks": Remark.objects.count() if request.user.has_perm("guidance.view_remark") else 0,
        "proposal": _proposal(content_hash),
        "second_person": Draft.objects.filter(second_person=True).exists(),
        "may_publish": request.user.has_perm("guidance.add_edition"),
    }


def _to_check(pack: dict):
    return contacts_to_check(pack, timezone.localdate())


def _lacking(texts: list[DraftText]) -> list[dict]:
    """What each language but the source lacks, if anything: counted as on the translations page."""
    found = counts(texts)
    lacking = [
        {"language": name, "missing": found[code, MISSING], "stale": found[code, CHANGED]}
        for code, name in settings.LANGUAGES
        if code != SOURCE_LANGUAGE
    ]
    return [each for each in lacking if each["missing"] or each["stale"]]


def _broken_examples(pack: dict, verdict) -> list[str]:
    broken = verdict.broken if verdict else ()
    return [
        in_reader_language(case["title"]) for case in pack.get("expectations", []) if case["id"] in broken
    ]


def _proposal(content_hash: str) -> Proposal | None:
    """A proposal that still means the draft as it stands."""
    return Proposal.objects.filter(content_hash=content_hash).select_related("proposed_by").first()
