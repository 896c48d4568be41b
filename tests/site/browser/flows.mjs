// The flow charts of a real site in a real browser. Arguments: the browser, the site.
// One line of JSON for each check on standard output; a check that throws has failed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const [browserPath, site] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const address = `${pathToFileURL(site).href}/flows.html`
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })

async function check(name, body, width = 1200) {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  page.setDefaultTimeout(15000)
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  let error = ''
  try {
    await page.goto(address)
    await body(page, asked)
  } catch (thrown) {
    error = String(thrown.message ?? thrown)
  }
  process.stdout.write(JSON.stringify({ name, error }) + '\n')
  await context.close()
}

const violations = async (page) => {
  await page.locator('details').evaluateAll((nodes) => nodes.forEach((node) => { node.open = true }))
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, resultTypes: ['violations'] }))
  return found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`)
}

await check('every chart is drawn', async (page, asked) => {
  const charts = page.locator('section.flow')
  assert.equal(await charts.count(), 5)
  for (const chart of await charts.all()) {
    const title = await chart.locator('h2').textContent()
    const picture = chart.locator('svg').first()
    await picture.scrollIntoViewIfNeeded()
    const box = await picture.boundingBox()
    assert.ok(box.width > 300 && box.height > 300, `${title}: ${JSON.stringify(box)}`)
    const seen = await picture.locator('text').evaluateAll((nodes) => nodes.filter((node) => node.getBBox().width > 5).length)
    assert.ok(seen > 5, `${title}: ${seen} words`)
    assert.ok((await picture.locator('title').textContent()).startsWith(title))
  }
  assert.ok(asked.every((url) => url.startsWith('file:') || url.startsWith('data:')), asked.join())
})

await check('axe finds nothing', async (page) => assert.deepEqual(await violations(page), []))

await check('axe finds nothing on a phone', async (page) => assert.deepEqual(await violations(page), []), 360)

await check('on a phone the chart scrolls, not the page, and stays legible', async (page) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360)
  const wide = await page.locator('.drawing').evaluateAll((nodes) => nodes.filter((node) => node.scrollWidth > node.clientWidth).length)
  assert.equal(wide, 5)
  const sizes = await page.locator('.drawing svg').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().width / node.viewBox.baseVal.width))
  assert.ok(sizes.every((size) => size > 3.7), `a millimetre is ${Math.min(...sizes)} pixels`)
}, 360)

await check('the chart scrolls by keyboard', async (page) => {
  const drawing = page.locator('.drawing').first()
  await drawing.focus()
  for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight')
  await page.waitForFunction(() => document.querySelector('.drawing').scrollLeft > 0)
}, 360)

await browser.close()
