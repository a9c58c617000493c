from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0006_say_strip_link_settles"),
    ]

    operations = [
        migrations.AddField(
            model_name="check",
            name="telling",
            field=models.BooleanField(
                default=False,
                help_text="Kun joku on seurana, kysymys on vaiheen lopussa rivin ”Lisää kysymyksiä” alla.",
                verbose_name="paljastaa aiheen",
            ),
        ),
    ]
