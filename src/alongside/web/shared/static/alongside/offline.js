// Lets the browser keep "Need help now?" for when there is no connection. Nothing else needs it.
(() => {
  const { worker, scope } = document.currentScript.dataset;
  if (!("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    navigator.serviceWorker.register(worker, { scope }).catch(() => {});
  });
})();
