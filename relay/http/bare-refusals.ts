import { randomUUID } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { problem } from './problem.ts'

type Refusal = [status: number, code: string, detail: string]

const unreadable: Refusal = [400, 'bad_request', 'The request could not be read.']
const byError: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: [431, 'bad_request', 'The headers of the request are larger than this relay reads.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'body_too_large', 'The request body says more beside its pieces than is read.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout', 'The request did not come to its end in time.'],
  HPE_INVALID_VERSION: [505, 'http_version', 'This relay speaks HTTP/1.1.'],
  HPE_PAUSED_H2_UPGRADE: [505, 'http_version', 'This relay speaks HTTP/1.1.'],
}
const notHere: Refusal = [405, 'method_not_allowed', 'This relay is no proxy.']
const unexpected: Refusal = [417, 'expectation_failed', 'This relay meets no expectation but 100-continue.']

/** Milliseconds for which a connection that was refused is still read, so that its end does not take the answer away. */
const linger = 1_000

/**
 * What never becomes a request of any route is refused like everything else: in the one shape, with these headers, written to
 * the socket by hand. `clientError` is for what is no HTTP; `attach` sees to what Node would answer, or drop, by itself.
 */
export function createBareRefusals({ log, headers }: { log: Logger; headers: Readonly<Record<string, string>> }): {
  clientError: (error: NodeJS.ErrnoException, socket: Duplex) => void
  attach: (server: Server) => void
} {
  /** Of each connection, the newest request that has no whole answer yet. */
  const open = new WeakMap<Duplex, ServerResponse>()
  const refused = new WeakSet<Duplex>()

  function say(socket: Duplex, [status, code, detail]: Refusal, reason: string): void {
    if (refused.has(socket)) return
    refused.add(socket)
    if (!socket.writable) return void socket.destroy()
    const answer = problem(status, code, detail, status === 408, randomUUID())
    log.info({ traceId: answer.traceId, code, reason }, 'refused')
    const body = JSON.stringify(answer)
    const head = [
      `HTTP/1.1 ${status} ${answer.title}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      ...(status === 405 ? ['allow: GET, POST'] : []),
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ]
    socket.on('error', () => undefined)
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
    setTimeout(() => socket.destroy(), linger).unref()
  }

  return {
    clientError(error, socket) {
      if (refused.has(socket)) return
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
      const refusal = byError[error.code ?? ''] ?? unreadable
      const before = open.get(socket)
      // Where a request before it is still being answered, this must not be taken for its answer.
      if (before?.req.complete) return void before.once('close', () => say(socket, refusal, error.message))
      if (before?.headersSent) return void socket.destroy()
      // What was told that it came to no end is not done when its rest comes after all.
      before?.req.removeAllListeners('data').removeAllListeners('end').resume()
      say(socket, refusal, error.message)
    },
    attach(server) {
      server.on('request', (request, response) => {
        const { socket } = request
        open.set(socket, response)
        response.once('close', () => open.get(socket) === response && open.delete(socket))
      })
      server.on('connect', (_request, socket) => say(socket, notHere, 'CONNECT'))
      server.on('checkExpectation', ({ socket }) => say(socket, unexpected, 'an unknown expectation'))
    },
  }
}
