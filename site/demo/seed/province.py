"""Entities, people and posts of Valdoria."""

from datetime import date

from demo.records import Entity, Person, World, slug
from people.enums import EntityKind, Role
from people.models import EntityShape, LocalEntity, Membership, Provider, ProviderMembership, RoleGrant, User
from people.services import align_groups

KINDS = {
    "municipio": EntityKind.MUNICIPALITY,
    "concejo_abierto": EntityKind.OPEN_COUNCIL,
    "entidad_local_menor": EntityKind.MINOR_ENTITY,
    "mancomunidad": EntityKind.COMMONWEALTH,
    "agrupacion": EntityKind.GROUPING,
    "diputacion": EntityKind.PROVINCE,
}
ROLES = {
    "secretary": Role.SECRETARY,
    "clerk": Role.CLERK,
    "mayor": Role.MAYOR,
    "councillor": Role.COUNCILLOR,
    "editor": Role.EDITOR,
    "reviewer": Role.REVIEWER,
    "trainer": Role.TRAINER,
    "adviser": Role.ADVISER,
    "head_of_service": Role.HEAD,
    "operator": Role.OPERATOR,
}
SINCE = date(2024, 1, 1)


def _entity(entity: Entity) -> LocalEntity:
    return LocalEntity(
        kind=KINDS[entity.kind],
        name=entity.name,
        slug=slug(entity.name),
        ine_code=entity.code,
        dir3_code=entity.dir3,
        population=entity.population,
        comarca=entity.comarca,
        email=entity.email,
        phone=entity.phone,
    )


def _person(person: Person) -> User:
    first, _, last = person.name.partition(" ")
    user = User(email=person.email, first_name=first, last_name=last, phone=person.phone)
    user.set_unusable_password()
    return user


def seed_entities(world: World) -> dict[str, LocalEntity]:
    """Return the local entities by their code; those with land get their outline on the map."""
    made = LocalEntity.objects.bulk_create(_entity(each) for each in (*world.bodies, *world.entities))
    by_code = {entity.ine_code: entity for entity in made}
    drawn = [(by_code[each.code], world.cells[each.cell]) for each in world.entities if each.cell is not None]
    EntityShape.objects.bulk_create(
        EntityShape(entity=entity, path=cell.path, label_x=cell.label[0], label_y=cell.label[1])
        for entity, cell in drawn
    )
    return by_code


def seed_people(world: World, entities: dict[str, LocalEntity]) -> dict[str, User]:
    """Return the accounts by key, with their posts and roles."""
    made = User.objects.bulk_create(_person(each) for each in world.people)
    people = dict(zip((each.key for each in world.people), made, strict=True))
    posts = Membership.objects.bulk_create(
        Membership(person=people[each.key], entity=entities[code], post=each.post, valid_from=SINCE)
        for each in world.people
        for code in each.entities
    )
    roles = [ROLES[each.role] for each in world.people for _ in each.entities]
    RoleGrant.objects.bulk_create(
        RoleGrant(membership=post, role=role) for post, role in zip(posts, roles, strict=True)
    )
    align_groups(people=people.values())
    for each in world.people:
        if each.guest_of:
            provider, _ = Provider.objects.get_or_create(name=each.guest_of)
            ProviderMembership.objects.create(person=people[each.key], provider=provider, valid_from=SINCE)
    return people
