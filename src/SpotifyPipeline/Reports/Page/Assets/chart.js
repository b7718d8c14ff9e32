// What all charts share: a drawing as wide as its place, the value under the pointer or the arrow keys, and words for those
// who hear the page. Colours are classes of the style sheet, so light, dark and print need no redrawing.
const kinds = {};

const cut = (text, room, size = 6.6) => {
  // Wide characters take about twice the room of a Latin letter.
  let used = 0;
  const letters = [...text];
  for (let i = 0; i < letters.length; i++) {
    used += /[\u1100-\uffdc]|\p{Emoji_Presentation}/u.test(letters[i]) ? size * 1.9 : size;
    if (used > room) return letters.slice(0, Math.max(1, i - 1)).join("").trimEnd() + "…";
  }
  return text;
};

const number = d3.format(",");

function frame(host, data) {
  const tip = host.appendChild(document.createElement("div"));
  tip.className = "tip";
  tip.hidden = true;
  const spoken = host.appendChild(document.createElement("p"));
  spoken.className = "sr";
  spoken.setAttribute("aria-live", "polite");
  let points = [], at = -1, width = 0, svg = null;

  function show(index, speak) {
    if (index === at) return;
    clear();
    at = index;
    const point = points[at];
    if (!point) return;
    const lines = [point.title, ...point.lines];
    tip.replaceChildren(...lines.map((line, i) => Object.assign(document.createElement(i ? "span" : "b"), { textContent: line })).flatMap((e, i) => i > 1 ? [document.createElement("br"), e] : [e]));
    tip.hidden = false;
    const room = host.clientWidth - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(room, point.x - tip.offsetWidth / 2))}px`;
    tip.style.top = `${point.y - tip.offsetHeight - 12 < -40 ? point.y + 16 : point.y - tip.offsetHeight - 12}px`;
    point.enter?.(true);
    if (speak) spoken.textContent = lines.join(", ");
  }

  function clear() {
    points[at]?.enter?.(false);
    at = -1;
    tip.hidden = true;
  }

  function draw() {
    width = Math.floor(host.clientWidth);
    clear();
    svg?.remove();
    host.querySelectorAll(".legend").forEach((e) => e.remove());
    svg = d3.create("svg").attr("role", "img").attr("tabindex", 0).attr("aria-label", `${host.dataset.title}. ${host.dataset.text} Arrow keys read the values.`);
    host.prepend(svg.node());
    const result = kinds[data.kind](svg, data, width, host);
    svg.attr("width", width).attr("height", result.height).attr("viewBox", `0 0 ${width} ${result.height}`);
    points = result.points;
    svg.on("pointermove pointerdown", (event) => {
      const [x, y] = d3.pointer(event, svg.node());
      const near = d3.leastIndex(points, (a, b) => result.distance(a, x, y) - result.distance(b, x, y));
      if (near !== undefined && near >= 0) show(near, false);
    }).on("pointerleave", clear).on("blur", clear).on("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step && points.length) {
        event.preventDefault();
        show((at + step + points.length) % points.length, true);
      } else if (event.key === "Escape") clear();
    });
  }

  draw();
  new ResizeObserver(() => { if (Math.floor(host.clientWidth) !== width) draw(); }).observe(host);
}
