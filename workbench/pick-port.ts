import { createServer } from 'node:net'

/** The wished port on loopback if it is free, else any free one. */
export async function pickPort(wish: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (wish !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) resolve(pickPort(0))
      else reject(error)
    })
    probe.listen(wish, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wish))
    })
  })
}
