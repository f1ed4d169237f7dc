// Runs once per part of the page: presses of our own buttons become one event with three words.
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]');
  if (!button || !element.contains(button)) return;
  event.preventDefault();
  const newest = document.querySelector('.ws-newest');
  if (newest) newest.focus({ preventScroll: true }); // the pressed button is about to go: keep the keyboard's place
  trigger('click', { act: button.dataset.do, name: button.dataset.name || '', value: button.dataset.value || '' });
});

// A new turn is brought to the top and kept there while older lists fold away above it, unless the reader scrolls.
if (element.closest('#ws-now')) {
  let turns = null;
  let following = false;
  const place = () => {
    const bubble = element.querySelector('.ws-shopper');
    if (!following || !bubble) return;
    window.scrollTo({ top: bubble.getBoundingClientRect().top + window.scrollY - 78 });
  };
  for (const kind of ['wheel', 'touchmove', 'keydown']) {
    window.addEventListener(kind, () => { following = false; }, { passive: true });
  }
  watch('value', () => {
    const count = document.querySelectorAll('.ws-shopper').length;
    const busy = element.querySelector('[aria-busy=true]') !== null;
    if (turns !== null && count > turns && busy) following = true;
    turns = count;
    requestAnimationFrame(place);
    if (!busy) setTimeout(() => { place(); following = false; }, 150);
  });
}
