import { expect, test, vi } from 'vitest'
import { Temporary } from '../../../relay/errors.ts'
import type { Outgoing } from '../../../relay/providers/provider.ts'
import type { Misbehaviour } from '../descriptor.ts'
import type { Stage } from '../stage.ts'

/**
 * Where an answer is missing, the message may or may not have gone out. `Temporary` there would send it twice, so it is
 * for what surely was not sent; anything that may have been is `unknown`, and `find` tells the truth if there is one.
 */
export function doubt(stage: Stage): void {
  const { provider, descriptor, attempt } = stage
  const possible = (ways: readonly Misbehaviour[]) => ways.filter((way) => descriptor.impossible[way] === undefined)

  for (const way of possible(['fails after', 'cuts after', 'garbles'])) {
    test(`the receiving end ${way}: unknown, although it arrived`, async () => {
      stage.world.misbehave(way)
      const message = stage.message()
      const reason = expect.stringMatching(/^(?!.*(answered \d|ECONN|TimeoutError))\S/)
      expect(await attempt(message)).toMatchObject({ outcome: 'unknown', reason })
      expect(stage.world.arrived()).toHaveLength(1)
      await expectFound(message)
    })
  }

  for (const way of possible(['fails before', 'cuts before'])) {
    test(`the receiving end ${way}: unknown, or later if it is sure that nothing arrived`, async () => {
      stage.world.misbehave(way)
      const message = stage.message()
      expectUnknownOrLater(await attempt(message))
      expect(stage.world.arrived()).toEqual([])
      await expectNotFound(message)
    })
  }

  const asksBefore = stage.provider.check !== undefined
  /** As Node's fetch tells it. Mail has no fetch, and needs none: it knows what it has written. */
  const troubles = [
    { code: 'EMFILE', syscall: 'connect', sure: true },
    { code: 'ENFILE', syscall: 'socket', sure: true },
    { code: 'EMFILE', syscall: 'getaddrinfo', sure: true },
    { code: 'EHOSTUNREACH', syscall: 'connect', sure: true },
    { code: 'ETIMEDOUT', syscall: 'connect', sure: true },
    { code: 'EHOSTUNREACH', syscall: 'read', sure: false },
    { code: 'ENETUNREACH', syscall: 'write', sure: false },
    { code: 'EMFILE', syscall: 'read', sure: false },
  ]
  test.each(troubles)('$code at "$syscall": nothing was sent only where connecting had failed', async (trouble) => {
    const { code, syscall, sure } = trouble
    const failing = vi.fn(() => {
      const cause = Object.assign(new Error(`${syscall} ${code}`), { code, syscall })
      return Promise.reject(new TypeError('fetch failed', { cause }))
    })
    vi.stubGlobal('fetch', failing)
    const outcome = await attempt(stage.message()).finally(() => vi.unstubAllGlobals())
    if (failing.mock.calls.length === 0) return
    if (sure) expect(outcome).toBeInstanceOf(Temporary)
    // Who had only asked beforehand, by a call of its own, has sent nothing yet.
    else if (asksBefore) expectUnknownOrLater(outcome)
    else expect(outcome).toMatchObject({ outcome: 'unknown' })
    // A rep reads this; what the system calls it is for the log.
    expect(outcome instanceof Error ? outcome.message : JSON.stringify(outcome)).not.toContain(code)
    expect(stage.world.arrived()).toEqual([])
  })

  if (possible(['hangs after']).length > 0) {
    test('no answer and the time is up: the call ends, unknown, although it arrived', async () => {
      stage.world.misbehave('hangs after')
      const message = stage.message()
      const limit = new AbortController()
      const attempted = attempt(message, { signal: limit.signal })
      await vi.waitFor(() => expect(stage.world.arrived()).toHaveLength(1))
      limit.abort()
      expect(await attempted).toMatchObject({ outcome: 'unknown' })
      await expectFound(message)
    })
  }

  if (possible(['hangs before']).length > 0) {
    test('no answer and the time is up: the call ends, unknown or later, and nothing arrived', async () => {
      stage.world.misbehave('hangs before')
      const message = stage.message()
      expectUnknownOrLater(await attempt(message, { signal: AbortSignal.timeout(300) }))
      expect(stage.world.arrived()).toEqual([])
      await expectNotFound(message)
    })
  }

  const { find } = provider
  if (find) {
    test('a message that was accepted is found under its reference', async () => {
      const message = stage.message()
      const outcome = await attempt(message)
      const found = await find(message.reference, stage.world.line, stage.context(), stage.sought(message))
      expect(outcome).toMatchObject({ providerId: found?.providerId })
    })

    test('when it cannot be asked, it does not say "not sent"', async () => {
      const message = stage.message()
      const asked = find(message.reference, stage.world.deadLine, stage.context(), stage.sought(message))
      await expect(asked).rejects.toBeInstanceOf(Temporary)
    })
  }

  async function expectFound(message: Outgoing) {
    stage.world.behave()
    if (!find) return
    const found = await find(message.reference, stage.world.line, stage.context(), stage.sought(message))
    expect(found?.providerId).toBe(stage.world.arrived()[0]?.providerId)
  }

  async function expectNotFound(message: Outgoing) {
    stage.world.behave()
    if (!find) return
    const later = { ...stage.context(), now: () => new Date(Date.now() + (descriptor.certainAfter ?? 0)) }
    expect(await find(message.reference, stage.world.line, later, stage.sought(message))).toBeNull()
    if (descriptor.certainAfter === undefined) return
    const early = find(message.reference, stage.world.line, stage.context(), stage.sought(message))
    await expect(early).rejects.toBeInstanceOf(Temporary)
  }
}

function expectUnknownOrLater(result: unknown): void {
  if (result instanceof Temporary) return
  expect(result).toMatchObject({ outcome: 'unknown' })
}
