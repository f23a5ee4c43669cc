// What a script adds to pages that are whole without one: results as you type and the arrows to go through them, and slips beside the words that you point at.
"use strict";

const WAIT_MS = 220;

/** Search: asks anew while you type, and puts the results of the answer in place of those that are shown. */
function searchLive(form) {
  let timer, running;
  const ask = async () => {
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    const words = (fields.get("q") || "").trim();
    if (/[\p{L}\p{N}]{2}$/u.test(words) && document.activeElement === form.elements.q) fields.set("q", `${words}*`);
    const address = `${form.action}?${fields}`;
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(address, { signal: running.signal, headers: { accept: "text/html" } });
      if (!answer.ok) return; // half a question; the next letter may make it one
      show(await answer.text());
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  const show = (html) => {
    const come = new DOMParser().parseFromString(html, "text/html");
    for (const part of ["#found-part", ".facets"]) document.querySelector(part).replaceWith(come.querySelector(part));
    document.getElementById("told").textContent = come.getElementById("told").textContent; // the same element, so that it is read aloud
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  };
  for (const field of form.elements) field.addEventListener("input", later);
  document.addEventListener("keydown", (event) => step(event, form.elements.q));
}

/** Search: the arrows lead from the box to the first statement, and from each to the next. */
function step(event, box) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [box, ...document.querySelectorAll("#found-part .card blockquote a")];
  const at = stops.indexOf(document.activeElement);
  const next = way && at >= 0 ? stops[at + way] : undefined;
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Article: pointing at a statement, or coming to its number by keyboard, lights it up and shows a slip with its particulars. */
function slips(text) {
  let slip, closing;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const numbers = (element) => element.dataset.of.split(" ");
  const light = (shown) => {
    for (const element of all(".on")) element.classList.remove("on");
    for (const number of shown) {
      for (const element of all(`.m[data-of~="${number}"], [data-note="${number}"]`)) element.classList.add("on");
    }
  };
  const close = () => {
    slip?.remove();
    slip = undefined;
    light([]);
  };
  const open = (element) => {
    clearTimeout(closing);
    if (slip?.dataset.of === element.dataset.of && slip.previousSibling === element) return;
    close();
    slip = document.createElement("span");
    slip.className = "slip";
    slip.dataset.of = element.dataset.of;
    slip.setAttribute("role", "group");
    slip.setAttribute("aria-label", `Statement ${numbers(element).join(" and ")}`);
    for (const number of numbers(element)) slip.append(document.querySelector(`[data-note="${number}"] .particulars`).cloneNode(true));
    element.after(slip);
    place(element);
    light(numbers(element));
  };
  const place = (element) => {
    const row = element.closest(".row");
    const [box, around] = [element.getClientRects()[0], row.getBoundingClientRect()];
    const width = slip.offsetWidth;
    slip.style.left = `${Math.max(0, Math.min(box.left - around.left, around.width - width))}px`;
    slip.style.top = `${element.getBoundingClientRect().bottom - around.top + 6}px`;
  };
  const closeSoon = () => {
    clearTimeout(closing);
    closing = setTimeout(close, 250);
  };
  text.addEventListener("mouseover", (event) => {
    if (event.target.closest(".slip")) clearTimeout(closing);
    else if (event.target.closest("p [data-of]")) open(event.target.closest("p [data-of]"));
    else closeSoon();
  });
  text.addEventListener("mouseleave", closeSoon);
  text.addEventListener("focusin", (event) => {
    const number = event.target.closest("a.nr");
    if (number) open(number);
    else if (!event.target.closest(".slip")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

const form = document.querySelector("form[data-live]");
if (form) searchLive(form);
const text = document.querySelector(".paper .text");
if (text) slips(text);
