import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Lets a server listen on this machine alone, on any port. Its end does not wait for what is still connected. */
export async function listenOnLoopback(
  server: Server,
): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
