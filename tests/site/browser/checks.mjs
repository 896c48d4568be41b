// What a person does with the site, in a real browser. Arguments: the browser, the site, a folder for what is made.
// One line of JSON for each check on standard output; a check that throws has failed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const [browserPath, site, out] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const top = pathToFileURL(site).href
const index = JSON.parse(readFileSync(`${site}/site.json`, 'utf8'))
const pages = Object.keys(index.files).filter((path) => path.endsWith('.html'))
const kinds = pages.filter((path, n) => !path.includes('/') || pages.findIndex((other) => other.split('/')[0] === path.split('/')[0]) === n)

const checks = []
const check = (name, body, options = {}) => checks.push({ name, body, options })
const count = (page) => page.textContent('#count')
const settled = (page) => page.waitForFunction(() => !document.querySelector('#count').textContent.includes('正在'))
const titles = (page) => page.locator('#hits h3').allTextContents()
const open = async (page, path) => {
  await page.goto('about:blank')
  await page.goto(`${top}/${path}`)
  if (path.startsWith('search.html')) await settled(page)
}
const tick = async (page, value) => page.locator(`#filters input[value="${value}"]`).check()
const hash = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1))

check('search finds Chinese without spaces', async (page) => {
  await open(page, 'index.html')
  await page.fill('#find', '最低生活保障')
  await page.keyboard.press('Enter')
  await settled(page)
  assert.match(page.url(), /search\.html#q=/)
  assert.match(await count(page), /^共 [1-9]\d* 个事项/)
  assert.ok((await page.locator('#hits mark').allTextContents()).includes('最低生活保障'))
})

check('several words must all occur', async (page) => {
  await open(page, 'search.html#q=' + encodeURIComponent('审核 名单'))
  const both = (await titles(page)).length
  await open(page, 'search.html#q=' + encodeURIComponent('审核'))
  const one = (await titles(page)).length
  assert.ok(both > 0 && both < one, `${both} of ${one}`)
})

check('full width and capitals do not matter', async (page) => {
  await open(page, 'search.html#q=' + encodeURIComponent('２０１２'))
  const wide = await titles(page)
  await open(page, 'search.html#q=2012')
  assert.deepEqual(await titles(page), wide)
  assert.ok(wide.length > 0)
})

check('short names are understood', async (page) => {
  await open(page, 'search.html#q=' + encodeURIComponent('危改'))
  assert.match(await count(page), /相近/)
  const paths = await page.locator('#hits .path').allTextContents()
  assert.ok(paths.some((path) => path.includes('农村危房改造')), paths.join())
})

check('a question without an exact answer has near ones', async (page) => {
  await open(page, 'search.html#q=' + encodeURIComponent('最低生活保障怎么审核'))
  assert.match(await count(page), /没有完全一致的，以下 \d+ 个事项/)
  assert.match((await page.locator('#hits li').first().textContent()), /最低生活保障/)
})

check('nothing found says what to do', async (page) => {
  await open(page, 'search.html#q=zzzz')
  assert.equal(await count(page), '没有符合的事项，请换一个词。')
})

check('signs of markup and of patterns are only text', async (page) => {
  for (const text of ['<img src=x onerror=alert(1)>', '.*', '((', '\\', '"']) {
    await open(page, 'search.html#q=' + encodeURIComponent(text))
    assert.equal(await page.locator('#hits img').count(), 0)
    assert.equal(await page.inputValue('#find'), text)
  }
})

check('filters combine', async (page) => {
  await open(page, 'search.html')
  const total = Number((await count(page)).match(/\d+/)[0])
  assert.equal(total, index.items)
  await tick(page, '社会救助')
  const domain = Number((await count(page)).match(/\d+/)[0])
  assert.ok(domain > 0 && domain < total)
  await tick(page, '养老服务')
  const two = Number((await count(page)).match(/\d+/)[0])
  assert.ok(two > domain && two < total, 'two values of one kind widen')
  await tick(page, '政务服务中心')
  const less = Number((await count(page)).match(/\d+/)[0])
  assert.ok(less > 0 && less < two, 'another kind narrows')
  assert.deepEqual(hash(page).getAll('领域'), ['社会救助', '养老服务'])
  assert.deepEqual(hash(page).getAll('渠道'), ['政务服务中心'])
})

check('the number beside a filter is what it leads to', async (page) => {
  await open(page, 'search.html#领域=社会救助')
  const label = page.locator('#filters label', { has: page.locator('input[value="政府网站"]') })
  const promised = await label.locator('.count-n').textContent()
  await label.locator('input').check()
  assert.match(await count(page), new RegExp(`^共 ${promised} 个`))
})

check('back and forward return to earlier states', async (page) => {
  await open(page, 'search.html')
  await tick(page, '社会救助')
  const first = await count(page)
  await tick(page, '政府网站')
  const second = await count(page)
  await page.locator('#hits a').first().click()
  await page.waitForURL(/item\//)
  await page.goBack()
  await settled(page)
  assert.equal(await count(page), second)
  await page.goBack()
  await page.waitForFunction((words) => document.querySelector('#count').textContent === words, first)
  assert.equal(await page.isChecked('#filters input[value="政府网站"]'), false)
  assert.equal(await page.isChecked('#filters input[value="社会救助"]'), true)
  await page.goForward()
  await page.waitForFunction((words) => document.querySelector('#count').textContent === words, second)
})

check('a filter can be taken off where it is named', async (page) => {
  await open(page, 'search.html#领域=社会救助&领域=养老服务&q=' + encodeURIComponent('政策'))
  await page.click('#chosen button:has-text("养老服务")')
  await page.waitForFunction(() => document.querySelectorAll('#chosen button').length === 2)
  assert.deepEqual(hash(page).getAll('领域'), ['社会救助'])
  await page.click('#chosen button:has-text("清除")')
  await page.waitForFunction(() => document.querySelector('#chosen').hidden)
  assert.equal(hash(page).get('q'), '政策')
})

check('deep links lead to the item, from anywhere', async (page) => {
  await open(page, 'search.html#q=' + encodeURIComponent('社会救助-005'))
  const link = await page.locator('#hits a').first().getAttribute('href')
  await open(page, link)
  const target = page.locator('article:target')
  assert.match(await target.textContent(), /社会救助-005/)
  await page.waitForFunction(() => {
    const { top } = document.querySelector('article:target').getBoundingClientRect()
    return top > -2 && top < innerHeight
  })
})

check('every item has an address that exists', async (page) => {
  await open(page, 'search.html')
  while (await page.locator('#more').isVisible()) await page.click('#more')
  const links = await page.locator('#hits a').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')))
  assert.equal(links.length, index.items)
  assert.equal(new Set(links).size, index.items)
  const texts = new Map()
  for (const link of links) {
    const [path, anchor] = link.split('#')
    if (!texts.has(path)) texts.set(path, readFileSync(`${site}/${path}`, 'utf8'))
    assert.ok(texts.get(path).includes(`<article class="item" id="${decodeURIComponent(anchor)}"`), link)
  }
})

check('links of every page lead somewhere', async (page) => {
  const ids = new Map()
  const idsOf = (path) => {
    if (!ids.has(path)) ids.set(path, new Set([...readFileSync(`${site}/${path}`, 'utf8').matchAll(/ id="([^"]*)"/g)].map((found) => found[1])))
    return ids.get(path)
  }
  for (const path of pages) {
    for (const [, link] of readFileSync(`${site}/${path}`, 'utf8').matchAll(/(?:href|src|action)="([^"]*)"/g)) {
      if (link.startsWith('data:')) continue // the picture of the tab
      const url = new URL(link.replaceAll('&amp;', '&'), `${top}/${path}`)
      assert.ok(url.href.startsWith(`${top}/`), `${path}: ${link}`)
      const to = decodeURIComponent(url.pathname).slice(decodeURIComponent(new URL(top).pathname).length + 1)
      assert.ok(index.files[to], `${path}: ${link}`)
      if (url.hash && to !== 'search.html') assert.ok(idsOf(to).has(decodeURIComponent(url.hash.slice(1))), `${path}: ${link}`)
    }
  }
})

check('no request leaves the page', async (page, asked) => {
  for (const path of kinds) await open(page, path)
  await open(page, 'search.html#q=' + encodeURIComponent('公开'))
  assert.ok(asked.length > kinds.length)
  assert.deepEqual(asked.filter((url) => !url.startsWith(`${top}/`) && url !== 'about:blank' && !url.startsWith('data:')), [])
})

check('only the keyboard', async (page) => {
  await open(page, 'index.html')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '跳到正文')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'find')
  await page.keyboard.type('审核')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search\.html/)
  await settled(page)
  const at = () => page.evaluate(() => document.activeElement.value || document.activeElement.textContent)
  for (let n = 0; n < 40 && (await at()) !== '社会救助'; n++) await page.keyboard.press('Tab')
  assert.equal(await at(), '社会救助')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  assert.notEqual(outline, 'none', 'where one is can be seen')
  await page.keyboard.press('Space')
  await page.waitForFunction(() => location.hash.includes(encodeURIComponent('社会救助')))
  assert.equal(await at(), '社会救助', 'the place is kept')
  for (let n = 0; n < 90; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => Boolean(document.activeElement.closest('#hits')))) break
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(/item\//)
})

check('axe finds nothing on any kind of page', async (page) => {
  const states = [...kinds, 'search.html#领域=社会救助&q=' + encodeURIComponent('公开'), 'search.html#q=zzzz']
  for (const path of states) {
    await open(page, path)
    await page.evaluate(axe)
    const found = await page.evaluate(() => window.axe.run(document, { preload: false, resultTypes: ['violations'] }))
    const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`)
    assert.deepEqual(said, [], path)
    assert.ok(found.passes.length > 10)
  }
})

check('axe finds nothing on a phone', async (page) => {
  for (const path of kinds) {
    await open(page, path)
    await page.evaluate(axe)
    const found = await page.evaluate(() => window.axe.run(document, { preload: false, resultTypes: ['violations'] }))
    assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`), [], path)
  }
}, { viewport: { width: 360, height: 740 } })

for (const width of [320, 360]) {
  check(`a phone of ${width} pixels never scrolls sideways`, async (page) => {
    for (const path of [...kinds, 'search.html#领域=社会救助&渠道=' + encodeURIComponent('社区/企事业单位/村公示栏（电子屏）')]) {
      await open(page, path)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= width, `${path}: ${wide}`)
    }
  }, { viewport: { width, height: 740 } })
}

check('filters open and close on a phone', async (page) => {
  await open(page, 'search.html')
  assert.equal(await page.isVisible('#filters'), false)
  await page.click('#panel summary')
  await tick(page, '社会救助')
  assert.match(await page.textContent('#chosen-count'), /已选 1 个/)
}, { viewport: { width: 360, height: 740 } })

check('without JavaScript everything can be read', async (page) => {
  for (const path of kinds) {
    await open(page, path.replace('search.html', 'index.html'))
    assert.ok((await page.textContent('main')).trim().length > 20, path)
  }
  await page.goto(`${top}/search.html`)
  assert.match(await page.textContent('noscript'), /按领域/)
  await page.goto(`${top}/domains.html`)
  await page.click('.tiles a >> nth=0')
  await page.click('main h2 a >> nth=0')
  assert.ok(await page.locator('article').count())
}, { javaScriptEnabled: false })

check('less motion is respected', async (page) => {
  await open(page, 'index.html')
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto')
}, { reducedMotion: 'reduce' })

check('pages print', async (page) => {
  const item = kinds.find((path) => path.startsWith('item/'))
  for (const [path, name] of [[item, 'item'], ['duties.html', 'duties'], ['search.html#q=' + encodeURIComponent('公开'), 'search']]) {
    await open(page, path)
    await page.pdf({ path: `${out}/${name}.pdf`, preferCSSPageSize: true })
  }
})

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
for (const { name, body, options } of checks) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  const asked = [], faults = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  let error = ''
  try {
    await body(page, asked)
    assert.deepEqual(faults, [])
  } catch (thrown) {
    error = String(thrown.message ?? thrown)
  }
  process.stdout.write(JSON.stringify({ name, error }) + '\n')
  await context.close()
}
await browser.close()
