import django.core.validators
import guidance.texts
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0008_a_number_is_one_box"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosedNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="järjestys")),
                (
                    "identifier",
                    models.CharField(
                        help_text="Pysyvä tunniste. Sitä ei muuteta eikä käytetä uudelleen.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*\\Z",
                                "Tunnisteessa saa olla pieniä kirjaimia a–z, numeroita ja väliviivoja.",
                            )
                        ],
                        verbose_name="tunniste",
                    ),
                ),
                (
                    "retired",
                    models.BooleanField(
                        default=False,
                        help_text="Ei tule seuraavaan painokseen. Aloitetuissa keskusteluissa näkyy ennallaan.",
                        verbose_name="poistettu käytöstä",
                    ),
                ),
                ("made_from", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "number",
                    models.CharField(
                        help_text="Numero, johon ei enää vastata: 09 692 2304.",
                        max_length=30,
                        verbose_name="numero",
                    ),
                ),
                (
                    "note",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Yksi rivi: kenen numero oli ja milloin se suljettiin.",
                        verbose_name="huomautus",
                    ),
                ),
                ("seen_on", models.DateField(blank=True, null=True, verbose_name="nähty lähteessä")),
            ],
            options={
                "verbose_name": "suljettu numero",
                "verbose_name_plural": "suljetut numerot",
                "ordering": ["position", "pk"],
            },
        ),
    ]
