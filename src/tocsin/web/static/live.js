// Filters without a reload: a form and links that work as they stand are listened to, the state goes into the address,
// and the server is told ("view"); it sends what has changed and calls tocsinSettled.
(() => {
  const form = () => document.getElementById('filters');
  let asked = 0;
  let last = location.search;
  let focused = null;

  const params = (search) => Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ''));

  // The socket may still be shaking hands when the first click comes.
  const emit = (name, value, tries = 100) => {
    if (window.did_handshake && typeof emitEvent === 'function') emitEvent(name, value);
    else if (tries > 0) setTimeout(() => emit(name, value, tries - 1), 50);
  };
  window.tocsinEmit = emit;

  // What is being typed stays, unless the reader goes back or on to another state.
  const fill = (state, isAll) => {
    if (!form()) return;
    for (const control of form().elements) {
      if (control.name && (isAll || control !== document.activeElement)) control.value = state[control.name] ?? '';
    }
    modesOfType();
  };

  const modesOfType = () => {
    const type = document.getElementById('f-type');
    const mode = document.getElementById('f-mode');
    if (!type || !mode) return;
    for (const group of mode.querySelectorAll('optgroup')) {
      const fits = !type.value || group.dataset.type === type.value;
      group.hidden = !fits;
      group.disabled = !fits;
    }
    if (mode.selectedOptions[0]?.parentElement.disabled) mode.value = '';
  };

  const forms = () => {
    for (const link of document.querySelectorAll('a[data-form]')) {
      link.href = `${location.pathname}.${link.dataset.form}${location.search}`;
    }
  };

  const go = (search, how) => {
    if (search === '?') search = '';
    if (how && search !== last) history[how](history.state, '', location.pathname + search + location.hash);
    last = search;
    asked += 1;
    focused = document.activeElement?.id || null;
    document.documentElement.dataset.asking = asked;
    fill(params(search), how === null);
    forms();
    emit('view', { params: params(search), n: asked });
  };
  // For what else sets filters, such as a brush: names with values; an empty one is taken away.
  window.tocsinSet = (values, how = 'replaceState') => {
    const search = new URLSearchParams(location.search);
    search.delete('after');
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === '') search.delete(name);
      else search.set(name, value);
    }
    const words = search.toString();
    go(words ? `?${words}` : '', how);
  };
  window.tocsinSettled = (n) => {
    if (n !== undefined && n < asked) return;
    delete document.documentElement.dataset.asking;
    requestAnimationFrame(() => {
      const lost = !document.activeElement || document.activeElement === document.body;
      const again = lost && focused ? document.getElementById(focused) : null;
      if (again) again.focus({ preventScroll: true });
      forms();
    });
  };

  const ofForm = () => {
    const search = new URLSearchParams();
    for (const [name, value] of new FormData(form())) if (String(value).trim()) search.set(name, String(value).trim());
    const words = search.toString();
    return words ? `?${words}` : '';
  };
  const apply = () => {
    modesOfType();
    const search = ofForm();
    if (search !== last) go(search, 'pushState');
  };

  const isPlain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-live], a[data-more]');
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    if (link.dataset.more !== undefined) {
      link.setAttribute('aria-disabled', 'true');
      emit('older', { after: new URL(link.href).searchParams.get('after') });
    } else go(new URL(link.href).search, 'pushState');
  });
  document.addEventListener('submit', (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    apply();
  });
  document.addEventListener('change', (event) => {
    if (form()?.contains(event.target)) apply();
  });
  // A suggestion that is picked is meant; what is typed waits for Enter or for leaving the field.
  document.addEventListener('input', (event) => {
    const list = form()?.contains(event.target) && event.target.list;
    if (list && !(event.inputType || '').startsWith('insertText') && [...list.options].some((o) => o.value === event.target.value)) apply();
  });
  addEventListener('popstate', () => {
    if (location.search !== last) go(location.search, null);
  });

  // An entry under the pointer or the focus shows where it is.
  const point = (event) => {
    const entry = event.target.closest?.('[data-incident]');
    const place = entry?.dataset.lat ? { lat: Number(entry.dataset.lat), lon: Number(entry.dataset.lon) } : null;
    here(place);
  };
  // A ring on the map; the map element keeps its Leaflet map in "map".
  const here = (place) => {
    const root = document.querySelector('.overview-map');
    const map = root && typeof getElement === 'function' ? getElement(Number(root.id.slice(1)))?.map : null;
    if (!map) return;
    const box = map.getContainer();
    let ring = box.querySelector('.map-here');
    const at = place && map.latLngToContainerPoint([place.lat, place.lon]);
    const isSeen = at && map.getBounds().contains([place.lat, place.lon]);
    if (!isSeen) return void ring?.remove();
    if (!ring) {
      ring = document.createElement('div');
      ring.className = 'map-here';
      ring.setAttribute('aria-hidden', 'true');
      box.append(ring);
    }
    ring.style.transform = `translate(${at.x}px, ${at.y}px)`;
  };
  document.addEventListener('mouseover', point);
  document.addEventListener('focusin', point);

  // NiceGUI draws the page after this script has run.
  const begin = (tries = 100) => {
    if (form()) modesOfType();
    else if (tries > 0) setTimeout(() => begin(tries - 1), 50);
  };
  begin();
})();
