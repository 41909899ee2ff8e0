import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, functionSecret, portalId, type World } from '../../test/world.ts'
import { runCommand } from './run-command.ts'

const operatorSecret = 'the-secret-of-whoever-runs-the-relay'

/** What is said to whoever set the relay up a moment ago. */
async function typed(world: World, words: string, secret: Record<string, string>): Promise<string> {
  const said: string[] = []
  const env = { PORT: String(world.config.port), HUBSPOT_PORTAL_ID: portalId, ...secret }
  await runCommand(words.split(' '), env, (text) => said.push(text))
  return said.join('\n')
}

describe.each([
  ['the operator’s', [operatorSecret], { HOMING_OPERATOR_SECRET: operatorSecret }],
  ['the function’s, where there is no other', [], { HOMING_FUNCTION_SECRET: functionSecret }],
])('by %s secret', (_whose, operatorSecrets, secret) => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ config: { lines: [], operatorSecrets } })
  })
  afterAll(() => world.close())

  test('an account without a line is told how to give one', async () => {
    const none = 'No line is set up. Give one with: npm run relay -- settings apply <file>'
    expect(await typed(world, 'lines', secret)).toBe(none)
    expect(await typed(world, 'lines test', secret)).toBe(none)
    expect(await typed(world, 'lines test fax', secret)).toBe('There is no line "fax" here, nor any other yet.')
    expect(await typed(world, 'lines pause fax', secret)).toBe('There is no line "fax" here, nor any other yet.')
    expect(await typed(world, 'auto-send', secret)).toContain('Auto-send is off')
  })
})
