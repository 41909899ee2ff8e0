import { Agent, get } from 'node:http'

/**
 * Asks two servers every 50 ms, whether the last question was answered or not, and tells its parent for each time how long both
 * took, in milliseconds; whoever gives no answer took as long as was waited.
 */
const [relay = '', bare = ''] = process.argv.slice(2)
const every = 50
const patience = 30_000
const agent = new Agent({ keepAlive: true })

function ask(url: string): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve) => {
    const done = () => resolve(performance.now() - begun)
    const request = get(url, { agent, timeout: patience }, (response) => {
      response.resume()
      response.once('close', done)
    })
    request.once('timeout', () => request.destroy(new Error('no answer')))
    // A connection that is refused is no answer.
    request.once('error', () => resolve(Math.max(patience, performance.now() - begun)))
  })
}

setInterval(() => {
  const at = Date.now()
  void Promise.all([ask(`${relay}/healthz`), ask(bare)]).then(([took, beside]) => process.send?.({ at, took, beside }))
}, every)
process.on('disconnect', () => process.exit(0))
