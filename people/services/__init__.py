"""The verbs of people: whatever changes who is who, who comes in and what they hold."""

from people.services.acceptance import InvitationRefused, accept_invitation, find_invitation, note_refusal
from people.services.batch_file import text_of
from people.services.bulk import Batch, apply_batch, read_batch
from people.services.entities import choose_default_entity
from people.services.errors import NotAllowed, NotServed, PeopleError
from people.services.groups import align_groups
from people.services.invitations import address_of, code_of, invite, print_letters, resend, revoke
from people.services.memberships import appoint, change_roles, end_post
from people.services.profile import change_phone, tidy_phone
from people.services.recovery import give_recovery_code, pending_recovery, use_recovery_code
from people.services.sessions import end_sessions
from people.services.suspension import resume, suspend

__all__ = [
    "Batch",
    "InvitationRefused",
    "NotAllowed",
    "NotServed",
    "PeopleError",
    "accept_invitation",
    "address_of",
    "align_groups",
    "apply_batch",
    "appoint",
    "change_phone",
    "change_roles",
    "choose_default_entity",
    "code_of",
    "end_post",
    "end_sessions",
    "find_invitation",
    "give_recovery_code",
    "invite",
    "note_refusal",
    "pending_recovery",
    "print_letters",
    "read_batch",
    "resend",
    "resume",
    "revoke",
    "suspend",
    "text_of",
    "tidy_phone",
    "use_recovery_code",
]
