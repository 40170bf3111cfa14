// The player: it runs on the packages' host, beside the package, and gives it the API its standard asks for.
// Everything here can be read and changed by the package. So nothing here decides: the site's page says where to
// save, the server says whose it is, and what arrives is only what this browser claims.
(() => {
  const config = JSON.parse(document.getElementById("config").textContent);
  const AUTOMATIC = 10; // seconds from a value to its saving when the package does not ask for it
  const BEACON = 60_000; // bytes; a browser that closes sends no more than 64 KiB
  const PATIENCE = 4_000;
  let seq = 0;
  let acked = 0;
  let last = "";
  let leaving = false;

  const settings = {
    autocommit: true,
    autocommitSeconds: AUTOMATIC,
    lmsCommitUrl: "site",
    sendFullCommit: true,
    autoCompleteLessonStatus: false,
    logLevel: 5,
  };
  const api = config.is2004 ? new window.Scorm2004API(settings) : new window.Scorm12API(settings);
  const isFinished = () => api.isTerminated();

  function say(kind, more = {}) {
    window.parent.postMessage({ concejo: "package", kind, ...more }, config.site);
  }

  // What the package keeps, whole. The library would send it by itself; the site's page does it instead.
  api.processHttpRequest = (url, params, finished) => {
    send(finished === true, params);
    return { result: "true", errorCode: 0 };
  };

  function send(finished, params) {
    const cmi = (params && params.cmi) || api.renderCMIToJSONObject().cmi;
    seq += 1;
    last = JSON.stringify({ seq, finished, cmi });
    say("commit", { seq, body: last });
  }

  window.addEventListener("message", (event) => {
    if (event.origin !== config.site || event.source !== window.parent) return;
    const said = event.data || {};
    if (said.concejo !== "package") return;
    if (said.kind === "ack") acked = Math.max(acked, said.seq);
    if (said.kind === "leave") leave();
  });

  // To leave, the package is taken out of its frame: that runs what it does at closing, and it saves by itself.
  function leave() {
    if (leaving) return;
    leaving = true;
    let over = false;
    const done = () => {
      if (over) return;
      over = true;
      if (!isFinished() && api.isInitialized()) send(false);
      say("bye", { seq });
    };
    frame.addEventListener("load", () => setTimeout(done, 0), { once: true });
    setTimeout(done, PATIENCE);
    frame.contentWindow.location.replace("about:blank");
  }

  // The last breath: whatever the page could not hand over is sent as the browser closes.
  window.addEventListener("pagehide", () => {
    if (!isFinished() && api.isInitialized() && !leaving) send(false);
    if (config.saves && seq > acked && last.length < BEACON) {
      navigator.sendBeacon(config.saves, new Blob([last], { type: "text/plain" }));
    }
  });

  try {
    api.loadFromJSON(config.cmi, "cmi");
  } catch (error) {
    // What was kept no longer fits: the package begins without it rather than not at all.
    window.console.warn(error);
  }
  window[config.is2004 ? "API_1484_11" : "API"] = api;

  const frame = document.createElement("iframe");
  frame.title = document.title;
  frame.allow = "fullscreen; autoplay; unload";
  frame.src = config.start;
  document.body.append(frame);
  say("ready", { title: document.title });
})();
