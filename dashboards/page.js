// What Streamlit says in English of itself, in the reader's language: names that screen readers speak, the link past the menu,
// and that an address has no page. It has no setting for any of them.
(() => {
  const DUTCH = {
    "Collapse sidebar": "Menu inklappen", "Expand sidebar": "Menu uitklappen", "Open sidebar": "Menu uitklappen",
    "Sidebar": "Menu", "Open": "Openen", "Close": "Sluiten", "Clear value": "Leegmaken", "Clear all": "Alles leegmaken",
    "Navigate to home page": "Naar het overzicht", "Copy to clipboard": "Kopiëren", "file upload": "bestand kiezen",
    "Skip to main content": "Naar de inhoud", "Page not found": "Deze pagina bestaat niet",
    "The page that you have requested does not seem to exist. Running the app's main page.": "U ziet nu het overzicht.",
  };
  const TEXTS = "[data-testid=stSkipToContent], [role=dialog]";
  const HELP = ["Help for ", "Uitleg bij "];
  const wanted = document.documentElement;
  const told = (text) => {
    const [from, to] = wanted.lang === "nl" ? HELP : [HELP[1], HELP[0]];
    if (text.startsWith(from)) return to + text.slice(from.length);
    if (wanted.lang === "nl") return DUTCH[text] ?? text;
    return Object.keys(DUTCH).find((english) => DUTCH[english] === text) ?? text;
  };
  const say = (element) => {
    for (const name of ["aria-label", "title"]) {
      const was = element.getAttribute(name);
      if (was && told(was) !== was) element.setAttribute(name, told(was));
    }
    if (element.closest(TEXTS)) {
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE && told(node.data) !== node.data) node.data = told(node.data);
      }
    }
  };
  const all = (root) => {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    say(root);
    root.querySelectorAll(`[aria-label], [title], ${TEXTS}, [role=dialog] *`).forEach(say);
  };
  if (window.inTheReadersWords === undefined) {
    new MutationObserver((changes) => changes.forEach((change) => {
      if (change.type === "attributes") say(change.target);
      else change.addedNodes.forEach(all);
    })).observe(document.body, {subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "title"]});
  }
  window.inTheReadersWords = wanted.lang;
  all(document.body);
})();
