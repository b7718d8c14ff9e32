// One column for each run, the oldest on the left.
kinds.columns = (svg, { items, unit }, width) => {
  const left = 44, right = width - 4, height = 190, bottom = height - 26;
  const x = d3.scaleBand(d3.range(items.length), [left, right]).paddingInner(0.3).paddingOuter(0.15);
  const y = d3.scaleLinear([0, d3.max(items, (d) => d.value)], [bottom, 10]).nice(3);
  const ticks = y.ticks(3).filter(Number.isInteger), bar = Math.min(44, x.bandwidth());
  svg.append("g").selectAll("line").data(ticks).join("line").attr("class", "grid").attr("x1", left).attr("x2", right).attr("y1", y).attr("y2", y);
  svg.append("g").selectAll("text").data(ticks).join("text").attr("class", "quiet small end").attr("x", left - 8).attr("y", (t) => y(t) + 4).text(number);
  const every = Math.max(1, Math.ceil(items.length / ((right - left) / 62)));
  const centre = (i) => x(i) + x.bandwidth() / 2;
  svg.append("g").selectAll("text").data(d3.range(0, items.length, every)).join("text").attr("class", "quiet small middle").attr("x", centre).attr("y", height - 6).text((i) => items[i].label.slice(5, 10));
  const bars = svg.append("g").selectAll("rect").data(items).join("rect").attr("class", "bar").attr("x", (d, i) => centre(i) - bar / 2).attr("width", bar).attr("y", (d) => y(d.value)).attr("height", (d) => bottom - y(d.value)).attr("rx", 2);
  const points = items.map((d, i) => ({ x: centre(i), y: y(d.value), title: d.label, lines: [`${number(d.value)} ${unit}`, d.note], enter: (on) => bars.classed("on", (e, j) => on && i === j) }));
  return { height, points, distance: (p, px) => Math.abs(p.x - px) };
};
