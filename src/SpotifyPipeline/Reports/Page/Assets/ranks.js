// A line for each song, the first place on top. A day off the list breaks the line.
kinds.ranks = (svg, { days, songs, top }, width, host) => {
  const wide = width >= 440;
  const named = songs.filter((s) => s.ranks.at(-1) !== null && s.ranks.at(-1) <= top).slice(0, 10);
  const left = 30, labels = wide ? Math.min(190, width * 0.36) : 14, right = width - labels, height = Math.max(300, top * 30 + 46), bottom = height - 30;
  const time = d3.scaleUtc([new Date(days[0]), new Date(days.at(-1))], [left, right]);
  const place = (i) => days.length === 1 ? right : time(new Date(days[i]));
  // Places beyond the first ones are pressed together below them: the head of the list is what is read.
  const deepest = d3.max(songs, (s) => d3.max(s.ranks, (r) => r ?? 1));
  const y = deepest > top ? d3.scaleLinear([1, top, deepest], [12, bottom - 34, bottom - 8]) : d3.scaleLinear([1, top], [12, bottom - 12]);
  const ticks = top <= 10 ? d3.range(1, top + 1) : y.ticks(8).filter((t) => t >= 1 && t <= top);
  svg.append("g").selectAll("line").data(ticks).join("line").attr("class", "grid").attr("x1", left).attr("x2", right).attr("y1", y).attr("y2", y);
  svg.append("g").selectAll("text").data(ticks).join("text").attr("class", "quiet small end").attr("x", left - 12).attr("y", (t) => y(t) + 4).text((t) => t);
  const shown = days.length === 1 ? [0] : d3.range(0, days.length, Math.max(1, Math.ceil(days.length / ((right - left) / 62))));
  const same = days[0].slice(0, 4) === days.at(-1).slice(0, 4);
  svg.append("g").selectAll("text").data(shown).join("text").attr("class", (i) => "quiet small " + (place(i) > right - 20 ? "end" : i === 0 ? "" : "middle")).attr("x", place).attr("y", height - 8).text((i) => same ? days[i].slice(5) : days[i]);
  const focus = svg.append("line").attr("class", "focus").attr("y1", 6).attr("y2", bottom).attr("visibility", "hidden");
  const line = d3.line().defined((r) => r !== null).x((r, i) => place(i)).y((r) => y(r)).curve(d3.curveMonotoneX);
  const lines = [];
  const back = songs.filter((s) => !named.includes(s));
  const points = [];
  for (const song of [...back, ...named]) {
    const colour = named.indexOf(song);
    const path = svg.append("path").attr("class", colour < 0 ? "rest" : `rank s${colour}`).attr("d", line(song.ranks));
    const parts = [path];
    if (colour >= 0) {
      parts.push(svg.append("g").selectAll("circle").data(song.ranks.map((r, i) => [r, i]).filter(([r]) => r !== null)).join("circle").attr("class", `dot s${colour}`).attr("cx", ([, i]) => place(i)).attr("cy", ([r]) => y(r)).attr("r", days.length > 20 ? 2.5 : 4));
      if (wide) parts.push(svg.append("text").attr("x", right + 12).attr("y", y(song.ranks.at(-1)) + 4).text(cut(song.label, labels - 18, 6.8)));
    }
    path.attr("fill", "none");
    lines.push({ song, parts });
    song.ranks.forEach((r, i) => {
      if (r === null) return;
      const before = i > 0 ? song.ranks[i - 1] : null;
      points.push({
        x: place(i), y: y(r), song, weight: colour < 0 ? 6 : 0, title: song.label,
        lines: [`${days[i]}: place ${r}${before === null ? "" : before === r ? ", as before" : before > r ? `, up ${before - r}` : `, down ${r - before}`}`],
        enter: (on) => {
          focus.attr("visibility", on ? "visible" : "hidden").attr("x1", place(i)).attr("x2", place(i));
          for (const other of lines) for (const part of other.parts) part.classed("dim", on && other.song !== song && other.parts.length > 1).classed("on", on && other.song === song);
        },
      });
    });
  }
  if (!wide && named.length) {
    const list = host.appendChild(document.createElement("ol"));
    list.className = "legend";
    named.forEach((song, i) => {
      const item = list.appendChild(document.createElement("li"));
      const swatch = d3.create("svg").attr("width", 10).attr("height", 10).attr("aria-hidden", "true");
      swatch.append("circle").attr("class", `s${i}`).attr("cx", 5).attr("cy", 5).attr("r", 4);
      item.append(swatch.node(), Object.assign(document.createElement("b"), { textContent: song.ranks.at(-1) }), Object.assign(document.createElement("span"), { textContent: song.label, dir: "auto" }));
    });
  }
  return { height, points, distance: (p, px, py) => Math.hypot(p.x - px, p.y - py) + p.weight };
};
