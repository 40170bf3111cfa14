// A list drawn again and again keeps its rows: whoever is on a button of one of them is not thrown out of it.
export function keep(list, items, { key, make, dress }) {
  const old = new Map([...list.children].map((row) => [row.dataset.key, row]));
  let before = null;
  for (const item of items) {
    const name = String(key(item));
    const row = old.get(name) ?? make(item);
    old.delete(name);
    row.dataset.key = name;
    dress(row, item);
    const place = before ? before.nextElementSibling : list.firstElementChild;
    if (row !== place) list.insertBefore(row, place);
    before = row;
  }
  for (const row of old.values()) row.remove();
}

export const element = (tag, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

export const button = (text, act, name = "quick") => {
  const made = element("button", { type: "button", className: name, textContent: text });
  made.addEventListener("click", act);
  return made;
};

// The name goes after the verb for who hears the button without seeing its row.
export function about(made, name) {
  made.append(element("span", { className: "visually-hidden", textContent: ` a ${name}` }));
  return made;
}

export const say = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

const CLOCK = new Intl.DateTimeFormat("es-ES", { hour: "2-digit", minute: "2-digit" });
export const clock = (time) => CLOCK.format(new Date(time));
