import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Stage } from '../../stage/perform.ts'

/** Open as if it were not there; nobody listens; taken and never answered; or every request's credentials are refused. */
export type GateState = 'open' | 'cut' | 'silent' | 'refuse'

/** The only way to a fake: what stands behind it does not know that it is shut. */
export interface Gate {
  port: number
  state: GateState
}

const refusal = JSON.stringify({ status: 'error', category: 'INVALID_AUTHENTICATION', message: 'not valid', code: 401 })
const refused = `HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: ${refusal.length}\r\nconnection: close\r\n\r\n${refusal}`

/** Whatever is under way is cut when the gate's state changes. */
export async function openGate(stage: Stage, behind: number): Promise<Gate> {
  let state: GateState = 'open'
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => open.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    if (state === 'cut') return void client.destroy()
    if (state === 'silent') return void client.resume()
    if (state === 'refuse') return void client.once('data', () => client.end(refused))
    const fake = connect(behind, '127.0.0.1')
    keep(fake)
    client.pipe(fake)
    fake.pipe(client)
    fake.once('close', () => client.destroy())
    client.once('close', () => fake.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.atEnd(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    get state() {
      return state
    },
    set state(next) {
      state = next
      for (const socket of open) socket.destroy()
    },
  }
}
