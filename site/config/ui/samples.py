"""Sample values for the gallery. Invented, as everything in the demo is."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms

from config.ui.widgets import DayMonthYear
from core.clock import now

ENTITY = SimpleNamespace(pk=1, name="Villaseca de la Sierra")


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Asunto", help_text="En una frase, como se lo dirías a un vecino.")
    text = forms.CharField(label="Qué necesitas", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    post = forms.ChoiceField(
        label="Puesto", choices=[("", "Elige un puesto"), ("s", "Secretaría"), ("a", "Alcaldía")]
    )
    how = forms.ChoiceField(
        label="Cómo prefieres la clase",
        choices=[("m", "Por la mañana"), ("t", "Por la tarde")],
        widget=forms.RadioSelect,
        help_text="Puedes cambiarlo hasta el día antes.",
    )
    topics = forms.MultipleChoiceField(
        label="De qué quieres saber más",
        choices=[("r", "Registro electrónico"), ("c", "Contratos menores"), ("p", "Padrón")],
        widget=forms.CheckboxSelectMultiple,
    )
    starts = forms.DateField(label="Desde qué día", widget=DayMonthYear, help_text="Por ejemplo, 5 10 2026.")
    paper = forms.FileField(label="Documento", help_text="PDF de 10 MB como mucho.")
    accept = forms.BooleanField(label="He leído cómo se tratan mis datos")


def _tasks() -> list[SimpleNamespace]:
    present = now()
    rows = (
        ("Aceptar tu plaza en «Contratos menores en la Plataforma»", ENTITY.name, 1, "oferta de la lista de espera"),
        ("Leer la circular 14: copia de seguridad de certificados", "Los tres ayuntamientos", 6, "falta tu «enterado»"),
        ("Contestar al escrito recibido de otra administración", "Fuentealba", -1, "lo envía la Delegación Territorial"),
    )
    return [
        SimpleNamespace(title=t, url="#tarea", entity_name=e, due=present + timedelta(days=d), detail=x)
        for t, e, d, x in rows
    ]


def _home() -> dict[str, Any]:
    present = now()
    return {
        "greeting": "Buenos días, Carmen",
        "today": present,
        "entities_count": 3,
        "last_access": present - timedelta(days=1),
        "now": SimpleNamespace(
            sentence="Registro electrónico: asientos sin errores",
            detail="Clase en directo, tercera de cuatro. Hay 27 personas apuntadas.",
            url="#clase",
            button="Entrar en la clase",
            starts_at=present + timedelta(minutes=12),
            secondary=("Solo audio", "#audio"),
        ),
        "tasks": _tasks(),
        "resume": [
            SimpleNamespace(
                title="Lección 4. El justificante y su código", url="#leccion", course="Registro electrónico",
                percent=62, detail="5 de 8 lecciones",
            )
        ],
        "tiles": [
            SimpleNamespace(label="Escritorio remoto", text="Tu puesto desde casa", url="#remoto", icon="screen"),
            SimpleNamespace(label="Plantillas de actas", text="Listas para rellenar", url="#actas", icon="page"),
            SimpleNamespace(label="Pedir ayuda", text="El SAM te llama", url="#ayuda", icon="help"),
        ],
        "steps": [
            {"title": "Qué es un asiento y qué debe llevar", "url": "#1", "state": "done"},
            {"title": "El justificante y su código", "url": "#2", "state": "here", "action": "Seguir",
             "action_url": "#2", "note": "Te quedaste en el minuto 6"},
            {"title": "Plazos: días hábiles y festivos locales", "end": "18 min"},
        ],
        **_news(),
    }  # fmt: skip


def _news() -> dict[str, Any]:
    present = now()
    return {
        "entity": ENTITY,
        "news_url": "#noticias",
        "news": [
            SimpleNamespace(title="Nuevo ciclo de sesiones para secretarías", url="#n1", date=present - timedelta(days=3),
                            summary="Cuatro cursos, todos con clases en directo."),
            SimpleNamespace(title="Cómo pedir un portátil en préstamo", url="#n2", date=present - timedelta(days=9), summary=""),
        ],
    }  # fmt: skip


def sample_page(sheet: str) -> dict[str, Any]:
    """Return the context a whole page would get from its view."""
    return _home() if sheet == "inicio" else _news()
