import django.db.models.deletion
from django.db import migrations, models

TABLE, INDEX = "editorial_searchtext", "editorial_searchindex"
OLD = f"INSERT INTO {INDEX} ({INDEX}, rowid, title, text) VALUES ('delete', old.article_id, old.title, old.text);"
NEW = f"INSERT INTO {INDEX} (rowid, title, text) VALUES (new.article_id, new.title, new.text);"
# The index holds no text of its own and follows its table by triggers: whatever writes the table writes the index.
# A later change of the table on SQLite makes it anew, without the triggers: write them again there.
SQLITE = [
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(title, text, content='{TABLE}', content_rowid='article_id')",
    f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN {NEW} END",
    f"CREATE TRIGGER {TABLE}_gone AFTER DELETE ON {TABLE} BEGIN {OLD} END",
    f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE ON {TABLE} BEGIN {OLD} {NEW} END",
]
POSTGRESQL = [
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin ((setweight(to_tsvector('simple', title), 'A')"
    " || setweight(to_tsvector('simple', text), 'B')))"
]


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {INDEX}")


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0008_countries"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="editorial.article",
                    ),
                ),
                ("title", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name": "search text",
                "verbose_name_plural": "search texts",
                "ordering": ["article"],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
