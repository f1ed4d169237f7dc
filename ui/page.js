// Runs once per part of the page. Whatever is pressed becomes one event with three words: act, name, value.
const LONGEST_WAIT_MS = 30000;
// So long after an answer is whole, older lists still fold away and pictures still come on a busy machine.
const SETTLED_MS = 600;
const LOST = 'I can’t reach the shop just now. Nothing of our conversation is lost.';
const SLOW = 'This takes longer than it should. Nothing of our conversation is lost.';
// Gradio loads the page anew once the shop is back: what was not taken, and whether it is to be sent again then.
const UNSENT = 'warmstart.unsent';
const AGAIN = 'warmstart.again';

// What all parts share: the press under way and whether nothing of its answer came yet, how to send one, those that wait,
// and what is said when no answer comes.
const shared = window.warmstart ??= { last: null, fresh: false, send: null, waiting: [], timer: null, lost: false };

const box = () => document.querySelector('#ws-say textarea');
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

shared.write ??= (text) => {
  const field = box();
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

shared.unwrite ??= ([act, , value]) => {
  if (act === 'words' && box()?.value === value) shared.write('');
};

// One turn at a time, in the order of the presses: an answer that is still on its way is what the next one builds on.
// The same press once more is a double click.
shared.press ??= (...press) => {
  if (same(press, shared.waiting.at(-1) ?? shared.last)) return;
  if (shared.last) shared.waiting.push(press);
  else shared.take(press);
};

shared.take ??= (press) => {
  shared.last = press;
  shared.fresh = true;
  document.querySelector('.ws-lost')?.remove();
  clearTimeout(shared.timer);
  // Once the shop was lost, Gradio asks it for nothing until it is back.
  shared.timer = setTimeout(() => shared.lose(shared.lost ? LOST : SLOW), shared.lost ? 700 : LONGEST_WAIT_MS);
  shared.send(press);
};

// What the message box gives: the box is free for the next words at once, and nobody else empties it.
shared.speak ??= (text) => {
  if (!text.trim()) return;
  shared.write('');
  if (matchMedia('(pointer: coarse)').matches) box()?.blur(); // a phone's keyboard would hide the products
  shared.press('words', '', text);
};

shared.settle ??= () => {
  clearTimeout(shared.timer);
  shared.lost = false;
  shared.last = null;
  const unsent = sessionStorage.getItem(UNSENT);
  if (unsent) shared.unwrite(JSON.parse(unsent));
  document.querySelector('.ws-lost')?.remove();
  sessionStorage.removeItem(UNSENT);
  sessionStorage.removeItem(AGAIN);
  if (shared.waiting.length) shared.take(shared.waiting.shift());
};

// No answer came: what was said stands in the box again, unless other words do by now.
shared.lose ??= (words) => {
  clearTimeout(shared.timer);
  const press = shared.last;
  if (!press) return;
  shared.last = null;
  shared.waiting = [];
  sessionStorage.setItem(UNSENT, JSON.stringify(press));
  if (press[0] === 'words' && !box()?.value) shared.write(press[2]);
  const form = document.querySelector('#ws-main > .form');
  if (!form || form.querySelector('.ws-lost')) return;
  const notice = document.createElement('div');
  notice.className = 'ws-lost';
  notice.setAttribute('role', 'alert');
  notice.append(words, Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' }));
  notice.lastChild.addEventListener('click', () => {
    sessionStorage.setItem(AGAIN, 'yes');
    shared.unwrite(press);
    shared.press(...press);
  });
  form.prepend(notice);
};

if (!shared.watching) {
  shared.watching = true;
  const ask = window.fetch.bind(window);
  window.fetch = (...given) => {
    const answer = ask(...given);
    if (String(given[0]?.url ?? given[0]).includes('/queue/join')) {
      const failed = () => {
        shared.lost = true;
        shared.lose(LOST);
      };
      answer.then((got) => { if (got.status >= 500) failed(); }, failed);
    }
    return answer;
  };
  // A picture that its host does not give becomes the letter that stands for none.
  document.addEventListener('error', (event) => {
    const picture = event.target;
    if (!(picture instanceof HTMLImageElement) || !picture.closest('.ws-pic')) return;
    const letter = Object.assign(document.createElement('span'), { className: 'ws-nopic' });
    letter.textContent = picture.dataset.letter || '·';
    picture.replaceWith(letter);
  }, true);
}

// What was not taken before the page was loaded anew stands in the box again, or is sent if that was asked for.
function resume() {
  document.querySelector('#ws-say button')?.setAttribute('aria-label', 'Send');
  const unsent = sessionStorage.getItem(UNSENT);
  const again = sessionStorage.getItem(AGAIN);
  shared.settle();
  if (!unsent) return;
  sessionStorage.setItem(UNSENT, unsent); // until it is taken: the page may be loaded anew once more
  const [act, name, value] = JSON.parse(unsent);
  if (again) shared.press(act, name, value);
  else if (act === 'words') shared.write(value);
}

element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do], [data-edit]');
  if (!button || !element.contains(button)) return;
  event.preventDefault();
  if (button.dataset.edit) {
    change(button);
    return;
  }
  const newest = document.querySelector('.ws-newest');
  if (newest) newest.focus({ preventScroll: true }); // the pressed button is about to go: keep the keyboard's place
  shared.press(button.dataset.do, button.dataset.name || '', button.dataset.value || '');
});

// Ticked products are compared; ids travel in one word, each quoted.
element.addEventListener('change', (event) => {
  const list = event.target.closest('.ws-list');
  if (!list || !event.target.matches('[data-tick]')) return;
  const ticked = [...list.querySelectorAll('[data-tick]:checked')].map((box) => encodeURIComponent(box.dataset.tick));
  const bar = list.querySelector('.ws-picked');
  const compare = bar.querySelector('button');
  bar.hidden = ticked.length === 0;
  bar.querySelector('.ws-hint').hidden = ticked.length > 1;
  compare.hidden = ticked.length < 2;
  compare.textContent = `Compare these ${ticked.length}`;
  compare.dataset.value = ticked.join(',');
});

// A belief is typed over where it stands: Enter keeps the new value, Escape the old one.
function change(button) {
  const field = Object.assign(document.createElement('input'), { className: 'ws-value', value: button.dataset.value });
  field.setAttribute('aria-label', button.getAttribute('aria-label'));
  field.maxLength = 100;
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    field.replaceWith(button);
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      close();
      button.focus();
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const typed = field.value.trim();
    close();
    if (typed && typed !== button.dataset.value) shared.press('edit', button.dataset.edit, typed);
    else button.focus();
  });
  field.addEventListener('blur', close);
  button.replaceWith(field);
  field.select();
}

// A tab among others, and a bookmark, bear the shop's name.
if (element.closest('#ws-head')) {
  watch('value', () => { document.title = element.querySelector('h1').textContent; });
}

// A new turn is brought to the top and kept there while older lists fold away above it, unless the reader scrolls.
if (element.closest('#ws-now')) {
  shared.send = ([act, name, value]) => trigger('click', { act, name, value });
  let opened = false;
  let following = false;
  let ending = null;
  const place = () => {
    const bubble = element.querySelector('.ws-shopper');
    if (!following || !bubble) return;
    const under = document.querySelector('.ws-top').offsetHeight + 14;
    window.scrollTo({ top: bubble.getBoundingClientRect().top + window.scrollY - under });
  };
  for (const kind of ['wheel', 'touchmove', 'keydown']) {
    window.addEventListener(kind, () => { following = false; }, { passive: true });
  }
  watch('value', () => {
    const busy = element.querySelector('[aria-busy=true]') !== null;
    // A page that is opened again shows the newest answer, too.
    if (shared.fresh || !opened) following = true;
    shared.fresh = false;
    if (!opened) resume();
    else if (!busy) shared.settle();
    opened = true;
    clearTimeout(ending);
    requestAnimationFrame(place);
    if (!busy) ending = setTimeout(() => { place(); following = false; }, SETTLED_MS);
  });
  const moved = new ResizeObserver(place);
  for (const part of document.querySelectorAll('#ws-past, #ws-now')) moved.observe(part);
}
