"""What stands in JSON keeps the order of its keys on PostgreSQL too: there it is text from now on."""

from django.db import migrations

from guidance.ordered_json import OrderedJSONField


def to_text(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for model in apps.get_app_config("guidance").get_models():
        for field in model._meta.local_fields:
            if isinstance(field, OrderedJSONField):
                table, column = (
                    schema_editor.quote_name(name) for name in (model._meta.db_table, field.column)
                )
                schema_editor.execute(
                    f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text USING {column}::text"
                )


class Migration(migrations.Migration):
    dependencies = [("guidance", "0012_what_else_examples_expect")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "draft",
                    "company",
                    OrderedJSONField(
                        blank=True,
                        default=list,
                        help_text="Kun jokin rivi pitää paikkansa, asiakkaan kanssa kahden puhuttavat askeleet odottavat.",
                        verbose_name="läsnäolosääntö: joku on paikalla, kun",
                    ),
                ),
                migrations.AlterField("edition", "content", OrderedJSONField(verbose_name="sisältö")),
                migrations.AlterField(
                    "expectation",
                    "checks",
                    OrderedJSONField(blank=True, default=dict, verbose_name="vastaukset"),
                ),
                migrations.AlterField(
                    "expectation",
                    "helpers",
                    OrderedJSONField(blank=True, default=dict, verbose_name="kenet askel nimeää"),
                ),
                migrations.AlterField(
                    "expectation", "signs", OrderedJSONField(blank=True, default=dict, verbose_name="merkit")
                ),
                migrations.AlterField("packtaken", "content", OrderedJSONField(verbose_name="sisältö")),
                migrations.AlterField(
                    "step",
                    "but_not",
                    OrderedJSONField(blank=True, default=list, verbose_name="mutta ei, kun"),
                ),
                migrations.AlterField(
                    "step",
                    "settles",
                    OrderedJSONField(
                        blank=True,
                        default=dict,
                        help_text="Kun askel merkitään tehdyksi, tämä vastaus merkitään samalla.",
                        verbose_name="vastaa samalla",
                    ),
                ),
                migrations.AlterField(
                    "step", "show", OrderedJSONField(blank=True, default=list, verbose_name="näytä, kun")
                ),
                migrations.AlterField(
                    "step", "stress", OrderedJSONField(blank=True, default=list, verbose_name="korosta, kun")
                ),
                migrations.AlterField(
                    "stepcontact",
                    "when",
                    OrderedJSONField(blank=True, default=list, verbose_name="nimeä, kun"),
                ),
            ]
        ),
        migrations.RunPython(to_text, migrations.RunPython.noop),
    ]
