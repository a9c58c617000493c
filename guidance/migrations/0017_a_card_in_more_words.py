from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guidance", "0016_what_follows_whom_to_tell_and_cards")]

    operations = [
        migrations.AddField(
            model_name="cardtext",
            name="ask_interpreter",
            field=models.CharField(
                default="",
                help_text="Lukee suomenkielisen pyynnön edessä.",
                max_length=100,
                verbose_name="näin pyydät tulkkia",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="cardtext",
            name="emergency",
            field=models.CharField(
                default="",
                help_text="Lukee numeron 112 alla.",
                max_length=60,
                verbose_name="hätänumero",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="cardtext",
            name="interpreter_said",
            field=models.CharField(
                blank=True,
                help_text="Niin kuin suomi lausutaan. Jätä tyhjäksi, jos kielessä on latinalaiset kirjaimet.",
                max_length=100,
                verbose_name="pyyntö asiakkaan omin kirjaimin",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="name_on_card",
            field=models.CharField(
                blank=True,
                help_text="Jos lyhyt nimi kertoisi sivulliselle liikaa. Sama kaikilla kielillä.",
                max_length=40,
                verbose_name="nimi asiakkaan kortissa",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="without_name",
            field=models.BooleanField(
                default=False,
                help_text="Vain, jos tieto on tarkistettu. Näkyy asiakkaan kortissa.",
                verbose_name="nimeä ei tarvitse kertoa",
            ),
        ),
    ]
