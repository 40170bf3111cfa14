"""What each role lets one do, in plain words for the screen."""

from collections.abc import Iterable

from people.enums import Role

WHAT_IT_DOES = {
    Role.SECRETARY: "Puedes hacer cursos y llevar los trámites del ayuntamiento.",
    Role.CLERK: "Puedes hacer cursos y ayudar en los trámites del ayuntamiento.",
    Role.MAYOR: "Puedes hacer cursos y entrar en las reuniones como alcalde o alcaldesa.",
    Role.COUNCILLOR: "Puedes hacer cursos y entrar en las reuniones.",
    Role.EDITOR: "Puedes escribir cursos, noticias y recursos, y mandarlos a revisar.",
    Role.REVIEWER: "Puedes revisar lo que otros escriben y publicarlo.",
    Role.TRAINER: "Puedes abrir el aula y dar las clases que te encargan.",
    Role.ADVISER: "Puedes ver todos los ayuntamientos, invitar a personas y ayudarlas a entrar.",
    Role.HEAD: "Puedes ver cómo va toda la provincia y decidir quién hace qué.",
    Role.OPERATOR: "Puedes mantener el sistema y ver el registro de actividad.",
}


def what_roles_do(roles: Iterable[str]) -> list[str]:
    """Return a sentence for each role, in the order of the list above."""
    held = set(roles)
    return [sentence for role, sentence in WHAT_IT_DOES.items() if role in held]
