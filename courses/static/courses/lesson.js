// Keeps the section one was reading, so that «Seguir» opens the lesson at the same spot.
// Without this file the two buttons at the end of the lesson do the saving.
const form = document.querySelector("[data-lesson-point]");
const points = [...document.querySelectorAll("[data-lesson] > [data-point]")];
// Reading is staying: who goes up to the menu or down to the buttons passes over the rest of the text.
const STAYING = 1500;

function inView() {
  const line = window.innerHeight / 3;
  return points.findLast((point) => point.getBoundingClientRect().top <= line)?.id ?? "";
}

if (form && points.length) {
  let here = location.hash.slice(1);
  let saved = here;
  let leaving = false;
  let timer = 0;

  document.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { here = inView(); }, STAYING);
  }, { passive: true });

  // One save for each time the page is put aside, and none when nothing was read since.
  function save() {
    if (leaving || !here || here === saved || here === points[0].id) return;
    saved = here;
    const body = new FormData(form);
    body.set("anchor", here);
    body.set("from", "page");
    fetch(form.action, { method: "POST", body, keepalive: true });
  }

  // A form that is sent says by itself where one is: nothing to keep behind its back.
  document.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("submit", () => { form.elements.anchor.value = here; });

  // A link asks for the next page before this one is hidden, and that page may tell where one was.
  document.addEventListener("click", (event) => { if (event.target.closest("a[href]")) save(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}
