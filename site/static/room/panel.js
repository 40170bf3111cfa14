// Chat and people, side by side with the class; on a phone they slide over it.
export class Panel {
  constructor(page) {
    this.page = page;
    this.root = page.querySelector("[data-panel]");
    this.opener = page.querySelector("[data-open-panel]");
    this.tabs = [...page.querySelectorAll("[role=tab]")];
    this.tabs.forEach((tab, index) => {
      tab.addEventListener("click", () => this.choose(index));
      tab.addEventListener("keydown", (event) => this.key(event, index));
    });
    this.opener.addEventListener("click", () => this.open(page.dataset.panel !== "open"));
    page.querySelector("[data-close-panel]").addEventListener("click", () => this.open(false));
    this.root.addEventListener("keydown", ({ key }) => key === "Escape" && this.open(false));
    this.root.addEventListener("transitionend", () => page.dispatchEvent(new Event("panel")));
  }

  open(shown) {
    this.page.dataset.panel = shown ? "open" : "closed";
    this.opener.setAttribute("aria-expanded", String(shown));
    this.page.dispatchEvent(new Event("panel"));
    if (shown) this.tabs.find((tab) => tab.ariaSelected === "true").focus();
    else this.opener.focus();
  }

  show(pane) {
    this.open(true);
    this.choose(this.tabs.findIndex((tab) => tab.getAttribute("aria-controls") === pane));
  }

  choose(index) {
    this.tabs.forEach((tab, at) => {
      const chosen = at === index;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
    });
  }

  key({ key }, index) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = (index + step + this.tabs.length) % this.tabs.length;
    this.choose(next);
    this.tabs[next].focus();
  }
}
