// A week as a grid: the stronger the colour, the more plays began in that hour.
kinds.heat = (svg, { items }, width) => {
  const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const left = 36, cell = (width - left) / 24, high = Math.max(18, Math.min(30, cell)), height = 7 * high + 24;
  const most = d3.max(items, (d) => d.plays), tone = d3.scaleSqrt([0, most], [0.08, 1]);
  const plays = new Map(items.map((d) => [d.day * 24 + d.hour, d]));
  const points = [];
  names.forEach((name, i) => {
    svg.append("text").attr("class", "quiet small").attr("x", 0).attr("y", i * high + high / 2 + 4).text(name);
    for (let hour = 0; hour < 24; hour++) {
      const d = plays.get((i + 1) * 24 + hour);
      const rect = svg.append("rect").attr("class", d ? "cell" : "void").attr("x", left + hour * cell + 1).attr("y", i * high + 1).attr("width", Math.max(1, cell - 2)).attr("height", high - 2).attr("rx", 2).attr("fill-opacity", d ? tone(d.plays) : 1);
      points.push({
        x: left + (hour + 0.5) * cell, y: (i + 0.5) * high, title: `${name} ${String(hour).padStart(2, "0")}:00`,
        lines: d ? [`${number(d.plays)} ${d.plays === 1 ? "play" : "plays"}, ${number(d.songs)} ${d.songs === 1 ? "song" : "songs"}`] : ["no plays"], enter: (on) => rect.classed("on", on && !!d),
      });
    }
  });
  for (const hour of d3.range(0, 24, width < 500 ? 6 : 3)) svg.append("text").attr("class", "quiet small middle").attr("x", left + (hour + 0.5) * cell).attr("y", height - 5).text(hour);
  return { height, points, distance: (p, px, py) => Math.hypot(p.x - px, p.y - py) };
};
