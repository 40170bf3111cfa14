// What this browser keeps of a person's wishes. One that keeps nothing says so with an error: then they last as
// long as the page.
export function recall(name, wishes) {
  try {
    return { ...wishes, ...JSON.parse(localStorage.getItem(name)) };
  } catch {
    return wishes;
  }
}

export function remember(name, wishes) {
  try {
    localStorage.setItem(name, JSON.stringify(wishes));
  } catch {
    // They stay as they are on this page.
  }
}
