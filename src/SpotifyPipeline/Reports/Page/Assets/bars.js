// Horizontal bars with the name above each, so that long names have room on a phone.
kinds.bars = (svg, { items, unit, max }, width) => {
  const row = 38, right = 58;
  const x = d3.scaleLinear([0, max ?? d3.max(items, (d) => d.value)], [0, width - right]);
  const points = items.map((d, i) => {
    const g = svg.append("g").attr("transform", `translate(0,${i * row})`);
    const name = cut(d.label, width - right);
    const text = g.append("text").attr("y", 14);
    text.append("tspan").attr("class", "strong").text(name);
    const rest = width - right - name.length * 7.4 - 14;
    if (d.note && rest > 60) text.append("tspan").attr("class", "quiet small").attr("dx", 8).text(cut(d.note, rest, 6.2));
    g.append("rect").attr("class", "track").attr("y", 21).attr("width", width - right).attr("height", 7).attr("rx", 3.5);
    const bar = g.append("rect").attr("class", "bar").attr("y", 21).attr("width", Math.max(2, x(d.value))).attr("height", 7).attr("rx", 3.5);
    g.append("text").attr("class", "end strong").attr("x", width).attr("y", 29).text(d.text);
    return { x: Math.max(40, x(d.value)), y: i * row + 24, title: d.label, lines: [d.note, `${d.text}${unit.startsWith("%") ? unit.slice(1) : " " + unit}`].filter(Boolean), enter: (on) => bar.classed("on", on) };
  });
  return { height: items.length * row, points, distance: (p, px, py) => Math.abs(p.y - py) };
};
