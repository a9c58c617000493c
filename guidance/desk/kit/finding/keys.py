"""Keys of rows as addresses and forms of the admin name them: what can be none is answered in words.

A database keeps a key in 64 bits, and Django asks it for whatever number was sent; Python's ``int`` reads
digits of every script, and signs, and spaces. Here a key is plain digits, as our own pages write them. In an
address any other is not found (404). In a form it is a fault of its field (422).
"""

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest, ValidationError
from django.forms.utils import ErrorDict
from django.http import Http404
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _

LARGEST = 2**63 - 1
IN_ADDRESSES = ("object_id", "id", "key")  # Django's names in addresses, and ours
FILTERED_BY = {"exact", "isnull", "in", "gte", "lt"}  # what the lists' own filters write into an address
MOST_WORDS = 20  # that are searched for at once: each is looked for in every text
FROM_NO_PAGE = "from-no-page"  # the code of a fault in what none of our pages sends


def key_in(words: str) -> int | None:
    """The key that these words are, or None where they can be none."""
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(LARGEST))):
        return None
    key = int(words)
    return key if key <= LARGEST else None


# --- In addresses ----------------------------------------------------------------------------------------


def with_plain_keys(admin_view: Callable) -> Callable:
    """The admin's own ``admin_view``, whose views meet no key that can be none."""

    def wrapped(view, cacheable=False):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if _names_no_row(kwargs):
                raise Http404
            if (request.resolver_match.url_name or "").endswith("_changelist"):
                _refuse_in_list(request)
            response = view(request, *args, **kwargs)
            if any(error.code == FROM_NO_PAGE for error in _faults_on(response)):
                response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
            return response

        return admin_view(guarded, cacheable)

    return wrapped


def _names_no_row(parts: dict) -> bool:
    is_no_key = any(key_in(str(parts[name])) is None for name in IN_ADDRESSES if name in parts)
    return is_no_key or any("\0" in str(part) for part in parts.values())


def _refuse_in_list(request) -> None:
    """Filters that no database can compare with or that keep it busy, and ticks beside rows that are none."""
    lookups = (name.rpartition("__")[2] for name in request.GET if "__" in name)
    if any(lookup not in FILTERED_BY for lookup in lookups):
        raise BadRequest
    if len(request.GET.get(SEARCH_VAR, "").split()) > MOST_WORDS:
        raise BadRequest(_("Haussa voi olla enintään 20 sanaa."))
    asked = (each for name, values in request.GET.lists() if name != SEARCH_VAR for each in values)
    if any(_is_beyond_all(part) for each in asked for part in each.split(",")):
        raise Http404
    if any(key_in(key) is None for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
        raise BadRequest


def _is_beyond_all(words: str) -> bool:
    try:
        return abs(int(words)) > LARGEST
    except ValueError:
        return "\0" in words


# --- In forms --------------------------------------------------------------------------------------------


class OneRow(forms.ModelChoiceField):
    def to_python(self, value):
        _check(self, [] if value in self.empty_values else [value])
        return super().to_python(value)


class ManyRows(forms.ModelMultipleChoiceField):
    def clean(self, value):
        _check(self, value if isinstance(value, list | tuple) else [])
        return super().clean(value)


def _check(field: forms.ModelChoiceField, keys: list) -> None:
    for key in keys:
        if not isinstance(key, field.queryset.model) and key_in(str(key)) is None:
            no_choice = field.error_messages["invalid_choice"]
            raise ValidationError(no_choice, code=FROM_NO_PAGE, params={"value": str(key)[:20]})


class PicksRows:
    """For admins and inlines: other rows are picked by plain keys."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": OneRow, **kwargs})

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": ManyRows, **kwargs})


def _faults_on(response) -> Iterator[ValidationError]:
    """The faults of a form that is shown again, its rows' too."""
    shown = (response.context_data or {}) if isinstance(response, SimpleTemplateResponse) else {}
    if "adminform" in shown:
        yield from _faults_of(shown["adminform"].form)
    for group in shown.get("inline_admin_formsets", ()):
        yield from group.formset.non_form_errors().as_data()
        for row in group.formset.forms:
            yield from _faults_of(row)


def _faults_of(form: forms.BaseForm) -> Iterator[ValidationError]:
    if isinstance(form.errors, ErrorDict):  # Django gives rows that are only seen an empty dict of their own
        for faults in form.errors.as_data().values():
            yield from faults
