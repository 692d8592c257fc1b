from django.db import models

from editorial.said import coded, read


class SaidField(models.TextField):
    """A text of people's own words, or of ours; the database has no other kind of column for it."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def from_db_value(self, value, expression, connection):
        return value if value is None else read(value)

    def get_prep_value(self, value):
        return value if value is None else super().get_prep_value(coded(value))
