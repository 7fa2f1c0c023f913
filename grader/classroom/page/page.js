"use strict";
// Names the cell under the pointer or the arrow keys, sorts, searches and filters. Without it, the page has the same facts.
(() => {
  const byId = (id) => document.getElementById(id);
  const text = byId("data");
  if (!text) return;
  const all = JSON.parse(text.textContent);
  const side = all.cell, columns = all.exercises.length, rows = all.rows;
  const map = byId("map"), svg = map.querySelector(".cells"), told = byId("told"), shown = byId("shown");
  const paths = [...svg.querySelectorAll(".paths path")];
  const who = svg.querySelectorAll(".who text"), points = svg.querySelectorAll(".points text");
  const search = byId("search"), sort = byId("sort"), code = byId("code");
  const FAILED = String(all.states.indexOf("failed"));
  const filled = (words, facts) => words.replace(/\{(\w+)\}/g, (blank, name) => facts[name]);
  let order = rows.map((row, n) => n), x = 0, y = 0;

  // The mistakes of each cell: the rows have them for the cells that failed only.
  const mistakes = rows.map((row) => {
    let failed = 0;
    return [...row[3]].map((state) => (state === FAILED ? row[4][failed++] : []));
  });
  const usual = mistakes.map((row) => {
    const many = new Map();
    for (const one of row.flat()) many.set(one, (many.get(one) || 0) + 1);
    return [...many].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map((one) => one[0]);
  });

  function draw(wanted) {
    const runs = paths.map(() => []), hits = [];
    order.forEach((n, row) => {
      for (let start = 0, end = 1; end <= columns; end++) {
        if (end < columns && rows[n][3][end] === rows[n][3][start]) continue;
        runs[rows[n][3][start]].push(`M${start} ${row}h${end - start}`);
        start = end;
      }
      if (wanted >= 0) mistakes[n].forEach((own, at) => own.includes(wanted) && hits.push(`M${at} ${row - 0.5}h1v1h-1z`));
    });
    paths.forEach((path, n) => path.setAttribute("d", runs[n].join("")));
    hit.setAttribute("d", hits.join(""));
    for (let row = 0; row < rows.length; row++) {
      who[row].textContent = row < order.length ? rows[order[row]][1] : "";
      points[row].textContent = row < order.length ? rows[order[row]][2] : "";
    }
    const high = Math.max(1, order.length) * side;
    svg.setAttribute("height", high);
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${high}`);
    grid.style.height = `${high}px`;
    grid.setAttribute("aria-rowcount", order.length);
    shown.textContent = filled(all.say.shown, { count: order.length, whole: rows.length });
    y = Math.min(y, Math.max(0, order.length - 1));
  }

  function choose() {
    const words = search.value.trim().toLowerCase(), wanted = code.value === "" ? -1 : Number(code.value);
    order = rows.map((row, n) => n).filter(
      (n) => rows[n][0].toLowerCase().includes(words) && (wanted < 0 || mistakes[n].some((own) => own.includes(wanted))));
    const rank = (n) => (usual[n].length ? usual[n].join(" ") : "~");
    if (sort.value === "name") order.sort((a, b) => rows[a][0].localeCompare(rows[b][0]) || a - b);
    if (sort.value === "alike")
      order.sort((a, b) => rank(a).localeCompare(rank(b), "en", { numeric: true }) || rows[a][3].localeCompare(rows[b][3]) || a - b);
    draw(wanted);
    cell.hidden = true;
    told.textContent = all.say.point;
    grid.removeAttribute("aria-activedescendant");
  }

  const named = (n, at) => filled(all.say.cell, {
    who: rows[n][0], points: rows[n][2], exercise: all.exercises[at],
    what: [all.words[rows[n][3][at]], ...mistakes[n][at].map((one) => all.codes[one])].join(", "),
  });
  const page = (n, at) => (rows[n][5] ? `${rows[n][5]}#${all.anchors[at]}` : `#s${n}`);

  function tell(row, at) {
    const n = order[row], link = document.createElement("a");
    link.href = page(n, at);
    link.textContent = rows[n][5] ? all.say.open : all.say.row;
    told.replaceChildren(named(n, at), " ", link);
  }

  // One tab stop. The cell at hand is made anew at each step, so that a screen reader says it.
  function step(row, at) {
    if (!order.length || !columns) return;
    y = Math.max(0, Math.min(order.length - 1, row));
    x = Math.max(0, Math.min(columns - 1, at));
    const next = cell.cloneNode();
    next.id = `cell-${y}-${x}`;
    next.hidden = false;
    next.setAttribute("aria-colindex", x + 1);
    next.setAttribute("aria-label", named(order[y], x));
    next.style.left = `${x * side}px`;
    next.style.top = `${y * side}px`;
    line.setAttribute("aria-rowindex", y + 1);
    cell.replaceWith(next);
    cell = next;
    grid.setAttribute("aria-activedescendant", cell.id);
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    tell(y, x);
  }

  const made = (role, parent) => {
    const one = document.createElement("div");
    one.setAttribute("role", role);
    parent.append(one);
    return one;
  };
  const grid = made("grid", map), line = made("row", grid);
  let cell = made("gridcell", line);
  cell.className = "cell";
  cell.hidden = true;
  grid.id = "grid";
  grid.tabIndex = 0;
  grid.setAttribute("aria-label", all.say.grid);
  grid.setAttribute("aria-colcount", columns);
  grid.style.left = `${all.left}px`;
  grid.style.width = `${columns * side}px`;
  map.parentNode.removeAttribute("tabindex"); // the grid is the tab stop now
  const hit = document.createElementNS("http://www.w3.org/2000/svg", "path");
  hit.setAttribute("class", "hit");
  paths[0].parentNode.append(hit);

  const KEYS = {
    ArrowLeft: () => step(y, x - 1), ArrowRight: () => step(y, x + 1),
    ArrowUp: () => step(y - 1, x), ArrowDown: () => step(y + 1, x),
    Home: (ctrl) => step(ctrl ? 0 : y, 0), End: (ctrl) => step(ctrl ? rows.length : y, columns),
    PageUp: () => step(y - 20, x), PageDown: () => step(y + 20, x),
    Enter: () => order.length && location.assign(page(order[y], x)),
  };
  grid.addEventListener("keydown", (event) => {
    if (!KEYS[event.key] || event.altKey || event.metaKey) return;
    event.preventDefault();
    KEYS[event.key](event.ctrlKey);
  });
  grid.addEventListener("focus", () => step(y, x));
  const under = (event) => {
    const at = grid.getBoundingClientRect();
    return [Math.floor((event.clientY - at.top) / side), Math.floor((event.clientX - at.left) / side)];
  };
  grid.addEventListener("pointermove", (event) => {
    const [row, at] = under(event);
    if (row >= 0 && row < order.length && at >= 0 && at < columns) tell(row, at);
  });
  grid.addEventListener("pointerleave", () => !cell.hidden && tell(y, x));
  grid.addEventListener("pointerdown", (event) => {
    [y, x] = under(event);
    step(y, x);
  });

  all.codes.forEach((name, n) => code.append(new Option(name, n)));
  for (const one of [search, sort, code]) one.addEventListener("input", choose);
  byId("tools").addEventListener("submit", (event) => event.preventDefault());
  byId("tools").hidden = told.hidden = false;
  for (const link of document.querySelectorAll("[data-code]"))
    link.addEventListener("click", () => {
      search.value = "";
      code.value = all.codes.indexOf(link.dataset.code);
      choose();
    });
  const reveal = () => {
    const one = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    for (let up = one; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (one) one.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();
  choose();
})();
