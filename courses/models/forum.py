"""Questions and answers of an edition."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models.edition import Edition
from courses.querysets.forum import ForumPostQuerySet, ForumThreadQuerySet


class ForumThread(models.Model):
    """A question with its answers. The words of the question are its first message."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="threads", verbose_name="edición")
    title = models.CharField("pregunta", max_length=120)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién pregunta"
    )
    created_at = models.DateTimeField("preguntada")
    last_post_at = models.DateTimeField("último mensaje")
    closed_at = models.DateTimeField("cerrada", null=True, blank=True)
    pinned_at = models.DateTimeField("fijada", null=True, blank=True)
    solved_by = models.ForeignKey(
        "ForumPost", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="respuesta buena"
    )
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name="quién la sigue"
    )

    objects = ForumThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_post_at", "-id"]
        verbose_name = "pregunta del foro"
        verbose_name_plural = "preguntas del foro"
        indexes = [models.Index(fields=["edition", "last_post_at"], name="threads_by_edition")]

    def __str__(self) -> str:
        return self.title


class ForumPost(models.Model):
    """A message: the question itself or an answer."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    thread = models.ForeignKey(ForumThread, models.PROTECT, related_name="posts", verbose_name="pregunta")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién escribe"
    )
    # For whom she had her place when she wrote; whoever gives the class has none.
    entity = models.ForeignKey(
        settings.TENANT_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="entidad"
    )
    is_question = models.BooleanField("es la pregunta", default=False)
    text = models.TextField("texto", blank=True)
    # The same words as one types them in a hurry, with the title of the question: what is searched.
    folded = models.TextField("texto para buscar", blank=True, editable=False)
    created_at = models.DateTimeField("escrito")
    edited_at = models.DateTimeField("cambiado", null=True, blank=True)
    hidden_at = models.DateTimeField("retirado", null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="quién lo retiró",
    )
    hidden_reason = models.CharField("por qué se retiró", max_length=200, blank=True)
    erased_at = models.DateTimeField("borrado", null=True, blank=True)

    objects = ForumPostQuerySet.as_manager()

    class Meta:
        ordering = ["-is_question", "created_at", "id"]
        verbose_name = "mensaje del foro"
        verbose_name_plural = "mensajes del foro"
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(is_question=True), name="one_question_a_thread"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""), name="hidden_post_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(text="", folded=""), name="erased_post_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["author", "created_at"], name="posts_by_author")]

    def __str__(self) -> str:
        return f"{self.author_id} en {self.thread_id}"


class ForumPostVersion(models.Model):
    """What a message said before its author changed it. It goes only when the message is erased."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    post = models.ForeignKey(ForumPost, models.PROTECT, related_name="versions", verbose_name="mensaje")
    text = models.TextField("texto de antes")
    replaced_at = models.DateTimeField("sustituido")

    class Meta:
        ordering = ["replaced_at", "id"]
        verbose_name = "versión anterior de un mensaje"
        verbose_name_plural = "versiones anteriores de un mensaje"

    def __str__(self) -> str:
        return f"{self.post_id} hasta {self.replaced_at:%Y-%m-%d %H:%M}"


class ForumVisit(models.Model):
    """Up to when a person has read the questions of an edition."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="edición")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="persona"
    )
    seen_at = models.DateTimeField("leído hasta")

    class Meta:
        verbose_name = "visita al foro"
        verbose_name_plural = "visitas al foro"
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="one_forum_visit_each")]

    def __str__(self) -> str:
        return f"{self.person_id} en {self.edition_id}"
