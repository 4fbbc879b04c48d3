// "Exit this page", the design system's pattern: leaves at once, takes the page out of the history,
// and comes by three presses of Shift as well. It stands beside its button, so that it runs before
// the rest of the page is shown. Without it the button is a plain link.
(() => {
  const box = document.querySelector("[data-exit]");
  const link = box.querySelector("a");
  const said = box.querySelector("[data-exit-said]");
  const MARK = "exit";
  const WAIT = 5000;

  // A browser may refuse to remember anything: then leaving still works.
  function remember(what) {
    try {
      if (what) sessionStorage.setItem(MARK, "1");
      else sessionStorage.removeItem(MARK);
    } catch {}
  }
  function left() {
    try {
      return sessionStorage.getItem(MARK) === "1";
    } catch {
      return false;
    }
  }

  function leave() {
    remember(true);
    forget();
    said.textContent = box.dataset.said0;
    document.documentElement.hidden = true;
    document.title = "\u200b";
    fetch(link.href, { keepalive: true, redirect: "manual" }).catch(() => {});
    location.replace(box.dataset.exit);
  }

  // What waited here to be sent (log.js) is nobody else's to find.
  function forget() {
    try {
      localStorage.removeItem("alongside-log");
    } catch {}
  }

  // Somebody else presses Back afterwards: they get no further than whoever left.
  const [came] = performance.getEntriesByType("navigation");
  if (left() && came && came.type === "back_forward") leave();
  else remember(false);
  addEventListener("pageshow", (event) => {
    if (event.persisted && left()) leave();
  });

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Shift alone counts; Shift with a letter is somebody writing.
  let presses = 0;
  let alone = false;
  let timer;
  function again() {
    presses = 0;
    clearTimeout(timer);
    said.textContent = "";
  }
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) again();
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses += 1;
    clearTimeout(timer);
    if (presses === 3) return leave();
    said.textContent = box.dataset[`said${3 - presses}`];
    timer = setTimeout(again, WAIT);
  });
})();
