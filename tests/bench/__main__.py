"""`make bench`: the figures of the product, printed and written to var/bench.json."""

import sys

from tests.bench import (
    asistencia,
    clases,
    cold,
    contention,
    pages,
    queries,
    salas,
    seals,
    sockets,
    training,
    weight,
)
from tests.bench.rows import ROOT, run

MEASURES = {
    "consultas por página": queries.measure,
    "formación": training.measure,
    "coste de una página": pages.measure,
    "certificados sellados por minuto": seals.measure,
    "reparto a 500 y 2.000 conexiones": sockets.measure,
    "error de asistencia": asistencia.measure,
    "salas llenas": clases.measure,
    "salas por Janus": salas.measure,
    "peso de la primera vista": weight.measure,
    "última plaza": contention.measure,
    "arranque en limpio": cold.measure,
}

chosen = {
    name: what for name, what in MEASURES.items() if not sys.argv[1:] or any(w in name for w in sys.argv[1:])
}
sys.exit(1 if run(chosen, ROOT / "var" / "bench.json") else 0)
