import { expect, test } from 'vitest'
import type { Provider } from '../../../relay/providers/provider.ts'
import type { ProviderDescriptor } from '../descriptor.ts'

/** What can be said about a provider without using it. */
export function shape(name: string, provider: Provider, descriptor: ProviderDescriptor): void {
  test('its name is the one that it is found by', () => {
    expect(provider.name).toBe(name)
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
  })

  test('it serves at least one channel', () => {
    expect(provider.channels.length).toBeGreaterThan(0)
    expect(new Set(provider.channels).size).toBe(provider.channels.length)
  })

  test('replies can reach us: by webhook, by catching up, or both', () => {
    expect(provider.verify ?? provider.since).toBeTypeOf('function')
  })

  test('its limits are ones that a line can live with', () => {
    const { inFlight, gap, bodyLength, timeout } = provider.limits
    for (const limit of [inFlight, gap, bodyLength, timeout]) expect(Number.isSafeInteger(limit)).toBe(true)
    expect(inFlight).toBeGreaterThanOrEqual(1)
    expect(inFlight).toBeLessThanOrEqual(1000)
    expect(gap).toBeGreaterThanOrEqual(0)
    expect(gap).toBeLessThanOrEqual(3_600_000)
    expect(bodyLength).toBeGreaterThanOrEqual(70)
    expect(bodyLength).toBeLessThanOrEqual(100_000)
    expect(timeout).toBeGreaterThanOrEqual(1000)
    expect(timeout).toBeLessThanOrEqual(300_000)
  })

  test('its descriptor covers every ability that it has', () => {
    const missing: string[] = []
    if (provider.verify && !descriptor.webhooks) missing.push('webhooks')
    if (provider.verify && !descriptor.statuses) missing.push('statuses')
    if (provider.since && !descriptor.page) missing.push('page')
    if (provider.check && !descriptor.check) missing.push('check')
    if (descriptor.codes?.answer && !descriptor.also?.includes('answerSends')) missing.push('answerSends')
    expect(missing).toEqual([])
  })
}
