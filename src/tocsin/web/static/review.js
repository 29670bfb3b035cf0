// The review screen: keys and buttons go to the server as "act"; who decides is asked once and kept in this browser.
(() => {
  const KEPT = 'tocsin-by';
  const emit = (name, value) => window.tocsinEmit(name, value);
  const isField = (node) => !!node?.closest?.('input, select, textarea, [contenteditable="true"]');
  const KEYS = { ArrowRight: 'j', ArrowDown: 'j', ArrowLeft: 'k', ArrowUp: 'k' };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.getElementById('edit')) return emit('act', { key: 'Escape' });
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return;
    // Arrows move what has the focus where that scrolls.
    const key = event.key.startsWith('Arrow') && event.target.closest?.('.scroll-x') ? null : KEYS[event.key] || event.key;
    if (!key || !document.querySelector(`button[data-key="${CSS.escape(key)}"]:not(:disabled)`)) return;
    event.preventDefault();
    emit('act', { key });
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button[data-key], button[data-undo]');
    if (!button) return;
    if (button.dataset.undo) emit('undo', { id: button.dataset.undo });
    else emit('act', { key: button.dataset.key });
  });
  document.addEventListener('submit', (event) => {
    if (event.target.id !== 'edit') return;
    event.preventDefault();
    emit('edit', { incident: event.target.dataset.incident, ...Object.fromEntries(new FormData(event.target)) });
  });
  const hint = () => {
    const option = document.getElementById('edit-field')?.selectedOptions[0];
    if (!option) return;
    document.getElementById('edit-value').value = option.dataset.now;
    document.getElementById('edit-hint').textContent = option.dataset.hint;
  };
  document.addEventListener('change', (event) => {
    if (event.target.id === 'edit-field') hint();
    if (event.target.id === 'by') {
      localStorage.setItem(KEPT, event.target.value.trim());
      emit('by', { by: event.target.value.trim() });
    }
  });
  // Who is quick is in a field of the form already, and stays there.
  window.tocsinEdit = () => requestAnimationFrame(() => {
    const form = document.getElementById('edit');
    if (!form?.contains(document.activeElement)) document.getElementById('edit-field')?.focus();
  });
  const begin = (tries = 200) => {
    const by = document.getElementById('by');
    if (by) {
      by.value = localStorage.getItem(KEPT) || '';
      if (by.value) emit('by', { by: by.value });
    } else if (tries > 0) setTimeout(() => begin(tries - 1), 50);
  };
  addEventListener('DOMContentLoaded', () => begin());
})();
