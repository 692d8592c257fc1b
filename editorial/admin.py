"""The administration pages: people, bulletins and their standing sections; records to read only."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from . import leaving, letters, mail_choices
from .bulletin_form import BulletinForm
from .models import Bulletin, Country, Letter, Record, StandingSection, User


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class RefusesMail(admin.SimpleListFilter):
    title = _("mails")
    parameter_name = "mails"

    def lookups(self, request, model_admin):
        return [("refused", _("refused for good"))]

    def queryset(self, request, people):
        return people.exclude(refused_address="").filter(refused_address=F("email")) if self.value() else people


@admin.register(User)
class PeopleAdmin(UserAdmin):
    """Roles are groups; single permissions are not handed out here, and nobody makes a superuser of themselves."""

    add_form = NewUserForm
    list_display = ["email", "name", "is_active", "is_staff", "gets_mail"]
    list_filter = ["groups", "is_active", "is_staff", RefusesMail]
    actions = ["try_address_again"]
    search_fields = ["email", "name"]
    ordering = ["name", "pk"]
    filter_horizontal = []
    readonly_fields = ["last_login", "refused_because"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (_("Roles"), {"fields": ["groups", "is_active", "is_staff"]}),
        (None, {"fields": ["last_login", "refused_because"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        leaving.settle(User.objects.get(pk=form.instance.pk), by=request.user)

    @admin.display(description=_("gets mails"), boolean=True)
    def gets_mail(self, user):
        return not user.refuses_mail

    @admin.action(description=_("Send to their address again"), permissions=["change"])
    def try_address_again(self, request, chosen):
        for user in chosen:
            mail_choices.try_again(user)

    def has_change_permission(self, request, user=None):
        """A superuser's account is changed by a superuser alone."""
        allowed = super().has_change_permission(request, user)
        return allowed and not (user and user.is_superuser and not request.user.is_superuser)


class StandingSections(admin.TabularInline):
    model = StandingSection
    fields = ["position", "title", "subtitle"]
    extra = 1


@admin.register(Bulletin)
class BulletinAdmin(admin.ModelAdmin):
    form = BulletinForm
    list_display = ["title", "language", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["counterparts"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "tagline", "language", "parallel_language", "label", "counterparts"]}),
        (
            _("The printed page"),
            {"fields": ["paper", "target_pages", "run_on", "accent", "logo", "imprint", "is_archival"]},
        ),
    ]
    inlines = [StandingSections]


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin):
    list_display = ["en", "ru", "code", "is_frequent"]
    list_editable = ["is_frequent"]
    search_fields = ["en", "ru", "code"]


@admin.register(Record)
class RecordAdmin(admin.ModelAdmin):
    list_display = ["at", "actor", "verb", "issue", "article"]
    list_select_related = ["issue__bulletin", "article"]
    list_filter = ["verb"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, record=None):
        return False

    def has_delete_permission(self, request, record=None):
        return False


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    """What went out by mail, and what did not. The words stay with those they were written to."""

    list_display = ["at", "to", "subject", "kind", "status", "attempts", "sent_at"]
    list_filter = ["status", "kind"]
    search_fields = ["to", "subject"]
    date_hierarchy = "at"
    exclude = ["text", "html", "claim"]
    actions = ["send_again"]

    @admin.action(description=_("Send again what failed or has an unknown outcome"), permissions=["view"])
    def send_again(self, request, chosen):
        waiting = sum(letters.send_again(letter, by=request.user) for letter in chosen)
        self.message_user(request, _("Letters that wait to be sent again: %(count)d.") % {"count": waiting})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, letter=None):
        return False

    def has_delete_permission(self, request, letter=None):
        return False
