import { once } from 'node:events'
import { createServer as createPlainServer, type AddressInfo } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closedPort } from '../../../test/providers/closed-port.ts'
import { loopbackCertificate } from '../../../workbench/developer-platform/loopback-certificate.ts'
import { createMail, type Mail } from '../../../workbench/mail/create-mail.ts'
import { context, outgoing, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { Permanent } from '../../errors.ts'
import { allowedHosts } from '../../reach/allowed-hosts.ts'
import { createReaches } from '../../reach/create-reaches.ts'
import type { Reach } from '../../reach/reach.ts'
import { email } from './index.ts'

let mail: Mail
beforeEach(async () => {
  mail = createMail()
  await mail.listen()
})
afterEach(() => mail.close())

/** Every name leads to this machine, which is allowed or not. */
const reachOf = (...allowed: string[]): Reach =>
  createReaches({
    allowed: allowedHosts(allowed),
    lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  })([])

/** The line with its servers under this name. */
function lineAt(host: string, more: { smtp?: object; imap?: object } = {}) {
  const { settings } = testLine(mail)
  return testLine(mail, {
    smtp: { ...settings.smtp, host, ...more.smtp },
    imap: { ...settings.imap, host, ...more.imap },
  })
}

async function refusalOf(work: Promise<unknown>): Promise<Permanent> {
  const error = await work.catch((thrown: unknown) => thrown)
  if (error instanceof Permanent) return error
  throw new Error(`It was not refused: ${String(error)}`)
}

test.each(['mail.company.example', 'localhost', '127.0.0.1', '2130706433'])(
  'servers at %s are not spoken to where nobody allowed it, in none of the ways to them',
  async (host) => {
    const connected = vi.fn()
    const server = createPlainServer(connected)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const reach = vi.fn(reachOf())
    const held = { ...context(AbortSignal.timeout(5_000)), reach }
    const line = lineAt(host, { smtp: { port }, imap: { port } })
    const ways = [
      () => email.send(outgoing(), line, held),
      () => email.since!(null, line, held),
      () => email.test!(line, held),
    ]
    for (const way of ways) {
      const refusal = await refusalOf(way())
      expect(refusal).toMatchObject({ code: 'address_refused', blame: 'line' })
      expect(refusal.message).toContain(
        'is in a private network. Whoever runs the relay can allow it with ALLOWED_HOSTS=',
      )
      if (host === 'mail.company.example') expect(refusal.message).not.toContain('127.0.0.1')
    }
    const stop = new AbortController()
    reach.mockClear()
    const watching = email.watch!(line, () => void connected('woken'), stop.signal, { reach })
    await vi.waitFor(() => expect(reach).toHaveBeenCalled())
    stop.abort()
    await watching
    expect(connected).not.toHaveBeenCalled()
    server.close()
  },
)

test('servers that are allowed by name are sent by and read', async () => {
  const reach = reachOf(`mail.company.example:${mail.smtpPort}`, `mail.company.example:${mail.imapPort}`)
  const held = { ...context(AbortSignal.timeout(10_000)), reach }
  const line = lineAt('mail.company.example')
  expect(await email.send(outgoing(), line, held)).toMatchObject({ outcome: 'accepted' })
  expect(await email.since!(null, line, held)).toMatchObject({ received: [] })
})

test('a server that is allowed and does not answer is told without the address that its name leads to', async () => {
  const port = await closedPort()
  const held = { ...context(AbortSignal.timeout(5_000)), reach: reachOf(`mail.company.example:${port}`) }
  const line = lineAt('mail.company.example', { smtp: { port }, imap: { port } })
  const words = 'nothing listens at its address.'
  await expect(email.send(outgoing(), line, held)).rejects.toThrow(`The mail server could not be used: ${words}`)
  await expect(email.since!(null, line, held)).rejects.toThrow(`The mailbox could not be read: ${words}`)
})

test('both servers are asked for by their name, and their certificate must bear it', async () => {
  const { key, certificate: cert } = loopbackCertificate()
  const names: string[] = []
  const SNICallback: TlsOptions['SNICallback'] = (name, done) => {
    names.push(name)
    done(null)
  }
  const server = createServer({ key, cert, SNICallback })
  // Whoever is not believed hangs up.
  server.on('tlsClientError', () => undefined)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const held = { ...context(AbortSignal.timeout(10_000)), reach: reachOf(`mail.company.example:${port}`) }
  const line = lineAt('mail.company.example', { smtp: { port, secure: 'tls' }, imap: { port, secure: 'tls' } })
  await expect(email.send(outgoing(), line, held)).rejects.toMatchObject({ code: 'smtp_unreachable' })
  await expect(email.since!(null, line, held)).rejects.toMatchObject({ code: 'imap_unreachable' })
  expect(names).toEqual(['mail.company.example', 'mail.company.example'])
  server.close()
})
