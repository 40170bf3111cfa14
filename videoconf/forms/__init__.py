"""Forms of the rooms."""

from videoconf.forms.guests import GuestLinkForm, GuestNameForm
from videoconf.forms.meetings import MeetingForm, WhyForm
from videoconf.forms.slides import SlidesForm

__all__ = ["GuestLinkForm", "GuestNameForm", "MeetingForm", "SlidesForm", "WhyForm"]
