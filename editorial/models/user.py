from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet):
    def who_may(self, *codenames):
        """Active people with a role that lets them do one of these at least, by their names."""
        allowed = self.filter(is_active=True, groups__permissions__codename__in=codenames)
        return allowed.distinct().order_by("name", "pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("interface language"), max_length=8, choices=settings.LANGUAGES, blank=True, default=""
    )
    mail_choices = models.JSONField(_("mails about what happens"), default=dict, blank=True)  # see mail_choices.py
    # The address that a mail server refused for good, and its words; another address is not meant by that.
    refused_address = models.EmailField(_("address that refuses mails"), blank=True, default="", editable=False)
    refused_because = models.TextField(_("why mails are refused"), blank=True, default="", editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration pages"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self):
        return self.name or self.email

    @property
    def refuses_mail(self):
        """Whether a mail server said for good that nobody is at this address."""
        return bool(self.refused_address) and self.refused_address == self.email

    @property
    def initials(self):
        """Two letters for the round mark: of the first and the last word of the name."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()
