// Horizontal bars with the name above each, so that long names have room on a phone.
kinds.bars = (svg, { items, unit, max }, width) => {
  const row = 38, right = 58;
  const x = d3.scaleLinear([0, max ?? d3.max(items, (d) => d.value)], [0, width - right]);
  const points = items.map((d, i) => {
    const g = svg.append("g").attr("transform", `translate(0,${i * row})`);
    const name = g.append("text").attr("class", "strong").attr("y", 14).text(cut(d.label, width - right, 7));
    const used = name.node().getComputedTextLength() + 9;
    if (d.note && width - right - used > 60) g.append("text").attr("class", "quiet small").attr("x", used).attr("y", 14).text(cut(d.note, width - right - used, 6.2));
    g.append("rect").attr("class", "track").attr("y", 21).attr("width", width - right).attr("height", 7).attr("rx", 3.5);
    const bar = g.append("rect").attr("class", "bar").attr("y", 21).attr("width", Math.max(2, x(d.value))).attr("height", 7).attr("rx", 3.5);
    g.append("text").attr("class", "end strong").attr("x", width).attr("y", 29).text(d.text);
    return { x: Math.max(40, x(d.value)), y: i * row + 24, title: d.label, lines: [d.note, `${d.text}${unit.startsWith("%") ? unit.slice(1) : " " + unit}`].filter(Boolean), enter: (on) => bar.classed("on", on) };
  });
  return { height: items.length * row, points, distance: (p, px, py) => Math.abs(p.y - py) };
};
