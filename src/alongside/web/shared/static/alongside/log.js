// A log that is filled in without a connection waits on the phone, and is sent once. What waits is
// kept in this browser alone, under a key that names nobody, and is deleted as soon as it is sent.
// Each has a key of its own, by which we know it again: sent twice, it is one meeting.
(() => {
  "use strict";
  const STORE = "alongside-log";
  const PAGE = "alongside-log-page";
  const AT = "/log/kept-here";
  const OPEN = "#open";
  const PATIENCE = 15000;
  const box = document.querySelector("[data-log-waiting]");
  const form = document.querySelector("[data-log]");
  if (!box) return;
  const whose = box.dataset.for;
  const address = box.dataset.address || location.pathname;
  const part = (name) => document.querySelector(`[data-log-${name}]`);

  function all() {
    try {
      return JSON.parse(localStorage.getItem(STORE) || "[]");
    } catch {
      return [];
    }
  }
  // A browser may refuse to keep anything: then the form is sent as any other.
  function keep(entries) {
    try {
      if (entries.length) localStorage.setItem(STORE, JSON.stringify(entries));
      else localStorage.removeItem(STORE);
      return true;
    } catch {
      return false;
    }
  }
  const mine = () => all().filter((entry) => entry.whose === whose);
  const put = (entry) => keep([...all().filter((each) => each.key !== entry.key), entry]);
  const drop = (key) => keep(all().filter((each) => each.key !== key));

  function newKey() {
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) =>
      each.toString(16).padStart(2, "0"),
    ).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  function phoneDay() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function show(closed) {
    const open = form ? form.elements.key.value : "";
    const waiting = mine().filter((entry) => !entry.refused);
    const refused = mine().filter((entry) => entry.refused && entry.key !== open);
    box.hidden = !waiting.length;
    part("soon").hidden = closed;
    part("closed").hidden = !closed;
    part("refused").hidden = !refused.length;
  }

  // "sent", "refused" (we ask something), "closed" (signed out, or the link is over) or "offline".
  async function send(entry) {
    const patient = { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) };
    try {
      const page = await fetch(address, patient);
      if (page.status >= 500) return { how: "offline" };
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const there = fresh.querySelector("[data-log]");
      if (!page.ok || page.redirected || !there || there.dataset.whose !== whose) {
        return { how: "closed" };
      }
      const body = new URLSearchParams(entry.fields);
      const token = there.querySelector("[name=csrfmiddlewaretoken]");
      if (token) body.append(token.name, token.value);
      body.set("phone_on", phoneDay());
      const answer = await fetch(address, { ...patient, method: "POST", body });
      if (answer.redirected && answer.ok) return { how: "sent", url: answer.url };
      return { how: answer.status >= 500 ? "offline" : "refused" };
    } catch {
      return { how: "offline" };
    }
  }

  let sending = false;
  async function sendAll() {
    if (sending) return;
    sending = true;
    let closed = false;
    let urgent = "";
    for (const entry of mine().filter((each) => !each.refused)) {
      const { how, url } = await send(entry);
      if (how === "sent") {
        drop(entry.key);
        part("sent").hidden = false;
        if (url.endsWith("/urgent/")) urgent = url;
      } else if (how === "refused") put({ ...entry, refused: true });
      else {
        closed = how === "closed";
        break;
      }
    }
    sending = false;
    show(closed);
    if (urgent) location.assign(urgent);
  }

  function said() {
    const leave = ["csrfmiddlewaretoken", "phone_on"];
    return [...new FormData(form)].filter(([name]) => !leave.includes(name));
  }

  async function submit(event) {
    const entry = { key: form.elements.key.value, whose, fields: said() };
    form.elements.phone_on.value = phoneDay();
    if (!put(entry)) return;
    event.preventDefault();
    const { how, url } = await send(entry);
    if (how === "sent") {
      drop(entry.key);
      location.assign(url);
    } else if (how === "offline") keepForLater(entry);
    else {
      // We ask something, or want a sign-in: the page that says so comes by the plain way.
      put({ ...entry, refused: how === "refused" });
      form.submit();
    }
  }

  function keepForLater(entry) {
    form.reset();
    begin();
    show(false);
    const urgent = new URLSearchParams(entry.fields).get("worry") === "urgent";
    part("urgent").hidden = !urgent;
    const first = urgent ? part("urgent") : box;
    first.focus();
    first.scrollIntoView();
  }

  // Fills the form with what was typed, and sends it the plain way: the answer shows what we ask.
  function openAgain() {
    const entry = mine().find((each) => each.refused);
    if (!entry) return;
    if (!form || form.hasAttribute("data-kept")) {
      location.assign(address + OPEN);
      if (form) location.reload(); // the same address: the page that was kept gives way
      return;
    }
    fill(entry.fields);
    form.submit();
  }
  function fill(fields) {
    for (const control of form.elements) {
      if (control.name === "csrfmiddlewaretoken" || !control.name) continue;
      const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = values.includes(control.value);
      } else control.value = values[0] || "";
    }
    form.elements.phone_on.value = phoneDay();
  }

  // A page that was kept, or is shown again by the browser, begins a new meeting of today.
  function begin() {
    form.elements.key.value = newKey();
    if (!form.hasAttribute("data-kept")) return;
    const now = new Date();
    form.elements.on_day.value = now.getDate();
    form.elements.on_month.value = now.getMonth() + 1;
    form.elements.on_year.value = now.getFullYear();
  }

  async function keepPage() {
    if (!("serviceWorker" in navigator) || !form.dataset.shell) return;
    await navigator.serviceWorker.register(form.dataset.worker, { scope: "/log/" });
    const page = await fetch(form.dataset.shell, { credentials: "same-origin" });
    if (!page.ok || page.redirected) return;
    await (await caches.open(PAGE)).put(AT, page);
    form.dataset.ready = "";
  }

  if (form) {
    if (form.hasAttribute("data-kept")) begin();
    addEventListener("pageshow", (event) => event.persisted && begin());
    form.addEventListener("submit", submit);
    addEventListener("load", () => keepPage().catch(() => {}));
  }
  part("open").addEventListener("click", openAgain);
  document.querySelector("form[action='/accounts/logout/']")?.addEventListener("submit", (event) => {
    if (mine().length && !confirm(box.dataset.signOut)) event.preventDefault();
  });
  addEventListener("online", sendAll);
  show(false);
  if (form && location.hash === OPEN && !form.hasAttribute("data-kept")) openAgain();
  else if (navigator.onLine) sendAll();
})();
