from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0007_checks_that_tell"),
    ]

    operations = [
        migrations.AlterField(
            model_name="phone",
            name="number",
            field=models.CharField(
                help_text="Niin kuin se luetaan: 029 546 3177. Puhelu menee siihen.",
                max_length=30,
                verbose_name="numero",
            ),
        ),
        migrations.AlterField(
            model_name="phone",
            name="tel",
            field=models.CharField(
                blank=True, editable=False, max_length=20, verbose_name="soitettava numero"
            ),
        ),
    ]
