"""When something was or will be, in the words of one who looks at it now."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ON = (
    gettext_lazy("on Monday"),
    gettext_lazy("on Tuesday"),
    gettext_lazy("on Wednesday"),
    gettext_lazy("on Thursday"),
    gettext_lazy("on Friday"),
    gettext_lazy("on Saturday"),
    gettext_lazy("on Sunday"),
)


def moment(at, now=None) -> str:
    """“today at 11:52”, “on Tuesday” within six days, “on 5 December” within the year, else with its year."""
    here, today = timezone.localtime(at), timezone.localtime(now or timezone.now())
    days = abs((here.date() - today.date()).days)
    if not days:
        return _("today at %(time)s") % {"time": date_format(here, "H:i")}
    if days < 7:
        return str(ON[here.weekday()])
    return _("on %(date)s") % {"date": date_format(here, "j E" if here.year == today.year else "j E Y")}
