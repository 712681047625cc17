// A sheet of figures: the server is asked while one types, Enter goes on to the next box, and a column copied from a spreadsheet is
// pasted downwards. Nothing is decided here: what is shown is the server's answer.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const boxes = () => [...form.querySelectorAll(".xq-box")];
  const box = (name) => document.getElementById(`f-${name}`);
  const make = (tag, kind, text) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  };

  // What the server says, beside the boxes and above them.
  const mark = (one) => make("strong", "xq-flag__mark", one.severity === "soft" ? form.dataset.soft : form.dataset.hard);
  const said = (one, inside) => {
    const line = make("p", `xq-flag xq-flag--${one.severity}`);
    line.append(mark(one), " ", inside ?? one.text);
    if (one.answer) line.append(" ", make("span", "xq-flag__answer", one.answer));
    return line;
  };
  const link = (one) => {
    const anchor = make("a", "govuk-link", one.text);
    anchor.href = `#f-${one.fields[0]}`;
    return anchor;
  };
  const suggestion = (one) => {
    const place = document.getElementById("sheet-suggestion");
    const asked = document.activeElement?.closest?.("#sheet-suggestion");
    if (!one) return place.replaceChildren();
    const parts = [make("h3", "govuk-heading-s", form.dataset.suggest), make("p", "govuk-body", `${one.sentence} ${one.proof}`)];
    const list = make("ul", "xq-choices");
    one.choices.forEach((choice, at) => {
      const button = make("button", "govuk-button govuk-button--secondary xq-button--small", form.dataset.adopt);
      Object.assign(button, { type: "submit", name: "_adopt", value: String(at), steps: choice.steps });
      const line = make("li");
      line.append(make("span", "", choice.text), " ", button);
      list.append(line);
    });
    if (one.choices.length) parts.push(list);
    if (one.look.length) {
      const sets = make("ul", "govuk-list govuk-list--bullet");
      sets.append(...one.look.map((set) => make("li", "", set)));
      parts.push(make("p", "govuk-body", form.dataset.look), sets);
    }
    place.replaceChildren(...parts);
    if (asked) place.querySelector("button")?.focus();
  };
  const beside = (verdict) => {
    const hard = new Set(verdict.faults.map((fault) => fault.field));
    for (const one of verdict.flags) if (one.severity === "hard") hard.add(one.fields[0]);
    const look = new Set((verdict.suggestion?.choices ?? []).flatMap((choice) => choice.steps.map((step) => step.field)));
    for (const place of form.querySelectorAll("[data-said]")) {
      const name = place.dataset.said;
      const lines = verdict.faults.filter((fault) => fault.field === name).map((fault) => said({ severity: "hard", text: fault.text }));
      lines.push(...verdict.flags.filter((one) => one.fields[0] === name).map((one) => said(one)));
      place.replaceChildren(...lines);
    }
    for (const input of boxes()) {
      const wrong = hard.has(input.name);
      input.classList.toggle("xq-box--look", look.has(input.name));
      input.classList.toggle(input.tagName === "SELECT" ? "govuk-select--error" : "govuk-input--error", wrong);
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    const required = new Set(verdict.required);
    for (const need of form.querySelectorAll("[data-need]")) need.hidden = !required.has(need.dataset.need);
    const skipped = new Set(verdict.skipped);
    for (const skip of form.querySelectorAll("[data-skip]")) skip.hidden = !skipped.has(skip.dataset.skip);
  };
  const show = (verdict) => {
    const filled = document.getElementById("sheet-filled");
    filled.textContent = filled.textContent.replace(/\d+(\D+)\d+/, `${verdict.filled}$1${verdict.asked}`);
    const sentence = document.getElementById("sheet-sentence");
    if (sentence.textContent !== verdict.sentence) sentence.textContent = verdict.sentence;
    const next = document.getElementById("sheet-next");
    next.hidden = verdict.missing.length === 0;
    next.href = `#f-${verdict.missing[0] ?? ""}`;
    Object.assign(document.getElementById("sheet-progress"), { max: verdict.asked, value: verdict.filled });
    for (const [id, sum] of Object.entries(verdict.sums)) {
      const output = document.getElementById(id);
      if (output) output.value = sum;
    }
    for (const part of verdict.sections) {
      const anchor = form.querySelector(`[data-part="${part.name}"]`);
      if (!anchor) continue;
      const state = part.hard ? "hard" : part.soft ? "soft" : part.asked && part.filled === part.asked ? "done" : "";
      anchor.className = state && `xq-sheet__part--${state}`;
      anchor.querySelector(".xq-sheet__count").textContent = part.asked ? `${part.filled}/${part.asked}` : "–";
    }
    beside(verdict);
    const list = make("ol", "xq-found");
    for (const one of verdict.flags) {
      const line = make("li");
      line.append(said(one, link(one)));
      list.append(line);
    }
    document.getElementById("sheet-flags").replaceChildren(...(verdict.flags.length ? [list] : []));
    suggestion(verdict.suggestion);
    document.getElementById("sheet-found").hidden = verdict.flags.length === 0 && !verdict.suggestion;
  };

  // Asked a moment after the last key; an answer that a later one overtook is not shown.
  let waiting = 0;
  let asking = null;
  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const body = new URLSearchParams();
    for (const input of boxes()) body.append(input.name, input.value);
    try {
      const answer = await fetch(form.dataset.sheet, { method: "POST", body, signal: mine.signal, headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") document.getElementById("sheet-sentence").textContent = form.dataset.offline;
    }
  };
  let dirty = false;
  const later = () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  };
  form.addEventListener("input", later);

  // Enter goes to the next box, as Tab does: a form is sent with its buttons. In a grid the arrows go up and down.
  const below = (input, by) => {
    const cell = input.closest("td");
    const row = cell?.parentElement;
    const rows = row ? [...row.parentElement.rows] : [];
    return rows[rows.indexOf(row) + by]?.cells[cell.cellIndex]?.querySelector(".xq-box");
  };
  const next = (input, by) => boxes()[boxes().indexOf(input) + by];
  const go = (input) => {
    input?.focus();
    input?.select?.();
  };
  form.addEventListener("keydown", (event) => {
    const input = event.target.closest(".xq-box");
    if (!input || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? -1 : 1;
    if (event.key === "Enter") {
      event.preventDefault();
      go(below(input, by) ?? next(input, by));
    } else if (input.tagName !== "SELECT" && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const there = below(input, event.key === "ArrowDown" ? 1 : -1);
      if (there) event.preventDefault();
      go(there);
    }
  });

  // Cells of a spreadsheet: each line goes to the box below, each further column to the box beside.
  const put = (input, text) => {
    const value = text.trim();
    if (input.tagName !== "SELECT") input.value = value;
    else {
      const option = [...input.options].find((one) => one.value === value || one.text.trim() === value);
      if (option) input.value = option.value;
    }
  };
  form.addEventListener("paste", (event) => {
    const input = event.target.closest(".xq-box");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    const grid = input.closest("table");
    let at = input;
    for (const line of lines) {
      if (!at) break;
      let here = at;
      for (const cell of line.split("\t")) {
        if (!here) break;
        put(here, cell);
        here = grid ? here.closest("td").nextElementSibling?.querySelector(".xq-box") : null;
      }
      at = grid ? below(at, 1) : next(at, 1);
    }
    later();
  });

  // A link to a box leads into it, below the bar that stays in view.
  form.addEventListener("click", (event) => {
    const there = document.getElementById(event.target.closest("a[href^='#f-']")?.hash.slice(1) ?? "");
    if (!there) return;
    event.preventDefault();
    go(there);
  });

  // A suggestion is taken over on the page; without the script the button asks the server for it.
  form.addEventListener("click", (event) => {
    const steps = event.target.closest("button[name=_adopt]")?.steps;
    if (!steps) return;
    event.preventDefault();
    for (const step of steps) put(box(step.field), step.to);
    go(box(steps[0].field));
    later();
  });
  form.addEventListener("submit", () => {
    dirty = false;
  });
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
})();
