"""The mill's rows to look at; only exports/publication.py and proofs.py write them."""

from django.contrib import admin

from .models import Edition, Proof, Rendition


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    list_display = ["issue", "number", "status", "frozen_at", "frozen_by", "published_at"]
    list_filter = ["status", "issue__bulletin"]
    list_select_related = ["issue__bulletin"]
    date_hierarchy = "frozen_at"
    exclude = ["snapshot", "signoff"]


@admin.register(Rendition)
class RenditionAdmin(ReadOnly):
    list_display = ["edition", "format", "status", "attempts", "lease_until", "size", "pages", "ready_at"]
    list_filter = ["status", "format"]
    list_select_related = ["edition__issue__bulletin"]


@admin.register(Proof)
class ProofAdmin(ReadOnly):
    list_display = ["issue", "status", "attempts", "lease_until", "asked_at", "asked_by", "size", "pages", "ready_at"]
    list_filter = ["status"]
    list_select_related = ["issue__bulletin"]
