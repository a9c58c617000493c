"""Accounts in the admin. Interviews have no page here, and the pages of accounts tell nothing of them."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext as _

from guidance.desk.kit.finding.keys import PicksRows
from guidance.desk.kit.titled import yes_or_no
from interview.models import Interview

from .handing_over import HandsOver
from .resetting import ResetsSecondFactors

ASKED_BY = {"username", "is_active", "is_staff", "is_superuser", "groups", "id"}


def _without_address(names):
    """The app sends no mail, so that nobody is asked for an address."""
    return tuple(name for name in names if name != "email")


def _alone(field):
    """A field of related rows without the pencil and the plus that Django puts beside it."""
    if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field


class Accounts(HandsOver, ResetsSecondFactors, PicksRows, UserAdmin):
    """Django's own, but for what would tell of interviews, and user names, by which people are told of."""

    list_display = ("username", "first_name", "last_name", "at_the_desk")
    filter_horizontal = ()
    search_fields = _without_address(UserAdmin.search_fields)
    fieldsets = tuple(
        (title, {**options, "fields": _without_address(options["fields"])})
        for title, options in UserAdmin.fieldsets
    )

    def lookup_allowed(self, lookup, value, request):
        """By an account's own fields and roles; Django would answer whose interview an id is, too."""
        return lookup.split("__")[0] in ASKED_BY and super().lookup_allowed(lookup, value, request)

    @admin.display(description=User._meta.get_field("is_staff").verbose_name, ordering="is_staff")
    def at_the_desk(self, user):
        return yes_or_no(user.is_staff)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """The roles are a few, each with its box; Django's own widget is in English, and needs a script."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return _alone(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_readonly_fields(self, request, obj=None):
        """Renamed, an account could be invited, or hand over, in another's name."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "username"] if obj else fields

    def get_deleted_objects(self, objs, request):
        """Django's own would list the interviews of whoever is deleted, code by code."""
        users = list(objs)
        owners = set(Interview.objects.filter(owner__in=users).order_by().values_list("owner_id", flat=True))
        if kept := [user for user in users if user.pk in owners]:
            return [str(user) for user in users], {}, set(), [_why_kept(user) for user in kept]
        return super().get_deleted_objects(objs, request)


def _why_kept(user: User) -> str:
    return _(
        "%(user)s: tunnuksella on keskusteluja, joten sitä ei voi poistaa."
        " Ota sen sijaan pois valinta ”Voimassa”: silloin tunnuksella ei pääse sisään."
    ) % {"user": user}


class Roles(PicksRows, GroupAdmin):
    """Django's own, with a list to pick from in place of two."""

    filter_horizontal = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return _alone(super().formfield_for_dbfield(db_field, request, **kwargs))


for model, its_admin in ((User, Accounts), (Group, Roles)):
    admin.site.unregister(model)
    admin.site.register(model, its_admin)
