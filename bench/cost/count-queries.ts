import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Stage } from '../stage/perform.ts'

export interface QueryCounter {
  /** The same database, by way of whoever counts. */
  url: string
  /** Statements that were executed so far. */
  count(): number
}

/** What runs a statement: a simple query, or the execution of a prepared one. Source: PostgreSQL, message formats. */
const runs = new Set(['Q', 'E'])

/** Stands between the relay and its database, and counts the statements that it executes. */
export async function countQueries(stage: Stage, databaseUrl: string): Promise<QueryCounter> {
  const target = new URL(databaseUrl)
  let executed = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    const count = messageCounter((type) => {
      if (runs.has(type)) executed += 1
    })
    client.on('data', count)
    client.pipe(database).pipe(client)
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        client.destroy()
        database.destroy()
        sockets.delete(socket)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.atEnd(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return { url: url.href, count: () => executed }
}

/** Follows one side of a connection: the first message has no type, each other begins with one and its length. */
function messageCounter(hear: (type: string) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0)
  let skip = 0
  let greeted = false
  return (bytes) => {
    if (skip >= bytes.length) {
      skip -= bytes.length
      return
    }
    rest = Buffer.concat([rest, bytes.subarray(skip)])
    skip = 0
    for (;;) {
      const head = greeted ? 5 : 4
      if (rest.length < head) return
      const length = rest.readInt32BE(head - 4) + head - 4
      if (greeted) hear(String.fromCharCode(rest[0]!))
      greeted = true
      if (rest.length < length) {
        skip = length - rest.length
        rest = Buffer.alloc(0)
        return
      }
      rest = rest.subarray(length)
    }
  }
}
