// A clock for the test picture: a page in the background has slow timers, a worker does not.
setInterval(() => postMessage(0), 100);
