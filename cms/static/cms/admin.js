// Wagtail starts its date boxes with a script inside the page, which our policy does not run.
// The template leaves what to start, and here it is started: now, and in whatever is added later.
const start = (root) => {
  for (const mark of root.querySelectorAll("template[data-chooser]")) {
    const { chooser, for: id, options } = mark.dataset;
    mark.remove();
    if (document.getElementById(id)) window[chooser](id, JSON.parse(options));
  }
};

document.addEventListener("DOMContentLoaded", () => {
  start(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.querySelectorAll) start(node);
  }).observe(document.body, { childList: true, subtree: true });
});
