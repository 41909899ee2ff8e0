import { expect, test } from 'vitest'
import { Temporary } from '../../../relay/errors.ts'
import type { Provider } from '../../../relay/providers/provider.ts'
import type { Stage } from '../stage.ts'

/** Who can be reached on this channel is known before anything is sent. */
export function checking(
  stage: Stage,
  check: NonNullable<Provider['check']>,
  people: { reachable: string; unreachable: string },
): void {
  test('it knows who can be reached and who cannot', async () => {
    expect(await check(people.reachable, stage.world.line, stage.context())).toBe(true)
    expect(await check(people.unreachable, stage.world.line, stage.context())).toBe(false)
  })

  test('when it cannot be asked, it does not say "cannot be reached"', async () => {
    const asked = check(people.reachable, stage.world.deadLine, stage.context())
    await expect(asked).rejects.toBeInstanceOf(Temporary)
  })
}
