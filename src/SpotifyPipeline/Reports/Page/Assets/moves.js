// Places won to the right of the middle, places lost to the left; the name stands on the free side.
kinds.moves = (svg, { items }, width) => {
  const row = 26, middle = width / 2, room = middle - 44;
  const x = d3.scaleLinear([0, d3.max(items, (d) => Math.abs(d.value))], [0, room]);
  svg.append("line").attr("class", "axis").attr("x1", middle).attr("x2", middle).attr("y1", 0).attr("y2", items.length * row);
  const points = items.map((d, i) => {
    const up = d.value > 0, length = Math.max(2, x(Math.abs(d.value))), y = i * row;
    const bar = svg.append("rect").attr("class", up ? "bar" : "bar down").attr("x", up ? middle + 1 : middle - 1 - length).attr("y", y + 6).attr("width", length).attr("height", 13).attr("rx", 2);
    svg.append("text").attr("class", up ? "end" : "").attr("x", up ? middle - 8 : middle + 8).attr("y", y + 17).text(cut(d.label, middle - 14));
    svg.append("text").attr("class", up ? "strong" : "strong end").attr("x", up ? middle + length + 7 : middle - length - 7).attr("y", y + 17).text((up ? "+" : "−") + Math.abs(d.value));
    return { x: up ? middle + length / 2 : middle - length / 2, y: y + 12, title: d.label, lines: [`from ${d.was} to ${d.is}`], enter: (on) => bar.classed("on", on) };
  });
  return { height: items.length * row, points, distance: (p, px, py) => Math.abs(p.y - py) };
};
