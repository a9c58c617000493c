"""The first page of the admin: for whoever edits the guidance, what waits and where it is mended.

Others see Django's own. The list of models is in the order in which the work goes.
"""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidance.draft import read_draft
from guidance.models import Contact, Draft, Edition, Proposal, Remark
from guidance.publishing.editions import hash_of
from guidance.publishing.readiness import contacts_to_check, empty_places, lacking_by_language, verdict_on
from guidance.texts import in_reader_language

LATEST = 3
GROUPS = {
    _("Ohjeisto"): ["Draft", "Stage", "Area", "Check", "Checklist", "Step"],
    _("Yhteystiedot"): ["Contact"],
    _("Esimerkkitilanteet"): ["Expectation"],
    _("Painokset ja huomautukset"): ["Edition", "Proposal", "Remark"],
}
IN_ORDER = [name for names in GROUPS.values() for name in names]

django_index, django_app_list = admin.site.index, admin.site.get_app_list


def index(request, extra_context=None):
    if not request.user.has_perm("guidance.view_draft"):
        return django_index(request, extra_context)
    return django_index(request, {"title": _("Ohjeisto nyt"), "now": _now(request)} | (extra_context or {}))


def get_app_list(request, app_label=None):
    """Django's list, the guidance first; on the first page it stands in groups."""
    apps = django_app_list(request, app_label)
    others = [app for app in apps if app["app_label"] != "guidance"]
    for app in apps:
        if app["app_label"] == "guidance":
            app["models"].sort(key=_place_in_list)
            return [*([app] if app_label else _in_groups(app)), *others]
    return others


def _place_in_list(model: dict) -> int:
    name = model["object_name"]
    return IN_ORDER.index(name) if name in IN_ORDER else len(IN_ORDER)


def _in_groups(app: dict) -> list[dict]:
    models = {model["object_name"]: model for model in app["models"]}
    groups = [
        app | {"name": group, "models": [models.pop(name) for name in names if name in models]}
        for group, names in GROUPS.items()
    ]
    groups[0]["models"] += models.values()
    return [group for group in groups if group["models"]]


def _now(request) -> dict:
    """What waits, in the terms of the page. The queries are as many for much content as for little."""
    pack = read_draft()
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
        "lacking": lacking_by_language(pack),
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


def _broken_examples(pack: dict, verdict) -> list[str]:
    broken = verdict.broken if verdict else ()
    return [
        in_reader_language(case["title"]) for case in pack.get("expectations", []) if case["id"] in broken
    ]


def _proposal(content_hash: str) -> Proposal | None:
    """A proposal that still means the draft as it stands."""
    return Proposal.objects.filter(content_hash=content_hash).select_related("proposed_by").first()


admin.site.index, admin.site.get_app_list = index, get_app_list
