import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kannel } from '../../relay/providers/kannel/index.ts'
import type { KannelSettings } from '../../relay/providers/kannel/settings.ts'
import type { Line, Outgoing, ProviderContext, ProviderEvent, WebhookRequest } from '../../relay/providers/provider.ts'
import { until } from '../until.ts'
import { startKannelMachine, whyNoKannelMachine, type KannelMachine } from './kannel-machine.ts'

const reason = whyNoKannelMachine()
const context: ProviderContext = { fetch, now: () => new Date(), signal: AbortSignal.timeout(120_000) }
const token = 'r3alKannelT0kenForThisTest'
const [company, person] = ['+14155550100', '+14155560001']

describe('with Debian’s Kannel', () => {
  let machine: KannelMachine
  let door: Server
  let calls: WebhookRequest[] = []
  /** How many calls the relay is away for. */
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
        away -= 1
        if (away >= 0) return response.writeHead(503, { 'content-type': 'application/problem+json' }).end('{}')
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
    calls = []
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

  const message = (reference: string, body: string, to = person): Outgoing => {
    return { reference, to, subject: null, body, conversationToken: 'unused', earlier: [] }
  }

  /** What all calls so far say, each proven and read; waits until the one sought is among them. */
  async function told(sought: (event: ProviderEvent) => boolean): Promise<ProviderEvent[]> {
    return until(async () => {
      const events: ProviderEvent[] = []
      for (const call of calls) {
        kannel.verify!(call, line(), new Date())
        events.push(...(await kannel.read(call, line())))
      }
      expect(events.some(sought), machine.log()).toBe(true)
      return events
    })
  }

  const statusIs = (wanted: string) => (event: ProviderEvent) => event.kind === 'status' && event.status === wanted
  const isReply = (event: ProviderEvent) => event.kind === 'reply'
  const arrival = (what: RegExp) =>
    until(() => {
      const found = machine.arrived().find((each) => what.test(each))
      if (found === undefined) throw new Error(`Nothing like ${what} arrived: ${machine.arrived().join('\n')}`)
      return found
    })

  test('a message reaches the phone, and Kannel reports that it was taken and delivered', async () => {
    expect(await kannel.send(message('real/1 & one', 'Your order @ 10 €: {ready}'), line(), context)).toEqual({
      outcome: 'accepted',
      providerId: 'real/1 & one',
      status: 'sending',
    })
    expect(await arrival(/order/)).toBe(`${company} ${person} text Your order @ 10 €: {ready}`)
    await told(statusIs('sent'))
    const events = await told(statusIs('delivered'))
    expect(events).toHaveLength(2)
    for (const event of events) expect(event).toMatchObject({ kind: 'status', reference: 'real/1 & one' })
    // There is no setting for reports by POST: this is why the relay takes GET at the same address.
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  test('what the GSM alphabet lacks goes as UCS-2, line break and emoji included', async () => {
    await kannel.send(message('real-2', 'Grüße 👋🏽 नमस्ते\nzweite Zeile'), line(), context)
    const [, text = ''] = /^\S+ \S+ ucs-2 (.*)$/.exec(await arrival(/ ucs-2 /)) ?? []
    const bytes = Buffer.from(decodeBytes(text))
    expect(new TextDecoder('utf-16be').decode(bytes)).toBe('Grüße 👋🏽 नमस्ते\nzweite Zeile')
    await told(statusIs('delivered'))
  })

  test('a long text arrives in parts, every letter of the GSM alphabet whole, and is reported once', async () => {
    const alphabet =
      '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
      'abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€'
    const body = alphabet.repeat(3)
    const before = machine.arrived().length
    await kannel.send(message('real-3', body), line(), context)
    await told(statusIs('delivered'))
    const parts = machine.arrived().slice(before)
    expect(parts).toHaveLength(3)
    expect(parts.map((part) => textOfPart(part)).join('')).toBe(body)
    expect((await told(statusIs('sent'))).filter(statusIs('delivered'))).toHaveLength(1)
  })

  test('our count of parts is Kannel’s: as many as allowed arrive whole, and one more is refused before it is cut', async () => {
    for (const [most, tooMuch] of [
      [`${'x'.repeat(152)}€`.repeat(9), '€'.repeat(770)],
      ['ж'.repeat(670), 'ж'.repeat(671)],
    ] as const) {
      const before = machine.arrived().length
      calls = []
      await kannel.send(message('real-4', most), line(), context)
      await told(statusIs('delivered'))
      const parts = machine.arrived().slice(before)
      expect(parts.length).toBeLessThanOrEqual(10)
      expect(parts.map((part) => textOfPart(part, most.startsWith('ж'))).join('')).toBe(most)
      await expect(kannel.send(message('real-5', tooMuch), line(), context)).rejects.toMatchObject({
        name: 'Permanent',
        code: 'message_too_long',
      })
    }
  })

  test('what a person writes comes home once, in any alphabet, and nothing is sent back to the phone', async () => {
    await machine.write(`${person} ${company} text Yes please @ 10`)
    const [plain] = await told(isReply)
    expect(plain).toMatchObject({ kind: 'reply', from: person, body: 'Yes please @ 10', subject: null })
    expect(calls).toMatchObject([{ method: 'POST' }])
    calls = []
    await machine.write(`004915112345678 ${company} ucs2 %00J%00a%D8%3D%DC%4D%00%0A%04%16`)
    expect(await told(isReply)).toMatchObject([{ from: '+4915112345678', body: 'Ja👍\nЖ' }])
    // Without max-messages = 0 it would send our answer to the person.
    await until(() => expect(machine.log().match(/No reply sent, denied/g)).toHaveLength(2))
  })

  test('while the relay is away Kannel tries again with the same message', async () => {
    away = 1
    await machine.write(`${person} ${company} text Are you there?`)
    await until(() => expect(calls).toHaveLength(2))
    const [first, second] = await told(isReply)
    expect(first).toMatchObject({ kind: 'reply', body: 'Are you there?' })
    expect(second).toEqual(first)
  })

  test('with a wrong password nothing is sent, and it says so in words; the test of the line says it beforehand', async () => {
    const wrong = line({ password: 'wrong' })
    const refusal = {
      name: 'Permanent',
      code: 'line_login_refused',
      message: expect.stringContaining('does not accept the user and password'),
      blame: 'line',
    }
    await expect(kannel.send(message('real-6', 'Secret'), wrong, context)).rejects.toMatchObject(refusal)
    await expect(kannel.test!(wrong, context)).rejects.toMatchObject(refusal)
    const before = machine.arrived().length
    await kannel.test!(line(), context)
    const elsewhere = line({ url: machine.url.replace('sendsms', 'nothing') })
    await expect(kannel.test!(elsewhere, context)).rejects.toMatchObject({
      name: 'Permanent',
      code: 'provider_url_wrong',
    })
    expect(machine.arrived()).toHaveLength(before)
  })
})

/** fakesmsc shows bytes as `%XX` and as themselves where they are letters. */
function decodeBytes(shown: string): number[] {
  const bytes: number[] = []
  for (const [, hex, other = ''] of shown.matchAll(/%([0-9A-F]{2})|([^%])/g)) {
    if (hex === undefined) bytes.push(other === '+' ? 32 : other.charCodeAt(0))
    else bytes.push(Number.parseInt(hex, 16))
  }
  return bytes
}

/** The text of one part of a long message: its header says which part, then come the bytes. */
function textOfPart(part: string, ucs2 = false): string {
  const [, shown = ''] = /^\S+ \S+ udh \S+ data (.*)$/.exec(part) ?? []
  return new TextDecoder(ucs2 ? 'utf-16be' : 'utf-8').decode(Buffer.from(decodeBytes(shown)))
}
