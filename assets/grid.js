// Arrow keys and Enter move between the cells of a target grid; sums follow while typing. The page
// works without this script.
"use strict";
(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  const grouped = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 5 });
  const number = (text) => {
    const latin = text.replace(/[०-९]/g, (digit) => digit.charCodeAt(0) - 0x966);
    const value = Number(latin.replace(/[,\s₹]/g, ""));
    return Number.isFinite(value) ? value : 0;
  };
  const show = (cell, exact, whole) => {
    const sum = Math.round(exact * 1e5) / 1e5;
    cell.textContent = grouped.format(sum);
    if (whole !== null) cell.classList.toggle("off", sum !== whole);
  };
  const sum = () => {
    const foot = grid.tFoot.rows[0];
    const columns = new Array(12).fill(0);
    let all = 0;
    rows.forEach((cells, at) => {
      const values = cells.map((cell) => number(cell.value));
      const total = values.reduce((a, b) => a + b, 0);
      values.forEach((value, month) => (columns[month] += value));
      const row = grid.tBodies[0].rows[at];
      show(row.querySelector("[data-row]"), total, number(row.querySelector("[data-year]").textContent));
      all += total;
    });
    columns.forEach((total, month) => show(foot.querySelector(`[data-column="${month + 1}"]`), total, null));
    const cell = foot.querySelector("[data-all]");
    show(cell, all, number(cell.nextElementSibling.textContent));
  };
  const move = (event) => {
    const at = rows.findIndex((cells) => cells.includes(event.target));
    if (at < 0) return;
    const month = rows[at].indexOf(event.target);
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };
    const edge = event.target;
    if (event.key === "ArrowLeft" && edge.selectionStart === 0) steps.ArrowLeft = [0, -1];
    if (event.key === "ArrowRight" && edge.selectionEnd === edge.value.length) steps.ArrowRight = [0, 1];
    const step = steps[event.key];
    const next = step && rows[at + step[0]]?.[month + step[1]];
    if (event.key === "Enter" || next) event.preventDefault();
    if (next) {
      next.focus();
      next.select();
    }
  };
  grid.addEventListener("keydown", move);
  grid.addEventListener("input", sum);
})();
