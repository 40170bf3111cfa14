// Who opens the list has seen it: sends for her the form that says so. Without this file its button does it.
const form = document.querySelector("[data-forum-read]");

if (form) fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
