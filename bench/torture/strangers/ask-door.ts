import { Agent, request as ask } from 'node:http'

/** What a door says. `status` 0: the connection ended without an answer. `code` is that of a refusal. */
export interface Answer {
  status: number
  code: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
/** A vendor that is told to wait comes again. */
const mostTries = 8

/** Posts bytes, and again while the relay says that it has no room at the moment. */
export async function askDoor(
  publicUrl: string,
  path: string,
  headers: Readonly<Record<string, string | number>>,
  body: Buffer,
  method = 'POST',
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await once(publicUrl, path, headers, body, method)
    if (answer.status !== 503 || tries === mostTries) return answer
    await new Promise((resolve) => setTimeout(resolve, 300 * tries))
  }
}

function once(
  publicUrl: string,
  path: string,
  headers: Readonly<Record<string, string | number>>,
  body: Buffer,
  method: string,
): Promise<Answer> {
  const { port } = new URL(publicUrl)
  return new Promise((resolve) => {
    const request = ask({ host: '127.0.0.1', port, method, path, agent, timeout: 60_000 })
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
    request.setHeader('content-length', body.byteLength)
    request.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk.slice(0, 2_000)))
      response.once('close', () => resolve({ status: response.statusCode ?? 0, code: codeIn(text) }))
    })
    request.once('timeout', () => request.destroy(new Error('no answer')))
    request.once('error', () => resolve({ status: 0, code: '' }))
    request.end(body)
  })
}

function codeIn(text: string): string {
  return /"(?:error_)?code":"([a-z_]+)"/.exec(text)?.[1] ?? ''
}
