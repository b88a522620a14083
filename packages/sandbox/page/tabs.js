// The tabs of the page. The chosen one is in the address, so that it can be linked to.

import { watchWebhooks } from "./webhooks.js";

const names = ["reference", "webhooks"];
const tabs = names.map((name) => document.getElementById(`${name}-tab`));
let stopWatching;

function choose(chosen) {
  for (const [index, name] of names.entries()) {
    tabs[index].setAttribute("aria-selected", String(name === chosen));
    document.getElementById(name).hidden = name !== chosen;
  }
  stopWatching?.();
  stopWatching = chosen === "webhooks" ? watchWebhooks() : undefined;
}

for (const [index, name] of names.entries()) {
  tabs[index].addEventListener("click", () => {
    const address = new URL(location.href);
    if (name === "reference") address.searchParams.delete("tab");
    else address.searchParams.set("tab", name);
    history.replaceState(history.state, "", address);
    choose(name);
  });
}

choose(new URLSearchParams(location.search).get("tab") === "webhooks" ? "webhooks" : "reference");
