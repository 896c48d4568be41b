/* Search and filters. Every state is an address: #q=…&领域=…&领域=…&单位=…; nothing is asked of any server.
   Each different text is held once; a query looks through them all, then through the items that name them. */
'use strict';
const gwcat = (function () {
  const STEP = 50, FEW = 20, WEIGHTS = { name: 12, trail: 6, content: 3, who: 2, when: 1, basis: 1, more: 1 };
  const LABELS = { who: '公开主体', when: '公开时限', basis: '公开依据' };
  const data = {};
  const $ = function (id) { return document.getElementById(id); };
  let items, texts, shown = STEP, found = [], terms = [], drawn = '', boxes = [];

  const list = function (value) { return Array.isArray(value) ? value : [value]; };
  /* Full width and capitals as half width and small letters; the length stays, so that places can be marked. */
  const fold = function (text) {
    return /[\uff01-\uff5e\u3000A-Z]/.test(text)
      ? text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); }).replace(/\u3000/g, ' ').toLowerCase()
      : text;
  };
  const element = function (tag, attributes, text) {
    const made = document.createElement(tag);
    for (const key in attributes || {}) made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  function take(name, content) {
    data[name] = content;
    if (name === 'items') { items = content; items.folded = items.names.map(fold); prepare(); }
    if (name === 'texts') { texts = content; texts.folded = texts.texts.map(fold); }
    if (items) update();
  }

  function state() {
    const asked = new URLSearchParams(location.hash.slice(1) || location.search.slice(1));
    return { q: (asked.get('q') || '').trim(), chosen: items.axes.map(function (axis) { return new Set(asked.getAll(axis[0])); }) };
  }
  function address(q, chosen) {
    const asked = new URLSearchParams();
    if (q) asked.set('q', q);
    items.axes.forEach(function (axis, number) {
      axis[1].forEach(function (value) { if (chosen[number].has(value)) asked.append(axis[0], value); });
    });
    return '#' + asked;
  }
  function go(target, keep) {
    if (target === location.hash || (target === '#' && !location.hash)) return;
    if (!keep) { location.hash = target; return; }
    try { history.replaceState(null, '', target); } catch (_) { location.replace(target); return; }
    update();
  }

  /* Which of the texts hold the word, as marks by number. */
  function holding(folded, word) {
    const marks = new Uint8Array(folded.length);
    for (let n = 0; n < folded.length; n++) if (folded[n].includes(word)) marks[n] = 1;
    return marks;
  }
  function touches(marks, value) {
    if (typeof value === 'number') return marks[value];
    for (let n = 0; n < value.length; n++) if (marks[value[n]]) return 1;
    return 0;
  }
  /* The score of every item for one word; 0 where it has none. */
  function scores(word) {
    const total = new Float64Array(items.page.length), names = holding(items.folded, word);
    const inTexts = texts && holding(texts.folded, word);
    const fields = ['content', 'who', 'when', 'basis', 'more'];
    const axes = items.axes.slice(0, 2).map(function (axis) { return holding(axis[1].map(fold), word); });
    for (let n = 0; n < total.length; n++) {
      let score = 0;
      if (names[items.name[n]]) score += WEIGHTS.name * (items.folded[items.name[n]] === word ? 2 : 1);
      if (touches(names, items.trail[n])) score += WEIGHTS.trail;
      axes.forEach(function (marks, axis) { if (touches(marks, items.facets[axis][n])) score += 4; });
      if (inTexts) for (const field of fields) if (touches(inTexts, texts[field][n])) score += WEIGHTS[field];
      total[n] = score;
    }
    return total;
  }
  /* Short for the name: 低保 for 最低生活保障. Adds the items whose names or levels hold the signs of every word in order. */
  function abbreviated(words, score) {
    if (words.some(function (word) { return word.length < 2 || word.length > 4 || !/^[\u4e00-\u9fff]+$/.test(word); })) return 0;
    const marks = words.map(function (word) {
      const pattern = new RegExp(Array.from(word).join('[\\u4e00-\\u9fff]{0,4}'));
      return Uint8Array.from(items.folded, function (name) { return pattern.test(name) ? 1 : 0; });
    });
    let added = 0;
    for (let n = 0; n < score.length; n++) {
      if (score[n] || !marks.every(function (mark) { return mark[items.name[n]] || touches(mark, items.trail[n]); })) continue;
      score[n] = 0.5;
      added++;
    }
    return added;
  }
  /* Items in which every word occurs; where there is none, those that share enough pairs of characters with the words. */
  function matches(q) {
    const words = fold(q).split(/\s+/).filter(Boolean), count = items.page.length;
    if (!words.length) return { score: null, terms: [], near: false, also: 0 };
    let score = null, any = 0;
    for (const word of words) {
      const own = scores(word);
      if (score) for (let n = 0; n < count; n++) score[n] = own[n] && score[n] ? score[n] + own[n] : 0;
      else score = own;
    }
    for (let n = 0; n < count; n++) if (score[n]) any++;
    const also = any < FEW ? abbreviated(words, score) : 0;
    if (any || also) return { score: score, terms: words, near: false, also: also };
    const pairs = new Set();
    for (const word of words) for (let n = 0; n + 2 <= word.length && pairs.size < 24; n++) pairs.add(word.slice(n, n + 2));
    if (!pairs.size) return { score: score, terms: words, near: false, also: 0 };
    const hits = new Uint16Array(count), sum = new Float64Array(count);
    let best = 0;
    for (const pair of pairs) {
      const own = scores(pair);
      for (let n = 0; n < count; n++) if (own[n]) { hits[n]++; sum[n] += own[n]; if (hits[n] > best) best = hits[n]; }
    }
    const least = Math.max(1, Math.ceil(pairs.size / 3), best - 2);
    for (let n = 0; n < count; n++) score[n] = hits[n] >= least ? hits[n] * 1000 + sum[n] : 0;
    return { score: score, terms: Array.from(pairs), near: best >= least, also: 0 };
  }

  function prepare() {
    const form = $('filters'), wide = matchMedia('(min-width: 52.01rem)');
    boxes = items.axes.map(function (axis) {
      const group = element('fieldset'), options = element('div', { class: 'options' });
      group.append(element('legend', {}, axis[0] === '方式' || axis[0] === '对象' || axis[0] === '渠道' || axis[0] === '层级' || axis[0] === '时限' ? '公开' + axis[0] : axis[0]), options);
      const made = axis[1].map(function (value) {
        const label = element('label'), box = element('input', { type: 'checkbox', name: axis[0], value: value }), number = element('span', { class: 'count-n' });
        label.append(box, element('span', {}, value), number);
        options.append(label);
        return { box: box, label: label, number: number };
      });
      form.append(group);
      return made;
    });
    form.addEventListener('change', function () {
      const chosen = boxes.map(function (made) { return new Set(made.filter(function (one) { return one.box.checked; }).map(function (one) { return one.box.value; })); });
      go(address(state().q, chosen), false);
    });
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    const fit = function () { $('panel').open = wide.matches; };
    wide.addEventListener('change', fit);
    fit();
    const input = $('find');
    let waiting;
    input.addEventListener('input', function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () { go(address(input.value.trim(), state().chosen), true); }, 150);
    });
    $('search').addEventListener('submit', function (event) {
      event.preventDefault();
      clearTimeout(waiting);
      go(address(input.value.trim(), state().chosen), false);
    });
    $('more').addEventListener('click', function () {
      const first = shown;
      shown += STEP;
      draw(first);
      const link = $('hits').children[first];
      if (link) link.querySelector('a').focus();
    });
    addEventListener('hashchange', update);
  }

  function update() {
    const asked = state(), count = items.page.length;
    if (!texts && asked.q) { $('find').value = asked.q; return; }  /* the words come with the second script */
    if (document.activeElement !== $('find') || !drawn) $('find').value = asked.q;
    const matched = matches(asked.q);
    terms = matched.terms;
    const active = asked.chosen.map(function (chosen, axis) {
      return chosen.size ? new Set(items.axes[axis][1].map(function (value, n) { return chosen.has(value) ? n : -1; }).filter(function (n) { return n >= 0; })) : null;
    });
    const totals = items.axes.map(function (axis) { return new Uint32Array(axis[1].length); });
    found = [];
    for (let n = 0; n < count; n++) {
      if (matched.score && !matched.score[n]) continue;
      let failed = -1, failures = 0;
      for (let axis = 0; axis < active.length && failures < 2; axis++)
        if (active[axis] && !list(items.facets[axis][n]).some(function (value) { return active[axis].has(value); })) { failures++; failed = axis; }
      if (failures > 1) continue;
      for (let axis = 0; axis < active.length; axis++)
        if (!failures || failed === axis) list(items.facets[axis][n]).forEach(function (value) { totals[axis][value]++; });
      if (!failures) found.push(n);
    }
    if (matched.score) found.sort(function (a, b) { return matched.score[b] - matched.score[a] || a - b; });
    boxes.forEach(function (made, axis) {
      made.forEach(function (one, n) {
        one.box.checked = asked.chosen[axis].has(one.box.value);
        one.number.textContent = totals[axis][n];
        one.label.className = totals[axis][n] || one.box.checked ? '' : 'none';
      });
    });
    say(asked, matched, found.filter(function (n) { return matched.also && matched.score[n] < 1; }).length);
    if (location.hash !== drawn || !drawn) shown = STEP;
    drawn = location.hash || '#';
    draw(0);
  }

  function say(asked, matched, also) {
    const chips = $('chosen'), many = asked.chosen.reduce(function (sum, chosen) { return sum + chosen.size; }, 0);
    chips.textContent = '';
    asked.chosen.forEach(function (chosen, axis) {
      chosen.forEach(function (value) {
        const name = items.axes[axis][0], button = element('button', { type: 'button', 'aria-label': '去掉筛选 ' + name + '：' + value }, name + '：' + value + ' ×');
        button.addEventListener('click', function () {
          const rest = asked.chosen.map(function (set, n) { return new Set(Array.from(set).filter(function (one) { return n !== axis || one !== value; })); });
          go(address(asked.q, rest), false);
          $('count').focus();
        });
        chips.append(button);
      });
    });
    if (many) {
      const clear = element('button', { type: 'button' }, '清除全部筛选');
      clear.addEventListener('click', function () { go(address(asked.q, items.axes.map(function () { return new Set(); })), false); });
      chips.append(clear);
    }
    chips.hidden = !many;
    $('chosen-count').textContent = many ? '已选 ' + many + ' 个' : '';
    const words = found.length ? '共 ' + found.length + ' 个事项' : '没有符合的事项';
    const hint = !found.length ? (many ? '，可以去掉一些筛选。' : '，请换一个词。') : '。';
    $('count').textContent = (matched.near && found.length) || (also && also === found.length)
      ? '没有完全一致的，以下 ' + found.length + ' 个事项与“' + asked.q + '”相近。'
      : also ? '共 ' + (found.length - also) + ' 个事项，另有 ' + also + ' 个名称相近的。' : words + hint;
    document.querySelector('h1').dataset.asked = asked.q ? '：' + asked.q : '';
    document.title = document.title.replace(/^.*? - /, (asked.q ? '检索：' + asked.q : '检索') + ' - ');
  }

  /* A text with the words marked. */
  function marked(target, text, from, to) {
    const folded = fold(text), spots = [];
    for (const term of terms) for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) spots.push([at, at + term.length]);
    spots.sort(function (a, b) { return a[0] - b[0]; });
    let at = from;
    for (const spot of spots) {
      const start = Math.max(spot[0], at), end = Math.min(spot[1], to);
      if (start >= end) continue;
      target.append(text.slice(at, start), element('mark', {}, text.slice(start, end)));
      at = end;
    }
    target.append(text.slice(at, to));
  }
  function snippet(n) {
    const made = element('p', { class: 'snip' });
    let best = null;
    for (const field of terms.length ? ['content', 'basis', 'who', 'when', 'more'] : []) {
      for (const number of list(texts[field][n])) {
        const folded = texts.folded[number], hits = terms.filter(function (term) { return folded.includes(term); });
        if (hits.length && (!best || hits.length > best.hits)) best = { hits: hits.length, field: field, text: texts.texts[number], at: Math.min.apply(null, hits.map(function (term) { return folded.indexOf(term); })) };
      }
    }
    if (!best) {
      const first = texts && list(texts.content[n])[0];
      if (first === undefined) return null;
      best = { field: 'content', text: texts.texts[first], at: 0 };
    }
    const from = Math.max(0, best.at - 24), to = Math.min(best.text.length, from + 110);
    made.append((LABELS[best.field] ? LABELS[best.field] + '：' : '') + (from ? '……' : ''));
    marked(made, best.text, from, to);
    if (to < best.text.length) made.append('……');
    return made;
  }
  function draw(first) {
    const hits = $('hits'), end = Math.min(shown, found.length), piece = document.createDocumentFragment();
    if (!first) hits.textContent = '';
    for (let k = first; k < end; k++) {
      const n = found[k], row = element('li'), title = element('h3'), path = element('p', { class: 'path' });
      const link = element('a', { href: items.pages[items.page[n]] + '#' + encodeURIComponent(items.anchor[n]) });
      const name = items.names[items.name[n]];
      marked(link, name, 0, name.length);
      title.append(link);
      const trail = list(items.trail[n]).map(function (number) { return items.names[number]; });
      const where = [items.axes[0][1][list(items.facets[0][n])[0]]].concat(trail).join(' › ') + '　' + items.axes[1][1][list(items.facets[1][n])[0]];
      marked(path, where, 0, where.length);
      row.append(title, path);
      const piece_ = texts && snippet(n);
      if (piece_) row.append(piece_);
      piece.append(row);
    }
    hits.append(piece);
    const rest = found.length - end;
    $('more').hidden = rest <= 0;
    $('more').textContent = '再显示 ' + Math.min(STEP, rest) + ' 项（还有 ' + rest + ' 项）';
  }
  return { take: take };
})();
