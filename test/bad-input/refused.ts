import { Value } from 'typebox/value'
import { expect } from 'vitest'
import { Problem } from '../../contract/problem.ts'
import type { Heard } from '../ask.ts'
import type { World } from '../world.ts'

/** What a refusal must be like, whoever is refused: the one shape, in words, and to be found in the log. */
export function expectRefusal(world: World, answer: Heard, status: number, code: string): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({
    status,
    text: expect.stringContaining(`"code":"${code}"`),
  })
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem: unknown = JSON.parse(answer.text)
  expect(Value.Errors(Problem, problem)).toEqual([])
  if (!Value.Check(Problem, problem)) return
  expect(problem).toMatchObject({ status, code, type: `urn:homing:problem:${code}` })
  expect(problem.detail).toMatch(/^["\p{Lu}].*[.!]$/su)
  expect(problem.title).not.toBe('Error')
  expect(problem.retryable).toBe(status >= 500 && status !== 501 && status !== 505)
  expect(
    world.logged.some((line) => line.includes(problem.traceId)),
    'the trace id is in the log',
  ).toBe(true)
}
