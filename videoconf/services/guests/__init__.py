"""Guests: links for who has no account, and who comes with one."""

from videoconf.services.guests.coming import come_with, guest_of, require_invited, visitor
from videoconf.services.guests.inviting import AFTER_THE_END, address_of, mail_link, make_link, revoke_link
from videoconf.services.guests.refusals import GONE, GuestRefused
from videoconf.services.guests.standing import find_link

__all__ = [
    "AFTER_THE_END",
    "GONE",
    "GuestRefused",
    "address_of",
    "come_with",
    "find_link",
    "guest_of",
    "mail_link",
    "make_link",
    "require_invited",
    "revoke_link",
    "visitor",
]
