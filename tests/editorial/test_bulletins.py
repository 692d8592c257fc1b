import pytest
from django.core.exceptions import ValidationError

from editorial.models import Bulletin


@pytest.mark.parametrize("slug", ["desk", "admin", "static"])
def test_a_bulletin_does_not_take_an_address_of_the_site(slug):
    with pytest.raises(ValidationError, match="taken by the site"):
        Bulletin(slug=slug, title="Weekly").clean_fields()


@pytest.mark.parametrize("accent", ["red", "#12345", "#12345g", "#1234567"])
def test_an_accent_is_a_colour(accent):
    with pytest.raises(ValidationError, match="six digits"):
        Bulletin(slug="weekly", title="Weekly", accent=accent).clean_fields()
