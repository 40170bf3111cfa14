// Keeps the section one was reading, so that «Seguir» opens the lesson at the same spot.
// Without this file the two buttons at the end of the lesson do the saving.
const form = document.querySelector("[data-lesson-point]");
const points = [...document.querySelectorAll("[data-lesson] > [data-point]")];

function reading() {
  const line = window.innerHeight / 3;
  return points.findLast((point) => point.getBoundingClientRect().top <= line);
}

if (form && points.length) {
  const field = form.elements.anchor;
  let saved = location.hash.slice(1);
  let leaving = false;

  // A form that is sent says by itself where one is: nothing to keep behind its back.
  document.addEventListener("submit", () => { leaving = true; });

  form.addEventListener("submit", () => { field.value = reading()?.id ?? ""; });

  document.addEventListener("visibilitychange", () => {
    const here = reading()?.id ?? "";
    // One save for each time the page is put aside, and none when nothing was read since.
    if (leaving || document.visibilityState !== "hidden" || !here || here === saved || here === points[0].id) return;
    saved = here;
    const body = new FormData(form);
    body.set("anchor", here);
    body.set("from", "page");
    fetch(form.action, { method: "POST", body, keepalive: true });
  });
}
