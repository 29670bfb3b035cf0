// Standing: every relation is on the page with the days from and until which it holds; the slider shows those of a day.
(() => {
  const page = () => document.getElementById('standing');
  const words = (day) => new Date(day + 'T00:00:00Z').toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const all = (query) => (page() ? [...page().querySelectorAll(query)] : []);
  const hide = (node, is) => node.toggleAttribute('hidden', is);
  let playing = null;

  const days = () => document.getElementById('day').dataset.days.split(' ');
  const holds = (node, day) => (!node.dataset.from || node.dataset.from <= day) && (!node.dataset.until || day < node.dataset.until);

  function show(day) {
    all('[data-from]').forEach((n) => hide(n, !holds(n, day)));
    all('[data-pin]').forEach((pin) => {
      const mark = pin.querySelector('.holder:not([hidden])');
      hide(pin, !mark);
      if (mark) pin.setAttribute('href', '#' + mark.dataset.leads);
    });
    all('[data-legend]').forEach((item) => {
      const held = all(`.pin .holder[data-holder="${item.dataset.legend}"]:not([hidden])`).length;
      item.querySelector('[data-held]').textContent = `(${held})`;
      hide(item, !held);
    });
    const live = new Set();
    all('.edge:not([hidden])').forEach((e) => live.add(e.dataset.a).add(e.dataset.b));
    all('[data-node]').forEach((n) => hide(n, !live.has(n.dataset.node)));
    const says = [];
    all('[data-kind]').forEach((part) => {
      const held = part.querySelectorAll('[data-relation]:not([hidden])').length;
      part.querySelector('[data-count]').textContent = `(${held})`;
      hide(part.querySelector('[data-none]'), held > 0);
      hide(part.querySelector('table'), held === 0);
      if (held) says.push(`${part.querySelector('h2').firstChild.textContent.trim().toLowerCase()}: ${held}`);
    });
    document.getElementById('day-says').textContent = says.join('; ') || 'nothing is told to hold';
    document.getElementById('day-words').textContent = words(day);
    document.getElementById('day').setAttribute('aria-valuetext', words(day));
    document.getElementById('any-day').value = day;
    page().querySelector('form [name="as_of"]').value = day;
    remember(day);
  }

  // The day is a part of the address, and of the addresses of the data.
  function remember(day) {
    const here = new URL(location.href);
    here.searchParams.set('as_of', day);
    history.replaceState(history.state, '', here);
    document.querySelectorAll('a[data-form]').forEach((link) => {
      const there = new URL(link.href);
      there.searchParams.set('as_of', day);
      link.href = there.pathname + there.search;
    });
  }

  function go(at) {
    const slider = document.getElementById('day');
    slider.value = Math.max(0, Math.min(days().length - 1, at));
    show(days()[Number(slider.value)]);
  }

  function play(is) {
    clearInterval(playing);
    playing = null;
    const button = page().querySelector('[data-play]');
    button.setAttribute('aria-pressed', String(is));
    button.textContent = is ? 'Stop' : 'Play';
    if (!is) return;
    const slider = document.getElementById('day');
    if (Number(slider.value) >= days().length - 1) go(0);
    playing = setInterval(() => {
      if (!page()) return clearInterval(playing);
      if (Number(slider.value) >= days().length - 1) return play(false);
      go(Number(slider.value) + 1);
    }, 900);
  }

  function open(id) {
    const row = document.getElementById(id);
    if (!row || row.hidden) return;
    const details = row.querySelector('details');
    if (details) details.open = true;
    all('.relations .chosen').forEach((n) => n.classList.remove('chosen'));
    row.classList.add('chosen');
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
  }

  document.addEventListener('input', (event) => {
    if (event.target.id === 'day') {
      play(false);
      go(Number(event.target.value));
    }
  });
  document.addEventListener('change', (event) => {
    if (event.target.id !== 'any-day' || !event.target.value) return;
    play(false);
    const known = days();
    document.getElementById('day').value = Math.max(0, known.filter((d) => d <= event.target.value).length - 1);
    show(event.target.value);
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest || !page()) return;
    const step = event.target.closest('[data-step]');
    if (step) {
      play(false);
      go(Number(document.getElementById('day').value) + Number(step.dataset.step));
    } else if (event.target.closest('[data-play]')) {
      play(playing === null);
    } else {
      const link = event.target.closest('#standing a[href^="#rel-"]');
      if (!link) return;
      event.preventDefault();
      const id = link.getAttribute('href').slice(1);
      history.replaceState(history.state, '', '#' + id);
      open(id);
    }
  });
  const waiting = new MutationObserver(() => {
    if (!document.getElementById('standing')) return;
    waiting.disconnect();
    if (location.hash.startsWith('#rel-')) setTimeout(() => open(location.hash.slice(1)), 50);
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
