// The filter. Without it the page is a plain list; nothing is fetched and nothing is kept.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const findings = [...document.querySelectorAll(".finding")];
  if (!findings.length) return;
  form.hidden = false;
  const words = findings.map(one => one.textContent.toLowerCase());
  const show = () => {
    const severities = new Set([...form.elements.severity].filter(box => box.checked).map(box => box.value));
    const statement = form.elements.statement.value;
    const rule = form.elements.rule.value;
    const search = form.elements.search.value.trim().toLowerCase();
    let count = 0;
    findings.forEach((one, at) => {
      const data = one.dataset;
      one.hidden = !(severities.has(data.severity) && (!statement || data.statement === statement)
        && (!rule || data.rule === rule) && (!search || words[at].includes(search)));
      count += one.hidden ? 0 : 1;
    });
    document.getElementById("count").textContent = `${count} / ${findings.length}`;
    document.querySelectorAll(".filing").forEach(filing => {
      const list = filing.querySelectorAll(".finding");
      const none = filing.querySelector("p.hidden");
      if (none) none.hidden = [...list].some(one => !one.hidden);
    });
  };
  // In a wide table the cell that is meant may lie outside of what is seen. Looked at only when it comes into sight: a
  // page may have thousands of them.
  const sight = new IntersectionObserver(entries => {
    const rows = entries.filter(entry => entry.isIntersecting).map(entry => entry.target);
    const beyond = rows.map(row =>
      row.querySelector("mark").getBoundingClientRect().right - row.getBoundingClientRect().right);
    rows.forEach((row, at) => {
      sight.unobserve(row);
      if (beyond[at] > 0) row.scrollLeft = beyond[at] + 12;
    });
  }, {rootMargin: "50%"});
  document.querySelectorAll(".finding .row").forEach(row => sight.observe(row));
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  show();
})();
