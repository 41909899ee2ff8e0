import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** One public address in front of several relays, as a company's load balancer is. */
export interface FrontDoor {
  url: string
  /** Which relays (origins) take part now. */
  lead(origins: string[]): void
  close(): Promise<void>
}

/** Passes connections on in turn; one that cannot be passed on is cut, and the caller sees what callers see. */
export async function openFrontDoor(): Promise<FrontDoor> {
  let origins: string[] = []
  let turn = 0
  const open = new Set<Socket>()

  function pass(client: Socket, left: number): void {
    const origin = origins[(turn += 1) % Math.max(1, origins.length)]
    if (!origin || left === 0) return void client.destroy()
    const relay = connect(Number(new URL(origin).port), '127.0.0.1')
    let through = false
    relay.once('connect', () => {
      through = true
      client.pipe(relay)
      relay.pipe(client)
    })
    relay.once('error', () => (through ? client.destroy() : pass(client, left - 1)))
    relay.once('close', () => {
      open.delete(relay)
      if (through) client.destroy()
    })
    client.once('close', () => relay.destroy())
    open.add(relay)
  }

  const server = createServer((client) => {
    open.add(client)
    client.on('error', () => client.destroy())
    client.once('close', () => open.delete(client))
    pass(client, 3)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (now) => {
      origins = now
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
