import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { email } from '../../relay/providers/email/index.ts'
import type { EmailLine } from '../../relay/providers/email/email-line.ts'
import type { Outgoing, ProviderContext, ProviderEvent } from '../../relay/providers/provider.ts'
import { atHome } from '../../workbench/at-home.ts'
import { startMailMachine, whyNoMailMachine, type MailMachine } from './mail-machine.ts'

const reason = whyNoMailMachine()
if (reason) console.info(`The tests with real mail servers are skipped: ${reason}.`)

const context: ProviderContext = { fetch, now: () => new Date(), signal: AbortSignal.timeout(120_000), reach: atHome }
const token = 'c0nv3rsat10nt0ken7'

describe.runIf(reason === null)('with Debian’s Postfix and Dovecot', () => {
  let machine: MailMachine
  beforeAll(async () => {
    machine = await startMailMachine()
  }, 60_000)
  afterAll(() => machine?.stop(), 20_000)

  function line(allowInvalidCertificates = true): EmailLine {
    const { smtpPort, imapsPort, password } = machine
    const host = '127.0.0.1'
    return {
      portalId: '1',
      id: 'sales',
      label: 'Sales',
      channel: 'email',
      address: 'sales@company.test',
      callbackUrl: 'http://127.0.0.1/unused',
      settings: {
        smtp: {
          host,
          port: smtpPort,
          secure: 'starttls',
          user: 'sales@company.test',
          password,
          allowInvalidCertificates,
        },
        imap: {
          host,
          port: imapsPort,
          secure: 'tls',
          user: 'replies@company.test',
          password,
          allowInvalidCertificates,
        },
        fromName: 'Company',
        replyAddress: 'replies@company.test',
        bounceAddress: 'replies@company.test',
      },
    }
  }

  function message(to: string, reference: string): Outgoing {
    const body = 'Grüße,\n.\nit is on its way.'
    return { reference, to, subject: 'Your order', body, conversationToken: token, earlier: [] }
  }

  /** What the person's own mail program shows: her mailbox over plain IMAP. */
  function personLine(): EmailLine {
    const { imapPort, password } = machine
    const user = 'maria@customer.test'
    const own = line()
    const imap = { host: '127.0.0.1', port: imapPort, secure: 'none' as const, user, password }
    return { ...own, id: 'person', address: user, settings: { ...own.settings, imap, replyAddress: user } }
  }

  /** Everything after the cursor, once at least one email is there. */
  async function arrived(reader: EmailLine, cursor: string): Promise<{ raw: string; events: ProviderEvent[] }> {
    const received = await vi.waitFor(
      async () => {
        const batch = await email.since!(cursor, reader, context)
        expect(batch.received.length, machine.log()).toBeGreaterThan(0)
        return batch.received
      },
      { timeout: 20_000, interval: 100 },
    )
    expect(received).toHaveLength(1)
    const raw = Buffer.from(received[0]!.body).toString('utf8')
    return { raw, events: await email.read(received[0]!, reader) }
  }

  const begin = async (reader: EmailLine) => (await email.since!(null, reader, context)).cursor

  /** The person's mail program hands a raw email to Postfix. */
  function personSends(to: string, raw: string, from = 'maria@customer.test'): Promise<void> {
    const connection = new SMTPConnection({ host: '127.0.0.1', port: machine.smtpPort, ignoreTLS: true })
    return new Promise((resolve, reject) => {
      connection.on('error', reject)
      connection.connect(() => {
        connection.send({ from, to }, raw, (error) => {
          connection.quit()
          if (error) reject(error)
          else resolve()
        })
      })
    })
  }

  test('an email goes out, is answered, and the answer comes home', async () => {
    const [person, home] = [await begin(personLine()), await begin(line())]
    const outcome = await email.send(message('maria@customer.test', 'real-one'), line(), context)
    if (outcome.outcome !== 'accepted') throw new Error(outcome.reason)

    const { raw, events } = await arrived(personLine(), person)
    expect(raw).toContain(`Message-ID: ${outcome.providerId}`)
    expect(raw).toMatch(/^Received: .*ESMTPSA/ms)
    expect(events).toMatchObject([{ kind: 'reply', from: 'sales@company.test', body: 'Grüße,\n.\nit is on its way.' }])
    const replyTo = /^Reply-To: .*<(.+)>/m.exec(raw)?.[1] ?? ''
    expect(replyTo).toBe(`replies+${token}@company.test`)

    const answer = [
      'From: Maria <maria@customer.test>',
      `To: ${replyTo}`,
      'Subject: Re: Your order',
      'Message-ID: <answer-1@customer.test>',
      `In-Reply-To: ${outcome.providerId}`,
      '',
      'Thank you!',
      '',
      'On Mon, Sep 14, 2026 at 10:00 AM Company <sales@company.test> wrote:',
      '> it is on its way.',
    ].join('\r\n')
    await personSends(replyTo, answer)
    expect((await arrived(line(), home)).events).toMatchObject([
      {
        kind: 'reply',
        providerId: '<answer-1@customer.test>',
        from: 'maria@customer.test',
        body: 'Thank you!',
        conversationToken: token,
        answers: [outcome.providerId],
      },
    ])
  })

  test('the token is found in what Postfix wrote down when To does not show it', async () => {
    const home = await begin(line())
    await personSends(`replies+${token}@company.test`, 'From: maria@customer.test\r\nTo: Sales\r\n\r\nHidden copy\r\n')
    expect((await arrived(line(), home)).events).toMatchObject([{ kind: 'reply', conversationToken: token }])
  })

  test('Postfix’s own report about an unknown user makes the message undelivered', async () => {
    const home = await begin(line())
    const outcome = await email.send(message('nobody@customer.test', 'real-bounced'), line(), context)
    expect(outcome.outcome).toBe('accepted')
    expect((await arrived(line(), home)).events).toMatchObject([
      {
        kind: 'status',
        status: 'undelivered',
        reference: 'real-bounced',
        providerId: outcome.outcome === 'accepted' ? outcome.providerId : '',
        error: { code: 'recipient_unknown', detail: expect.stringContaining('unknown user') },
      },
    ])
  })

  test('what Postfix refuses at once is refused for good, with its words', async () => {
    await expect(email.send(message('refused@customer.test', 'real-refused'), line(), context)).rejects.toMatchObject({
      name: 'Permanent',
      code: 'refused_by_policy',
      message: expect.stringContaining('Not wanted here'),
    })
  })

  test('an absence notice waits for a person', async () => {
    const home = await begin(line())
    const notice = [
      'From: Maria <maria@customer.test>',
      `To: replies+${token}@company.test`,
      'Subject: Away',
      'Auto-Submitted: auto-replied (vacation)',
      '',
      'I am away until Monday.',
    ].join('\r\n')
    await personSends(`replies+${token}@company.test`, notice, '')
    expect((await arrived(line(), home)).events).toMatchObject([
      { kind: 'reply', body: 'I am away until Monday.', aside: expect.stringContaining('Auto-Submitted') },
    ])
  })

  test('Dovecot’s IDLE wakes the line, and reading marks nothing as seen', async () => {
    const stop = new AbortController()
    const wake = vi.fn<() => void>()
    const watching = email.watch!(line(), wake, stop.signal, { reach: atHome })
    await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(1), { timeout: 10_000 })
    const home = await begin(line())
    await personSends('replies@company.test', 'From: maria@customer.test\r\n\r\nAre you there?\r\n')
    await vi.waitFor(() => expect(wake.mock.calls.length).toBeGreaterThan(1), { timeout: 10_000 })
    stop.abort()
    await watching
    const first = await arrived(line(), home)
    const second = await arrived(line(), home)
    expect(second.raw).toBe(first.raw)
  })

  test('a wrong password and a certificate that nobody vouches for are told apart', async () => {
    const wrong = line()
    wrong.settings.smtp.password = 'wrong'
    wrong.settings.imap.password = 'wrong'
    await expect(email.send(message('maria@customer.test', 'real-login'), wrong, context)).rejects.toMatchObject({
      name: 'Permanent',
      code: 'line_login_refused',
    })
    await expect(email.since!(null, wrong, context)).rejects.toMatchObject({
      name: 'Permanent',
      code: 'line_login_refused',
    })
    const strict = line(false)
    await expect(email.send(message('maria@customer.test', 'real-tls'), strict, context)).rejects.toMatchObject({
      name: 'Temporary',
      code: 'smtp_unreachable',
    })
    await expect(email.since!(null, strict, context)).rejects.toMatchObject({
      name: 'Temporary',
      code: 'imap_unreachable',
    })
  })
})
