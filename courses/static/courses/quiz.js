// Keeps the draft of a quiz every few seconds and says how much time is left.
// Without this file «Guardar» does the saving, and the page says the hour at which it ends.
const form = document.querySelector("[data-quiz]");
const EVERY = 7000;
const WARNINGS = [300, 60];

if (form) {
  const state = document.querySelector("[data-quiz-state]");
  const dial = document.querySelector("[data-quiz-clock]");
  const warning = document.querySelector("[data-quiz-warning]");
  let saved = written();
  let sending = false;
  let leaving = false;

  function written() {
    const body = new FormData(form);
    body.delete("csrfmiddlewaretoken");
    return new URLSearchParams(body).toString();
  }

  // Only what changed is sent, so that a page left open asks nothing.
  async function save() {
    const now = written();
    if (now === saved || sending || leaving) return;
    sending = true;
    const body = new FormData(form);
    body.set("act", "save");
    body.set("from", "page");
    try {
      const answer = await fetch(location.href, { method: "POST", body, keepalive: now.length < 60000 });
      if (answer.status === 409) return location.reload();
      if (answer.redirected || answer.status === 403) throw new Error("signed out");
      if (answer.ok) saved = now;
      const { left, hour } = await answer.json();
      state.textContent = answer.ok
        ? `Guardado a las ${hour}.`
        : "Hay una respuesta que no se puede guardar. Pulsa «Guardar» para ver cuál.";
      if (typeof left === "number") sync(left);
    } catch {
      state.textContent = "Sin conexión. No cierres la página: se guardará sola en cuanto vuelva.";
    } finally {
      sending = false;
    }
  }

  // The time left comes from the server and is counted with a clock that nobody can set.
  let ends = null;
  const told = new Set();
  function sync(left) { ends = performance.now() + left * 1000; }
  function tick() {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
    dial.hidden = false;
    dial.textContent = `Quedan ${Math.floor(left / 60)} min ${String(left % 60).padStart(2, "0")} s`;
    for (const limit of WARNINGS) {
      if (left <= limit && !told.has(limit)) {
        told.add(limit);
        warning.textContent = limit === 60 ? "Queda un minuto." : `Quedan ${limit / 60} minutos.`;
      }
    }
    if (left === 0 && !leaving) {
      leaving = true;
      const act = document.createElement("input");
      Object.assign(act, { type: "hidden", name: "act", value: "anyway" });
      form.append(act);
      form.submit();
    }
  }
  if (dial && form.dataset.left) {
    sync(Number(form.dataset.left));
    const left = Number(form.dataset.left);
    for (const limit of WARNINGS) if (left <= limit) told.add(limit);
    tick();
    setInterval(tick, 1000);
  }

  form.addEventListener("submit", () => { leaving = true; });
  setInterval(save, EVERY);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  window.addEventListener("online", save);
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
}
