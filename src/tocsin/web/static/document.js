// A document: text and list point at each other. What is chosen is in the address (#m_…, #r_…, #card-…, #at-start-end).
(() => {
  const page = () => document.getElementById('document');
  const each = (query, act) => page() && page().querySelectorAll(query).forEach(act);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const show = (node) => node && node.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });

  function mark(ids) {
    const wanted = new Set(ids);
    const has = (names) => (names || '').split(' ').some((id) => wanted.has(id));
    each('[data-of]', (n) => {
      n.classList.toggle('chosen', has(n.dataset.of));
      n.classList.toggle('own', has(n.dataset.near));
    });
    each('[data-card]', (n) => n.classList.toggle('chosen', wanted.has(n.dataset.card)));
  }

  function idsBetween(start, end) {
    const found = new Set();
    each('[data-at]', (n) => {
      const at = Number(n.dataset.at);
      if (at >= start && at < end) n.dataset.of.split(' ').forEach((id) => found.add(id));
    });
    return found;
  }

  // Follow the address: mark both sides, scroll to the one that was not clicked.
  function follow() {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!name || !page()) return;
    const span = name.match(/^at-(\d+)-(\d+)$/);
    if (span) {
      mark(idsBetween(Number(span[1]), Number(span[2])));
      show(page().querySelector('.lit.chosen'));
      return;
    }
    const isCard = name.startsWith('card-');
    const id = isCard ? name.slice(5) : name;
    mark([id]);
    const card = document.getElementById('card-' + id);
    if (isCard) {
      show(card);
      if (card) card.focus({ preventScroll: true });
    } else {
      const of = `[data-of~="${CSS.escape(id)}"]`; // its own trigger, before the words that tell it again or of another
      const own = page().querySelector(`.lit.on-trigger[data-near~="${CSS.escape(id)}"]:not([title*="told again"])`);
      show(own || page().querySelector(`.lit.on-trigger${of}`) || page().querySelector('.lit.chosen'));
      const list = card && card.closest('.read-side');
      if (list && list.scrollHeight > list.clientHeight) list.scrollTop = card.offsetTop - list.offsetTop - 80;
    }
  }

  document.addEventListener('click', (event) => {
    const lit = event.target.closest && event.target.closest('#document .lit');
    if (!lit || lit.tagName === 'A') return;
    const near = lit.dataset.near || lit.dataset.of;
    const id = near.split(' ')[0];
    history.replaceState(history.state, '', '#card-' + id);
    mark(near.split(' '));
    show(document.getElementById('card-' + id));
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('#document a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    history.pushState(history.state, '', link.getAttribute('href'));
    follow();
  });
  document.addEventListener('change', (event) => {
    const layer = event.target.dataset && event.target.dataset.layer;
    if (layer && page()) page().classList.toggle('without-' + layer, !event.target.checked);
  });
  addEventListener('hashchange', follow);
  addEventListener('popstate', follow);
  // The page is drawn after it is loaded: wait for it, then follow the address once.
  const waiting = new MutationObserver(() => {
    if (!page()) return;
    waiting.disconnect();
    setTimeout(follow, 50);
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
