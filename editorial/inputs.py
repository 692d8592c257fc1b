"""The browser's own fields for days and hours, which want both in the one form that no language changes."""

from django import forms


def day_input(**attrs):
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def hour_input(**attrs):
    return forms.DateTimeInput(attrs={"type": "datetime-local", **attrs}, format="%Y-%m-%dT%H:%M")
