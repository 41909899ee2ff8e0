import { createHash } from 'node:crypto'
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'

/** The relay's public address, to which vendors post: it knows what became of each webhook. */
export interface WebhookDoor {
  url: string
  /** Where the relay listens now; null: nobody does. */
  lead(origin: string | null): void
  /** `repeated`: passed on a second time; `missed`: sent while nobody listened; `givenUp`: of these, never sent again. */
  counts(): { passed: number; repeated: number; missed: number; givenUp: number }
  close(): Promise<void>
}

/** Part of the answers of the relay that get lost on the way back, so that the vendor repeats what was taken. */
const answersLost = 0.25
/** Part of the missed webhooks that their vendor never manages to send again. */
const neverAgain = 0.7
/** Milliseconds that a vendor waits for an answer. */
const patience = 15_000

/** Passes webhooks on byte by byte, and cuts the connection where the relay cannot be reached. */
export async function openWebhookDoor(random: () => number = Math.random): Promise<WebhookDoor> {
  let origin: string | null = null
  const passed = new Map<string, number>()
  const missed = new Map<string, { givenUp: boolean }>()

  function miss(body: string, response: ServerResponse): void {
    if (!missed.has(body) && !passed.has(body)) missed.set(body, { givenUp: random() < neverAgain })
    response.destroy()
  }

  function pass(from: IncomingMessage, bytes: Buffer, response: ServerResponse): void {
    const body = createHash('sha256').update(bytes).digest('base64')
    if (origin === null) return miss(body, response)
    // The vendor has given this one up; only the fake of the vendor does not know. It is not to ask for ever.
    if (missed.get(body)?.givenUp) return void response.writeHead(204).end()
    const onward = ask(
      origin + (from.url ?? ''),
      { method: from.method ?? 'POST', headers: from.headers, timeout: patience, agent: false },
      (answer) => {
        const taken = (answer.statusCode ?? 500) < 300
        const before = passed.get(body) ?? 0
        if (taken) passed.set(body, before + 1)
        if (taken && before === 0 && random() < answersLost) {
          answer.resume()
          return void response.destroy()
        }
        response.writeHead(answer.statusCode ?? 502)
        answer.pipe(response)
      },
    )
    onward.on('timeout', () => onward.destroy())
    onward.on('error', () => miss(body, response))
    onward.end(bytes)
  }

  const server = createServer((from, response) => {
    const chunks: Buffer[] = []
    from.on('data', (chunk: Buffer) => chunks.push(chunk))
    from.on('end', () => pass(from, Buffer.concat(chunks), response))
    from.on('error', () => response.destroy())
  })
  const { url, close } = await listenOnLoopback(server)
  return {
    url,
    lead: (now) => {
      origin = now
    },
    counts: () => ({
      passed: passed.size,
      repeated: [...passed.values()].filter((times) => times > 1).length,
      missed: missed.size,
      givenUp: [...missed.values()].filter(({ givenUp }) => givenUp).length,
    }),
    close,
  }
}
