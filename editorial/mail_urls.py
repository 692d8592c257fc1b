"""What mails link to that needs no signing in."""

from django.urls import path

from .views import mail

app_name = "mail"

urlpatterns = [path("<str:token>/", mail.stop, name="stop")]
