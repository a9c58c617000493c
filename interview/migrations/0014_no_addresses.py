"""No account has an e-mail address any more: the app sends no mail, so there is nothing to keep one for."""

from django.db import migrations


def forget_addresses(apps, schema_editor):
    apps.get_model("auth", "User").objects.exclude(email="").update(email="")
    apps.get_model("account", "EmailAddress").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("interview", "0013_notices_grow"),
    ]

    operations = [migrations.RunPython(forget_addresses, migrations.RunPython.noop)]
