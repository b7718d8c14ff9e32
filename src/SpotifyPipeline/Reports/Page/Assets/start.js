for (const host of document.querySelectorAll(".chart")) {
  frame(host, JSON.parse(host.querySelector("script").textContent));
  // What was open in case no chart appears can be closed now.
  host.parentElement.querySelector("details[data-closes]")?.removeAttribute("open");
}
