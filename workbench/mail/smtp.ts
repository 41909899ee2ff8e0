import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { MailFaults } from './faults.ts'
import type { MailStore } from './mail-store.ts'

const refusals: Partial<Record<MailFaults['smtp'], [number, string]>> = {
  '450': [450, '4.2.1 The mailbox is busy, try again later'],
  '550': [550, '5.1.1 No such user here'],
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** An SMTP server in front of the store. It takes mail for every address; `login` null lets anybody send. */
export function createSmtp(
  store: MailStore,
  faults: MailFaults,
  login: { user: string; password: string } | null,
): SMTPServer {
  const sockets = new Map<number, Socket>()
  const socketOf = (session: SMTPServerSession) => sockets.get(session.remotePort)
  const lose = (session: SMTPServerSession) => socketOf(session)?.destroy()
  const server = new SMTPServer({
    authOptional: login === null,
    disabledCommands: login === null ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    // Otherwise it refuses two dots and a dot before the @, also in quotes, where they are right.
    lenientAddressParsing: true,
    closeTimeout: 100,
    logger: false,
    onConnect(_session, done) {
      done(faults.smtp === 'refuse' ? answer(421, '4.3.2 Not taking connections') : null)
    },
    onAuth(auth, _session, done) {
      if (login && auth.username === login.user && auth.password === login.password) done(null, { user: auth.username })
      else done(answer(535, '5.7.8 Wrong user or password'))
    },
    onRcptTo(_address, session, done) {
      const refused = refusals[faults.smtp]
      if (faults.smtp === 'drop-before-data') lose(session)
      else if (faults.smtp !== 'hang-before-data') done(refused ? answer(...refused) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const fault = faults.smtp
        if (fault === '451-data') return done(answer(451, '4.3.0 An error of ours'))
        if (fault === '554-data') return done(answer(554, '5.7.1 Refused by policy'))
        if (fault === 'lose-after-data') return lose(session)
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
        const raw = Buffer.concat(chunks)
        Promise.all(session.envelope.rcptTo.map(({ address }) => store.deliver(raw, address, from))).then(() => {
          if (fault === 'drop-after-data') lose(session)
          else if (fault === 'garble') socketOf(session)?.write('Ωμέγα\r\n')
          else if (fault !== 'hang') done(null, 'Taken')
        }, done)
      })
    },
  })
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.on('close', () => sockets.delete(port))
  })
  server.on('error', () => undefined) // Lost connections; the client sees them.
  return server
}
