"""What a lesson holds besides text: the live class it prepares, a task elsewhere, a package, a quiz."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks import BodyBlock
from cms.blocks.meta import PREVIEW

GROUP_TRAINING = "Del curso"


class LiveSessionBlock(blocks.StructBlock):
    """A live class of the edition that whoever reads takes part in; the view brings it, by its number."""

    number = blocks.IntegerBlock(label="Qué clase es, contando desde la primera", min_value=1, default=1)
    text = blocks.CharBlock(label="Qué conviene llevar preparado", required=False)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Pick the class out of those the page already has."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        known = context.get("live_classes") or {}
        return {**context, "live_class": known.get(value.get("number"))}

    class Meta:
        label = "Clase en directo"
        icon = "calendar-alt"
        group = GROUP_TRAINING
        template = "courses/blocks/live_session.html"
        preview_template = PREVIEW
        preview_value = {"number": 2, "text": "Ten a mano un justificante de los que das en tu ventanilla."}
        description = "La clase en directo de la edición de quien lee, con su fecha. Se elige por su número."


class TaskLinkBlock(blocks.StructBlock):
    """Something to do in another page, ours or not."""

    title = blocks.CharBlock(label="Qué hay que hacer", max_length=120)
    text = blocks.TextBlock(label="Cómo", required=False)
    page = blocks.PageChooserBlock(label="Página de aquí", required=False)
    url = blocks.URLBlock(label="O enlace a otro sitio", required=False)

    def clean(self, value: Any) -> Any:
        """Ask for one place to do it, and only one."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = "Elige una página de aquí o pon un enlace, una de las dos cosas."
            raise StructBlockValidationError({"page": ValidationError(message)})
        return cleaned

    class Meta:
        label = "Tarea en otra página"
        icon = "link"
        group = GROUP_TRAINING
        template = "courses/blocks/task_link.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Anota una entrada de prueba",
            "text": "Usa los datos de la instancia que has leído arriba. Tardarás unos cinco minutos.",
            "url": "https://administracion.gob.es/",
        }
        description = "Un paso que se hace en otra página. Di qué se hace y cuánto se tarda."


class CardBlock(blocks.StructBlock):
    """Something of the course with a card of its own: the view brings how whoever reads stands in it."""

    # The child that is chosen, and where the page keeps the cards, by the key of what was chosen.
    chosen: ClassVar[str]
    cards: ClassVar[str]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Pick its card out of those the page already has."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        thing = value.get(self.chosen)
        known = context.get(self.cards) or {}
        return {**context, "card": known.get(thing.pk) if thing else None}


class PackageBlock(CardBlock):
    """A learning package."""

    chosen = "package"
    cards = "package_cards"
    package = SnippetChooserBlock("courses.Package", label="Paquete")
    text = blocks.CharBlock(label="Qué se hace en él", required=False, max_length=200)

    class Meta:
        label = "Paquete SCORM"
        icon = "media"
        group = GROUP_TRAINING
        template = "courses/blocks/package.html"
        preview_template = PREVIEW
        preview_value = {"text": "Un recorrido por la ventanilla, con tres preguntas al final."}
        description = "Un paquete SCORM que se abre en su propia página. Antes hay que subirlo en «Paquetes»."


class QuizBlock(CardBlock):
    """A quiz."""

    chosen = "quiz"
    cards = "quiz_cards"
    quiz = SnippetChooserBlock("courses.Quiz", label="Cuestionario")
    text = blocks.CharBlock(label="Qué se dice antes de hacerlo", required=False, max_length=200)

    class Meta:
        label = "Cuestionario"
        icon = "help"
        group = GROUP_TRAINING
        template = "courses/blocks/quiz.html"
        preview_template = PREVIEW
        preview_value = {"text": "Diez preguntas sobre lo que has leído. Puedes repetirlo."}
        description = (
            "Un cuestionario, con la nota y los intentos de quien lee. Antes se hace en «Cuestionarios»."
        )


class LessonBlock(BodyBlock):
    """Everything an editor can put in a lesson."""

    live_session = LiveSessionBlock()
    task_link = TaskLinkBlock()
    package = PackageBlock()
    quiz = QuizBlock()
