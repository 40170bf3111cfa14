"""Forms of the rooms."""

from videoconf.forms.guests import GuestLinkForm, GuestNameForm
from videoconf.forms.meetings import MeetingForm, WhyForm

__all__ = ["GuestLinkForm", "GuestNameForm", "MeetingForm", "WhyForm"]
