// Choosing microphone, camera and speaker: the same fields at the door and, in a dialog, inside.
export class Devices {
  constructor(page, own, tiles) {
    this.own = own;
    this.dialog = page.querySelector("[data-devices]");
    this.fields = page.querySelector("[data-device-fields]");
    this.selects = Object.fromEntries(["audio", "video", "output"].map((kind) => [kind, this.fields.querySelector(`[data-choose=${kind}]`)]));
    for (const kind of ["audio", "video"]) {
      this.selects[kind].addEventListener("change", ({ target }) => own.choose(kind, target.value));
    }
    this.selects.output.addEventListener("change", ({ target }) => tiles.output(target.value));
    this.dialog.querySelector("[data-close-devices]").addEventListener("click", () => this.dialog.close());
  }

  open() {
    this.dialog.prepend(this.fields);
    this.fields.open = true;
    this.draw();
    this.dialog.showModal();
  }

  async draw() {
    const found = await this.own.devices();
    for (const [kind, select] of Object.entries(this.selects)) this.fill(select, found[kind], kind);
  }

  fill(select, devices, kind) {
    const unused = kind === "output" && !("setSinkId" in HTMLMediaElement.prototype);
    select.closest("[data-field]").hidden = unused || devices.length === 0;
    const options = devices.map(({ deviceId, label }, index) => new Option(label || `Dispositivo ${index + 1}`, deviceId));
    const known = [...select.options].map(({ value }) => value).join();
    if (known === devices.map(({ deviceId }) => deviceId).join()) return;
    select.replaceChildren(...options);
    const used = this.own.tracks[kind]?.getSettings().deviceId;
    select.value = devices.some(({ deviceId }) => deviceId === used) ? used : devices[0]?.deviceId ?? "";
  }
}
