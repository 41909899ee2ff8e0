import { createServer, type Server, type Socket } from 'node:net'
import type { MailFaults } from './faults.ts'
import { ImapSession } from './imap-session.ts'
import type { MailStore } from './mail-store.ts'

const longestCommand = 1024 * 1024

/** An IMAP server over the store: every address is a user, all with the same password. `drop` cuts every connection. */
export function createImap(
  store: MailStore,
  faults: MailFaults,
  password: string,
): { server: Server; drop: () => void } {
  const sessions = new Map<Socket, ImapSession>()
  const sockets = new Set<Socket>()
  store.onChange(() => {
    for (const session of sessions.values()) session.changed()
  })
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    if (faults.imap === 'refuse') return socket.destroy()
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      sessions.delete(socket)
    })
    if (faults.imap === 'hang') return
    const session = new ImapSession(socket, store, password, faults)
    sessions.set(socket, session)
    let pending: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk])
      for (let end = commandEnd(pending, socket); end >= 0; end = commandEnd(pending, socket)) {
        const command = pending.subarray(0, end)
        pending = pending.subarray(end + 2)
        session.command(command)
      }
      if (pending.length > longestCommand) socket.destroy()
    })
  })
  return {
    server,
    drop: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

const invited = new WeakMap<Socket, number>()

/** Where the first whole command ends; -1 while more must come. Invites the literals that wait for it, each once. */
function commandEnd(bytes: Buffer, socket: Socket): number {
  let from = 0
  for (;;) {
    const end = bytes.indexOf('\r\n', from)
    if (end < 0) return -1
    const literal = /\{(\d{1,7})(\+?)\}$/.exec(bytes.toString('latin1', from, end))
    if (!literal) {
      invited.delete(socket)
      return end
    }
    const after = end + 2 + Number(literal[1])
    if (!literal[2] && bytes.length < after && (invited.get(socket) ?? 0) <= end) {
      invited.set(socket, end + 1)
      socket.write('+ Go on\r\n')
    }
    if (bytes.length < after) return -1
    from = after
  }
}
