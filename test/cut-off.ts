import { connect, createServer, type Socket } from 'node:net'

/** Stands before a database as the network does, and can fall silent as networks do: nobody is told. */
export interface CutOff {
  /** The same database, by way of this. */
  url: string
  /** From now on nothing arrives, in either direction, and new connections are taken but lead nowhere. */
  fallSilent(): void
  /** What was swallowed stays away, as do the connections it was swallowed from; new ones lead to the database again. */
  comeBack(): void
  close(): Promise<void>
}

export async function openCutOff(databaseUrl: string): Promise<CutOff> {
  const target = new URL(databaseUrl)
  const pairs = new Set<[Socket, Socket]>()
  let silent = false
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    const pair: [Socket, Socket] = [near, far]
    const lost = silent
    pairs.add(pair)
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => {
        if (!silent && !lost) to.write(bytes)
      })
      from.on('error', () => from.destroy())
      from.on('close', () => {
        if (!silent) to.destroy()
        pairs.delete(pair)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as { port: number }).port)
  return {
    url: url.href,
    fallSilent() {
      silent = true
    },
    comeBack() {
      silent = false
      for (const pair of pairs) pair[1].destroy()
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      await closed
    },
  }
}
