"""Addresses and forms of the admin, as an editor has them on the screen."""

from django.urls import reverse

from tests.guidance.filled_in import form_on


def list_of(model) -> str:
    return reverse(f"admin:guidance_{model._meta.model_name}_changelist")


def page_of(row) -> str:
    return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row) -> dict:
    """What the form on a row's page sends when nobody changes anything."""
    page = client.get(page_of(row)).content.decode()
    return form_on(page, f"{row._meta.model_name}_form")
