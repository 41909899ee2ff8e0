import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codingOf } from '../../relay/providers/kannel/coding.ts'
import { kannel } from '../../relay/providers/kannel/index.ts'
import type { KannelSettings } from '../../relay/providers/kannel/settings.ts'
import type { Line, Outgoing, ProviderContext, ProviderEvent, WebhookRequest } from '../../relay/providers/provider.ts'
import { until } from '../until.ts'
import { startKannelMachine, whyNoKannelMachine, type KannelMachine } from './kannel-machine.ts'

const reason = whyNoKannelMachine()
const context: ProviderContext = { fetch, now: () => new Date(), signal: AbortSignal.timeout(120_000) }
const token = 'r3alKannelT0kenForThisTest'
const company = '+14155550100'

describe('with Debian’s Kannel', () => {
  let machine: KannelMachine
  let door: Server
  const calls: WebhookRequest[] = []
  /** How many replies the relay is away for. */
  let away = 0

  beforeAll(async () => {
    if (reason !== null) return
    door = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { method = '', url: target = '' } = request
        const headers = { 'content-type': request.headers['content-type'] ?? '', 'homing-query': target.split('?')[1]! }
        calls.push({ origin: 'webhook', method, target, headers, body: Buffer.concat(chunks) })
        if (method === 'POST' && away-- > 0)
          return response.writeHead(503, { 'content-type': 'application/problem+json' }).end('{}')
        response.writeHead(200, { 'content-type': kannel.acknowledgement!.contentType })
        response.end(kannel.acknowledgement!.body)
      })
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
    machine = await startKannelMachine(`${callbackUrl()}/${token}`)
  }, 60_000)
  afterAll(async () => {
    await machine?.stop()
    door?.closeAllConnections()
    door?.close()
  }, 30_000)
  beforeEach(({ skip }) => {
    skip(reason !== null, `Kannel cannot run here: ${reason}`)
    away = 0
  })

  const callbackUrl = () => `http://127.0.0.1:${(door.address() as AddressInfo).port}/webhooks/1/sales`

  function line(changes: Partial<KannelSettings> = {}): Line<KannelSettings> {
    const { url, password } = machine
    return {
      portalId: '1',
      id: 'sales',
      label: 'Sales',
      channel: 'sms',
      address: company,
      callbackUrl: callbackUrl(),
      settings: { url, username: 'homing', password, webhookToken: token, ...changes },
    }
  }

  const message = (reference: string, body: string, to: string): Outgoing => {
    return { reference, to, subject: null, body, conversationToken: 'unused', earlier: [] }
  }

  async function said(): Promise<ProviderEvent[]> {
    const events: ProviderEvent[] = []
    for (const call of calls) {
      kannel.verify!(call, line(), new Date())
      events.push(...(await kannel.read(call, line())))
    }
    return events
  }

  /** Waits for both reports on a message, in whatever order, and gives back all there are on it. */
  const reported = (reference: string) =>
    until(async () => {
      const events = (await said()).filter((event) => event.kind === 'status' && event.reference === reference)
      const words = events.map((event) => event.kind === 'status' && event.status)
      expect(words.toSorted(), machine.log()).toEqual(['delivered', 'sent'])
      return events
    })

  const replied = (count: number, body: string) =>
    until(async () => {
      const replies = (await said()).filter((event) => event.kind === 'reply' && event.body === body)
      expect(replies, machine.log()).toHaveLength(count)
      return replies
    })

  /** What fakesmsc showed for one phone, once it is as many lines as that. */
  const shown = (to: string, count: number) =>
    until(() => {
      const lines = machine.arrived().filter((each) => each.split(' ')[1] === to)
      expect(lines, machine.log()).toHaveLength(count)
      return lines
    })

  test('a message reaches the phone, and Kannel reports that it was taken and delivered', async () => {
    const to = '+14155560001'
    expect(await kannel.send(message('real/1 & one', 'Your order @ 10 €: {ready}', to), line(), context)).toEqual({
      outcome: 'accepted',
      providerId: 'real/1 & one',
      status: 'sending',
    })
    expect(await shown(to, 1)).toEqual([`${company} ${to} text Your order @ 10 €: {ready}`])
    await reported('real/1 & one')
    // There is no setting for reports by POST: this is why the relay takes GET at the same address.
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['GET']))
  })

  test('what the GSM alphabet lacks goes as UCS-2, line break and emoji included', async () => {
    const to = '+14155560002'
    await kannel.send(message('real-2', 'Grüße 👋🏽 नमस्ते\nzweite Zeile', to), line(), context)
    const [arrived = ''] = await shown(to, 1)
    const [, text = ''] = /^\S+ \S+ ucs-2 (.*)$/.exec(arrived) ?? []
    expect(decoded(text, 'utf-16be')).toBe('Grüße 👋🏽 नमस्ते\nzweite Zeile')
    await reported('real-2')
  })

  test('a long text arrives in parts, every letter of the GSM alphabet whole, and is reported once', async () => {
    const alphabet =
      '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
      'abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€'
    const [to, body] = ['+14155560003', alphabet.repeat(3)]
    await kannel.send(message('real-3', body, to), line(), context)
    const parts = await shown(to, codingOf(body).parts)
    expect(parts.map((part) => textOfPart(part, 'utf-8')).join('')).toBe(body)
    await reported('real-3')
  })

  test.each([
    ['GSM 7-bit', '+14155560004', `${'x'.repeat(152)}€`.repeat(9), '€'.repeat(770), 'utf-8'],
    ['UCS-2', '+14155560005', 'ж'.repeat(670), 'ж'.repeat(671), 'utf-16be'],
  ])('in %s our count of parts is Kannel’s: ten arrive whole, and more is refused before it is cut', async (...row) => {
    const [, to, most, tooMuch, encoding] = row
    await kannel.send(message(`real-4-${encoding}`, most, to), line(), context)
    expect((await shown(to, 10)).map((part) => textOfPart(part, encoding)).join('')).toBe(most)
    await reported(`real-4-${encoding}`)
    const refused = { name: 'Permanent', code: 'message_too_long' }
    await expect(kannel.send(message('real-5', tooMuch, to), line(), context)).rejects.toMatchObject(refused)
  })

  test('what a person writes comes home once, in any alphabet, and nothing is sent back to the phone', async () => {
    await machine.write(`+14155560001 ${company} text Yes please @ 10`)
    expect(await replied(1, 'Yes please @ 10')).toMatchObject([{ from: '+14155560001', subject: null }])
    await machine.write(`004915112345678 ${company} ucs2 %00J%00a%D8%3D%DC%4D%00%0A%04%16`)
    expect(await replied(1, 'Ja👍\nЖ')).toMatchObject([{ from: '+4915112345678' }])
    // Without max-messages = 0 it would send our answer to the person.
    await until(() => expect(machine.log().match(/No reply sent, denied/g)).toHaveLength(2))
  })

  test('while the relay is away Kannel tries again with the same message', async () => {
    away = 1
    await machine.write(`+14155560001 ${company} text Are you there?`)
    const [first, second] = await replied(2, 'Are you there?')
    expect(second).toEqual(first)
  })

  test('with a wrong password nothing is sent, and it says so in words; the test of the line says it beforehand', async () => {
    const [wrong, to] = [line({ password: 'wrong' }), '+14155560006']
    const refusal = {
      name: 'Permanent',
      code: 'line_login_refused',
      message: expect.stringContaining('does not accept the user and password'),
      blame: 'line',
    }
    await expect(kannel.send(message('real-6', 'Secret', to), wrong, context)).rejects.toMatchObject(refusal)
    await expect(kannel.test!(wrong, context)).rejects.toMatchObject(refusal)
    await kannel.test!(line(), context)
    const elsewhere = line({ url: machine.url.replace('sendsms', 'nothing') })
    await expect(kannel.test!(elsewhere, context)).rejects.toMatchObject({
      name: 'Permanent',
      code: 'provider_url_wrong',
    })
    await kannel.send(message('real-7', 'Only this', to), line(), context)
    expect(await shown(to, 1)).toEqual([`${company} ${to} text Only this`])
  })
})

/** fakesmsc shows bytes as `%XX`, as a plus, or as themselves where they are letters. */
function decoded(shown: string, encoding: string): string {
  const bytes: number[] = []
  for (const [, hex, other = ''] of shown.matchAll(/%([0-9A-F]{2})|([^%])/g)) {
    if (hex === undefined) bytes.push(other === '+' ? 32 : other.charCodeAt(0))
    else bytes.push(Number.parseInt(hex, 16))
  }
  return new TextDecoder(encoding).decode(Buffer.from(bytes))
}

/** The text of one part of a long message: its header says which part, then come the bytes. */
function textOfPart(part: string, encoding: string): string {
  const [, shown = ''] = /^\S+ \S+ udh \S+ data (.*)$/.exec(part) ?? []
  return decoded(shown, encoding)
}
