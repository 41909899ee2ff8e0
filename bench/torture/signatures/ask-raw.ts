import { connect } from 'node:net'
import type { Sent } from './surface.ts'

/** Milliseconds that an answer may take on a busy machine. */
const patience = 20_000

/**
 * Sends exactly these bytes over a connection of their own, since every client mends or refuses some of what is tried
 * here. Answers with the status and the code of a refusal; status 0 where the connection ended without an answer.
 */
export function askRaw(port: number, sent: Sent): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const answer: Buffer[] = []
    socket.setTimeout(patience, () => socket.destroy(new Error(`no answer within ${patience} ms`)))
    socket.on('data', (piece) => answer.push(piece))
    // A server that has refused may close while the rest is still being sent; what it said before counts.
    socket.on('error', (error) => {
      if (answer.length === 0 && !/ECONNRESET|EPIPE/.test(error.message)) reject(error)
    })
    socket.on('close', () => resolve(read(Buffer.concat(answer).toString('latin1'))))
    socket.write(wire(sent))
  })
}

function wire({ method, target, headers, body, chunked }: Sent): Buffer {
  const all = [
    ...(headers.some(([name]) => name.toLowerCase() === 'host') ? [] : [['host', '127.0.0.1']]),
    ['connection', 'close'],
    chunked ? ['transfer-encoding', 'chunked'] : ['content-length', String(body.length)],
    ...headers,
  ]
  const head = [`${method} ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'utf8'), ...(chunked ? pieces(body) : [body])])
}

function pieces(body: Buffer): Buffer[] {
  const half = Math.ceil(body.length / 2)
  const parts = [body.subarray(0, half), body.subarray(half)].filter(({ length }) => length > 0)
  return [
    ...parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
    Buffer.from('0\r\n\r\n'),
  ]
}

function read(answer: string): { status: number; code: string } {
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0),
    code: /"code":"([a-z_]+)"/.exec(answer)?.[1] ?? '',
  }
}
