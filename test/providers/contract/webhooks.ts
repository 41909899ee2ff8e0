import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Unverified } from '../../../relay/errors.ts'
import type { Line, Provider, WebhookRequest } from '../../../relay/providers/provider.ts'
import type { WebhookProof } from '../descriptor.ts'
import type { Stage } from '../stage.ts'

const minute = 60_000

/** Only what the transport itself said is believed. */
export function webhooks(stage: Stage, verify: NonNullable<Provider['verify']>, proof: WebhookProof): void {
  const { covers, tolerance = 5 * minute } = proof

  describe('a webhook', () => {
    test('that is genuine is believed', async () => {
      const request = await genuine()
      expect(() => verify(request, stage.world.line, new Date())).not.toThrow()
    })

    test('without any part of its proof is refused', async () => {
      const stripped = proof.without(await genuine())
      expect(stripped.length).toBeGreaterThan(0)
      for (const request of stripped) refused(request)
    })

    test('proven with another secret is refused', async () => {
      refused(await genuine(), { line: proof.otherSecret(stage.world.line) })
    })

    test('with a made-up proof is refused, whatever is made up', async () => {
      const request = await genuine()
      const text = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.constant('v1,'), fc.nat().map(String))
      const names = Object.keys(request.headers)
      fc.assert(
        fc.property(fc.array(text, { minLength: names.length, maxLength: names.length }), (values) => {
          const headers = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
          refused({ ...request, headers, target: proof.covers.target ? request.target : '/' })
        }),
        { numRuns: 100 },
      )
    })

    if (proof.rotating) {
      test('is believed while its secret is being replaced', async () => {
        const line = proof.rotating?.(stage.world.line) ?? stage.world.line
        const request = await genuine()
        expect(() => verify(request, line, new Date())).not.toThrow()
        refused(request, { line: proof.otherSecret(line) })
      })
    }

    if (covers.body) {
      test('whose body was altered anywhere is refused', async () => {
        const request = await genuine()
        const { length } = request.body
        for (const place of [0, Math.floor(length / 2), length - 1]) {
          const body = Uint8Array.from(request.body)
          body[place] = (body[place] ?? 0) ^ 1
          refused({ ...request, body })
        }
        refused({ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) })
        refused({ ...request, body: new Uint8Array() })
      })
    }

    if (covers.time) {
      test('from too long ago, or from the future, is refused; clocks may differ a little', async () => {
        const request = await genuine()
        for (const late of [tolerance + minute, -tolerance - minute]) refused(request, { late })
        for (const late of [tolerance - minute, minute - tolerance]) {
          expect(() => verify(request, stage.world.line, new Date(Date.now() + late))).not.toThrow()
        }
      })
    }

    if (covers.target) {
      test('for another target is refused', async () => {
        const request = await genuine()
        refused({ ...request, target: `${request.target}x` })
      })
    }
  })

  async function genuine(): Promise<WebhookRequest> {
    await stage.world.write({ from: stage.world.person(1), body: 'Is it you?' })
    return vi.waitFor(() => {
      const [request] = stage.callback.requests
      if (!request) throw new Error('The webhook has not come yet.')
      return request
    })
  }

  function refused(request: WebhookRequest, options: { line?: Line; late?: number } = {}): void {
    const { line = stage.world.line, late = 0 } = options
    expect(() => verify(request, line, new Date(Date.now() + late))).toThrow(Unverified)
  }
}
