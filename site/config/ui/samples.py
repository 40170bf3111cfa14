"""Sample values for the gallery. Invented, as everything in the demo is."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Item
from typing import Any

from django import forms

from config.ui.widgets import DayMonthYear
from core.clock import now
from core.providers import Link, NextThing, TaskItem

ENTITY = Item(pk=1, name="Villaseca de la Sierra")
# Title, for whom, days left, why.
TASKS = (
    ("Aceptar tu plaza en «Contratos menores»", ENTITY.name, 1, "oferta de la lista de espera"),
    ("Leer la circular 14: copia de los certificados", "Los tres ayuntamientos", 6, "falta tu «enterado»"),
    ("Contestar al escrito recibido", "Fuentealba", -1, "lo envía la Delegación Territorial"),
)
TILES = (
    ("Escritorio remoto", "Tu puesto desde casa", "screen"),
    ("Plantillas de actas", "Listas para rellenar", "page"),
    ("Pedir ayuda", "El SAM te llama", "help"),
)
STEPS = (
    {"title": "Qué es un asiento y qué debe llevar", "url": "#1", "state": "done"},
    {
        "title": "El justificante y su código",
        "url": "#2",
        "state": "here",
        "action": "Seguir",
        "action_url": "#2",
        "note": "Te quedaste en el minuto 6",
    },
    {"title": "Plazos: días hábiles y festivos locales", "end": "18 min"},
)
NEWS = (
    ("Nuevo ciclo de sesiones para secretarías", 3, "Cuatro cursos, todos con clases en directo."),
    ("Cómo pedir un portátil en préstamo", 9, ""),
)

NOTHING_NEXT = NextThing(
    sentence="Hoy no tienes nada a una hora fija",
    detail="Es buen momento para una lección: se leen en diez minutos.",
    url="#cursos",
    button="Ver los cursos",
)


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


def _next_thing(present: datetime) -> NextThing:
    return NextThing(
        sentence="Registro electrónico: asientos sin errores",
        detail="Clase en directo, tercera de cuatro. Hay 27 personas apuntadas.",
        url="#clase",
        button="Entrar en la clase",
        starts_at=present + timedelta(minutes=12),
        secondary=[Link("Solo audio", "#audio")],
    )


def _tasks(present: datetime) -> list[TaskItem]:
    return [
        TaskItem(title=title, url="#tarea", entity_name=whom, due=present + timedelta(days=days), detail=why)
        for title, whom, days, why in TASKS
    ]


def _news(present: datetime) -> list[Item]:
    return [
        Item(title=title, url="#noticia", date=present - timedelta(days=days), summary=summary)
        for title, days, summary in NEWS
    ]


def _home(present: datetime) -> dict[str, Any]:
    lesson = Item(
        title="Lección 4. El justificante y su código",
        url="#leccion",
        percent=62,
        percent_said="62 % hecho",
        detail="Registro electrónico · 5 de 8 lecciones",
    )
    return {
        "greeting": "Buenos días, Carmen",
        "today": present,
        "entities_count": 3,
        "last_access": present - timedelta(days=1),
        "now": _next_thing(present),
        "tasks": _tasks(present),
        "resume": [lesson],
        "tiles": [Item(label=label, text=text, url="#baldosa", icon=icon) for label, text, icon in TILES],
        "steps": STEPS,
    }


def sample_page(sheet: str) -> dict[str, Any]:
    """Return the context a whole page would get from its view; "vacio" is the home of the first day."""
    present = now()
    shared = {"entity": ENTITY, "news_url": "#noticias", "news": _news(present)}
    if sheet == "vacio":
        return {
            "greeting": "Buenos días, Carmen",
            "today": present,
            "nothing_next": NOTHING_NEXT,
            "entities_count": 1,
        }
    return {**_home(present), **shared} if sheet == "inicio" else shared
