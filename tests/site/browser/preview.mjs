// The live preview in a real browser. Arguments: the browser, the address, the file that is edited, its path in the workspace.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const [browserPath, address, file, path] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const good = readFileSync(file, 'utf8')
const checks = []
const check = (name, body, options = {}) => checks.push({ name, body, options })
const save = async (page, text) => {
  const before = await page.evaluate(() => document.body.dataset.version)
  writeFileSync(file, text)
  await page.waitForFunction((version) => document.body.dataset.version !== version, before)
}
const open = async (page) => {
  await page.goto(`${address}#${encodeURIComponent(path)}`)
  await page.waitForSelector('#form table')
}

check('what is saved is shown, and what changed is marked', async (page) => {
  await open(page)
  await page.locator('#form').evaluate((node) => { node.scrollTop = 40 })
  await save(page, good.replace('审核结果及相关信息', '审批结果及相关信息'))
  assert.match(await page.textContent('#form'), /审批结果及相关信息/)
  assert.deepEqual(await page.locator('td.new').allTextContents(), ['审批结果及相关信息'])
  assert.match(await page.textContent('#link'), /已连接/)
})

check('a finding leads to its cell and back', async (page) => {
  await open(page)
  await save(page, good.replace('政府网站', '政府网战'))
  const button = page.locator('#found button', { hasText: 'GW204' })
  await button.click()
  assert.match(await page.locator('td.lit').textContent(), /公开查阅点/)
  await page.evaluate(() => document.querySelectorAll('.lit').forEach((node) => node.classList.remove('lit')))
  await page.locator('td[data-worst=error]').click()
  assert.match(await page.locator('#found .lit').textContent(), /GW204/)
  await page.evaluate(() => document.querySelectorAll('.lit').forEach((node) => node.classList.remove('lit')))
  await page.locator('td[data-worst=error]').focus()
  await page.keyboard.press('Enter')
  assert.match(await page.locator('#found .lit').textContent(), /GW204/)
  assert.match(await page.title(), /^\(1\)/)
})

check('a broken file keeps the last good form', async (page) => {
  await open(page)
  await save(page, good.replace('事项:', '事项: ['))
  assert.ok(await page.isVisible('#stale'))
  assert.match(await page.textContent('#form'), /审核结果及相关信息/)
  assert.ok(await page.locator('#found .error').count())
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, resultTypes: ['violations'] }))
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [])
  await save(page, good)
  assert.equal(await page.isVisible('#stale'), false)
})

check('axe finds nothing', async (page) => {
  await open(page)
  await save(page, good.replace('政府网站', '政府网战').replace('20', '２0'))
  await page.locator('#found button').first().click()
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { preload: false, resultTypes: ['violations'] }))
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [])
})

check('a narrow window does not scroll sideways', async (page) => {
  await open(page)
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360)
}, { viewport: { width: 360, height: 740 } })

check('nothing is asked of anybody else', async (page, asked) => {
  await open(page)
  await save(page, good + '# 注\n')
  assert.deepEqual(asked.filter((url) => !url.startsWith(address) && !url.startsWith('data:')), [])
})

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
for (const { name, body, options } of checks) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 800 }, ...options })
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
  writeFileSync(file, good)
}
await browser.close()
