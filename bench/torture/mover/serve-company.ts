import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Stage } from '../../stage/perform.ts'
import type { CallRequest, Ledger } from './ledger.ts'

/** Milliseconds: what a call takes at most where it is answered, and after which one without an answer is cut off. */
const slowest = 120
const silence = 250

/** The provider over HTTP; answers its address. It does what it decided on also where the caller is gone by then. */
export async function serveCompany(stage: Stage, ledger: Ledger): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://company')
    response.setHeader('content-type', 'application/json')
    if (url.pathname === '/find') {
      response.end(JSON.stringify({ found: ledger.find(url.searchParams.get('message')!) }))
      return
    }
    json(request).then(
      (asked) => {
        const { answer, takes, take, end } = ledger.begin(asked as CallRequest)
        const chance = Math.random()
        const hangs = answer.kind === 'nothing' && chance < 0.5
        setTimeout(
          () => {
            if (takes) take()
            end()
            if (answer.kind === 'nothing') response.destroy()
            else response.end(JSON.stringify(answer))
          },
          hangs ? silence : chance * chance * slowest,
        )
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no address')
  return `http://127.0.0.1:${address.port}`
}
