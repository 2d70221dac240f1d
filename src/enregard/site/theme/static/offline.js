// Keep the site readable without a network. A site that is opened from a disk needs no help.
"use strict";

navigator.serviceWorker?.register(new URL("../sw.js", document.currentScript.src)).catch(() => {});
