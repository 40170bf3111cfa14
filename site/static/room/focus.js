// The focus is never left on nothing: when what had it goes away, it returns to where it was before, or to the dock.
const KEPT = 12;

export class Focus {
  constructor(page) {
    this.page = page;
    this.trail = [];
    page.addEventListener("focusin", ({ target }) => this.note(target));
    new MutationObserver(() => this.look()).observe(page, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["hidden", "inert", "data-panel", "data-phase"],
    });
  }

  note(target) {
    this.trail = [target, ...this.trail.filter((one) => one !== target && one.isConnected)].slice(0, KEPT);
  }

  // Only who lost it gets it back: a click beside everything leaves the focus on the page, and that is right.
  look() {
    const [last] = this.trail;
    if (!last || isThere(last) || (document.activeElement !== document.body && isThere(document.activeElement))) return;
    const dock = this.page.querySelectorAll("[role=tab][aria-selected=true], .dock button");
    [...this.trail, ...dock].find(isThere)?.focus({ preventScroll: true });
  }
}

function isThere(one) {
  return one.isConnected && !one.closest("[inert]") && one.checkVisibility({ visibilityProperty: true });
}
