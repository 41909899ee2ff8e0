import fc from 'fast-check'
import { Value } from 'typebox/value'
import { expect, test, vi } from 'vitest'
import { DeliveryStatus } from '../../../contract/delivery-status.ts'
import { Invalid } from '../../../relay/errors.ts'
import type { ProviderEvent, Received } from '../../../relay/providers/provider.ts'
import type { StatusWords } from '../descriptor.ts'
import type { Stage } from '../stage.ts'

/** What comes in is understood: replies, statuses, and what is neither. */
export function reading(stage: Stage): void {
  const { provider, descriptor } = stage

  test('what a person writes comes home word for word', async () => {
    const from = stage.world.person(3)
    const body = 'Ja, gerne 👍🏽\nBis morgen – "Übermorgen" geht nicht & <tags> bleiben'
    await stage.world.write({ from, body })
    const [reply] = await events('reply', 1)
    expect(reply).toMatchObject({ from, body, providerId: expect.stringMatching(/\S/) })
    expect(Math.abs(Number(reply?.at) - Date.now())).toBeLessThan(60_000)
  })

  test('each reply has an id of its own, which a second look does not change', async () => {
    for (const body of ['One', 'Two']) await stage.world.write({ from: stage.world.person(1), body })
    const first = await events('reply', 2)
    expect(new Set(first.map(({ providerId }) => providerId)).size).toBe(2)
    expect(await stage.heard()).toEqual(first)
  })

  if (descriptor.impossible.files === undefined) {
    test('a file that a person sends is named, with an address only if a browser may open it', async () => {
      if (!stage.world.writeFile) throw new Error('The descriptor must send a file, or say why there are none.')
      const from = stage.world.person(1)
      await stage.world.writeFile(from)
      const [reply] = await events('reply', 1)
      expect(reply).toMatchObject({
        from,
        attachments: [{ contentType: 'image/jpeg', name: expect.stringMatching(/\S/) }],
      })
      const [{ url } = { url: undefined }] = reply?.attachments ?? []
      if (url !== null) expect(url).toMatch(/^https:\/\/[^@]+$/)
    })
  }

  if (descriptor.impossible.settle === undefined) {
    test('how a message ended is told, and of which message', async () => {
      const message = stage.message()
      await stage.attempt(message)
      const [arrived] = stage.world.arrived()
      if (!arrived || !stage.world.settle) throw new Error('The descriptor must settle what arrived.')
      const status = await stage.world.settle(arrived)
      const last = await vi.waitFor(
        async () => {
          const told = (await stage.heard()).filter(tellsHowItFares).at(-1)
          expect(told).toMatchObject({ status })
          return told
        },
        { timeout: 5000 },
      )
      const reference = last?.kind === 'status' ? last.reference : undefined
      expect([message.reference, arrived.providerId]).toContain(reference ?? last?.providerId)
    })
  }

  if (descriptor.impossible.echo === undefined) {
    test('our own message is never a reply', async () => {
      await stage.attempt(stage.message())
      const [arrived] = stage.world.arrived()
      if (!arrived || !stage.world.echo) throw new Error('The descriptor must echo what arrived.')
      await stage.world.echo(arrived)
      const told = await vi.waitFor(async () => {
        const heard = await stage.heard()
        const passed = heard.filter(({ kind }) => kind === 'ignored' || kind === 'elsewhere')
        expect(passed.length).toBeGreaterThan(0)
        return heard
      })
      expect(told.filter(({ kind }) => kind === 'reply')).toEqual([])
    })
  }

  if (descriptor.statuses) statusWords(stage, descriptor.statuses)

  test('deliveries mean the same whatever their order, and twice what they mean once', async () => {
    for (const body of ['One', 'Two', 'Three']) await stage.world.write({ from: stage.world.person(1), body })
    await events('reply', 3)
    const deliveries = await stage.deliveries()
    const once = await readAll(deliveries)
    const shuffled = [...deliveries, ...deliveries].reverse()
    expect(unique(await readAll(shuffled))).toEqual(unique(once))
    expect(unique(once)).toHaveLength(once.length)
  })

  test('rubbish is turned away in words or ignored, and never makes an event', async () => {
    const json = fc.json().map((text) => Buffer.from(text))
    const text = fc.string({ unit: 'binary' }).map((value) => Buffer.from(value))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), json, text), async (body) => {
        for (const origin of ['webhook', 'history'] as const) {
          const found = await readOrInvalid({ origin, headers: {}, body })
          expect(found.filter(({ kind }) => kind !== 'ignored')).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a delivery damaged anywhere is read, ignored or turned away, and breaks nothing', async () => {
    await stage.world.write({ from: stage.world.person(1), body: 'Whole' })
    await events('reply', 1)
    const [whole] = await stage.deliveries()
    if (!whole) throw new Error('There is no delivery.')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.body.length - 1), fc.nat(255), fc.boolean(), async (place, byte, cut) => {
        const body = Uint8Array.from(cut ? whole.body.subarray(0, place) : whole.body)
        if (!cut) body[place] = byte
        for (const event of await readOrInvalid({ ...whole, body })) {
          if ('at' in event) expect(event.at.getTime()).not.toBeNaN()
        }
      }),
      { numRuns: 200 },
    )
  })

  async function events<Kind extends ProviderEvent['kind']>(kind: Kind, count: number) {
    return vi.waitFor(
      async () => {
        const all = await stage.heard()
        const found = all.filter((event): event is Extract<ProviderEvent, { kind: Kind }> => event.kind === kind)
        expect(found.length).toBeGreaterThanOrEqual(count)
        return found
      },
      { timeout: 5000 },
    )
  }

  async function readAll(deliveries: readonly Received[]): Promise<ProviderEvent[]> {
    const lists: ProviderEvent[][] = []
    for (const delivery of deliveries) lists.push(await provider.read(delivery, stage.world.line))
    return lists.flat()
  }

  async function readOrInvalid(received: Received): Promise<ProviderEvent[]> {
    try {
      return await provider.read(received, stage.world.line)
    } catch (error) {
      expect(error).toBeInstanceOf(Invalid)
      return []
    }
  }
}

function statusWords(stage: Stage, words: StatusWords): void {
  const { provider } = stage

  test.each(Object.entries(words.become))('the status “%s” becomes “%s”', async (word, expected) => {
    const [event, ...others] = await provider.read(words.delivery(word), stage.world.line)
    expect(others).toEqual([])
    expect(event && tellsHowItFares(event) ? event.status : event?.kind).toBe(expected)
  })

  test('a status nobody has heard of becomes none of ours', async () => {
    for (const word of ['teleported', '', 'DELIVERED?']) {
      const read = provider.read(words.delivery(word), stage.world.line).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Invalid)
        return []
      })
      expect((await read).filter(({ kind }) => kind !== 'ignored')).toEqual([])
    }
  })

  test('what statuses become are statuses we know', () => {
    for (const status of Object.values(words.become)) {
      expect(status === 'ignored' || Value.Check(DeliveryStatus, status)).toBe(true)
    }
  })
}

/** Whether what left the line is ours the relay knows, where the vendor cannot say it: then it is told whole, with how it fares. */
function tellsHowItFares(event: ProviderEvent) {
  return event.kind === 'status' || event.kind === 'elsewhere'
}

function unique(events: readonly ProviderEvent[]): string[] {
  return [...new Set(events.map((event) => JSON.stringify(event)))].sort()
}
