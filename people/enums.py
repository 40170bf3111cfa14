"""Words of people and entities."""

from django.db import models


class EntityKind(models.TextChoices):
    """Kinds of local entity (Ley 7/1985, art. 3)."""

    MUNICIPALITY = "municipality", "Municipio"
    MINOR_ENTITY = "minor_entity", "Entidad local menor"
    OPEN_COUNCIL = "open_council", "Concejo abierto"
    COMMONWEALTH = "commonwealth", "Mancomunidad"
    GROUPING = "grouping", "Agrupación de secretaría"
    PROVINCE = "province", "Diputación"


class Role(models.TextChoices):
    """What a person may do, given by a membership of an entity."""

    SECRETARY = "secretary", "Secretaría"
    CLERK = "clerk", "Administración"
    MAYOR = "mayor", "Alcaldía"
    COUNCILLOR = "councillor", "Concejalía"
    EDITOR = "editor", "Redacción"
    REVIEWER = "reviewer", "Revisión"
    TRAINER = "trainer", "Formación"
    ADVISER = "adviser", "Asesoría"
    HEAD = "head", "Jefatura del servicio"
    OPERATOR = "operator", "Operación del sistema"


# Roles of the Diputación that see every town hall; given elsewhere they give nothing.
PROVINCE_WIDE = frozenset({Role.ADVISER, Role.HEAD, Role.OPERATOR})
# Roles that cannot sign in with a password alone (ENS, medida op.acc.6: two factors from outside).
SECOND_FACTOR_REQUIRED = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADVISER, Role.HEAD, Role.OPERATOR})
ADMIN_ROLES = frozenset({Role.EDITOR, Role.REVIEWER, Role.OPERATOR})
# Roles of the Diputación's staff. In another entity they mean nothing, so they are refused there.
PROVINCE_ONLY = frozenset({Role.EDITOR, Role.REVIEWER, Role.TRAINER, Role.ADVISER, Role.HEAD, Role.OPERATOR})
# Roles whose holders look after people: they invite, suspend and call back.
KEEPERS = frozenset({Role.ADVISER, Role.HEAD, Role.OPERATOR})
# Who may give what: one gives only what ranks lower; the operator gives everything.
RANK = {Role.EDITOR: 1, Role.REVIEWER: 1, Role.ADVISER: 1, Role.HEAD: 2, Role.OPERATOR: 3}


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    PENDING = "pending", "pendiente"
    ACCEPTED = "accepted", "aceptada"
    EXPIRED = "expired", "caducada"
    REVOKED = "revoked", "retirada"
