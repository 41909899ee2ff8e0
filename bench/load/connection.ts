import { connect } from 'node:net'

/** A keep-alive HTTP/1.1 connection that carries one request at a time. */
export interface Connection {
  /** Resolves to the status when the whole answer has come. Rejects when the connection breaks. */
  ask(request: Buffer): Promise<number>
  close(): void
}

/** As thin as can be, because the load runs on the machine it measures. It understands answers with a length only. */
export async function openConnection(origin: string): Promise<Connection> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('error', reject)
  })
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null
  let received = ''

  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = null
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection was closed')))
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    const head = received.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1] ?? Number.NaN)
    if (Number.isNaN(length)) return fail(new Error(`an answer without a length: ${received.slice(0, 200)}`))
    if (received.length < head + 4 + length) return
    const status = Number(received.slice(9, 12))
    received = ''
    const { resolve } = waiting ?? {}
    waiting = null
    resolve?.(status)
  })

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
