"""The admin's log names no account that is gone: its number stands there, as in the log of use."""

from django.db import migrations


def forget_names(apps, schema_editor):
    there = {str(key) for key in apps.get_model("auth", "User").objects.values_list("pk", flat=True)}
    entries = apps.get_model("admin", "LogEntry").objects.filter(
        content_type__app_label="auth", content_type__model="user"
    )
    gone = entries.exclude(object_id__in=there).order_by("pk")
    for number, name in {*gone.values_list("object_id", "object_repr")}:
        gone.filter(object_id=number).update(object_repr=f"#{number}")
        for entry in entries.filter(change_message__contains=f" {name}"):
            entry.change_message = _without(name, f"#{number}", entry.change_message)
            entry.save(update_fields=["change_message"])


def _without(name, number, message):
    """Of a second factor that was reset, and of interviews that were handed over, in whichever language."""
    return f"{message} ".replace(f" {name} ", f" {number} ").replace(f" {name}. ", f" {number}. ").rstrip(" ")


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("interview", "0015_one_press"),
    ]

    operations = [migrations.RunPython(forget_names, migrations.RunPython.noop)]
