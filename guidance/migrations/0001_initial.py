# The first shape of the guidance.

import django.core.validators
import django.db.models.deletion
import guidance.texts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
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
                ("title", guidance.texts.TextField(default=dict, verbose_name="otsikko")),
            ],
            options={
                "verbose_name": "arjen alue",
                "verbose_name_plural": "arjen alueet",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Checklist",
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
                    "origin",
                    models.CharField(
                        choices=[("card", "taskukortti"), ("addition", "lisäys")],
                        default="addition",
                        help_text="Lisäykset voi ottaa kaikki kerralla pois käytöstä.",
                        max_length=10,
                        verbose_name="alkuperä",
                    ),
                ),
                ("title", guidance.texts.TextField(default=dict, verbose_name="otsikko")),
                ("intro", guidance.texts.TextField(default=dict, verbose_name="johdanto")),
                ("folded", models.BooleanField(default=False, verbose_name="aluksi suljettu")),
            ],
            options={
                "verbose_name": "merkkilista",
                "verbose_name_plural": "merkkilistat",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                    "name",
                    guidance.texts.TextField(
                        default=dict, help_text="Kortissa ja yhteystiedoissa.", verbose_name="virallinen nimi"
                    ),
                ),
                (
                    "short_name",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Vaiheissa, merkeissä ja koonnissa. Neutraali.",
                        verbose_name="lyhyt nimi",
                    ),
                ),
                (
                    "purpose",
                    guidance.texts.TextField(default=dict, help_text="Yksi rivi.", verbose_name="mihin"),
                ),
                (
                    "hours",
                    guidance.texts.TextField(
                        blank=True,
                        default=dict,
                        help_text="Vain tarkistetut ajat. Jätä muuten tyhjäksi.",
                        verbose_name="milloin",
                    ),
                ),
                ("languages", guidance.texts.TextField(blank=True, default=dict, verbose_name="kielet")),
                (
                    "web",
                    models.CharField(
                        blank=True,
                        help_text="Ilman alkua https://.",
                        max_length=200,
                        verbose_name="verkko-osoite",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="sähköposti")),
                ("round_the_clock", models.BooleanField(default=False, verbose_name="ympäri vuorokauden")),
                ("for_clients", models.BooleanField(default=False, verbose_name="asiakkaalle annettava")),
                (
                    "local",
                    models.BooleanField(
                        default=False,
                        help_text="Organisaatio lisää oman numeronsa.",
                        verbose_name="paikallinen",
                    ),
                ),
                (
                    "stand_in",
                    models.CharField(
                        blank=True,
                        help_text="Sen yhteystiedon tunniste, jonka numero yhdistää, kunnes oma numero on lisätty.",
                        max_length=60,
                        verbose_name="sijainen",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=400, verbose_name="lähde")),
                ("seen_on", models.DateField(blank=True, null=True, verbose_name="nähty lähteessä")),
                (
                    "verified_on",
                    models.DateField(
                        blank=True,
                        help_text="Päivä, jona organisaatio tarkisti tiedot.",
                        null=True,
                        verbose_name="tarkistettu",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Ei näy työntekijöille.", verbose_name="huomautus ylläpidolle"
                    ),
                ),
            ],
            options={
                "verbose_name": "yhteystieto",
                "verbose_name_plural": "yhteystiedot",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", guidance.texts.TextField(default=dict, verbose_name="kortin otsikko")),
                (
                    "principle",
                    guidance.texts.TextField(
                        default=dict, help_text="Näkyy kortin alussa.", verbose_name="periaate"
                    ),
                ),
                (
                    "with_additions",
                    models.BooleanField(
                        default=True,
                        help_text="Jos otat pois, uuteen painokseen tulee vain se, mikä on taskukortissa.",
                        verbose_name="lisäykset käytössä",
                    ),
                ),
                (
                    "company",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Kun jokin rivi pitää paikkansa, asiakkaan kanssa kahden puhuttavat askeleet odottavat.",
                        verbose_name="läsnäolosääntö: joku on paikalla, kun",
                    ),
                ),
            ],
            options={
                "verbose_name": "ohjeiston perusasiat",
                "verbose_name_plural": "ohjeiston perusasiat",
            },
        ),
        migrations.CreateModel(
            name="Stage",
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
                ("title", guidance.texts.TextField(default=dict, verbose_name="otsikko")),
                (
                    "label",
                    guidance.texts.TextField(
                        default=dict, help_text="Enintään seitsemän kirjainta.", verbose_name="sana palkissa"
                    ),
                ),
            ],
            options={
                "verbose_name": "vaihe",
                "verbose_name_plural": "vaiheet",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                    "origin",
                    models.CharField(
                        choices=[("card", "taskukortti"), ("addition", "lisäys")],
                        default="addition",
                        help_text="Lisäykset voi ottaa kaikki kerralla pois käytöstä.",
                        max_length=10,
                        verbose_name="alkuperä",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("now", "nyt"),
                            ("before-leaving", "ennen kuin asiakas lähtee"),
                            ("soon", "pian"),
                            ("self", "työntekijälle itselle"),
                        ],
                        max_length=20,
                        verbose_name="kiireellisyys",
                    ),
                ),
                (
                    "alone",
                    models.BooleanField(
                        default=False,
                        help_text="Odottaa, kunnes asiakkaan puolelta ei ole ketään paikalla.",
                        verbose_name="puhutaan asiakkaan kanssa kahden",
                    ),
                ),
                (
                    "title",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Ei paljasta aihetta sivusta katsovalle.",
                        verbose_name="otsikko",
                    ),
                ),
                (
                    "short",
                    guidance.texts.TextField(
                        default=dict, help_text="Yksi rivi. Tämä tulostuu paperille.", verbose_name="lyhyesti"
                    ),
                ),
                (
                    "full",
                    guidance.texts.TextField(
                        default=dict, help_text="Kaksi tai kolme lausetta.", verbose_name="miten"
                    ),
                ),
                ("show", models.JSONField(blank=True, default=list, verbose_name="näytä, kun")),
                ("but_not", models.JSONField(blank=True, default=list, verbose_name="mutta ei, kun")),
                ("stress", models.JSONField(blank=True, default=list, verbose_name="korosta, kun")),
            ],
            options={
                "verbose_name": "seuraava askel",
                "verbose_name_plural": "seuraavat askeleet",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="numero")),
                ("content", models.JSONField(verbose_name="sisältö")),
                ("content_hash", models.CharField(max_length=64, verbose_name="tiiviste")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="huomautus")),
                ("published_at", models.DateTimeField(auto_now_add=True, verbose_name="julkaistu")),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="julkaisija",
                    ),
                ),
            ],
            options={
                "verbose_name": "painos",
                "verbose_name_plural": "painokset",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Phone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="järjestys")),
                (
                    "number",
                    models.CharField(
                        help_text="Niin kuin se luetaan: 029 546 3177.", max_length=30, verbose_name="numero"
                    ),
                ),
                (
                    "tel",
                    models.CharField(
                        help_text="Kansainvälinen muoto +358…, lyhyet numerot sellaisinaan.",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(\\+\\d{6,15}|\\d{3,6})\\Z",
                                "Muotoa +358295463177 tai lyhyt numero, kuten 112.",
                            )
                        ],
                        verbose_name="soitettava numero",
                    ),
                ),
                (
                    "label",
                    guidance.texts.TextField(
                        blank=True,
                        default=dict,
                        help_text="Esimerkiksi linjan kieli.",
                        verbose_name="tarkenne",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phones",
                        to="guidance.contact",
                        verbose_name="yhteystieto",
                    ),
                ),
            ],
            options={
                "verbose_name": "puhelinnumero",
                "verbose_name_plural": "puhelinnumerot",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                    "text",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Avoin, ei johdatteleva. Ei kysytä, mitä pahaa tapahtui.",
                        verbose_name="kysymys",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="guidance.area",
                        verbose_name="arjen alue",
                    ),
                ),
            ],
            options={
                "verbose_name": "avoin kysymys",
                "verbose_name_plural": "avoimet kysymykset",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Sign",
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
                    "origin",
                    models.CharField(
                        choices=[("card", "taskukortti"), ("addition", "lisäys")],
                        default="addition",
                        help_text="Lisäykset voi ottaa kaikki kerralla pois käytöstä.",
                        max_length=10,
                        verbose_name="alkuperä",
                    ),
                ),
                (
                    "short",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Yksi rivi, joka ei paljasta aihetta sivusta katsovalle.",
                        verbose_name="lyhyesti",
                    ),
                ),
                ("full", guidance.texts.TextField(default=dict, verbose_name="kokonaan")),
                (
                    "reason",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Jatkaa lauseen ”Koska huomasit: …”. Pieni alkukirjain.",
                        verbose_name="perusteluissa",
                    ),
                ),
                (
                    "checklist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signs",
                        to="guidance.checklist",
                        verbose_name="merkkilista",
                    ),
                ),
            ],
            options={
                "verbose_name": "merkki",
                "verbose_name_plural": "merkit",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Point",
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
                    "origin",
                    models.CharField(
                        choices=[("card", "taskukortti"), ("addition", "lisäys")],
                        default="addition",
                        help_text="Lisäykset voi ottaa kaikki kerralla pois käytöstä.",
                        max_length=10,
                        verbose_name="alkuperä",
                    ),
                ),
                (
                    "short",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Yksi rivi, joka ei paljasta aihetta sivusta katsovalle.",
                        verbose_name="lyhyesti",
                    ),
                ),
                ("full", guidance.texts.TextField(default=dict, verbose_name="kokonaan")),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="guidance.stage",
                        verbose_name="vaihe",
                    ),
                ),
            ],
            options={
                "verbose_name": "ohje",
                "verbose_name_plural": "ohjeet",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Check",
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
                    "origin",
                    models.CharField(
                        choices=[("card", "taskukortti"), ("addition", "lisäys")],
                        default="addition",
                        help_text="Lisäykset voi ottaa kaikki kerralla pois käytöstä.",
                        max_length=10,
                        verbose_name="alkuperä",
                    ),
                ),
                (
                    "short",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Yksi rivi, joka ei paljasta aihetta sivusta katsovalle.",
                        verbose_name="kysymys",
                    ),
                ),
                (
                    "hint",
                    guidance.texts.TextField(
                        blank=True,
                        default=dict,
                        help_text="Mikä ratkaisee vastauksen. Näkyy aina, yksi lyhyt rivi.",
                        verbose_name="ratkaiseva vihje",
                    ),
                ),
                (
                    "full",
                    guidance.texts.TextField(
                        blank=True,
                        default=dict,
                        help_text="Näkyy vain, kun luetaan kokonaan.",
                        verbose_name="lisäohje",
                    ),
                ),
                (
                    "reason",
                    guidance.texts.TextField(
                        default=dict,
                        help_text="Jatkaa lauseen ”Koska merkitsit: …”. Pieni alkukirjain.",
                        verbose_name="perusteluissa",
                    ),
                ),
                (
                    "asks_for_meeting",
                    models.BooleanField(
                        default=False,
                        help_text="Vieressä kysytään seuraavan tapaamisen päivä, kellonaika, paikka ja yhteystapa.",
                        verbose_name="kysytään myös aika ja paikka",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="guidance.stage",
                        verbose_name="vaihe",
                    ),
                ),
            ],
            options={
                "verbose_name": "kysymys työntekijälle",
                "verbose_name_plural": "kysymykset työntekijälle",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="area",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="areas",
                to="guidance.stage",
                verbose_name="vaihe",
            ),
        ),
        migrations.CreateModel(
            name="StepContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="järjestys")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="guidance.contact",
                        verbose_name="yhteystieto",
                    ),
                ),
                ("step", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="guidance.step")),
            ],
            options={
                "verbose_name": "kenelle soittaa",
                "verbose_name_plural": "kenelle soittaa",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="step",
            name="contacts",
            field=models.ManyToManyField(
                through="guidance.StepContact", to="guidance.contact", verbose_name="yhteystiedot"
            ),
        ),
        migrations.CreateModel(
            name="Answer",
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
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*\\Z",
                                "Tunnisteessa saa olla pieniä kirjaimia a–z, numeroita ja väliviivoja.",
                            )
                        ],
                        verbose_name="tunniste",
                    ),
                ),
                ("text", guidance.texts.TextField(default=dict, verbose_name="vastaus")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="guidance.check",
                        verbose_name="kysymys",
                    ),
                ),
            ],
            options={
                "verbose_name": "vastaus",
                "verbose_name_plural": "vastaukset",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "identifier"), name="one_answer_of_an_id_in_a_check"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="stepcontact",
            constraint=models.UniqueConstraint(fields=("step", "contact"), name="a_contact_once_in_a_step"),
        ),
    ]
