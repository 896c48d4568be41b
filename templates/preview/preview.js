/* The preview: asks for the state after every change that the server tells of, and changes only what is different. */
'use strict';
(function () {
  const $ = function (id) { return document.getElementById(id); };
  const element = function (tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  let current = '', findings = [], asked = 0;

  const get = async function (address) {
    const answer = await fetch(address);
    return answer.ok ? answer.json() : null;
  };
  const wanted = function () { return decodeURIComponent(location.hash.slice(1)); };

  async function load() {
    const mine = ++asked, likely = wanted() || current;
    const pageOf = function (path) { return path ? get('/page?path=' + encodeURIComponent(path)) : null; };
    const [state, guess] = await Promise.all([get('/state'), pageOf(likely)]);
    if (mine !== asked || !state) return;
    const paths = state.catalogues.map(function (one) { return one.path; });
    const path = paths.includes(wanted()) ? wanted() : paths[0] || '';
    const page = path === likely ? guess : await pageOf(path);
    if (mine !== asked) return;
    $('region').textContent = state.region;
    $('summary').textContent = state.summary || '';
    $('fault').hidden = !state.fault;
    $('fault').textContent = state.fault;
    list(state.catalogues, path);
    show(page, path);
    fill($('others'), state.others, false);
    $('elsewhere').hidden = !state.others.length;
    const errors = state.catalogues.reduce(function (sum, one) { return sum + one.error; }, 0);
    document.title = (errors ? '(' + errors + ') ' : '') + state.region + ' 预览';
    document.body.dataset.version = state.version;
    document.body.dataset.took = state.took;
  }

  function list(catalogues, path) {
    const files = $('files'), focused = document.activeElement.closest('#files') && document.activeElement.getAttribute('href');
    files.textContent = '';
    catalogues.forEach(function (one) {
      const row = element('li'), link = element('a');
      link.href = '#' + encodeURIComponent(one.path);
      if (one.path === path) link.setAttribute('aria-current', 'page');
      link.append(element('span', '', one.domain));
      const number = one.error || one.warning, kind = one.error ? 'error' : 'warning';
      if (!one.readable) link.append(element('span', 'n error', '读不出来'));
      else if (number) link.append(element('span', 'n ' + kind, number + (one.error ? ' 个错误' : ' 个警告')));
      link.append(element('span', 'unit', one.unit));
      row.append(link);
      files.append(row);
      if (link.getAttribute('href') === focused) link.focus();
    });
  }

  function show(page, path) {
    const form = $('form'), same = path === current, before = {}, focused = document.activeElement.id;
    if (same) form.querySelectorAll('td[id]').forEach(function (cell) { before[cell.id] = cell.textContent; });
    form.innerHTML = page ? page.html : '';   /* written by the server, every text escaped */
    form.classList.toggle('old', Boolean(page && page.stale));
    if (!same) form.scrollTop = form.scrollLeft = 0;
    else form.querySelectorAll('td[id]').forEach(function (cell) { if (before[cell.id] !== undefined && before[cell.id] !== cell.textContent) cell.classList.add('new'); });
    $('stale').hidden = !(page && page.stale);
    $('stale').textContent = !page ? '' : page.fault ? '样表排不出来：' + page.fault : page.html ? '文件现在读不出来，显示的是上一次能读的样子。' : '文件读不出来，请看右边的问题。';
    findings = page ? page.findings : [];
    current = path;
    fill($('found'), findings, true);
    $('none').textContent = findings.length ? '' : '没有发现问题。';
    if (same && /^c-/.test(focused) && $(focused)) $(focused).focus({ preventScroll: true });
  }

  function fill(target, entries, linked) {
    target.textContent = '';
    entries.forEach(function (one, number) {
      const row = element('li'), cells = linked && one.cells.length, box = element(cells ? 'button' : 'div', cells ? '' : 'plain');
      box.append(element('strong', one.severity, one.severity_name + ' ' + one.code), ' ' + one.message);
      box.append(element('span', 'where', (linked ? '' : one.path + ' ') + '第 ' + one.line + ' 行第 ' + one.column + ' 列'));
      if (one.help) box.append(element('span', 'help', '改法：' + one.help));
      if (cells) {
        box.type = 'button';
        box.addEventListener('click', function () { light([number], one.cells, true); });
      }
      row.append(box);
      target.append(row);
    });
  }

  /* Mark findings and cells that belong together, and bring the other side into view. */
  function light(numbers, ids, toCell) {
    document.querySelectorAll('.lit').forEach(function (node) { node.classList.remove('lit'); });
    const cells = ids.map($).filter(Boolean);
    const rows = numbers.map(function (number) { return $('found').children[number].firstChild; });
    cells.concat(rows).forEach(function (node) { node.classList.add('lit'); });
    const target = toCell ? cells[0] : rows[0];
    if (target) target.scrollIntoView({ block: 'center', inline: 'nearest' });
  }
  function pick(cell) {
    if (!cell) return;
    const numbers = [];
    findings.forEach(function (one, number) { if (one.cells.includes(cell.id)) numbers.push(number); });
    light(numbers, [cell.id], false);
  }
  $('form').addEventListener('click', function (event) { pick(event.target.closest('td[data-worst]')); });
  $('form').addEventListener('keydown', function (event) {
    const cell = event.target.closest('td[data-worst]');
    if (cell && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); pick(cell); }
  });
  addEventListener('hashchange', load);

  const link = $('link'), events = new EventSource('/events');
  events.addEventListener('open', function () { link.textContent = '已连接，保存后自动更新'; link.className = ''; });
  events.addEventListener('error', function () { link.textContent = '连接断开，正在重连……'; link.className = 'lost'; });
  events.addEventListener('change', load);
})();
