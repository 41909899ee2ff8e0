import { expect, test, vi } from 'vitest'
import { Permanent, Temporary } from '../../../relay/errors.ts'
import type { Stage } from '../stage.ts'
import { sendingFiles } from './sending-files.ts'

/** A message leaves, and what the provider says about it is true at the receiving end. */
export function sending(stage: Stage): void {
  const { provider, descriptor, attempt } = stage
  const can = (what: keyof typeof descriptor.impossible) => descriptor.impossible[what] === undefined

  test('an accepted message arrives once, whole, where it should, and has a provider id', async () => {
    const message = stage.message({ body: 'Grüße 👋🏽 नमस्ते\nSecond line: "quoted" & <b>not bold</b> 100%' })
    const outcome = await attempt(message)
    expect(outcome).toMatchObject({ outcome: 'accepted', providerId: expect.stringMatching(/\S/) })
    const arrived = await arrivals(1)
    expect(arrived).toEqual([
      { providerId: expect.any(String), from: stage.world.line.address, to: message.to, body: message.body },
    ])
    expect(outcome).toMatchObject({ providerId: arrived[0]?.providerId })
  })

  test('a text as long as the limit allows arrives whole', async () => {
    const body = 'All work and no play. '.repeat(5000).slice(0, provider.limits.bodyLength - 1) + '!'
    expect(await attempt(stage.message({ body }))).toMatchObject({ outcome: 'accepted' })
    expect((await arrivals(1))[0]?.body).toBe(body)
  })

  test('many at once, as many as the limits allow, arrive once each', async () => {
    const messages = Array.from({ length: 40 }, (_, n) =>
      stage.message({ to: stage.world.person(n), body: `Number ${n}` }),
    )
    const waiting = messages.values()
    await Promise.all(
      Array.from({ length: Math.min(provider.limits.inFlight, 40) }, async () => {
        for (const message of waiting) expect(await attempt(message)).toMatchObject({ outcome: 'accepted' })
      }),
    )
    const arrived = await arrivals(messages.length)
    expect(arrived.map(({ to, body }) => `${to} ${body}`).sort()).toEqual(
      messages.map(({ to, body }) => `${to} ${body}`).sort(),
    )
    expect(new Set(arrived.map(({ providerId }) => providerId)).size).toBe(messages.length)
  })

  if (provider.attachments) sendingFiles(stage, provider.attachments.most)

  if (provider.idempotent) {
    test('the same reference twice is one message', async () => {
      const message = stage.message()
      const [first, second] = [await attempt(message), await attempt(message)]
      expect(second).toEqual(first)
      expect(await arrivals(1)).toHaveLength(1)
    })
  }

  test('where nobody listens nothing is sent: later', async () => {
    const failure = await attempt(stage.message(), { line: stage.world.deadLine })
    expect(failure).toBeInstanceOf(Temporary)
    expect(failure).toMatchObject({ code: snakeCase })
  })

  test('a call that was called off before it began sends nothing: later', async () => {
    expect(await attempt(stage.message(), { signal: AbortSignal.abort() })).toBeInstanceOf(Temporary)
    expect(stage.world.arrived()).toEqual([])
  })

  if (can('throttles')) {
    test('too fast, without a word on how long: later', async () => {
      stage.world.misbehave('throttles')
      const failure = await attempt(stage.message())
      expect(failure).toBeInstanceOf(Temporary)
      expect(failure).toMatchObject({ code: snakeCase, retryAfter: undefined })
      expect(stage.world.arrived()).toEqual([])
    })
  }

  if (can('throttles for 7 seconds')) {
    test('too fast, with a time to wait: later, after that time', async () => {
      stage.world.misbehave('throttles for 7 seconds')
      const failure = await attempt(stage.message())
      expect(failure).toBeInstanceOf(Temporary)
      expect(failure).toMatchObject({ retryAfter: 7000 })
      expect(stage.world.arrived()).toEqual([])
    })
  }

  if (can('refuses')) {
    test('refused: for good, with a code that software and a sentence that people can use', async () => {
      stage.world.misbehave('refuses')
      const [one, other] = [await attempt(stage.message()), await attempt(stage.message())]
      expect(one).toBeInstanceOf(Permanent)
      expect(one).toMatchObject({ code: snakeCase, message: expect.stringMatching(/\S+ \S+/) })
      expect(other).toMatchObject({ code: (one as Permanent).code })
      expect(stage.world.arrived()).toEqual([])
    })
  }

  async function arrivals(count: number) {
    return vi.waitFor(() => {
      const arrived = stage.world.arrived()
      expect(arrived.length).toBeGreaterThanOrEqual(count)
      return arrived
    })
  }
}

const snakeCase = expect.stringMatching(/^[a-z]+(_[a-z0-9]+)*$/)
