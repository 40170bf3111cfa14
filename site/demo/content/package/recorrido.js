// Un paquete SCORM 1.2 pequeño y entero: guarda por dónde va, lo que se ha contestado, la nota y el tiempo.
const PASOS = [
  {
    titulo: "Son las nueve",
    texto: ["Abres la ventanilla. Vas a pasar por tres situaciones de una mañana cualquiera.",
      "Puedes salir cuando quieras: al volver, seguirás en el mismo punto."],
  },
  {
    titulo: "Una llamada con prisa",
    texto: ["Llama alguien que dice ser del soporte. Te pide el PIN del certificado para «renovarlo antes de las diez»."],
    pregunta: "¿Qué haces?",
    opciones: ["Se lo das: si caduca, no podrás firmar", "Cuelgas y llamas tú al número de siempre", "Le das solo la mitad"],
    bien: 1,
    porque: "Nadie que te ayude necesita tu PIN. Llama tú, al número que ya tenías apuntado.",
  },
  {
    titulo: "Un papel sin firma",
    texto: ["Una vecina trae una instancia sin firmar y tiene que coger el autobús."],
    pregunta: "¿Se puede anotar la entrada?",
    opciones: ["Sí, y se le pide que subsane en diez días", "No, tiene que volver otro día", "Sí, y firmas tú por ella"],
    bien: 0,
    porque: "Se anota y se le requiere para que subsane en diez días: artículo 68 de la Ley 39/2015.",
  },
  {
    titulo: "Hora de irse",
    texto: ["Te espera el alcalde en la puerta. Has dejado la tarjeta en el lector y la sesión abierta."],
    pregunta: "¿Qué haces antes de salir?",
    opciones: ["Nada, vuelves en un momento", "Apagas la pantalla", "Sacas la tarjeta y bloqueas el equipo"],
    bien: 2,
    porque: "Con la tarjeta puesta, cualquiera firma en tu nombre. Sácala y bloquea el equipo siempre.",
  },
];
const uno = (id) => document.getElementById(id);

function apiDe(ventana) {
  for (let saltos = 0; saltos < 7; saltos += 1) {
    if (ventana.API) return ventana.API;
    if (ventana.parent === ventana) break;
    ventana = ventana.parent;
  }
  return null;
}

const api = apiDe(window);
const empezo = Date.now();
let paso = 0;
let dadas = {};
let cerrado = false;

const lee = (nombre) => (api ? api.LMSGetValue(nombre) : "");
const pon = (nombre, valor) => api && api.LMSSetValue(nombre, String(valor));

function abre() {
  if (!api) return;
  api.LMSInitialize("");
  paso = Math.min(Number(lee("cmi.core.lesson_location")) || 0, PASOS.length);
  try { dadas = JSON.parse(lee("cmi.suspend_data") || "{}"); } catch { dadas = {}; }
  if (lee("cmi.core.lesson_status") === "not attempted") pon("cmi.core.lesson_status", "incomplete");
}

function guarda() {
  pon("cmi.core.lesson_location", paso);
  pon("cmi.suspend_data", JSON.stringify(dadas));
  if (api) api.LMSCommit("");
}

function nota() {
  const preguntas = PASOS.map((_, numero) => numero).filter((numero) => PASOS[numero].opciones);
  return Math.round(100 * preguntas.filter((numero) => dadas[numero] === PASOS[numero].bien).length / preguntas.length);
}

function cierra() {
  if (!api || cerrado) return;
  cerrado = true;
  const segundos = Math.floor((Date.now() - empezo) / 1000);
  const dos = (cifra) => String(cifra).padStart(2, "0");
  pon("cmi.core.session_time", `${String(Math.floor(segundos / 3600)).padStart(4, "0")}:${dos(Math.floor(segundos / 60) % 60)}:${dos(segundos % 60)}`);
  pon("cmi.core.exit", paso < PASOS.length ? "suspend" : "");
  api.LMSFinish("");
}

function escribe(titulo, parrafos, dicho) {
  uno("paso").textContent = dicho;
  uno("titulo").textContent = titulo;
  uno("texto").replaceChildren(...parrafos.map((texto) => Object.assign(document.createElement("p"), { textContent: texto })));
}

function opcion(texto, numero) {
  const etiqueta = document.createElement("label");
  const boton = Object.assign(document.createElement("input"), { type: "radio", name: "opcion", value: numero });
  etiqueta.append(boton, Object.assign(document.createElement("span"), { textContent: texto }));
  return etiqueta;
}

function ensena() {
  const actual = PASOS[paso];
  uno("aviso").textContent = "";
  uno("pregunta").hidden = !actual?.opciones || paso in dadas;
  uno("respuesta").hidden = true;
  uno("seguir").parentElement.hidden = !actual || !uno("pregunta").hidden;
  if (!actual) return fin();
  escribe(actual.titulo, actual.texto, `Paso ${paso + 1} de ${PASOS.length}`);
  if (!actual.opciones) return undefined;
  uno("enunciado").textContent = actual.pregunta;
  uno("opciones").replaceChildren(...actual.opciones.map(opcion));
  if (paso in dadas) contesta();
  return undefined;
}

function contesta() {
  const actual = PASOS[paso];
  const acierto = dadas[paso] === actual.bien;
  uno("pregunta").hidden = true;
  uno("respuesta").textContent = `${acierto ? "Eso es." : `Mejor: ${actual.opciones[actual.bien].toLowerCase()}.`} ${actual.porque}`;
  uno("respuesta").hidden = false;
  uno("seguir").parentElement.hidden = false;
}

function fin() {
  pon("cmi.core.score.min", 0);
  pon("cmi.core.score.max", 100);
  pon("cmi.core.score.raw", nota());
  pon("cmi.core.lesson_status", nota() >= 60 ? "passed" : "failed");
  guarda();
  escribe("Has terminado", [`Has acertado el ${nota()} % de las preguntas.`, "Ya puedes cerrar el paquete con «Salir»."], "Fin del recorrido");
}

uno("pregunta").addEventListener("submit", (suceso) => {
  suceso.preventDefault();
  const elegida = new FormData(suceso.target).get("opcion");
  if (elegida === null) { uno("aviso").textContent = "Elige una respuesta."; return; }
  dadas[paso] = Number(elegida);
  contesta();
  guarda();
});
uno("seguir").addEventListener("click", () => { paso += 1; guarda(); ensena(); uno("titulo").focus(); });
window.addEventListener("pagehide", cierra);
window.addEventListener("unload", cierra);
abre();
ensena();
