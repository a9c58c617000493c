from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0004_one_rule_for_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="stepcontact",
            name="when",
            field=models.JSONField(blank=True, default=list, verbose_name="nimeä, kun"),
        ),
    ]
