// What a page can do better with a script. Everything works without it; nothing here is needed to read, fill in or send.
(() => {
  "use strict";
  document.documentElement.classList.add("xq-script");
  document.body.classList.add("govuk-frontend-supported");

  // The error summary is what a person must hear first; its links lead into the field, with the label in view.
  const focusOn = (element) => {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus();
  };
  const summaryIn = (root) => {
    const summary = root.querySelector(".govuk-error-summary:not([data-disable-auto-focus='true'])");
    if (summary) focusOn(summary);
    return Boolean(summary);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".govuk-error-summary a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const label = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    (label ?? field).scrollIntoView();
    const target = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea");
    (target ?? field).focus({ preventScroll: true });
  });

  // Radios and checkboxes that open further questions, and "none of these".
  const follow = (root) => {
    for (const input of root.querySelectorAll("input[data-aria-controls]")) {
      const part = document.getElementById(input.dataset.ariaControls);
      if (!part) continue;
      const kind = input.type === "radio" ? "radios" : "checkboxes";
      part.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked);
      input.setAttribute("aria-controls", part.id);
    }
  };
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type === "checkbox" && input.checked) {
      const alone = input.dataset.behaviour === "exclusive";
      const group = input.closest(".govuk-checkboxes")?.querySelectorAll("input[type=checkbox]") ?? [];
      for (const other of group) {
        if (other !== input && (alone || other.dataset.behaviour === "exclusive")) other.checked = false;
      }
    }
    if (input.matches?.("input[type=radio], input[type=checkbox]")) follow(input.form ?? document);
  });

  // A second press within a second is the same press.
  let pressed = -Infinity;
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || button.dataset.preventDoubleClick === "false" || event.target.method === "get") return;
    if (event.timeStamp - pressed < 1000) event.preventDefault();
    else pressed = event.timeStamp;
  });

  // Browsers that cannot show the content of a closed <details> get the menu opened where there is room for it.
  const wide = matchMedia("(min-width: 48.0625rem)");
  const unfold = () => {
    if (CSS.supports("selector(::details-content)")) return;
    for (const menu of document.querySelectorAll(".xq-menu, .xq-filter-menu")) menu.open = wide.matches;
  };
  wide.addEventListener("change", unfold);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });

  // After htmx has put in new content: errors first, else the new heading if focus was lost; the count is said aloud.
  document.addEventListener("htmx:after:swap", (event) => {
    follow(document);
    // What is put into a live region is said by itself and takes no focus from who is typing.
    if (event.detail?.ctx?.target?.closest?.("[aria-live]")) return;
    if (summaryIn(document)) return;
    const heading = document.querySelector("main h1");
    if (document.activeElement === document.body && heading) focusOn(heading);
    const count = document.querySelector(".xq-listing__total");
    const live = document.getElementById("live");
    if (count && live && live.textContent !== count.textContent) live.textContent = count.textContent;
  });

  follow(document);
  unfold();
  summaryIn(document);
})();
