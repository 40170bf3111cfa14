// Chat, people and polls, side by side with the pictures; on a narrow screen they slide over them.
export class Panel {
  constructor(page) {
    this.page = page;
    this.root = page.querySelector(".panel");
    this.opener = page.querySelector("[data-open-panel]");
    this.behind = page.querySelectorAll(".top, .stage, .dock");
    this.narrow = matchMedia("(max-width: 60rem)");
    this.tabs = [...page.querySelectorAll("[role=tab]")];
    this.tabs.forEach((tab, index) => {
      tab.addEventListener("click", () => this.choose(index));
      tab.addEventListener("keydown", (event) => this.key(event, index));
    });
    this.opener.addEventListener("click", () => this.open(true));
    page.querySelector("[data-close-panel]").addEventListener("click", () => this.open(false));
    this.root.addEventListener("keydown", ({ key }) => key === "Escape" && this.open(false));
    this.root.addEventListener("transitionend", () => page.dispatchEvent(new Event("panel")));
    this.narrow.addEventListener("change", () => this.cover(false));
  }

  // Side by side there is nothing to close.
  open(shown) {
    if (!shown && !this.narrow.matches) return;
    this.cover(shown && this.narrow.matches);
    this.page.dispatchEvent(new Event("panel"));
    if (shown) this.tabs.find((tab) => tab.ariaSelected === "true").focus();
    else this.opener.focus();
  }

  // What is covered is not reached by the keyboard either.
  cover(covers) {
    this.page.dataset.panel = covers ? "open" : "closed";
    this.opener.setAttribute("aria-expanded", String(covers));
    for (const one of this.behind) one.inert = covers;
  }

  show(pane) {
    this.choose(this.tabs.findIndex((tab) => tab.getAttribute("aria-controls") === pane));
    this.open(true);
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
    const last = this.tabs.length - 1;
    const next = { ArrowRight: index + 1, ArrowLeft: index + last, Home: 0, End: last }[key];
    if (next === undefined) return;
    this.choose(next % this.tabs.length);
    this.tabs[next % this.tabs.length].focus();
  }
}
