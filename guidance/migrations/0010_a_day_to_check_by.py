from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0009_closed_numbers_and_dates_to_check"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="check_by",
            field=models.DateField(
                blank=True,
                help_text=(
                    "Tyhjänä: vuoden kuluttua siitä, kun tieto nähtiin lähteessä tai tarkistettiin, sen mukaan"
                    " kumpi on myöhemmin. Asettamasi päivä pätee, kunnes tiedot on tarkistettu sinä päivänä tai"
                    " sen jälkeen."
                ),
                null=True,
                verbose_name="tarkistettava viimeistään",
            ),
        ),
    ]
