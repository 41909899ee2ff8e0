import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, launchBrowser } from './browser.ts'
import { npmBrowser } from './npm-browser.ts'

const page = `<!doctype html><title>Ready</title><p id="said"></p><script>
  const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("from a worker")'])))
  worker.onmessage = ({ data }) => { document.getElementById('said').textContent = data }
</script>`

const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page))

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
afterAll(() => once(server.close(), 'close'))

const whatThePageSays = async (found: Awaited<ReturnType<typeof findBrowser>>) => {
  const browser = await launchBrowser(found)
  try {
    const tab = await browser.newPage()
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await tab.waitForFunction('document.getElementById("said").textContent !== ""')
    return await tab.textContent('#said')
  } finally {
    await browser.close()
  }
}

test('a browser is found on this machine and runs a page with a worker', async () => {
  expect(await whatThePageSays(await findBrowser())).toBe('from a worker')
})

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the browser of the npm package runs it too, also when two runs unpack it at once',
  async () => {
    const cache = mkdtempSync(join(tmpdir(), 'browser-cache-'))
    try {
      const [one, other] = await Promise.all([npmBrowser(cache), npmBrowser(cache)])
      expect(one).toEqual(other)
      expect(one && (await whatThePageSays(one))).toBe('from a worker')
    } finally {
      rmSync(cache, { recursive: true })
    }
  },
  60_000,
)
