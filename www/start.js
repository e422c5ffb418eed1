// Loads the app. Where it cannot start, the page says so and offers a way on.
import init from "./app/puljetjek.js";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-retry]")) location.reload();
});

init().catch((error) => {
  const panel = document.getElementById("failure-broken").content.cloneNode(true);
  panel.querySelector("[data-detail]").textContent = String(error);
  document.getElementById("app").replaceChildren(panel);
});
