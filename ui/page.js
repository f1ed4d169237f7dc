// Runs once per part of the page: presses of our own buttons become one event with three words.
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]');
  if (!button || !element.contains(button)) return;
  event.preventDefault();
  const newest = document.querySelector('.ws-newest');
  if (newest) newest.focus({ preventScroll: true }); // the pressed button is about to go: keep the keyboard's place
  trigger('click', { act: button.dataset.do, name: button.dataset.name || '', value: button.dataset.value || '' });
});

// A new turn scrolls into view once, when it begins; while it grows the page stays where the reader is.
if (element.closest('#ws-now') || element.id === 'ws-now') {
  let saidLast = null;
  watch('value', () => {
    const bubble = element.querySelector('.ws-shopper');
    const said = bubble ? bubble.textContent + document.querySelectorAll('.ws-shopper').length : null;
    if (said === null || said === saidLast) return;
    saidLast = said;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const top = bubble.getBoundingClientRect().top + window.scrollY - 76;
    window.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
  });
}
