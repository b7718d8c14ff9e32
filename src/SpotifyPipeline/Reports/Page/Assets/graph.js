// Artists as circles, shared songs as lines between them. The layout begins from fixed places, so a lake always gives the same picture.
kinds.graph = (svg, { nodes, links }, width) => {
  const height = Math.round(Math.max(340, Math.min(560, width * 0.6)));
  const size = d3.scaleSqrt([0, d3.max(nodes, (n) => n.songs)], [3, width < 500 ? 11 : 15]);
  const place = nodes.map((n) => ({ ...n })), lines = links.map((l) => ({ ...l }));
  d3.forceSimulation(place)
    .force("link", d3.forceLink(lines).distance(width < 500 ? 40 : 80).strength(0.25))
    .force("charge", d3.forceManyBody().strength(width < 500 ? -90 : -330).distanceMax(width / 2))
    .force("collide", d3.forceCollide((n) => size(n.songs) + 4))
    .force("x", d3.forceX(width / 2).strength(0.09 * height / width))
    .force("y", d3.forceY(height / 2).strength(0.11))
    .stop().tick(320);
  // The picture fills its frame, with room for names at the sides.
  const fit = (of, low, high) => {
    const [least, most] = d3.extent(place, of);
    return most - least < 1 ? () => (low + high) / 2 : d3.scaleLinear([least, most], [low, high]);
  };
  const across = fit((n) => n.x, 34, width - 34), down = fit((n) => n.y, 26, height - 16);
  for (const n of place) [n.x, n.y] = [across(n.x), down(n.y)];
  const most = d3.max(lines, (l) => l.songs);
  const drawn = svg.append("g").selectAll("line").data(lines).join("line").attr("class", "link").attr("x1", (l) => l.source.x).attr("y1", (l) => l.source.y).attr("x2", (l) => l.target.x).attr("y2", (l) => l.target.y).attr("stroke-width", (l) => 1 + 4 * l.songs / most);
  const circles = svg.append("g").selectAll("circle").data(place).join("circle").attr("class", "node").attr("cx", (n) => n.x).attr("cy", (n) => n.y).attr("r", (n) => size(n.songs));
  // The busiest artists are named, as far as names do not cover each other.
  const taken = [];
  for (const n of [...place].sort((a, b) => b.songs - a.songs || b.pairs - a.pairs)) {
    const text = cut(n.label, 130), half = Math.max(24, text.length * 3.5), y = n.y - size(n.songs) - 5, x = Math.max(half, Math.min(width - half, n.x));
    if (taken.length < (width < 500 ? 9 : 26) && y > 10 && !taken.some((t) => Math.abs(t.x - x) < t.half + half && Math.abs(t.y - y) < 15)) {
      taken.push({ x, y, half });
      svg.append("text").attr("class", "small middle halo").attr("x", x).attr("y", y).text(text);
    }
  }
  const points = place.map((n, i) => ({
    x: n.x, y: n.y, title: n.label,
    lines: lines.filter((l) => l.source === n || l.target === n).sort((a, b) => b.songs - a.songs).slice(0, 6).map((l) => `${(l.source === n ? l.target : l.source).label}: ${l.songs === 1 ? cut(l.titles ?? "1 song", 190) : l.songs + " songs"}`),
    enter: (on) => {
      drawn.classed("on", (l) => on && (l.source === n || l.target === n));
      circles.classed("on", (m, j) => on && j === i);
    },
  }));
  return { height, points, distance: (p, px, py) => Math.hypot(p.x - px, p.y - py) };
};
