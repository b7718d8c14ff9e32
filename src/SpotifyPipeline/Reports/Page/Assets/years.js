// Two panels over one axis of years: how many songs, and how long they are.
kinds.years = (svg, { items }, width) => {
  const left = 44, right = width - 70, upper = 130, gap = 34, lower = 150, height = upper + gap + lower + 30;
  const years = d3.extent(items, (d) => d.year);
  const x = d3.scaleLinear(years[0] === years[1] ? [years[0] - 1, years[1] + 1] : [years[0] - 0.6, years[1] + 0.6], [left, right]);
  const step = Math.abs(x(years[0] + 1) - x(years[0])), bar = Math.max(2, Math.min(26, step * 0.72));
  const songs = d3.scaleLinear([0, d3.max(items, (d) => d.songs)], [upper, 8]).nice(3);
  const [low, high] = d3.extent(items.flatMap((d) => [d.average, d.median]));
  const seconds = d3.scaleLinear([low - 5, high + 5], [height - 30, upper + gap]).nice(3);
  for (const [scale, unit] of [[songs, "songs"], [seconds, "seconds"]]) {
    const ticks = scale.ticks(3).filter(Number.isInteger);
    svg.append("g").selectAll("line").data(ticks).join("line").attr("class", "grid").attr("x1", left).attr("x2", right).attr("y1", scale).attr("y2", scale);
    svg.append("g").selectAll("text").data(ticks).join("text").attr("class", "quiet small end").attr("x", left - 8).attr("y", (t) => scale(t) + 4).text(number);
    svg.append("text").attr("class", "quiet small").attr("x", right + 8).attr("y", scale(ticks.at(-1)) + 4).text(unit);
  }
  const ticks = x.ticks(Math.max(2, Math.min(items.length, width / 80))).filter((t) => Number.isInteger(t) && t >= years[0] && t <= years[1]);
  svg.append("g").selectAll("text").data(ticks).join("text").attr("class", "quiet small middle").attr("x", x).attr("y", height - 8).text(String);
  const bars = svg.append("g").selectAll("rect").data(items).join("rect").attr("class", "bar").attr("x", (d) => x(d.year) - bar / 2).attr("width", bar).attr("y", (d) => songs(d.songs)).attr("height", (d) => upper - songs(d.songs)).attr("rx", Math.min(2, bar / 3));
  const focus = svg.append("line").attr("class", "focus").attr("y1", 6).attr("y2", height - 28).attr("visibility", "hidden");
  for (const name of ["average", "median"]) {
    svg.append("path").attr("class", name).attr("d", d3.line((d) => x(d.year), (d) => seconds(d[name]))(items));
  }
  // The names of the two lines stand at their ends, pushed apart where these meet.
  const ends = ["average", "median"].map((name) => ({ name, y: seconds(items.at(-1)[name]) })).sort((a, b) => a.y - b.y);
  if (ends[1].y - ends[0].y < 15) { const mid = (ends[0].y + ends[1].y) / 2; ends[0].y = mid - 7.5; ends[1].y = mid + 7.5; }
  for (const end of ends) svg.append("text").attr("class", "small" + (end.name === "median" ? " strong" : " quiet")).attr("x", right + 8).attr("y", end.y + 4).text(end.name);
  const points = items.map((d, i) => ({
    x: x(d.year), y: songs(d.songs), title: String(d.year), lines: [`${number(d.songs)} ${d.songs === 1 ? "song" : "songs"}`, `median ${number(d.median)} s`, `average ${number(d.average)} s`],
    enter: (on) => {
      bars.classed("on", (e, j) => on && i === j);
      focus.attr("visibility", on ? "visible" : "hidden").attr("x1", x(d.year)).attr("x2", x(d.year));
    },
  }));
  return { height, points, distance: (p, px) => Math.abs(p.x - px) };
};
