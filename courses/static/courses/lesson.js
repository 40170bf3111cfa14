// Keeps the section one was reading, so that «Seguir» opens the lesson at the same spot.
// Without this file the two buttons at the end of the lesson do the saving.
const form = document.querySelector("[data-lesson-point]");
const points = [...document.querySelectorAll("[data-lesson] > [data-point]")];
// Reading is staying: who goes up to the menu or down to the buttons passes over the rest of the text.
const STAYING = 1500;
const PATIENCE = 1500;

function inView() {
  const line = window.innerHeight / 3;
  return points.findLast((point) => point.getBoundingClientRect().top <= line)?.id ?? "";
}

if (form && points.length) {
  let here = location.hash.slice(1);
  let saved = here;
  let leaving = false;
  let timer = 0;

  function stay() {
    here = inView();
    // Who keeps the course in this browser (offline.js) writes it down there as well.
    document.dispatchEvent(new CustomEvent("lesson:here", { detail: here }));
  }

  document.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(stay, STAYING);
  }, { passive: true });

  // One save for each time the page is put aside, and none when nothing was read since.
  function save() {
    if (leaving || !here || here === saved || here === points[0].id) return null;
    saved = here;
    const body = new FormData(form);
    body.set("anchor", here);
    body.set("from", "page");
    return fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  // A form that is sent says by itself where one is: nothing to keep behind its back.
  document.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("submit", () => { form.elements.anchor.value = here; });

  function leadsAway(event, link) {
    const plain = !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    return plain && !link.target && link.origin === location.origin && link.pathname !== location.pathname;
  }

  // The next page may tell where one was, so it is asked for once that is kept; a poor line does not hold anybody.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !leadsAway(event, link)) return;
    const kept = save();
    if (!kept) return;
    event.preventDefault();
    await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    location.assign(link.href);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}
