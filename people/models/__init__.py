"""People, the entities they serve, and how they come in."""

from people.models.entity import LocalEntity
from people.models.invitation import Invitation
from people.models.membership import Membership, RoleGrant
from people.models.provider import Provider, ProviderMembership
from people.models.recovery import PhoneRecovery
from people.models.shape import EntityShape
from people.models.user import User

__all__ = [
    "EntityShape",
    "Invitation",
    "LocalEntity",
    "Membership",
    "PhoneRecovery",
    "Provider",
    "ProviderMembership",
    "RoleGrant",
    "User",
]
