// Draws a room's trends: curves with their gaps left open, and lanes of doubts, closer watch and events.
"use strict";

(() => {
  const root = document.getElementById("trend");
  const EVERY_MS = 5000; // whatever may no longer be shown is gone within this
  const AXIS = 56; // px, the same for all, so that one moment stands above itself
  const LANES = ["Cannot see", "Closer watch", "Happened"];
  const MARK = { high: "!!!", medium: "!!", low: "!", good: "✓", quiet: "·", plain: "·" };
  let drawn = [];
  let known = null;

  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const font = (size) => `${size}px "Atkinson Hyperlegible Next", Arial, sans-serif`;

  function axes(label) {
    const of = { stroke: colour("--quiet"), font: font(14), grid: { stroke: colour("--line") }, ticks: { stroke: colour("--line") } };
    const clock = (_, at) => at.map((one) => new Date(one * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
    return [{ ...of, values: clock, space: 70 }, { ...of, size: AXIS, ...label }];
  }

  function options(element, height, more) {
    return {
      width: Math.max(200, element.clientWidth),
      height,
      legend: { show: false },
      cursor: { show: false },
      ...more,
    };
  }

  // What is usual lies behind the curve: a band with an edge, so that it is not told by colour alone.
  function band(usual) {
    return (plot) => {
      if (!usual) return;
      const { left, top, width, height } = plot.bbox;
      const [low, high] = usual.map((one) => plot.valToPos(one, "y", true));
      const pen = plot.ctx;
      pen.save();
      pen.beginPath();
      pen.rect(left, top, width, height);
      pen.clip();
      pen.fillStyle = colour("--band");
      pen.fillRect(left, high, width, low - high);
      pen.strokeStyle = colour("--line-strong");
      pen.setLineDash([6, 6]);
      pen.strokeRect(left - 2, high, width + 4, low - high);
      pen.restore();
    };
  }

  // What has no neighbour is on no line: without a point of its own nobody would see it.
  function alone(plot, series) {
    const rates = plot.data[series];
    const none = (at) => rates[at] === null || rates[at] === undefined;
    return [...rates.keys()].filter((at) => !none(at) && none(at - 1) && none(at + 1));
  }

  function curve(figure, of) {
    const element = figure.querySelector("[data-plot]");
    figure.querySelector("[data-words]").textContent = of.words;
    figure.querySelector("[data-usual]").hidden = !of.usual;
    element.setAttribute("aria-label", of.words);
    element.replaceChildren();
    figure.plot = null;
    if (!of.at.length) return null;
    const rates = of.rate.filter((one) => one !== null).concat(of.usual || []);
    const ends = [Math.floor(Math.min(...rates) - 2), Math.ceil(Math.max(...rates) + 2)];
    const points = { show: !known.joined, size: 4, fill: colour("--text"), filter: known.joined ? alone : null };
    const line = { stroke: colour("--text"), width: 2, spanGaps: false, points };
    if (!known.joined) line.paths = () => null;
    const made = options(element, 200, {
      scales: { x: { range: [known.since / 1000, known.until / 1000] }, y: { range: ends } },
      axes: axes({}),
      series: [{}, line],
      hooks: { drawClear: [band(of.usual)] },
    });
    figure.plot = new uPlot(made, [of.at.map((one) => one / 1000), of.rate], element);
    return figure.plot;
  }

  function bars(plot, lane, stretches, ink) {
    const pen = plot.ctx;
    const [low, high] = [lane + 0.8, lane + 0.2].map((one) => plot.valToPos(one, "y", true));
    for (const one of stretches) {
      const [from, to] = [one.begins, one.ends].map((at) => plot.valToPos(at / 1000, "x", true));
      pen.fillStyle = ink;
      pen.fillRect(from, high, Math.max(2, to - from), low - high);
      pen.font = font(14 * devicePixelRatio);
      if (pen.measureText(one.words).width < to - from - 8) {
        pen.fillStyle = colour("--tile");
        pen.textAlign = "left";
        pen.textBaseline = "middle";
        pen.fillText(one.words, from + 4, (low + high) / 2);
      }
    }
  }

  function events(plot, lane, marks) {
    const pen = plot.ctx;
    const [low, high] = [lane + 0.9, lane + 0.1].map((one) => plot.valToPos(one, "y", true));
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.font = font(14 * devicePixelRatio);
    for (const one of marks) {
      const at = plot.valToPos(one.at / 1000, "x", true);
      pen.fillStyle = colour(one.tone === "good" ? "--well" : one.tone === "quiet" ? "--quiet" : `--${one.tone}`) || colour("--text");
      if (one.tone === "quiet") pen.fillRect(at - 1, high, 2, low - high);
      else pen.fillText(MARK[one.tone] || "·", at, (low + high) / 2);
    }
  }

  function lanes(figure) {
    const element = figure.querySelector("[data-plot]");
    element.replaceChildren();
    const names = { splits: () => [0.5, 1.5, 2.5], values: () => ["3", "2", "1"], grid: { show: false } };
    const made = options(element, 150, {
      scales: { x: { range: [known.since / 1000, known.until / 1000] }, y: { range: [0, 3] } },
      axes: axes(names),
      series: [{}, { show: false }],
      hooks: {
        draw: [
          (plot) => {
            plot.ctx.save();
            bars(plot, 2, known.doubts, colour("--doubt"));
            bars(plot, 1, known.modes, colour("--mode"));
            events(plot, 0, known.marks);
            plot.ctx.restore();
          },
        ],
      },
    });
    figure.querySelector("figcaption").textContent = LANES.map((one, at) => `${at + 1} ${one}`).join(" · ");
    figure.plot = new uPlot(made, [[known.since / 1000, known.until / 1000], [null, null]], element);
    return figure.plot;
  }

  function list(marks) {
    const items = marks.slice().reverse().map((one) => {
      const item = document.createElement("li");
      item.className = `trend__mark trend__mark--${one.tone}`;
      item.textContent = one.words;
      return item;
    });
    if (items.length) root.querySelector("[data-marks]").replaceChildren(...items);
  }

  function draw() {
    if (!known) return;
    for (const one of drawn) one.destroy();
    const curves = known.curves.map((of) => curve(root.querySelector(`[data-curve="${of.vital}"]`), of));
    drawn = [...curves, lanes(root.querySelector("[data-lanes]"))].filter(Boolean);
    list(known.marks);
    root.dataset.drawn = String(known.until);
  }

  // What cannot be asked for any more is not left standing.
  function blind() {
    for (const one of drawn) one.destroy();
    drawn = [];
    known = null;
    for (const words of root.querySelectorAll("[data-words]")) words.textContent = "Cannot be read now.";
  }

  async function look() {
    try {
      const answer = await fetch(root.dataset.from, { cache: "no-store" });
      if (!answer.ok) return blind();
      known = await answer.json();
      draw();
      const left = known.expires ? known.expires - known.until : 0;
      if (left > 0 && left < EVERY_MS) setTimeout(look, left + 50);
    } catch (_) {
      blind();
    }
  }

  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  window.addEventListener("resize", draw);
  document.fonts.ready.then(look);
  setInterval(look, EVERY_MS);
})();
