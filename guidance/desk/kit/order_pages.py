"""Where order is changed: in each list, and for the rows below a page on a page of their own."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .finding.keys import key_in
from .order import DOWN, UP, WORDS, Position, buttons, move, positions
from .saving.saved import say_saved


class InOrder(ChangeList):
    """A list that knows the place of each row; searched or sorted by something else, it has no places."""

    def get_results(self, request):
        self.request = request
        super().get_results(request)
        self.result_list = list(self.result_list)
        is_moved_here = self.model_admin.has_change_permission(request) and self._has_all_siblings_in_order()
        known = positions(self.result_list) if is_moved_here else {}
        for row in self.result_list:
            row.among_siblings = known.get(row.pk)

    @property
    def way_to_order(self) -> str:
        """The address of the list in which rows can be moved; "" where they can, or where nobody may."""
        if not self.model_admin.has_change_permission(self.request) or self._has_all_siblings_in_order():
            return ""
        return self.get_query_string(remove=[ORDER_VAR, SEARCH_VAR, *self._by_others()])

    def _has_all_siblings_in_order(self) -> bool:
        return not (self.query or ORDER_VAR in self.params or self._by_others() or self.multi_page)

    def _by_others(self) -> list[str]:
        """The filters that leave siblings out of the list."""
        whole = tuple(self.model_admin.filters_by_parent)
        return [name for name in self.get_filters_params() if not name.startswith(whole)]


class Ordered(admin.ModelAdmin):
    """A kind of content with an order: buttons in its list, and a page for each kind of row below it."""

    filters_by_parent: tuple[str, ...] = ()  # filters that leave all siblings of a row in the list

    def get_changelist(self, request, **kwargs):
        return InOrder

    @admin.display(description=_("järjestys"))
    def moves(self, row):
        return buttons(row, row.among_siblings) if row.among_siblings else ""

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and "move" in request.POST:
            return self._move(request, self.get_queryset(request), request.get_full_path())
        return super().changelist_view(request, extra_context)

    def get_urls(self):
        ordering = self.admin_site.admin_view(self.order_view)
        name = f"guidance_{self.opts.model_name}_order"
        return [path("<int:key>/order/<slug:kind>/", ordering, name=name), *super().get_urls()]

    def order_view(self, request, key, kind):
        """The rows of one kind below a row, in order."""
        row = self.get_object(request, str(key))
        inline = next((inline for inline in self.inlines if inline.model._meta.model_name == kind), None)
        if row is None or inline is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        parent = next(field for field in inline.model._meta.fields if field.related_model is self.model)
        rows = inline.model.objects.filter(**{parent.name: row})
        if request.method == "POST":
            return self._move(request, rows, request.path)
        return self._show_order(request, row, inline.model._meta.verbose_name_plural, rows)

    def _show_order(self, request, row, kind: str, rows):
        if any(field.name == "contact" for field in rows.model._meta.fields):
            rows = rows.select_related("contact")
        listed = list(rows)
        known = positions(listed)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": _("Järjestys: %(kind)s") % {"kind": kind},
            "kind": capfirst(kind),
            "rows": [(each, buttons(each, known[each.pk])) for each in listed],
        }
        return TemplateResponse(request, "admin/guidance/order.html", context)

    def _move(self, request, rows, address: str):
        """Move the row that a button names, say where it is now, and go back to its button."""
        key, _dash, direction = request.POST.get("move", "").partition("-")
        if not self.has_change_permission(request):
            raise PermissionDenied
        if direction not in WORDS or key_in(key) is None:
            raise BadRequest
        with transaction.atomic():
            row = rows.select_for_update(of=("self",)).filter(pk=key).first()
            position = move(row, direction) if row else None
        if position is None:
            messages.warning(request, _("Riviä ei enää ole: joku muu on poistanut sen."))
            return redirect(address)
        where = {"row": row, "number": position.number, "count": position.count}
        say_saved(request, _("”%(row)s” on nyt %(number)s/%(count)s.") % where, row)
        return redirect(f"{address}#{_button_there(direction, position)}-{row.pk}")


def _button_there(direction: str, position: Position) -> str:
    """The button to come back to: the one that was pressed, or what is left at either end."""
    if position.number == 1:
        return DOWN
    return UP if position.number == position.count else direction
