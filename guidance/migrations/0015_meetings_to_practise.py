from django.db import migrations

import guidance.texts


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0014_the_recording_aid"),
    ]

    operations = [
        migrations.AddField(
            model_name="expectation",
            name="story",
            field=guidance.texts.TextField(
                blank=True,
                default=dict,
                help_text=(
                    "Keksitty tapaaminen, enintään 90 sanaa. Kun tässä on jotakin, tilannetta voi harjoitella. Alle"
                    " merkitään vain se, mitä kertomuksesta käy ilmi."
                ),
                verbose_name="kertomus",
            ),
        ),
        migrations.AddField(
            model_name="expectation",
            name="notice",
            field=guidance.texts.TextField(
                blank=True,
                default=dict,
                help_text=(
                    "Muutama lause, jotka luetaan harjoituksen lopuksi. Syyt askeliin tulevat säännöistä."
                ),
                verbose_name="mitä tässä kannattaa huomata",
            ),
        ),
        migrations.AddField(
            model_name="expectation",
            name="say",
            field=guidance.texts.TextField(
                blank=True,
                default=dict,
                help_text="Lause tai kaksi, jotka työntekijä voi sanoa asiakkaalle sellaisinaan.",
                verbose_name="näin voisi aloittaa",
            ),
        ),
    ]
