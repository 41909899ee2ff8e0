import { expect, test, vi } from 'vitest'
import { publicReach } from '../../../relay/reach/public-reach.ts'
import { vendorFetch } from '../../../relay/providers/vendor-fetch.ts'
import { withinReach } from '../../../relay/providers/within-reach.ts'
import type { Stage } from '../stage.ts'

/** Whatever a line's settings name, its provider goes nowhere but where the line may: the fake stands on this machine, which is private. */
export function reaching(stage: Stage): void {
  const asked = vi.fn(publicReach)
  const held = withinReach(stage.provider, asked)
  const context = () => ({ ...stage.context(), fetch: vendorFetch })
  const refused = expect.objectContaining({ code: 'address_refused', blame: 'line' }) as unknown

  test('a message does not leave for a server out of reach, and the line is to blame', async () => {
    await expect(held.send(stage.message(), stage.world.line, context())).rejects.toEqual(refused)
    expect(stage.world.arrived()).toEqual([])
  })

  const { find, since, test: tryLine, check, watch } = held
  if (tryLine) {
    test('the test of such a line says so', async () => {
      await expect(tryLine(stage.world.line, context())).rejects.toEqual(refused)
    })
  }
  if (find) {
    test('nor is such a server asked what became of a message', async () => {
      const message = stage.message()
      const finding = find(message.reference, stage.world.line, context(), stage.sought(message))
      await expect(finding).rejects.toThrow('is in a private network')
    })
  }
  if (since) {
    test('nor for its history', async () => {
      // A vendor that has to look at nothing to begin now is asked for what came after that.
      const begun = await since(null, stage.world.line, context()).catch((error: unknown) => error)
      if (!(begun instanceof Error)) {
        const { cursor } = begun as { cursor: string }
        await expect(since(cursor, stage.world.line, context())).rejects.toEqual(refused)
      } else expect(begun).toEqual(refused)
    })
  }
  if (check) {
    test('nor whether somebody can be reached', async () => {
      await expect(check(stage.world.person(1), stage.world.line, context())).rejects.toThrow('is in a private network')
    })
  }
  if (watch) {
    test('nor watched', async () => {
      const stop = new AbortController()
      const wake = vi.fn()
      asked.mockClear()
      const watching = watch(stage.world.line, wake, stop.signal)
      await vi.waitFor(() => expect(asked).toHaveBeenCalled())
      stop.abort()
      await watching
      expect(wake).not.toHaveBeenCalled()
    })
  }
}
