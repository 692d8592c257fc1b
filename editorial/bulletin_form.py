"""A bulletin's settings; its logo is a picture like any other and goes the same way in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .models import Bulletin
from .pictures import PictureError, keep_picture, read_picture


class BulletinForm(forms.ModelForm):
    class Meta:
        model = Bulletin
        fields = [  # of the form; the administration shows them in groups
            "title", "slug", "tagline", "language", "parallel_language", "label", "counterparts",
            "paper", "target_pages", "run_on", "accent", "logo", "imprint",
        ]  # fmt: skip

    def clean_logo(self):
        upload = self.cleaned_data["logo"]
        if isinstance(upload, UploadedFile):
            try:
                self.picture = read_picture(upload)
            except PictureError as error:
                raise forms.ValidationError(str(error)) from error
        return upload

    def save(self, commit=True):
        if picture := getattr(self, "picture", None):
            self._keep(keep_picture(picture), picture.sha256, picture.width, picture.height)
        elif not self.instance.logo:
            self._keep("", "", 0, 0)
        return super().save(commit)

    def _keep(self, name, sha256, width, height):
        bulletin = self.instance
        bulletin.logo, bulletin.logo_sha256 = name, sha256
        bulletin.logo_width, bulletin.logo_height = width, height
